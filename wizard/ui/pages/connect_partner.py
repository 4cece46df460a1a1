"""Page 5, «Koble til <partner>»: its register, tested at once, and what is decided beforehand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wizard.errors import Problem
from wizard.flow.journey import StepId
from wizard.i18n import translate as _
from wizard.model.records import Kind
from wizard.partners.workbook.choices import UNUSED, setting_of
from wizard.partners.workbook.view import BookView, view_of
from wizard.ui.decisions import taking_part
from wizard.ui.page import Deed, Notice
from wizard.ui.registerpage import RegisterPage
from wizard.ui.widgets.decisionrow import DecisionRow
from wizard.ui.widgets.partnerguide import PartnerGuide
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.workbookpanel import WorkbookPanel
from wizard.ui.words import when


class ConnectPartnerPage(RegisterPage):
    """The workbook is read first, and shown as it was understood, before it is tested."""

    step = StepId.CONNECT_PARTNER

    def build(self) -> None:
        self._view: BookView | None = None
        self.book, self.trouble = WorkbookPanel(), Strip("warn")
        self.decisions, self.guide = DecisionRow(), PartnerGuide(self.desk)
        for part in (self.trouble, self.book, self.decisions, self.guide):
            self.body.addWidget(part)
        self.book.file.chosen.connect(self.take)
        self.book.columns.mapped.connect(self._map)
        self.book.kinds_said.connect(self.say_kinds)
        self.decisions.decided.connect(self.decide)

    def retranslate(self) -> None:
        self.show_said()

    def title(self) -> str:
        return _("Connect to {partner}").format(partner=self.desk.partner or _("the other system"))

    def lead(self) -> str:
        profile = self.desk.profile
        if profile is None or not profile.kinds:
            return _(
                "{partner} exchanges no register with Tripletex. The key is what it needs."
            ).format(partner=self.desk.partner)
        if profile.id == profile.connector:
            return _(
                "Choose the workbook with your register. Nothing is written in it before you have "
                "seen and approved what will happen."
            )
        return _(
            "{partner} has no open door for other programs yet. Use its export – we make it into a "
            "file that {partner} can read in again."
        ).format(partner=profile.name)

    def help(self) -> str:
        return _(
            "The workbook has a sheet for each of employees, customers and projects. Its columns "
            "are recognised by their titles; any other column can be given a field here, or is "
            "left as it is. Below you say what happens where the two systems differ. You see every "
            "difference before anything is written, and can still decide otherwise there."
        )

    def primary(self) -> str:
        profile = self.desk.profile
        return _("Compare") if profile and profile.kinds else _("Next")

    def extra(self) -> Deed | None:
        tried = bool(self.said.settings.get("file"))
        return Deed(_("Try again"), self._load) if tried else None

    def show_answers(self) -> None:
        profile = self.desk.profile
        self.book.offer_kinds([kind for kind in Kind if profile and kind in profile.kinds])
        self.show_said()

    def entered(self) -> None:
        if not self._reads_file():
            if self.desk.runner.journey.facts.partner is None:
                self.test()
        elif self.said.settings.get("file") and (self._view is None or not self.valid):
            self._load()

    # the register

    def take(self, path: Path) -> None:
        """Use this workbook; what was said of the columns of another is forgotten."""
        self._view = None
        self.answer(replace(self.said, settings={"file": str(path)}))
        self._load()

    def _load(self) -> None:
        """Read the workbook as it is now, show it, and test the connection with it."""
        settings = dict(self.said.settings)
        self.work(
            lambda task: view_of(settings),
            self._read,
            saying=lambda: _("Reading the workbook …"),
            lane=self.desk.disk,
            failed=self._unreadable,
        )

    def _unreadable(self, problems: tuple[Problem, ...]) -> None:
        self._view = None
        self._refused(problems)

    def _read(self, view: BookView) -> None:
        self._view = view
        said, profile = self.said, self.desk.profile
        if profile is not None and said.kinds is None:
            there = tuple(kind for kind in taking_part(profile, said) if kind in view.sheets)
            if there and len(there) < len(profile.kinds):
                self.answer(replace(said, kinds=there))
        self.test()

    def testing(self) -> str:
        return _("Testing the connection …")

    def refusal(self, problem: Problem) -> Notice:
        if self._reads_file():
            return Notice(problem, self.book.file.ask, lambda: _("Choose another file"))
        return super().refusal(problem)

    # what is said

    def _map(self, kind: Kind, title: str, field: str) -> None:
        settings = dict(self.said.settings)
        sheet = self._view.sheets.get(kind) if self._view else None
        columns = sheet.columns if sheet else ()
        natural = next((one.natural for one in columns if one.title == title), "")
        settings.pop(setting_of(kind, title), None)
        if field != natural or not field:
            settings[setting_of(kind, title)] = field or UNUSED
        self.answer(replace(self.said, settings=settings))
        self._load()

    # showing

    def _reads_file(self) -> bool:
        profile = self.desk.profile
        return profile is not None and profile.connector == "workbook" and bool(profile.kinds)

    def show_said(self) -> None:
        profile, said = self.desk.profile, self.said
        if profile is None:
            return
        part = taking_part(profile, said)
        self.book.setVisible(self._reads_file())
        self.book.show_book(self._view, self._about(), part)
        self.decisions.setVisible(bool(profile.kinds))
        self.decisions.show_answers(profile, said)
        key = self.desk.runner.journey.facts.key
        self.guide.show_profile(profile, key.check.company if key else None)
        self.show_trouble()

    def _about(self) -> str:
        if self._view is None:
            return ""
        sheets = self._view.sheets.values()
        return _("Sheets: {sheets} · rows: {rows} · saved {when}").format(
            sheets=len(self._view.sheets),
            rows=sum(one.rows for one in sheets),
            when=when(self._view.saved, self.desk.runner.clock.now()),
        )
