"""The board, an office's last page and its home afterwards: every client, and what it waits for."""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Problem
from wizard.flow.answers import BoardAnswers
from wizard.flow.causes import Cause, causes
from wizard.flow.clients import Progress
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.standing import ClientRow, Standing, client_rows, standings
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.ui.batchreins import BatchReins
from wizard.ui.boarddeeds import BoardDeeds
from wizard.ui.clientundo import ClientUndo
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.watching import ClientWatch
from wizard.ui.widgets.boardbar import BoardBar
from wizard.ui.widgets.causecards import CauseCards
from wizard.ui.widgets.clientcard import ClientCard
from wizard.ui.widgets.clienttable import ClientTable
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.stepcard import StepCard


class BoardPage(Page):
    """Stays true by watching who has let the key in while it is in front."""

    step = StepId.BOARD

    def build(self) -> None:
        self._rows: tuple[ClientRow, ...] = ()
        self.progress, self.figures, self.bar = StepCard(), Figures(), BoardBar()
        self._reins = BatchReins(self.progress, self.changed.emit)
        self.causes, self.clients = CauseCards(), ClientTable(ticks=False, last=True)
        self.undo = ClientUndo(self)
        self.card = ClientCard(self, lambda: self.undo.report)
        self.deeds = BoardDeeds(self, lambda: self._rows)
        for part in (self.progress, self.figures, self.bar, self.causes, self.undo.view):
            self.body.addWidget(part)
        self.body.addWidget(self.card)
        self.body.addWidget(self.clients, 1000)
        self.watch = ClientWatch(self.desk, self)
        self.watch.seen.connect(self._seen)
        self.bar.add.clicked.connect(lambda: self._go(StepId.GIVE_ACCESS))
        self.bar.key.clicked.connect(self._another_key)
        self.bar.hand_over.clicked.connect(self.deeds.ask_setup)
        self.bar.excel.clicked.connect(self.deeds.ask_excel)
        self.causes.mended.connect(self._mended)
        self.clients.opened.connect(self._open)
        self.card.shut.connect(self._shut)
        self.card.removed.connect(self._remove)
        self.card.undone.connect(self._ask_undo)
        self.undo.over.connect(self._undone)
        self.undo.read.connect(self.card.close_it.setFocus)
        self.changed.connect(self._look)

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.card.retranslate()
        self.undo.retranslate()
        self.clients.retranslate(self.desk.partner)
        self._reins.show()
        self._show()

    def title(self) -> str:
        if self.undo.on:
            return _("Do you want to take the client's synk back?")
        if self._reins.running:
            return _("The clients are being synced")
        return _("Your clients")

    def lead(self) -> str:
        counted = standings(self._rows)
        waits = counted[Standing.CHOICES]
        if waits:
            return _("Clients that wait for a choice: {count}. They hold nobody up.").format(
                count=waits
            )
        if self._rows and counted[Standing.SYNCED] == len(self._rows):
            return _("Every client is synced. Nothing waits for you.")
        return _("Every client with its state, and what it waits for.")

    def help(self) -> str:
        return _(
            "Open a client with Enter: its report, and taking its synk back, stand there. What "
            "stops several clients for the same reason stands once, with what to do; afterwards "
            "those clients are tried again together. A client that is taken off the board keeps "
            "what was written. Ctrl and F searches, and the headings put the list in order."
        )

    def show_answers(self) -> None:
        self._show()

    def entered(self) -> None:
        self._look()

    def left(self) -> None:
        self.watch.stop()

    def answers(self) -> BoardAnswers:
        return self.desk.runner.journey.of(BoardAnswers)

    @property
    def valid(self) -> bool:
        if self.undo.on:
            return self.undo.allowed
        return bool(self._rows) and not self._reins.running

    def primary(self) -> str:
        if self.undo.on:
            return self.undo.primary()
        if any(row.standing in (Standing.INTERRUPTED, Standing.RUNNING) for row in self._rows):
            return _("Continue the synk")
        return _("Sync all clients now")

    def proceed(self) -> None:
        if self.undo.on:
            self.undo.proceed()
        elif any(row.standing in (Standing.INTERRUPTED, Standing.RUNNING) for row in self._rows):
            self._finish()
        else:
            self._again({row.placed.company.id for row in self._rows if row.placed.company})

    def extra(self) -> Deed | None:
        if self.undo.on or not any(row.standing is Standing.CHOICES for row in self._rows):
            return None
        return Deed(_("Go through the choices"), lambda: self._go(StepId.CLIENT_DIFFERENCES))

    def leaving(self) -> tuple[Deed, ...] | None:
        if self.undo.on:
            return self.undo.leaving()
        return self._reins.deeds() or (Deed(_("Close"), lambda: self.window().close()),)

    def offers_back(self) -> bool:
        return False

    def heard(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self._reins.heard(progress)
        else:
            self.undo.heard(progress)

    # what a person does

    def _go(self, step: StepId) -> None:
        self.desk.runner.go(step)
        self.changed.emit()

    def _another_key(self) -> None:
        """All clients go on with another key of the office."""
        self.desk.runner.unlearn(Effect.CHECK_KEY)
        self._go(StepId.PASTE_KEY)

    def _mended(self, cause: Cause) -> None:
        """The remedy was carried out once: compare and then sync just those clients."""
        self._again({one.company.id for one in cause.members})

    def _again(self, ids: set[int]) -> None:
        """Compare these clients anew; what is ready then is approved on the page of the synk."""
        runner = self.desk.runner
        results = {id_: one for id_, one in (runner.found.results or {}).items() if id_ not in ids}
        before = runner.found.results or {}
        runner.found = replace(runner.found, results=results)

        def compared(found: Found) -> None:
            # when they were last synced is not forgotten
            known = {
                id_: replace(
                    one, synced=one.synced or (before[id_].synced if id_ in before else None)
                )
                for id_, one in (found.results or {}).items()
            }
            runner.learn(replace(found, results={**before, **known}))
            self._over(ready=any(known[id_].ready for id_ in ids if id_ in known))

        def broken(problems: tuple[Problem, ...]) -> None:
            runner.found = replace(runner.found, results=before)
            self._broken(problems)

        task = self.perform(
            Effect.COMPARE_CLIENTS,
            then=compared,
            saying=lambda: _("Comparing the clients …"),
            failed=broken,
        )
        self._reins.begin(task, lambda: _("Comparing the clients"))

    def _finish(self) -> None:
        task = self.perform(
            Effect.SYNC_CLIENTS,
            then=lambda found: self._over(ready=False),
            saying=lambda: _("The clients are being synced …"),
            failed=self._broken,
        )
        self._reins.begin(task, lambda: _("The clients are being synced"))

    def _over(self, *, ready: bool) -> None:
        self._reins.drop()
        self._show()
        if ready:
            self._go(StepId.CLIENT_SYNC)
        self.changed.emit()

    def _broken(self, problems: tuple[Problem, ...]) -> None:
        self._reins.drop()
        self.notice = Notice(problems[0])
        self._show()
        self.changed.emit()

    # one client

    def _open(self, row: ClientRow) -> None:
        if not self.busy:
            self.card.row = row
            self.undo.open(row)

    def _shut(self) -> None:
        self.card.row = None
        self.undo.close()
        self._show()
        self.clients.table.setFocus()
        self.changed.emit()

    def _remove(self) -> None:
        if self.card.row is not None:
            removed = {*self.answers().removed, self.card.row.number}
            self.desk.runner.answer(BoardAnswers(tuple(sorted(removed))))
            self._shut()

    def _ask_undo(self) -> None:
        self.undo.ask()

    def _undone(self) -> None:
        self._show()
        self.changed.emit()

    # showing

    def _look(self) -> None:
        for part in (self.bar, self.causes, self.card):
            part.setEnabled(not self.busy)
        if not self.isVisible():
            return
        if not self.watch.on:
            self.watch.start()
        rows = client_rows(self.desk.runner.journey, self.desk.runner.found, chosen=True)
        if rows != self._rows:
            self._show()

    def _seen(self) -> None:
        self.bar.seen(self.desk.runner.clock.now())
        rows = client_rows(self.desk.runner.journey, self.desk.runner.found, chosen=True)
        if rows != self._rows:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        runner, undoing = self.desk.runner, self.undo.on
        self._rows = client_rows(runner.journey, runner.found, chosen=True)
        self.clients.put(self._rows)
        members = [row.result.member for row in self._rows if row.result is not None]
        self.causes.show_causes(causes(members))
        current = {row.number: row for row in self._rows}
        row = current.get(self.card.row.number) if self.card.row else None
        self.card.show_client(None if undoing else row, self.undo.report)
        self.undo.view.setVisible(undoing)
        for part in (self.figures, self.bar, self.clients):
            part.setVisible(not undoing)
        if undoing or row is not None:
            self.causes.hide()
        counted = standings(self._rows)
        stopped = sum(counted[one] for one in (Standing.FAILED, Standing.TOO_FEW, Standing.LACKING))
        self.figures.say(
            (
                Figure(len(self._rows), _("clients")),
                Figure(counted[Standing.SYNCED], _("are synced"), "tag-ok"),
                Figure(counted[Standing.CHOICES], _("need a choice"), "tag-warn"),
                Figure(stopped, _("are stopped"), "tag-bad"),
            )
        )
