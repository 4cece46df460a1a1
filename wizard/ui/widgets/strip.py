"""A strip across the page that says something and offers a deed or two: banners, resuming."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from wizard.i18n import translate as _
from wizard.ui.page import Deed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Columns, Flow
from wizard.ui.widgets.text import Text, plain

_LEAST = 520
"""What the words and the deeds want of the width to stand beside one another."""


class Strip(Card):
    """Says what happened (``strong``), what to do (``text``), and what Tripletex said (``detail``).

    The last deed is the primary one where ``primary`` is asked for. Give it words anew with
    ``say`` when the language changes.
    """

    def __init__(self, look: str = "info") -> None:
        super().__init__(look)
        self._look = look
        row = Columns(SPACE[2], _LEAST)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._strong, self._text, self._detail = Text("strong"), Text(), Text("mono")
        for label in (self._strong, self._text, self._detail):
            words.addWidget(label)
        row.add(words, 1)
        self._deeds = Flow()
        row.add(self._deeds)
        self.column.addWidget(row)
        self._more = Button("link")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._detail.setVisible)
        self._deeds.addWidget(self._more)
        self.buttons: list[Button] = []
        self._done: dict[Button, Deed] = {}

    def say(
        self,
        strong: str,
        text: str,
        deeds: Sequence[Deed] = (),
        *,
        detail: str = "",
        primary: bool = False,
    ) -> None:
        """Show these words and offer these deeds."""
        self._strong.setText(strong)
        self._text.say(text)
        self._text.setVisible(bool(text))
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail) and self._more.isChecked())
        self._offer(deeds, primary=primary)
        self._more.setText(_("Details"))
        self._more.setVisible(bool(detail))
        self.setAccessibleName(plain(f"{strong} {text}").strip())

    def look(self, look: str) -> None:
        """Turn into another state: ``info``, ``ok``, ``warn`` or ``bad``."""
        if look != self._look:
            self._look = look
            self.setProperty("look", look)
            for widget in (self, self._strong, self._text, self._detail):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def _offer(self, deeds: Sequence[Deed], *, primary: bool) -> None:
        """Buttons that stay keep their focus."""
        looks = [deed.look for deed in deeds]
        if primary and looks:
            looks[-1] = "primary"
        if looks != [one.property("look") for one in self.buttons]:
            self._make(looks)
        for button, deed in zip(self.buttons, deeds, strict=True):
            button.setText(deed.text)
            button.setEnabled(deed.enabled)
        self._done = dict(zip(self.buttons, deeds, strict=True))

    def _make(self, looks: Sequence[str]) -> None:
        for old in self.buttons:
            self._deeds.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [Button(look) for look in looks]
        for button in self.buttons:
            button.clicked.connect(self._pressed)
            self._deeds.addWidget(button)
            button.show()

    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self._done[sender].do()
