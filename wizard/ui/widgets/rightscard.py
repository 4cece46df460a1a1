"""Which rights the key needs: what the partner asks for, and the least that is enough, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.profiles.profile import Right
from wizard.ui.rightwords import right_words
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.keyguide import emptied
from wizard.ui.widgets.text import Text


class RightsCard(Card):
    """A sentence, and behind a button the least set with its reasons."""

    def __init__(self) -> None:
        super().__init__()
        head = QHBoxLayout()
        self._title, self._asked, self._note = Text("strong"), Text("soft"), Text("soft")
        self.more = Button("link")
        self.more.setCheckable(True)
        head.addWidget(self._title, 1)
        head.addWidget(self.more)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, SPACE[1], 0, 0)
        self._rows.setSpacing(1)
        self.column.addLayout(head)
        for widget in (self._asked, self._note, self._list):
            self.column.addWidget(widget)
        self.more.toggled.connect(self._opened)
        self._opened(False)

    def say(self, asked: str, rights: Sequence[Right]) -> None:
        """What the partner asks for, and the least set, in the language in use."""
        self._title.setText(_("Which rights?"))
        self._asked.say(asked)
        self._note.say(
            _(
                "As far as is known, these are enough: choose **Bestem selv** and tick them. A "
                "key never has more rights than its owner, and loses what the owner loses."
            )
        )
        emptied(self._rows)
        for right in rights:
            what, why, constant = Text("strong"), Text("soft"), Text("small")
            what.setText(right_words(right.id))
            why.setText(right.reason.said(current()))
            constant.setText(right.id)
            for label in (what, why, constant):
                self._rows.addWidget(label)
            self._rows.addSpacing(SPACE[1])
        self.more.setVisible(bool(rights))
        self._opened(self.more.isChecked())

    def _opened(self, on: bool) -> None:
        self._note.setVisible(on)
        self._list.setVisible(on)
        self.more.setText(_("Hide") if on else _("Show the least set"))
