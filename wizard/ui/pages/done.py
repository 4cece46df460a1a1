"""Page 8, «Ferdig»: what became of it, the reports, the next synk, and taking it back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.errors import Problem
from wizard.flow.answers import ConnectPartnerAnswers, DoneAnswers
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.journal import RunState, SyncReport
from wizard.ui import tally
from wizard.ui.models import happenings, stops
from wizard.ui.models.happenings import Names
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.pages.first_sync import STOPPED
from wizard.ui.reins import RunReins
from wizard.ui.theme import SPACE
from wizard.ui.widgets.ending import Ending
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.linetable import LineTable
from wizard.ui.widgets.nextcard import NextCard
from wizard.ui.widgets.reportcard import ReportCard
from wizard.ui.widgets.resultview import ResultView, linked_count, stopped_count
from wizard.ui.widgets.undoview import UndoView

_LEAST = 640
"""What the two cards want of the width to stand beside one another."""
_LOG_ROWS = 6


class DonePage(Page):
    """Shows the run, or the undo of it; what an undo would do stands in its place meanwhile."""

    step = StepId.DONE

    def build(self) -> None:
        self._shown: tuple[object, ...] = ()
        self._whole = QWidget()
        column, cards = QVBoxLayout(self._whole), Columns(SPACE[2] + 2, _LEAST)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[4])
        self.result, self.report = ResultView(), ReportCard(self, self._report)
        self.next = NextCard()
        self._log_lines = happenings.log(timed=False)
        self._log = LineTable(self._log_lines, rows=_LOG_ROWS)
        self._log.hide()
        cards.add(self.report, 1)
        cards.add(self.next, 1)
        column.addWidget(self.result)
        column.addWidget(cards)
        column.addWidget(self._log)
        column.addStretch(1)
        self.undo = UndoView(self._partner, self.desk.runner.clock.now)
        self._reins = RunReins(self.undo.run, self.changed.emit)
        self._ending = Ending(_ending, self._give_up)
        self.body.addWidget(self._ending)
        self.body.addWidget(self._whole)
        self.body.addWidget(self.undo, 1000)
        self.result.retry.clicked.connect(lambda: self._again(retries=True))
        self.next.again.clicked.connect(lambda: self._again(retries=False))
        self.next.log.toggled.connect(self._log.setVisible)
        self.next.undo.clicked.connect(self._show_undo)
        self.next.saved.connect(self.retranslate)
        self.undo.consent.box.toggled.connect(lambda on: self.changed.emit())
        self.changed.connect(self.show_answers)

    def retranslate(self) -> None:
        report = self._report()
        trial = report is not None and stops.is_trial(report)
        undone = report is not None and bool(report.run.undoes)
        for part in (self.result, self.report, self.undo, self._ending):
            part.retranslate()
        whole = undone and not self._partly
        self.next.retranslate(trial=trial, undone=whole)
        self._log_lines.reworded()
        self._log.setAccessibleName(_("Log"))
        left = stopped_count(report) if report is not None else 0
        self.result.retry.setText(_("Try only those that failed"))
        self.result.retry.setVisible(bool(left) and not trial and not undone)

    def title(self) -> str:
        report = self._report()
        if self._reins.running:
            return _("The synk is being taken back")
        if self.desk.runner.found.undoing is not None:
            return _("Do you want to take the synk back?")
        if report is not None and report.run.undoes:
            if self._partly:
                return _("The synk is only partly taken back")
            return _("The synk is taken back")
        if report is not None and stops.is_trial(report):
            return _("The trial has come to its end")
        return _("The connection is in place")

    def lead(self) -> str:
        report = self._report()
        if self._reins.running:
            return _("What somebody has edited since is left alone.")
        if self.desk.runner.found.undoing is not None:
            return _("Nothing is taken back before you have approved it.")
        if report is None:
            return ""
        if report.run.undoes:
            return _("What stays, stands below with its reason.") if report.problems else ""
        linked, left = linked_count(report), stopped_count(report)
        if not left:
            return _("Linked: {linked}. Everything can be undone until somebody edits it.").format(
                linked=linked
            )
        return _(
            "Linked: {linked}. Stopped, and waiting for you: {left}. Everything can be undone "
            "until somebody edits it."
        ).format(linked=linked, left=left)

    def help(self) -> str:
        return _(
            "What was stopped is mended where its line says, and tried again; what went through "
            "is not touched. Undo puts back what was there before, field by field, and leaves "
            "alone what somebody has edited since. The reports hold no full dates of birth and "
            "no whole bank accounts."
        )

    def show_answers(self) -> None:
        found, report = self.desk.runner.found, self._report()
        now = (report, found.undoing, self._reins.running)
        if all(one is other for one, other in zip(now, self._shown, strict=False)) and self._shown:
            return
        self._shown = now
        aside = self._reins.running or found.undoing is not None
        self._whole.setVisible(not aside)
        self.undo.setVisible(aside)
        if self._reins.running:
            self.undo.going(on=True)
        elif found.undoing is not None:
            self.undo.show_plan(found.undoing)
            self.undo.consent.box.setFocus()
        if report is not None:
            self.result.show_run(report)
            self._log_lines.put(happenings.of_report(report))
        self.retranslate()

    def entered(self) -> None:
        settings = self.desk.runner.journey.of(ConnectPartnerAnswers).settings
        self.next.watch(settings.get("file", ""))
        self.retranslate()

    def left(self) -> None:
        self.next.watch("")

    def answers(self) -> DoneAnswers:
        return DoneAnswers()

    @property
    def valid(self) -> bool:
        return self.desk.runner.found.undoing is None or self.undo.consent.box.isChecked()

    def primary(self) -> str:
        if self.desk.runner.found.undoing is not None:
            count = len(self.desk.runner.found.undoing.operations)
            return _("Take back {count} changes").format(count=count)
        return _("Go on taking it back") if self._unfinished else _("Close")

    def proceed(self) -> None:
        if self.desk.runner.found.undoing is not None:
            self._take_back()
        elif self._unfinished:
            self._resume()
        else:
            self.window().close()

    def extra(self) -> Deed | None:
        if self._reins.running or self.desk.runner.found.undoing is not None:
            return None
        if self._unfinished:
            return Deed(_("End it here"), self._ending.ask)
        return Deed(_("Connect more"), self._more)

    def leaving(self) -> tuple[Deed, ...] | None:
        if self.desk.runner.found.undoing is not None and not self._reins.running:
            return (Deed(_("Keep the synk"), self._keep_it),)
        return self._reins.deeds()

    def offers_back(self) -> bool:
        return False

    def heard(self, progress: object) -> None:
        self._reins.heard(progress)

    def _report(self) -> SyncReport | None:
        """What the page is about: the undo, where there is one, else the run."""
        found = self.desk.runner.found
        return found.undone or found.report

    @property
    def _partly(self) -> bool:
        """Whether there is an undo that has not come to its end, or was ended before that."""
        undone = self.desk.runner.found.undone
        return undone is not None and undone.run.state is not RunState.FINISHED

    @property
    def _unfinished(self) -> bool:
        undone = self.desk.runner.found.undone
        return undone is not None and undone.run.state is RunState.RUNNING

    def _partner(self) -> str:
        return self.desk.partner or _("the other system")

    # what follows

    def _again(self, *, retries: bool) -> None:
        self.desk.runner.again(retries=retries)
        self.changed.emit()

    def _more(self) -> None:
        self.desk.runner.forget()
        self.changed.emit()

    # taking it back

    def _show_undo(self) -> None:
        self.perform(
            Effect.PLAN_UNDO,
            then=lambda found: None,
            saying=lambda: _("Reading what stands there now …"),
        )

    def _keep_it(self) -> None:
        self.desk.runner.unlearn(Effect.PLAN_UNDO)
        self.changed.emit()

    def _take_back(self) -> None:
        plan = self.desk.runner.found.undoing
        if plan is not None:
            self._go(Effect.UNDO, tally.of_plan(plan))

    def _resume(self) -> None:
        undone = self.desk.runner.found.undone
        if undone is not None:
            self._go(Effect.RESUME, tally.of_report(undone))

    def _go(self, effect: Effect, counted: tally.Tally) -> None:
        self._ending.hide()
        self.next.watch("")
        self.undo.run.lines.put([])
        self.undo.run.begin(counted, Names(self.desk.runner.found.survey), undo=True)
        self._reins.take(
            self.perform(effect, then=self._over, saying=self._saying, failed=self._broken)
        )

    def _saying(self) -> str:
        return self._reins.saying(
            _("Reading what stands there now …"), _("The synk is being taken back …")
        )

    def _give_up(self) -> None:
        self.perform(
            Effect.GIVE_UP,
            Effect.REPORT,
            then=lambda found: None,
            saying=lambda: _("Ending the run …"),
        )

    def _over(self, found: Found) -> None:
        self._told(_("The synk is taken back"))

    def _broken(self, problems: tuple[Problem, ...]) -> None:
        """Find out how far it came, whatever stopped it; then say why."""
        problem = problems[0]
        self._told(_("Taking the synk back has stopped"))
        self.desk.runner.unlearn(Effect.PLAN_UNDO)

        def known(found: Found) -> None:
            if problem.code != STOPPED:
                self.notice = Notice(problem, self._resume if self._unfinished else self._show_undo)

        self.perform(Effect.REPORT, then=known, saying=lambda: _("Looking how far it came …"))

    def _told(self, title: str) -> None:
        self.undo.run.rest(over=True)
        if self._reins.drop():
            self.desk.notify(title, self.desk.runner.journey.company)


def _ending() -> tuple[str, str, str]:
    return (
        _("Do you want to end the undo as it stands?"),
        _(
            "What is taken back stays taken back, and the rest of the synk stays as it is. You "
            "can ask for a new undo of the rest afterwards."
        ),
        _("End the undo"),
    )
