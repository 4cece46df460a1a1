"""«Koble til <partner>» for an office: a register for each client, or one for all of them."""

from __future__ import annotations

from dataclasses import replace

from wizard.flow.journey import StepId
from wizard.flow.standing import ClientRow, client_rows
from wizard.i18n import translate as _
from wizard.model.records import Kind
from wizard.ui.decisions import taking_part
from wizard.ui.page import Deed
from wizard.ui.registerpage import RegisterPage
from wizard.ui.watching import ClientWatch
from wizard.ui.widgets.clienttable import ClientTable
from wizard.ui.widgets.decisionrow import DecisionRow
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.kindboxes import KindBoxes
from wizard.ui.widgets.registerscard import RegistersCard
from wizard.ui.widgets.strip import Strip

_MAKE = ("missing", "make")


class ConnectClientsPage(RegisterPage):
    """Which clients have a register is looked up as soon as it is said where they lie."""

    step = StepId.CONNECT_CLIENTS

    def build(self) -> None:
        self._rows: tuple[ClientRow, ...] = ()
        self.registers, self.kinds = RegistersCard(), KindBoxes()
        self.figures, self.trouble = Figures(), Strip("warn")
        self.decisions, self.clients = DecisionRow(), ClientTable(ticks=False)
        for part in (self.registers, self.kinds, self.trouble, self.figures, self.decisions):
            self.body.addWidget(part)
        self.body.addWidget(self.clients, 1000)
        self.registers.chosen.connect(self._chosen)
        self.registers.make.clicked.connect(self._make)
        self.kinds.said.connect(self.say_kinds)
        self.decisions.decided.connect(self.decide)
        self.watch = ClientWatch(self.desk, self)
        self.watch.seen.connect(self.show_said)
        self.changed.connect(self._look)

    def retranslate(self) -> None:
        self.registers.retranslate()
        self.clients.retranslate(self.desk.partner)
        self.show_said()

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
        return Deed(_("Try again"), self.test) if self._file() else None

    def show_answers(self) -> None:
        profile = self.desk.profile
        self.kinds.offer([kind for kind in Kind if profile and kind in profile.kinds])
        self.show_said()

    def entered(self) -> None:
        self._look()
        if self.desk.runner.found.companies is None:
            self.test()

    def left(self) -> None:
        self.watch.stop()

    # what is said

    def _chosen(self, pattern: str) -> None:
        self.answer(replace(self.said, settings={**self.said.settings, "file": pattern}))
        self.test()

    def _make(self, on: bool) -> None:
        settings = {key: one for key, one in self.said.settings.items() if key != _MAKE[0]}
        if on:
            settings[_MAKE[0]] = _MAKE[1]
        self.answer(replace(self.said, settings=settings))
        self.test()

    def test(self) -> None:
        """Look for the registers, once it is said where they lie."""
        profile = self.desk.profile
        if self._file() or (profile is not None and not profile.kinds):
            super().test()
        else:
            self._seen()

    def testing(self) -> str:
        return _("Looking for the clients' registers …")

    def _look(self) -> None:
        if self.isVisible():
            self.watch.once()

    # showing

    def _file(self) -> str:
        return self.said.settings.get("file", "")

    def show_said(self) -> None:
        profile, said, runner = self.desk.profile, self.said, self.desk.runner
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
        self.show_trouble()
