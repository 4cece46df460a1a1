"""One client's own differences, in the place of the list: read, decided, and its plan made anew."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.errors import Problem
from wizard.flow.answers import DifferencesAnswers
from wizard.flow.clients import compared, journey_for
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Found
from wizard.flow.standing import ClientRow
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.batch import Member
from wizard.model.matching import Choice, Resolution
from wizard.review.rows import State
from wizard.ui import aside
from wizard.ui.background import Task
from wizard.ui.models.reviewing import Gathered, Reviewing
from wizard.ui.page import Notice, Page
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cases import Cases
from wizard.ui.widgets.reviewview import ReviewView


class ClientReview(QWidget):
    """``decided`` comes with the client's number, its own answers and what its plan comes to;
    ``closed`` when the list is to be shown again."""

    decided = Signal(str, object, object)
    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._row: ClientRow | None = None
        self._found = Found()
        self._office: dict[str, Choice] = {}
        self.reviewing = Reviewing()
        self.view, self.cases = ReviewView(self.reviewing), Cases(self.reviewing)
        self.next = Button()
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.view, 1)
        column.addWidget(self.cases.view)
        foot.addStretch(1)
        foot.addWidget(self.next)
        column.addLayout(foot)
        # this client's records are not left alone by a tick, but by an answer
        self.view.rules.skip.hide()
        self.view.tools.read.hide()
        self.cases.view.hide()
        self.next.hide()
        self.view.model.opened.connect(lambda at: self._show_case(self.cases.begin(at)))
        self.cases.view.chosen.connect(self.cases.decide)
        self.next.clicked.connect(lambda: self._show_case(self.cases.forward()))

    @property
    def on(self) -> bool:
        """Whether a client is looked at."""
        return self._row is not None

    def title(self) -> str:
        """Which client it is, or what is asked of two of its records."""
        return self.cases.title() or (self._row.name if self._row else "")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        partner = self._page.desk.partner
        self.view.retranslate(partner)
        self.cases.retranslate(partner)
        self.next.setText(_("Next"))

    def open(self, row: ClientRow) -> None:
        """Read both of a client's registers, and show what differs."""
        runner, number = self._page.desk.runner, row.number
        journey = journey_for(runner.journey, number)
        self._row, self._found = row, Found()

        def read(task: Task) -> tuple[Found, Gathered]:
            control = Control(stop=task.cancelled)
            found = runner.effects[Effect.SURVEY](journey, Found(), control)
            found = runner.effects[Effect.PLAN](journey, found, control)
            assert found.survey is not None
            assert found.plan is not None
            return found, aside.gather(journey, found.survey, found.plan.resolutions)

        self._page.work(
            read,
            lambda made: self._read(journey, *made),
            saying=lambda: _("Reading both systems …"),
            failed=self._fail,
        )

    def close_it(self) -> None:
        """Keep what was decided, and make the client's plan of it."""
        if self.cases.on:
            self._show_case(shown=False)
            self._page.changed.emit()
            return
        row, found, runner = self._row, self._found, self._page.desk.runner
        if row is None or found.survey is None or row.placed.company is None:
            self._end()
            return
        resolutions = self.reviewing.decisions.resolutions()
        own = tuple(one for one in resolutions if self._office.get(one.conflict) != one.choice)
        plain = journey_for(runner.journey, row.number)
        said = replace(plain.of(DifferencesAnswers), resolutions=own)
        journey, member = plain.answered(said), Member(row.placed.company)

        def plan(task: Task) -> Found:
            return runner.effects[Effect.PLAN](journey, found, Control(stop=task.cancelled))

        self._page.work(
            plan,
            lambda made: self._planned(row, own, member, made),
            saying=lambda: _("Working out what will happen …"),
        )

    def _read(self, journey: Journey, found: Found, gathered: Gathered) -> None:
        self._found = found
        own = {one.conflict for one in journey.of(DifferencesAnswers).resolutions}
        plan = found.plan
        self._office = {
            one.conflict: one.choice
            for one in (plan.resolutions if plan else ())
            if one.conflict not in own
        }
        self.reviewing.take(gathered)
        self.view.show_rows(State.OPEN)
        self.retranslate()
        self.view.table.setFocus()
        self._page.changed.emit()

    def _fail(self, problems: tuple[Problem, ...]) -> None:
        self._end()
        self._page.notice = Notice(problems[0])
        self._page.changed.emit()

    def _planned(
        self, row: ClientRow, own: tuple[Resolution, ...], member: Member, found: Found
    ) -> None:
        before, plan = row.result, found.plan
        assert plan is not None
        now, names = self._page.desk.runner.clock.now(), aside.names_in(plan, found.survey)
        result = compared(member, plan, at=now, names=names)
        synced = before.synced if before else None
        self._end()
        self.decided.emit(row.number, own, replace(result, synced=synced))

    def _end(self) -> None:
        self._row, self._found = None, Found()
        self.closed.emit()

    def _show_case(self, shown: bool) -> None:
        self.view.setVisible(not shown)
        self.cases.view.setVisible(shown)
        self.next.setVisible(shown)
        if shown:
            self.cases.view.focus_choice()
        else:
            self.cases.on = False
            self.view.table.setFocus()
        self._page.changed.emit()
