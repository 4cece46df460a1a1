"""«Kontroller avvik» for an office: all clients compared, and each question answered once."""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Problem
from wizard.flow.answers import ClientDifferencesAnswers
from wizard.flow.clients import ClientResult, Progress, questions_of
from wizard.flow.decisions import Alike, OfficeAnswer
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.standing import ClientRow, Standing, client_rows, standings
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.model.matching import Choice, Resolution
from wizard.ui.batchreins import BatchReins
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.watching import ClientWatch
from wizard.ui.widgets.clientreview import ClientReview
from wizard.ui.widgets.clienttable import ClientTable
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.questioncard import Questions
from wizard.ui.widgets.stepcard import StepCard
from wizard.ui.widgets.templatebar import TemplateBar
from wizard.ui.widgets.text import Text


class ClientDifferencesPage(Page):
    """The questions over all clients, the list of clients, and in its place one client's own."""

    step = StepId.CLIENT_DIFFERENCES

    def build(self) -> None:
        self._rows: tuple[ClientRow, ...] = ()
        self._stale = self._offered = self._come = False
        self.progress, self.figures = StepCard(), Figures()
        self._reins = BatchReins(self.progress, self.changed.emit)
        self._heading, self.questions = Text("heading"), Questions()
        self.templates = TemplateBar(self)
        self.clients = ClientTable(ticks=False)
        self.review = ClientReview(self)
        self.review.hide()
        self._whole = (self.figures, self._heading, self.questions, self.templates)
        for part in (self.progress, *self._whole):
            self.body.addWidget(part)
        self.body.addWidget(self.clients, 1000)
        self.body.addWidget(self.review, 1000)
        self.watch = ClientWatch(self.desk, self)
        self.watch.seen.connect(self._refresh)
        self.questions.answered.connect(self._answer)
        self.templates.taken.connect(self._take)
        self.clients.opened.connect(self._open)
        self.review.decided.connect(self._decided)
        self.review.closed.connect(self._shut)
        self.changed.connect(self._begin)

    def retranslate(self) -> None:
        self._heading.setText(_("Answered once, for all clients"))
        self.clients.retranslate(self.desk.partner)
        self.templates.retranslate()
        self.review.retranslate()
        self._reins.show()
        self._refresh()

    def title(self) -> str:
        if self.review.on:
            return self.review.title()
        if self._reins.running:
            return _("The clients are being compared")
        return _("Go through the differences before anything changes")

    def lead(self) -> str:
        if self.review.on:
            return _("What you decide here holds for this client only.")
        if self._reins.running:
            return _("Both systems are read for each client. Nothing is written.")
        counted = standings(self._rows)
        if not counted[Standing.CHOICES]:
            return _("No client waits for a choice. Nothing is written yet.")
        return _(
            "Clients that wait for a choice: {count}. They hold nobody up: the others can be "
            "synced."
        ).format(count=counted[Standing.CHOICES])

    def help(self) -> str:
        return _(
            "The same question at many clients is asked once, with its number. Your answer holds "
            "for all of them, also for clients that come later. Whether two records are one is "
            "looked at client by client: open a client with Enter. Answers can be kept as a "
            "template and used for other clients, or given to a colleague."
        )

    def show_answers(self) -> None:
        self._refresh()

    def entered(self) -> None:
        self._come = True
        self._begin()

    def left(self) -> None:
        self.watch.stop()

    def answers(self) -> ClientDifferencesAnswers:
        return self._said()

    @property
    def valid(self) -> bool:
        if self.review.on:
            return True
        return self._stale or any(row.standing in _GOES_ON for row in self._rows)

    def primary(self) -> str:
        if self.review.on:
            return _("Back to the clients")
        if self._stale:
            return _("Compare again with the answers")
        return _("Next: see what will happen")

    def proceed(self) -> None:
        if self.review.on:
            self.review.close_it()
        elif self._stale:
            self._compare()
        else:
            super().proceed()

    def extra(self) -> Deed | None:
        if self.review.on or self._stale:
            return None
        if any(row.standing is Standing.NEW for row in self._rows):
            return Deed(_("Compare the rest"), self._compare)
        return Deed(_("Compare again"), self._afresh, bool(self._rows))

    def leaving(self) -> tuple[Deed, ...] | None:
        return self._reins.deeds() or None

    def stepped_back(self) -> bool:
        if not self.review.on:
            return False
        self.review.close_it()
        return True

    def heard(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self._reins.heard(progress)

    # comparing

    def _begin(self) -> None:
        """Compare whoever was not compared yet, once the shell has asked what it has to ask."""
        runner = self.desk.runner
        if not self.isVisible() or self.busy or self.notice or runner.rechecks():
            return
        self.watch.once()
        locked = runner.flow.locked(runner.journey, self.step)
        if runner.journey.here is not self.step:
            return
        come, self._come = self._come, False
        new = any(row.standing is Standing.NEW for row in self._rows)
        if not locked and (not runner.journey.facts.planned or (come and new)):
            self._compare()
        elif not self._offered:
            self._offered = True
            self.templates.load()

    def _compare(self) -> None:
        task = self.perform(
            Effect.COMPARE_CLIENTS,
            then=self._compared,
            saying=lambda: _("Comparing the clients …"),
            failed=self._broken,
        )
        self._reins.begin(task, lambda: _("Comparing the clients"))

    def _compared(self, found: Found) -> None:
        self._stale = False
        self._over()

    def _broken(self, problems: tuple[Problem, ...]) -> None:
        self.notice = Notice(problems[0], self._compare)
        self._over()

    def _over(self) -> None:
        if self._reins.drop():
            self.desk.notify(_("The clients have been compared"), self.desk.runner.journey.company)
        self._refresh()

    def _afresh(self) -> None:
        """Compare all of them anew, but for those that are synced already."""
        found = self.desk.runner.found
        kept = {
            id_: replace(one, compared="", plan=None) for id_, one in (found.results or {}).items()
        }
        self.desk.runner.found = replace(found, results=kept)
        self._compare()

    # deciding

    def _said(self) -> ClientDifferencesAnswers:
        return self.desk.runner.journey.of(ClientDifferencesAnswers)

    def _answer(self, question: Alike, choice: Choice) -> None:
        others = tuple(one for one in self._said().office if one.question != question)
        now = self.desk.runner.clock.now().isoformat(timespec="seconds")
        answer = OfficeAnswer(question, choice, decided_at=now)
        self.desk.runner.answer(replace(self._said(), office=(*others, answer), template=""))
        self._stale = True
        self._refresh()

    def _take(self, said: ClientDifferencesAnswers) -> None:
        """Use a template's answers; whoever waits for one is compared again with them."""
        self.desk.runner.answer(replace(said, own=self._said().own))
        self._stale = True
        self._refresh()

    # one client's own

    def _open(self, row: ClientRow) -> None:
        if row.placed.company is not None and not self.busy:
            self.review.open(row)
            self._refresh()

    def _decided(self, number: str, made: tuple[Resolution, ...], result: ClientResult) -> None:
        """A client's own answers, and what its plan comes to with them."""
        runner = self.desk.runner
        runner.answer(replace(self._said(), own={**self._said().own, number: made}))
        results = {**(runner.found.results or {}), result.member.company.id: result}
        runner.learn(replace(runner.found, results=results))
        self._refresh()

    def _shut(self) -> None:
        self._refresh()
        self.clients.table.setFocus()

    # showing

    def _refresh(self) -> None:
        runner, on = self.desk.runner, self.review.on
        self._rows = client_rows(runner.journey, runner.found, chosen=True)
        self.clients.put(self._rows)
        asked = questions_of(runner.found.results or {})
        said = {one.question: one.choice for one in self._said().office if not one.company}
        self.questions.ask(asked, said, self.desk.partner)
        for part in (*self._whole, self.clients):
            part.setVisible(not on)
        for part in (self._heading, self.questions):
            part.setVisible(bool(asked) and not on)
        self.review.setVisible(on)
        counted = standings(self._rows)
        stopped = sum(counted[one] for one in (Standing.FAILED, Standing.TOO_FEW, Standing.LACKING))
        self.figures.say(
            (
                Figure(len(self._rows), _("clients")),
                Figure(counted[Standing.READY], _("are ready"), "tag-ok"),
                Figure(counted[Standing.CHOICES], _("need a choice"), "tag-warn"),
                Figure(stopped, _("are stopped"), "tag-bad"),
            )
        )
        self.changed.emit()


_GOES_ON = (Standing.READY, Standing.SYNCED, Standing.INTERRUPTED)
