"""One client's run: its report, and taking it back, as the last page of one company does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from wizard.errors import Problem
from wizard.flow.clients import journey_for
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Found
from wizard.flow.standing import ClientRow
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.journal import RunState, SyncReport
from wizard.ui import tally
from wizard.ui.background import Task
from wizard.ui.models.happenings import Names
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.reins import RunReins
from wizard.ui.widgets.undoview import UndoView


class ClientUndo(QObject):
    """``over`` comes whenever something that its page shows has changed, and ``read`` after it
    once a client's report is shown."""

    over = Signal()
    read = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._found = Found()
        self._journey = Journey()
        self.view = UndoView(lambda: page.desk.partner, page.desk.runner.clock.now)
        self._reins = RunReins(self.view.run, self.over.emit)
        self.view.consent.box.toggled.connect(lambda on: page.changed.emit())
        self.view.hide()

    @property
    def report(self) -> SyncReport | None:
        """The report of the client's run, or of the undo of it."""
        return self._found.undone or self._found.report

    @property
    def on(self) -> bool:
        """Whether the undo is shown in the place of the list."""
        return self._reins.running or self._found.undoing is not None

    @property
    def allowed(self) -> bool:
        """Whether what is shown may be carried out."""
        return self._found.undoing is not None and self.view.consent.box.isChecked()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.view.retranslate()

    def open(self, row: ClientRow) -> None:
        """Read the report of a client's newest run, where it has one."""
        run = row.result.member.run if row.result else ""
        self._found = Found()
        self._journey = journey_for(self._page.desk.runner.journey, row.number, run)
        if run:
            self._carry_out(Effect.REPORT, lambda: _("Reading the report …"))
        else:
            self._show()

    def close(self) -> None:
        """Nothing is looked at any more."""
        self._found = Found()

    def ask(self) -> None:
        """Show what taking the run back would do."""
        self._carry_out(Effect.PLAN_UNDO, lambda: _("Reading what stands there now …"))

    def primary(self) -> str:
        """The deed on the page's button."""
        plan = self._found.undoing
        count = len(plan.operations) if plan else 0
        return _("Take back {count} changes").format(count=count)

    def proceed(self) -> None:
        """Take it back as it was shown."""
        plan = self._found.undoing
        if plan is not None:
            self.view.going(on=True)
            self.view.run.begin(tally.of_plan(plan), Names(None), undo=True)
            self._reins.take(
                self._carry_out(Effect.UNDO, lambda: _("The synk is being taken back …"))
            )

    def leaving(self) -> tuple[Deed, ...]:
        """What stands at the foot's left."""
        if self._reins.running:
            return self._reins.deeds()
        return (Deed(_("Keep the synk"), self._keep),)

    def heard(self, progress: object) -> None:
        """What the undo tells of its progress."""
        if self._reins.running:
            self._reins.heard(progress)

    def _keep(self) -> None:
        self._found = replace(self._found, undoing=None)
        self.over.emit()

    def _carry_out(self, effect: Effect, saying: Callable[[], str]) -> Task:
        runner, journey, found = self._page.desk.runner, self._journey, self._found

        def work(task: Task) -> Found:
            tell = task.tell
            control = Control(lambda *settled: tell(settled), task.halts, tell, tell)
            return runner.effects[effect](journey, found, control)

        return self._page.work(work, self._learn, saying=saying, failed=self._failed)

    def _learn(self, found: Found) -> None:
        self._found = found
        self._rest()
        if found.undoing is not None:
            self.view.show_plan(found.undoing)
            self.over.emit()
        else:
            self._show()

    def _show(self) -> None:
        self.over.emit()
        self.read.emit()

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self._found = replace(self._found, undoing=None)
        self._rest()
        self._page.notice = Notice(problems[0])
        self.over.emit()

    def _rest(self) -> None:
        if self._reins.running:
            undone = self._found.undone
            self.view.run.rest(over=undone is not None and undone.run.state is RunState.FINISHED)
            self._reins.drop()
