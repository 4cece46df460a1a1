"""Whom it is set up for: one company with its own key, or an accounting office's clients."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from wizard.flow.answers import Audience
from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Text


class _AudienceCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.button, self._what = QRadioButton(), Text("soft")
        font = self.button.font()
        font.setWeight(font.Weight.DemiBold)
        self.button.setFont(font)
        self.column.setSpacing(2)
        self.column.addWidget(self.button)
        self.column.addWidget(self._what)

    def say(self, name: str, what: str) -> None:
        self.button.setText(name)
        self.button.setAccessibleName(name)
        self.button.setAccessibleDescription(what)
        self._what.setText(what)


class Audiences(QWidget):
    """Two cards of which one is chosen."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = Text("heading")
        self._cards = {one: _AudienceCard() for one in Audience}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2] + 2)
        for card in self._cards.values():
            self._group.addButton(card.button)
            row.addWidget(card, 1)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE[1], 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self._heading)
        column.addLayout(row)
        self.show_chosen(Audience.COMPANY)

    @property
    def value(self) -> Audience:
        """Whom it is set up for."""
        return next(one for one, card in self._cards.items() if card.button.isChecked())

    def show_chosen(self, audience: Audience) -> None:
        """Show which is chosen."""
        self._cards[audience].button.setChecked(True)

    def choose(self, audience: Audience) -> None:
        """Choose one, as with a click."""
        self._cards[audience].button.click()

    def say(self, partner: str, *, office: bool) -> None:
        """Say everything in the language in use; ``office``: can the partner be used by one."""
        self._heading.setText(_("Whom do you set up for?"))
        self._cards[Audience.COMPANY].say(
            _("My own company"), _("One company in Tripletex, one key.")
        )
        many = _("One key that is shared with many clients.")
        if not office:
            many = _("{partner} is connected one company at a time.").format(partner=partner)
        self._cards[Audience.OFFICE].say(_("Accounting office"), many)
        self._cards[Audience.OFFICE].button.setEnabled(office)
        if not office:
            self.show_chosen(Audience.COMPANY)
