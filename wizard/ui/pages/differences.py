"""Page 6, «Kontroller avvik»: everything that differs, decided row by row or by a rule."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from wizard.flow.answers import DifferencesAnswers
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.matching import Resolution
from wizard.review.rows import State
from wizard.ui import aside
from wizard.ui.background import Task
from wizard.ui.models.reviewing import Gathered, Reviewing
from wizard.ui.page import Deed, Page
from wizard.ui.voice import announce
from wizard.ui.widgets.cases import Cases
from wizard.ui.widgets.exchange import Exchange
from wizard.ui.widgets.reviewview import ReviewView

_KEPT_AFTER_MS = 300


class DifferencesPage(Page):
    """The table, and in its place the questions about whole records, one after the other."""

    step = StepId.DIFFERENCES

    def build(self) -> None:
        self.reviewing = Reviewing()
        self._survey: object = None
        self.view = ReviewView(self.reviewing)
        self.cases = Cases(self.reviewing)
        self.exchange = Exchange(self, self.reviewing)
        self.cases.view.hide()
        self.body.addWidget(self.view, 1000)  # the rest of the page is only there to be empty
        self.body.addWidget(self.cases.view)
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self._keep_aside)
        self.changed.connect(self._begin)
        self.reviewing.decided.connect(self._decided)
        self.cases.view.chosen.connect(self._case_chosen)
        self.view.model.opened.connect(self._open_case)
        self.view.tools.read.clicked.connect(self.exchange.ask_which)
        self.view.rules.skip.toggled.connect(lambda _: self._decided())

    def retranslate(self) -> None:
        self.view.retranslate(self.desk.partner)
        self.cases.retranslate(self.desk.partner)

    def title(self) -> str:
        return self.cases.title() or _("Go through the differences before anything changes")

    def lead(self) -> str:
        if self.cases.on:
            return self.cases.lead()
        counts, open_ = self.reviewing.records(), self.reviewing.open
        records = counts.linked + counts.only_tripletex + counts.only_partner
        records += counts.blocked + counts.questions
        if self._survey is None:
            return _("Both systems are read first. Nothing is written.")
        if not open_:
            return _("Nothing waits for you. You can still decide otherwise.")
        return _("{open} need a choice from you, of {count} records in all.").format(
            open=open_, count=records
        )

    def help(self) -> str:
        return _(
            "Each row is a value that the two systems do not agree on. Choose whose is right with "
            "1 or 2, write your own with 3, or leave it alone with 0. Mark rows with the space "
            "bar, search with Ctrl and F, undo with Ctrl and Z. What is filled or follows by "
            "itself is shown too, and what a rule stops says where it is mended. Nothing is "
            "written before you have seen the whole plan and started it."
        )

    def show_answers(self) -> None:
        said = self.desk.runner.journey.of(DifferencesAnswers)
        self.view.rules.skip.setChecked(said.skip_open)
        self.retranslate()

    def entered(self) -> None:
        self._begin()

    def left(self) -> None:
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep_aside()

    def closing(self) -> None:
        if self._keeping.isActive():
            self._keeping.stop()
            self.keep()

    def answers(self) -> DifferencesAnswers:
        return DifferencesAnswers(
            self.reviewing.decisions.resolutions(), self.view.rules.skip.isChecked()
        )

    @property
    def valid(self) -> bool:
        if self._survey is None:
            return False
        if self.cases.on:
            return self.cases.choice is not None
        wholes = self.reviewing.decisions.open_wholes()
        return bool(wholes) or not self.reviewing.open or self.view.rules.skip.isChecked()

    def primary(self) -> str:
        if self.cases.on:
            return _("Next pair") if self.cases.more else _("Back to the differences")
        count = len(self.reviewing.decisions.open_wholes())
        if count and not self.view.rules.skip.isChecked():
            return _("Next: {count} to look at").format(count=count)
        return _("Next: see what will happen")

    def extra(self) -> Deed | None:
        if self.cases.on:
            alike = self.cases.alike()
            text = _("Use for all {count}").format(count=len(alike) + 1)
            able = self.cases.choice is not None
            return Deed(text, self._all_cases, able, "link") if alike else None
        return Deed(_("Save as Excel"), self.exchange.ask_where, self.exchange.possible)

    def stepped_back(self) -> bool:
        """Within the questions, back is to the question before, and then to the table."""
        if not self.cases.on:
            return False
        self._show_case(self.cases.back())
        return True

    def proceed(self) -> None:
        if self.cases.on:
            self._show_case(self.cases.forward())
        elif self.reviewing.decisions.open_wholes() and not self.view.rules.skip.isChecked():
            self._show_case(self.cases.begin())
        else:
            self._plan()

    # reading both sides

    def _begin(self) -> None:
        """Read both sides where that is not done, once the shell has asked what it has to ask."""
        runner = self.desk.runner
        if self.busy or self.notice or runner.rechecks() or runner.journey.here is not self.step:
            return
        survey = runner.found.survey
        if survey is None and not runner.flow.locked(runner.journey, self.step):
            self.perform(
                Effect.SURVEY,
                then=lambda found: None,
                saying=lambda: _("Reading both systems …"),
            )
        elif survey is not None and survey is not self._survey:
            self._gather(runner.journey.of(DifferencesAnswers).resolutions)
        elif self.reviewing.stale and not self.cases.on:
            self._gather(None)

    def _gather(self, resolutions: tuple[Resolution, ...] | None) -> None:
        survey, journey = self.desk.runner.found.survey, self.desk.runner.journey
        answered = self.reviewing.decisions if resolutions is None else resolutions
        if survey is not None:
            self.work(
                lambda task: aside.gather(journey, survey, answered),
                lambda found: self._gathered(found, survey),
                saying=lambda: _("Comparing …"),
            )

    def _gathered(self, found: Gathered, survey: object) -> None:
        first, self._survey = self._survey is None, survey
        self.reviewing.take(found)
        elsewhere = self.reviewing.open and not self.reviewing.shown
        if first or self.reviewing.wanted.kind is None or elsewhere:
            self.view.show_rows(State.OPEN)
            self.view.table.setFocus()
        self.retranslate()

    # deciding

    def _decided(self) -> None:
        if self.desk.runner.journey.facts.planned:
            self.desk.runner.unlearn(Effect.PLAN)
        self.notice = None
        self._keeping.start()
        self.changed.emit()

    def _keep_aside(self) -> None:
        """Keep the answers; where there are very many, making them ready takes a while."""
        decisions, skip = self.reviewing.decisions, self.view.rules.skip.isChecked()
        task = Task(lambda task: DifferencesAnswers(decisions.resolutions(), skip))
        task.succeeded.connect(self.desk.runner.answer)
        self.desk.disk.start(task)

    def _plan(self) -> None:
        decisions, skip = self.reviewing.decisions, self.view.rules.skip.isChecked()
        self._keeping.stop()
        self.work(
            lambda task: DifferencesAnswers(decisions.resolutions(), skip),
            self._answered,
            saying=lambda: _("Working out what will happen …"),
        )

    def _answered(self, said: DifferencesAnswers) -> None:
        self.desk.runner.answer(said)
        self.perform(
            Effect.PLAN, then=self._planned, saying=lambda: _("Working out what will happen …")
        )

    def _planned(self, found: Found) -> None:
        if found.plan and found.plan.questions and not self.view.rules.skip.isChecked():
            self._gather(None)
        else:
            self.advanced.emit()

    # whole records

    def _open_case(self, at: int) -> None:
        self._show_case(self.cases.begin(at))

    def _show_case(self, shown: bool) -> None:
        self.view.setVisible(not shown)
        self.cases.view.setVisible(shown)
        if shown:
            self.cases.view.focus_choice()
        else:
            self.view.table.setFocus()
            self._begin()
        self.changed.emit()
        if shown:
            announce(self, self.lead())

    def _case_chosen(self) -> None:
        self.cases.decide()
        self.changed.emit()

    def _all_cases(self) -> None:
        self.cases.decide_alike()
        self._show_case(self.cases.forward())
