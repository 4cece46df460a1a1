"""Page 1, «Velg kobling»: which partner, or on with what was begun earlier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QWidget

from wizard.errors import Problem
from wizard.flow.answers import ChooseAnswers, ClientSyncAnswers
from wizard.flow.journey import Journey, StepId
from wizard.i18n import current, mark
from wizard.i18n import translate as _
from wizard.ui import opening
from wizard.ui.frame import LEAD, TITLE
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.shell import place
from wizard.ui.theme import SPACE
from wizard.ui.widgets.audiences import Audiences
from wizard.ui.widgets.partnercard import PartnerCard
from wizard.ui.widgets.strip import Strip
from wizard.ui.words import when

if TYPE_CHECKING:
    from wizard.profiles import Profile

_COLUMNS, _CARD = 3, 240  # cards beside one another, and how wide each of them is at least
_WAYS = {
    "custom": mark("Custom key"),
    "list": mark("Key from the list"),
    "marketplace": mark("From the marketplace in Tripletex"),
}


class ChoosePage(Page):
    """Cards from the profiles, and «Annet system …», which opens a profile file."""

    step = StepId.CHOOSE

    def build(self) -> None:
        self._resume = Strip("info")
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE[2] + 2)
        self._columns = _COLUMNS
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self._chosen())
        self._cards: dict[str, PartnerCard] = {}
        self._other = PartnerCard()
        self._other.setCheckable(False)
        self._other.clicked.connect(self._open_file)
        self.audiences = Audiences()
        self.audiences.chosen.connect(self._chosen)
        self.body.addWidget(self._resume)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.audiences)

    def retranslate(self) -> None:
        for partner, card in self._cards.items():
            profile = self.desk.profiles[partner]
            way = _WAYS[profile.keys[0].way.value]
            card.show_logo(profile.look.logo)
            card.say(profile.name, profile.description.said(current()), _(way))
        self._other.say(
            _("Another system …"),
            _("I have been given a connection file by its vendor."),
            _("Open a file"),
        )
        self._say_audiences()
        self._say_resume()

    def title(self) -> str:
        return _(TITLE)

    def lead(self) -> str:
        return _(LEAD)

    def help(self) -> str:
        return _(
            "You need the right Brukeradministrator in Tripletex and the package Smart or higher, "
            "or somebody who has them: then you get a task to send them. Choose the system that "
            "is to be connected. Where it is not here, its vendor can give you a connection file, "
            "or you use Excel."
        )

    def show_answers(self) -> None:
        self._lay_cards()
        self._say_resume()
        chosen = self._cards.get(self.desk.runner.journey.of(ChooseAnswers).partner)
        if chosen is not None:
            chosen.setChecked(True)
        self.audiences.show_chosen(self.desk.runner.journey.of(ChooseAnswers).audience)
        self._say_audiences()

    def answers(self) -> ChooseAnswers:
        chosen = next((one for one, card in self._cards.items() if card.isChecked()), "")
        said = self.desk.runner.journey.of(ChooseAnswers)
        return replace(said, partner=chosen, audience=self.audiences.value)

    def proceed(self) -> None:
        self.desk.resumable = None
        super().proceed()

    @property
    def cards(self) -> tuple[PartnerCard, ...]:
        """The partners' cards, in the order in which they stand."""
        return tuple(self._cards.values())

    def _lay_cards(self) -> None:
        if list(self._cards) == list(self.desk.profiles):
            return
        for partner in self.desk.profiles:
            if partner not in self._cards:
                self._cards[partner] = PartnerCard()
                self._group.addButton(self._cards[partner])
        cards = [*(self._cards[partner] for partner in self.desk.profiles), self._other]
        self._place(cards)
        before = cards[0]
        for card in cards[1:]:
            self.setTabOrder(before, card)
            before = card
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """So many cards beside one another as there is room for."""
        super().resizeEvent(event)
        columns = max(1, min(_COLUMNS, self.width() // _CARD))
        if columns != self._columns:
            self._columns = columns
            self._place([*self._cards.values(), self._other])

    def _place(self, cards: Sequence[QWidget]) -> None:
        for number, card in enumerate(cards):
            self._grid.addWidget(card, *divmod(number, self._columns))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < self._columns))

    def _chosen(self) -> None:
        self._say_audiences()
        self.changed.emit()

    def _say_audiences(self) -> None:
        chosen = next((one for one, card in self._cards.items() if card.isChecked()), "")
        profile = self.desk.profiles.get(chosen)
        able = profile is None or "office" in profile.audiences
        self.audiences.say(profile.name if profile else "", office=able)

    def _open_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Open a connection file"), "", _("Connection files (*.toml)")
        )
        if name:
            self.open_profile(Path(name))

    def open_profile(self, path: Path) -> None:
        """Read a profile file and choose it; what is wrong with it stands in the banner."""
        self.work(
            lambda task: opening.profile_of(str(path)),
            lambda profile: self._take(str(path), profile),
            saying=lambda: _("Reading the connection file …"),
            lane=self.desk.disk,
            failed=self._unreadable,
        )

    def _unreadable(self, problems: tuple[Problem, ...]) -> None:
        self.notice = Notice(problems[0], self._open_file, lambda: _("Choose another file"))

    def _take(self, path: str, profile: Profile) -> None:
        self.desk.profiles[path] = profile
        self._lay_cards()
        self._cards[path].setChecked(True)
        self._chosen()

    # going on with a journey

    def _say_resume(self) -> None:
        left = self.desk.resumable
        self._resume.setVisible(left is not None)
        if left is None:
            return
        number, count = place(self.desk.runner.flow, left)
        said = _("{what}, step {number} of {count}, {when}").format(
            what=self._what(left),
            number=number,
            count=count,
            when=when(left.changed, self.desk.runner.clock.now()) if left.changed else "",
        )
        deeds = (Deed(_("Start afresh"), self._afresh), Deed(_("Continue"), self._continue))
        self._resume.say(_("Go on where you left off"), said, deeds, primary=True)

    def _what(self, left: Journey) -> str:
        profile = self.desk.profiles.get(left.of(ChooseAnswers).partner)
        parts = (left.company, profile.name if profile else "")
        return " → ".join(one for one in parts if one) or _("A connection")

    def _afresh(self) -> None:
        self.desk.resumable = None
        self.desk.runner.forget()
        for card in self._cards.values():
            card.setAutoExclusive(False)
            card.setChecked(False)
        self.show_answers()
        self.changed.emit()

    def _continue(self) -> None:
        left = self.desk.resumable
        if left is not None:
            self.desk.resumable = None
            # an office that is set up has its board for a home
            home = left.of(ClientSyncAnswers).finished
            self.desk.runner.begin(left.at(StepId.BOARD) if home else left)
            self.show_answers()
            self._say_resume()
            self.changed.emit()
