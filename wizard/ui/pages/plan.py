"""«Dette skjer»: the plan in numbers and in full, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from wizard.flow.answers import PlanAnswers
from wizard.flow.journey import StepId
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.model.records import Side
from wizard.review.brake import FEW
from wizard.ui import aside
from wizard.ui.page import Deed, Page
from wizard.ui.theme import SPACE
from wizard.ui.voice import announce
from wizard.ui.widgets.approval import Approval
from wizard.ui.widgets.brakecard import BrakeCard
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.planview import PlanView
from wizard.ui.widgets.sidecard import SideCard
from wizard.ui.widgets.strip import Strip

_LEAST = 600
"""What the two sides want of the width to stand beside one another."""
_ORDER = (Side.PARTNER, Side.TRIPLETEX)


class PlanPage(Page):
    """What is approved here is exactly what is carried out."""

    step = StepId.PLAN

    def build(self) -> None:
        self.plan: SyncPlan | None = None
        self._found: aside.Outlined | None = None
        self._sides = {side: SideCard(side) for side in _ORDER}
        self.trial, self.approval = Strip("info"), Approval(self)
        self.view, self.brake = PlanView(), BrakeCard()
        sides = Columns(SPACE[2] + 2, _LEAST)
        for card in self._sides.values():
            sides.add(card, 1)
        self.body.addWidget(sides)
        self.trial.hide()
        for widget in (self.trial, self.approval):
            self.body.addWidget(widget)
        self.body.addWidget(self.view, 1000)  # the rest of the page is only there to be empty
        self.body.addWidget(self.brake)
        self.view.save.clicked.connect(self._ask_where)
        self.brake.changed.connect(self.changed)
        self.changed.connect(self._begin)

    def retranslate(self) -> None:
        self.view.retranslate(self.desk.partner)
        self.brake.retranslate()
        self._say()

    def title(self) -> str:
        return _("This will happen when you start")

    def lead(self) -> str:
        return _("All of it is worked out beforehand. Nothing but what stands here is written.")

    def help(self) -> str:
        return _(
            "First what is missing is written in the other system, then in Tripletex. Nothing is "
            "deleted and no value is emptied. A trial takes five records of each kind, so that "
            "you can look at the result before the rest. What was done can be taken back "
            "afterwards. Where much is written, you type the number, so that nobody starts it by "
            "mistake."
        )

    def show_answers(self) -> None:
        self.retranslate()

    def entered(self) -> None:
        self._begin()

    def answers(self) -> PlanAnswers:
        said = self.desk.runner.journey.of(PlanAnswers)
        ready = self.plan is not None and self.approval.given and self.brake.released
        return replace(said, approved=self.plan.fingerprint if self.plan and ready else "")

    @property
    def valid(self) -> bool:
        if self.plan is None or self.plan is not self.desk.runner.found.plan:
            return False
        return self.approval.to_send or (self.approval.given and self.brake.released)

    def primary(self) -> str:
        if self.approval.to_send:
            return _("Send for approval")
        return _("Start the trial") if self._only else _("Start the synk")

    def extra(self) -> Deed | None:
        if self._only:
            return Deed(_("The whole plan"), lambda: self._try(None))
        if self.plan is None or not self.plan.operations:
            return None
        return Deed(_("Try with five first"), lambda: self._try(FEW))

    def proceed(self) -> None:
        if not self.approval.to_send:
            super().proceed()
            return
        path = self._file()
        if path:
            self.approval.send(path)

    @property
    def _only(self) -> int | None:
        return self.desk.runner.journey.of(PlanAnswers).only

    def _begin(self) -> None:
        """Take over the newest plan, once the shell has asked what it has to ask."""
        runner = self.desk.runner
        if self.busy or self.notice or runner.rechecks() or runner.journey.here is not self.step:
            return
        plan, survey = runner.found.plan, runner.found.survey
        if plan is not None and plan is not self.plan:
            self.work(
                lambda task: aside.outline(plan, survey),
                lambda found: self._show(plan, found),
                saying=lambda: _("Working out what will happen …"),
            )

    def _show(self, plan: SyncPlan, found: aside.Outlined) -> None:
        self.plan, self._found = plan, found
        self.view.show_plan(found)
        self.brake.ask(found.brake)
        self._say()

    def _say(self) -> None:
        if self.plan is None or self._found is None:
            return
        partner = self.desk.partner or _("the other system")
        for side, card in self._sides.items():
            card.show_numbers(self._found.numbers[side], partner)
        stopped = sum(one.count for one in self.plan.stops)
        self.view.stopped.setText(_("{count} left alone").format(count=stopped))
        self.view.stopped.setVisible(stopped > 0)
        self.trial.setVisible(self._only is not None)
        text = _("{count} records of each kind, and what they need. The rest comes afterwards.")
        self.trial.say(_("A trial"), text.format(count=self._only or 0))
        self.approval.show_plan(self.plan)

    # a trial

    def _try(self, only: int | None) -> None:
        """Make the plan of a trial, or the whole one again."""
        runner = self.desk.runner
        runner.answer(replace(runner.journey.of(PlanAnswers), approved="", only=only))
        self.perform(
            Effect.PLAN,
            then=lambda found: None,
            saying=lambda: _("Working out what will happen …"),
        )

    # the plan as a file

    def _ask_where(self) -> None:
        path = self._file()
        if path:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the plan as a workbook."""
        plan = self.plan
        if plan is not None:
            self.work(
                lambda task: aside.write_plan(path, plan),
                lambda nothing: announce(self, _("Saved as {file}").format(file=path.name)),
                saying=lambda: _("Writing the Excel file …"),
                lane=self.desk.disk,
            )

    def _file(self) -> Path | None:
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the plan"), _("What will happen") + ".xlsx", _("Excel files (*.xlsx)")
        )
        return Path(name) if name else None
