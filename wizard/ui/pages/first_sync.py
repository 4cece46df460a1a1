"""Page 7, «Første synk»: two steps with their progress, and what happens, as it happens."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from wizard.errors import Problem
from wizard.flow.answers import FirstSyncAnswers
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.records import Side
from wizard.ui import tally
from wizard.ui.models.happenings import Names
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.reins import RunReins
from wizard.ui.widgets.ending import Ending
from wizard.ui.widgets.runview import RunView

STOPPED = "stopped_on_request"
_UNFINISHED = "run_unfinished"
_OTHER_PLAN = ("plan_outdated", "step_plan_not_approved", "run_given_up")


class FirstSyncPage(Page):
    """Begins by itself where the plan was just approved; a run left earlier waits to be told."""

    step = StepId.FIRST_SYNC

    def build(self) -> None:
        self._ending = Ending(_ending, self._give_up)
        order = (Side.PARTNER, Side.TRIPLETEX)
        self.run = RunView(self._partner, self.desk.runner.clock.now, order)
        self._reins = RunReins(self.run, self.changed.emit)
        self.body.addWidget(self._ending)
        self.body.addWidget(self.run, 1000)
        self._shown: object = self  # nothing yet
        self.changed.connect(self.show_answers)

    def retranslate(self) -> None:
        self.run.retranslate()
        self._ending.retranslate()

    def title(self) -> str:
        if self._running:
            return _("The first synk is running")
        if self._finished:
            return _("The first synk has come to its end")
        if self._begun:
            return _("The first synk is not finished")
        return _("The first synk is ready to begin")

    def lead(self) -> str:
        if self._running:
            return _(
                "You can close the window: the synk goes on where it stopped. Nothing is made "
                "twice."
            )
        if self._finished:
            return _("Below stands what was done. The result has all of it, and the reports.")
        if self._begun:
            return _(
                "What is done stays done. Go on when you like: first it is looked up what became "
                "of the last write, so that nothing is made twice."
            )
        return _("The plan is approved, and nothing is written yet.")

    def help(self) -> str:
        return _(
            "First the other system gets what it lacks, then Tripletex. Pause holds the work "
            "between two writes. Stop safely ends it there, and it can go on later, also after "
            "the machine was switched off. Tripletex allows so many calls in so many seconds: "
            "then the work waits by itself. A record that is stopped does not stop the others."
        )

    def show_answers(self) -> None:
        found = self.desk.runner.found
        if self._running or self._shown is (found.report or found.plan):
            return
        self._shown = found.report or found.plan
        if found.report is not None:
            self.run.show_report(found.report, tally.of_report(found.report))
        else:
            self.run.wait(tally.of_plan(found.plan) if found.plan else None)

    def entered(self) -> None:
        found = self.desk.runner.found
        if not self._running and found.plan is not None and not found.sought and not self._begun:
            self._start()

    def answers(self) -> FirstSyncAnswers:
        return self.desk.runner.journey.of(FirstSyncAnswers)

    @property
    def valid(self) -> bool:
        return self._finished or self._begun or self.desk.runner.found.plan is not None

    def primary(self) -> str:
        if self._running or self._finished:
            return _("See the result") if self._finished else _("Next")
        return _("Continue the synk") if self._begun else _("Start the synk")

    def proceed(self) -> None:
        if self._finished:
            self.advanced.emit()
        elif self._begun:
            self._resume()
        else:
            self._start()

    def extra(self) -> Deed | None:
        if self._begun and not self._finished and not self._running:
            return Deed(_("End it here"), self._ending.ask)
        return None

    def leaving(self) -> tuple[Deed, ...] | None:
        return self._reins.deeds() or None

    def offers_back(self) -> bool:
        return not self._begun and not self._running

    def heard(self, progress: object) -> None:
        self._reins.heard(progress)

    @property
    def _begun(self) -> bool:
        return bool(self.desk.runner.journey.of(FirstSyncAnswers).run)

    @property
    def _finished(self) -> bool:
        return self.desk.runner.journey.of(FirstSyncAnswers).finished

    @property
    def _running(self) -> bool:
        return self._reins.running

    def _partner(self) -> str:
        return self.desk.partner or _("the other system")

    # the work

    def _start(self) -> None:
        plan = self.desk.runner.found.plan
        if plan is not None:
            self.run.lines.put([])
            self._go(Effect.APPLY, tally.of_plan(plan))

    def _resume(self) -> None:
        report = self.desk.runner.found.report
        if report is not None:
            self._go(Effect.RESUME, tally.of_report(report))

    def _go(self, effect: Effect, counted: tally.Tally) -> None:
        self._ending.hide()
        self._shown = self.desk.runner.found.report or self.desk.runner.found.plan
        self.run.begin(counted, Names(self.desk.runner.found.survey))
        self._reins.take(
            self.perform(effect, then=self._over, saying=self._saying, failed=self._broken)
        )

    def _saying(self) -> str:
        return self._reins.saying(
            _("Reading both registers once more …"), _("The synk is running …")
        )

    def _over(self, found: Found) -> None:
        self._told(_("The first synk has come to its end"))

    def _broken(self, problems: tuple[Problem, ...]) -> None:
        """Find out how far it came, whatever stopped it; then say why."""
        problem = problems[0]
        self._told(_("The first synk has stopped"))

        def known(found: Found) -> None:
            self.run.rest(over=False)
            if problem.code in _OTHER_PLAN:
                self.notice = Notice(problem, self._anew, lambda: _("Compare again"))
            elif problem.code == _UNFINISHED:
                take_up = partial(self._take_up, problem.subject or "")
                self.notice = Notice(problem, take_up, lambda: _("Go on with that run"))
            elif problem.code != STOPPED:
                self.notice = Notice(problem, self.proceed)

        self.perform(Effect.REPORT, then=known, saying=lambda: _("Looking how far it came …"))

    def _anew(self) -> None:
        self.notice = None
        ran = self.answers()
        self.desk.runner.again(retries=ran.retries)
        self.changed.emit()

    def _take_up(self, run: str) -> None:
        """Be about the run that is in the way, so that it can be finished here, or ended."""
        self.desk.runner.answer(replace(self.answers(), run=run))
        self.perform(
            Effect.REPORT,
            then=lambda found: None,
            saying=lambda: _("Looking how far it came …"),
        )

    def _told(self, title: str) -> None:
        if self._reins.drop():
            self.desk.notify(title, self.desk.runner.journey.company)

    # ending it as it stands

    def _give_up(self) -> None:
        self.perform(
            Effect.GIVE_UP,
            then=lambda found: self._anew(),
            saying=lambda: _("Ending the run …"),
        )


def _ending() -> tuple[str, str, str]:
    return (
        _("Do you want to end this run as it stands?"),
        _(
            "What is written stays written, and the rest is not carried out. A new comparison "
            "finds both, and makes nothing twice."
        ),
        _("End it and compare again"),
    )
