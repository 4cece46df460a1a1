"""The real effects on a practice company of the test's own, and a journey that leads there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.desks import journey_at

from wizard.app import App
from wizard.flow.answers import ChooseAnswers, PasteKeyAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Effects
from wizard.model.connection import Company
from wizard.office.effects import OfficeEffects
from wizard.practice import Options, World, open_office, seeded_world, serve
from wizard.ui.window import Window


@dataclass
class Rehearsal:
    """A practice company that answers, and the program that asks it."""

    world: World
    url: str
    app: App

    @property
    def effects(self) -> Effects:
        """The effects of the program itself."""
        return OfficeEffects(self.app).by_name()

    def journey(self, step: StepId, partner: str = "svenn") -> Journey:
        """A journey to this company that has come to a step, its key known to the program."""
        company = Company(self.world.company.id, self.world.company.name, "")
        journey = journey_at(step).answered(ChooseAnswers(partner, base_url=self.url))
        known = journey.facts.key
        if known is None:
            return journey
        self.app.try_key(self.url, self.world.employee_token)
        fact = replace(known, check=replace(known.check, company=company))
        facts = replace(journey.facts, key=fact)
        return journey.answered(PasteKeyAnswers(company.id)).knowing(facts)


@contextmanager
def rehearsal(folder: Path) -> Iterator[Rehearsal]:
    """A small company with an accounting office beside it."""
    world = seeded_world(options=Options(rate_limit=None), employees=6, customers=8, projects=4)
    open_office(world, clients=1)
    with serve(world) as server:
        app = App({"TRIPLETEX_CONSUMER_TOKEN": world.consumer_token}, state=folder / "state")
        yield Rehearsal(world, server.url, app)
        app.close()


def rest(qtbot: QtBot, window: Window) -> None:
    """Wait until all that was begun has been answered, and what was made then is shown."""
    desk = window.desk
    qtbot.waitUntil(
        lambda: not (desk.disk.busy or desk.connection.busy or (window.page and window.page.busy))
    )
    for _ in range(3):
        QApplication.processEvents()
