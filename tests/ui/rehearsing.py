"""The real effects on a practice company of the test's own, and a journey that leads there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ui.desks import journey_at

from wizard.app import App
from wizard.effects import RealEffects
from wizard.flow.answers import ChooseAnswers
from wizard.flow.journey import Journey, StepId
from wizard.flow.ports import Effects
from wizard.practice import Options, World, open_office, seeded_world, serve


@dataclass
class Rehearsal:
    """A practice company that answers, and the program that asks it."""

    world: World
    url: str
    app: App

    @property
    def effects(self) -> Effects:
        """The effects of the program itself."""
        return RealEffects(self.app).by_name()

    def journey(self, step: StepId, partner: str = "svenn") -> Journey:
        """A journey to this company that has come to a step."""
        return journey_at(step).answered(ChooseAnswers(partner, base_url=self.url))


@contextmanager
def rehearsal(folder: Path) -> Iterator[Rehearsal]:
    """A small company with an accounting office beside it."""
    world = seeded_world(options=Options(rate_limit=None), employees=6, customers=8, projects=4)
    open_office(world, clients=1)
    with serve(world) as server:
        app = App({"TRIPLETEX_CONSUMER_TOKEN": world.consumer_token}, state=folder / "state")
        yield Rehearsal(world, server.url, app)
        app.close()
