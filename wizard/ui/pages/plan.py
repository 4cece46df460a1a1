"""«Dette skjer»: the plan in numbers and in full, before anything is written."""

from __future__ import annotations

from dataclasses import replace

from wizard.flow.answers import PlanAnswers
from wizard.flow.journey import StepId
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.review.brake import FEW
from wizard.ui import aside
from wizard.ui.page import Deed, Page
from wizard.ui.widgets.approval import Approval
from wizard.ui.widgets.brakecard import BrakeCard
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.wholeplan import WholePlan


class PlanPage(Page):
    """What is approved here is exactly what is carried out."""

    step = StepId.PLAN

    def build(self) -> None:
        self.trial, self.approval = Strip("info"), Approval(self)
        self.whole, self.brake = WholePlan(self), BrakeCard()
        self.trial.hide()
        for place, widget in enumerate((self.trial, self.approval), 1):
            self.whole.column.insertWidget(place, widget)
        self.body.addWidget(self.whole, 1000)  # the rest of the page is only there to be empty
        self.body.addWidget(self.brake)
        self.brake.changed.connect(self.changed)
        self.changed.connect(self._begin)

    def retranslate(self) -> None:
        self.whole.retranslate()
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
    def plan(self) -> SyncPlan | None:
        """The plan that is shown."""
        return self.whole.plan

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
        path = self.whole.file()
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
                lambda task: aside.outline(plan, aside.names_in(plan, survey)),
                lambda found: self._show(plan, found),
                saying=lambda: _("Working out what will happen …"),
            )

    def _show(self, plan: SyncPlan, found: aside.Outlined) -> None:
        self.whole.show_plan(plan, found)
        self.brake.ask(found.brake)
        self._say()

    def _say(self) -> None:
        if self.plan is None:
            return
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
