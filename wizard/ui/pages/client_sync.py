"""«Første synk» for an office: what will be written, approved once, and carried out for all."""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Problem
from wizard.flow.answers import ClientsAnswers, ClientSyncAnswers
from wizard.flow.clients import Progress, digest
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.standing import ClientRow, Standing, client_rows, standings
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.ui.batchreins import BatchReins
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.widgets.brakecard import BrakeCard
from wizard.ui.widgets.clientplan import ClientPlan
from wizard.ui.widgets.clienttable import ClientTable
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.stepcard import StepCard
from wizard.ui.widgets.tick import Tick

_MANY = 50
"""Writes from which on the number is typed, as in one company."""


class ClientSyncPage(Page):
    """A client that waits or fails keeps nobody else from its turn."""

    step = StepId.CLIENT_SYNC

    def build(self) -> None:
        self._rows: tuple[ClientRow, ...] = ()
        self._stopped = False
        self.progress, self.figures = StepCard(), Figures()
        self._reins = BatchReins(self.progress, self.changed.emit)
        self.consent, self.brake = Tick(), BrakeCard()
        self.clients, self.plan = ClientTable(ticks=False), ClientPlan(self)
        for part in (self.progress, self.figures, self.consent, self.brake):
            self.body.addWidget(part)
        self.body.addWidget(self.clients, 1000)
        self.body.addWidget(self.plan, 1000)
        self.consent.box.toggled.connect(lambda on: self.changed.emit())
        self.brake.changed.connect(self.changed)
        self.clients.opened.connect(self._open)
        self.plan.turned.connect(self._turned)
        self.changed.connect(self._look)

    def retranslate(self) -> None:
        self.clients.retranslate(self.desk.partner)
        self.brake.retranslate()
        self.plan.whole.retranslate()
        self._reins.show()
        self._refresh()

    def title(self) -> str:
        if self.plan.on:
            return self.plan.title()
        if self._reins.running:
            return _("The first synk of the clients is running")
        if self._unfinished:
            return _("The first synk of the clients is not finished")
        if self._outdated:
            return _("The clients have to be compared again")
        if self._ready:
            return _("This will happen at the clients")
        return _("The first synk of the clients has come to its end")

    def lead(self) -> str:
        if self.plan.on:
            return _("All of it is worked out beforehand. Nothing but what stands here is written.")
        if self._reins.running:
            return _(
                "Small clients come first. You can close the window: the synk goes on where it "
                "stopped. Nothing is made twice."
            )
        if self._unfinished:
            return _(
                "What is done stays done. Go on when you like: first it is looked up what became "
                "of the last write at each client."
            )
        if self._ready:
            return _(
                "Nothing is written before you have approved it. The others wait in the list. "
                "Open a client that is ready with Enter, and you see its plan in full."
            )
        if self._outdated:
            return _("Nothing is written yet. The registers may have changed since they were read.")
        return _("Below stands what became of each client. The board has all of it.")

    def help(self) -> str:
        return _(
            "Each client has its own run, with its own report, and can be taken back alone. Where "
            "somebody has changed a register since it was compared, that client is left alone and "
            "compared again. All clients share what Tripletex allows the key in so many seconds, "
            "and the time left is worked out from that. Stop safely ends each between two writes."
        )

    def show_answers(self) -> None:
        self._refresh()

    def entered(self) -> None:
        self._refresh()

    def answers(self) -> ClientSyncAnswers:
        return self.desk.runner.journey.of(ClientSyncAnswers)

    @property
    def valid(self) -> bool:
        if self.plan.on or self._unfinished or not self._ready:
            return bool(self._rows)
        return self.consent.box.isChecked() and self.brake.released

    def primary(self) -> str:
        if self.plan.on:
            return _("Back to the clients")
        if self._reins.running:
            return _("Go to the board")
        if self._unfinished:
            return _("Continue the synk")
        if self._outdated:
            return _("Compare again")
        if self._ready:
            count = len(self._ready)
            return (
                _("Sync 1 client") if count == 1 else _("Sync {count} clients").format(count=count)
            )
        return _("Go to the board")

    def proceed(self) -> None:
        if self.plan.on:
            self.plan.close_it()
        elif self._unfinished or self._ready:
            self._sync()
        elif self._outdated:
            self.desk.runner.unlearn(Effect.PLAN)
            self.changed.emit()
        else:
            self.desk.runner.answer(replace(self.answers(), begun=False, finished=True))
            self.advanced.emit()

    def extra(self) -> Deed | None:
        if self.plan.on or self._reins.running or not (self.answers().finished and self._ready):
            return None
        return Deed(_("Go to the board"), self.advanced.emit)

    def leaving(self) -> tuple[Deed, ...] | None:
        return self._reins.deeds() or None

    def offers_back(self) -> bool:
        return not self._reins.running and not self._unfinished

    def stepped_back(self) -> bool:
        if not self.plan.on:
            return False
        self.plan.close_it()
        return True

    def heard(self, progress: object) -> None:
        if isinstance(progress, Progress):
            self._reins.heard(progress)
            found = self.desk.runner.found
            result = progress.result
            results = {**(found.results or {}), result.member.company.id: result}
            self.desk.runner.found = replace(found, results=results)
            self._show()

    # one client's plan

    def _open(self, row: ClientRow) -> None:
        if not self.busy:
            self.plan.open(row)

    def _turned(self) -> None:
        self._refresh()
        if not self.plan.on:
            self.clients.table.setFocus()

    # the work

    def _sync(self) -> None:
        runner = self.desk.runner
        numbers = runner.journey.of(ClientsAnswers).numbers or ()
        approved = digest(runner.found.results or {}, numbers)
        runner.answer(replace(self.answers(), approved=approved, begun=True))
        self._stopped = False
        task = self.perform(
            Effect.SYNC_CLIENTS,
            then=self._over,
            saying=lambda: _("The clients are being synced …"),
            failed=self._broken,
        )
        self._reins.begin(task, lambda: _("The clients are being synced"))
        self._show()

    def _over(self, found: Found) -> None:
        open_ = any(
            one.member.state.open and not one.ready for one in (found.results or {}).values()
        )
        if not open_:
            self.desk.runner.answer(replace(self.answers(), begun=False, finished=True))
        self.consent.box.setChecked(False)
        self._told()

    def _broken(self, problems: tuple[Problem, ...]) -> None:
        """Look up how far it came, whatever stopped it; then say why."""
        problem = problems[0]
        self._told()

        def known(found: Found) -> None:
            self.notice = Notice(problem, self._sync)
            self._refresh()

        self.perform(
            Effect.RECALL_CLIENTS, then=known, saying=lambda: _("Looking how far it came …")
        )

    def _told(self) -> None:
        if self._reins.drop():
            title = _("The first synk of the clients has come to its end")
            self.desk.notify(title, self.desk.runner.journey.company)
        self._refresh()

    # showing

    @property
    def _ready(self) -> list[ClientRow]:
        return [row for row in self._rows if row.standing is Standing.READY]

    @property
    def _unfinished(self) -> bool:
        if self._reins.running:
            return False
        open_ = (Standing.INTERRUPTED, Standing.RUNNING)
        left = any(row.standing in open_ for row in self._rows)
        return left or (self.answers().begun and not self._ready)

    @property
    def _outdated(self) -> bool:
        """Whether nothing was written yet, and what was compared has not outlived a restart."""
        return not (self._ready or self._unfinished or self.answers().finished)

    def _look(self) -> None:
        """What somebody else has found out meanwhile: the shell recalls after a resume."""
        if self.isVisible() and not self._reins.running:
            rows = client_rows(self.desk.runner.journey, self.desk.runner.found, chosen=True)
            if rows != self._rows:
                self._show()

    def _refresh(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        runner = self.desk.runner
        self._rows = client_rows(runner.journey, runner.found, chosen=True)
        self.clients.put(self._rows)
        ready = self._ready
        writes = sum(row.result.writes for row in ready if row.result)
        looked = self.plan.on
        self.plan.setVisible(looked)
        for part in (self.figures, self.clients):
            part.setVisible(not looked)
        asks = bool(ready) and not (self._reins.running or self._unfinished)
        self.consent.setVisible(asks and not looked)
        self.brake.ask(writes if asks and writes > _MANY else None)
        if looked:
            self.brake.hide()  # the number that is typed stays
        numbers = _("Clients: {clients}. Records that are written: {count}.")
        self.consent.say(
            _("I have seen what will happen at the clients that are ready"),
            numbers.format(clients=len(ready), count=writes),
        )
        self._show_numbers()

    def _show_numbers(self) -> None:
        counted = standings(self._rows)
        stopped = sum(counted[one] for one in (Standing.FAILED, Standing.TOO_FEW, Standing.LACKING))
        self.figures.say(
            (
                Figure(counted[Standing.READY], _("are ready"), "tag-info"),
                Figure(counted[Standing.SYNCED], _("are synced"), "tag-ok"),
                Figure(counted[Standing.CHOICES], _("need a choice"), "tag-warn"),
                Figure(stopped, _("are stopped"), "tag-bad"),
            )
        )
