"""«Koble til <partner>» for an office: a register for each client, or one for all of them."""

from __future__ import annotations

from dataclasses import replace

from wizard.errors import Problem
from wizard.flow.answers import ConnectPartnerAnswers
from wizard.flow.journey import StepId
from wizard.flow.ports import Found
from wizard.flow.standing import ClientRow, client_rows
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.records import Kind
from wizard.ui.decisions import taking_part
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.watching import ClientWatch
from wizard.ui.widgets.clienttable import ClientTable
from wizard.ui.widgets.decisionrow import DecisionRow
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.kindboxes import KindBoxes
from wizard.ui.widgets.registerscard import RegistersCard
from wizard.ui.widgets.strip import Strip

_MAKE = ("missing", "make")


class ConnectClientsPage(Page):
    """Every answer is kept as it is given; which clients have a register is looked up at once."""

    step = StepId.CONNECT_CLIENTS

    def build(self) -> None:
        self._rows: tuple[ClientRow, ...] = ()
        self.registers, self.kinds = RegistersCard(), KindBoxes()
        self.figures, self._trouble = Figures(), Strip("warn")
        self.decisions, self.clients = DecisionRow(), ClientTable(ticks=False)
        for part in (self.registers, self.kinds, self._trouble, self.figures, self.decisions):
            self.body.addWidget(part)
        self.body.addWidget(self.clients, 1000)
        self.registers.chosen.connect(self._chosen)
        self.registers.make.clicked.connect(self._make)
        self.kinds.said.connect(self._say_kinds)
        self.decisions.decided.connect(self._decide)
        self.watch = ClientWatch(self.desk, self)
        self.watch.seen.connect(self._show)
        self.changed.connect(self._look)

    def retranslate(self) -> None:
        self.registers.retranslate()
        self.clients.retranslate(self.desk.partner)
        self._show()

    def title(self) -> str:
        partner = self.desk.partner or _("the other system")
        return _("Connect to {partner} for the clients").format(partner=partner)

    def lead(self) -> str:
        return _(
            "One workbook a client, found by its organisation number, or one for all with a column "
            "that says whose each row is. Each client sees and writes only its own rows."
        )

    def help(self) -> str:
        return _(
            "With one workbook a client, the organisation number stands in the file's name. With "
            "one for all, each sheet has the column «Organisasjonsnummer klient». A client without "
            "a register is left out, or gets a new one with the first synk. What you decide here "
            "holds for all clients; on the next page single ones can be made exceptions."
        )

    def primary(self) -> str:
        profile = self.desk.profile
        return _("Compare all") if profile and profile.kinds else _("Next")

    def extra(self) -> Deed | None:
        return Deed(_("Try again"), self._test) if self._file() else None

    def show_answers(self) -> None:
        profile = self.desk.profile
        self.kinds.offer([kind for kind in Kind if profile and kind in profile.kinds])
        self._show()

    def entered(self) -> None:
        profile = self.desk.profile
        self._look()
        needed = self._file() or (profile is not None and not profile.kinds)
        if needed and self.desk.runner.found.companies is None:
            self._test()

    def left(self) -> None:
        self.watch.stop()

    def answers(self) -> ConnectPartnerAnswers:
        return self._said()

    # what is said

    def _chosen(self, pattern: str) -> None:
        settings = {**self._said().settings, "file": pattern}
        self._answer(replace(self._said(), settings=settings))

    def _make(self, on: bool) -> None:
        settings = {key: one for key, one in self._said().settings.items() if key != _MAKE[0]}
        if on:
            settings[_MAKE[0]] = _MAKE[1]
        self._answer(replace(self._said(), settings=settings))

    def _say_kinds(self, kinds: tuple[Kind, ...]) -> None:
        profile = self.desk.profile
        every = profile is not None and set(kinds) == set(profile.kinds)
        self._answer(replace(self._said(), kinds=None if every else kinds))

    def _answer(self, said: ConnectPartnerAnswers) -> None:
        """Keep what the registers are opened with; what was found by others no longer holds."""
        self.desk.runner.unlearn(Effect.OPEN_PARTNER)
        self.desk.runner.answer(said)
        if self._file() and said.kinds != ():
            self._test()
        else:
            self._show()
            self.changed.emit()

    def _decide(self, said: ConnectPartnerAnswers) -> None:
        """Keep a decision; what was planned by another is planned anew."""
        self.desk.runner.unlearn(Effect.PLAN)
        self.desk.runner.answer(said)
        self._show()
        self.changed.emit()

    def _test(self) -> None:
        self.perform(
            Effect.OPEN_PARTNER,
            then=self._opened,
            saying=lambda: _("Looking for the clients' registers …"),
            failed=self._refused,
        )

    def _opened(self, found: Found) -> None:
        self.notice = None
        self._show()
        self.changed.emit()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.desk.runner.unlearn(Effect.OPEN_PARTNER)
        self.notice = Notice(problems[0], self._test)
        self._show()
        self.changed.emit()

    def _look(self) -> None:
        if self.isVisible():
            self.watch.once()

    # showing

    def _said(self) -> ConnectPartnerAnswers:
        return self.desk.runner.journey.of(ConnectPartnerAnswers)

    def _file(self) -> str:
        return self._said().settings.get("file", "")

    def _show(self) -> None:
        profile, said, runner = self.desk.profile, self._said(), self.desk.runner
        if profile is None:
            return
        register = bool(profile.kinds)
        for part in (self.registers, self.kinds, self.figures, self.decisions):
            part.setVisible(register)
        self.registers.show_answers(said.settings)
        self.kinds.say(taking_part(profile, said))
        self.decisions.show_answers(profile, said)
        self._rows = client_rows(runner.journey, runner.found, chosen=True)
        self.clients.put(self._rows)
        makes = said.settings.get(_MAKE[0]) == _MAKE[1]
        there = sum(row.there is True for row in self._rows)
        lacking = sum(row.there is False for row in self._rows)
        self.figures.say(
            (
                Figure(len(self._rows), _("clients to be set up")),
                Figure(there, _("have a register"), "tag-ok"),
                Figure(
                    lacking,
                    _("get a new one") if makes else _("have none, and are left out"),
                    "tag-info" if makes else "tag-warn",
                ),
            )
        )
        self._show_trouble()

    def _show_trouble(self) -> None:
        fact = self.desk.runner.journey.facts.partner
        problems = fact.check.problems if fact else ()
        self._trouble.setVisible(bool(problems))
        if problems:
            words = say(problems[0])
            more = "\n".join(say(one).message for one in problems[1:20])
            self._trouble.say(words.message, words.remedy, detail=more)
