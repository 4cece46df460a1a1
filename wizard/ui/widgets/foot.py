"""The foot: leave at the left; at the right the page's own action, back, and the primary deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from wizard.ui.page import Deed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.spinner import Spinner
from wizard.ui.widgets.text import Text

_MARGIN = 40
_BUSY = 180
"""What the ring and the words beside it need, so that they stand on two lines at the most."""


@dataclass(frozen=True, slots=True)
class FootSays:
    """All that the foot shows; ``back`` and ``extra`` are None where they are not offered."""

    primary: Deed
    back: Deed | None
    extra: Deed | None
    leaving: tuple[Deed, ...]
    busy: str = ""


def shortcuts(texts: Sequence[str]) -> list[str]:
    """A letter for each text: its first that no other has taken, or ``""`` where none is left.

    The last text, which is the primary one, chooses first.
    """
    taken: dict[int, str] = {}
    for place in reversed(range(len(texts))):
        letters = (one for one in texts[place].upper() if one.isalpha())
        taken[place] = next((one for one in letters if one not in taken.values()), "")
    return [taken[place] for place in range(len(texts))]


class Foot(QWidget):
    """The bar below the page; its buttons follow one another in the order of the Tab key."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(_MARGIN, 13, _MARGIN, 13)
        self._rows.setSpacing(SPACE[2])
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self._spinner, self._busy = Spinner(), Text("soft")
        self._left.setSpacing(SPACE[2])
        self._right.setSpacing(SPACE[2])
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(SPACE[2])
        first.addLayout(self._left)
        first.addWidget(self._spinner)
        first.addWidget(self._busy, 1)
        second.addStretch(1)
        second.addLayout(self._right)
        self._rows.addLayout(first, 1)
        self._rows.addLayout(second)
        self.primary = Button("primary")
        self._shown: list[Button] = []
        self._deeds: dict[Button, Deed] = {}
        self._looks: tuple[str, ...] = ()

    def show_says(self, says: FootSays) -> None:
        """Show these deeds; a button that stays keeps its focus."""
        right = [deed for deed in (says.extra, says.back) if deed]
        deeds = [*says.leaving, *right, says.primary]
        looks = tuple([*(f"l{one.look}" for one in says.leaving), *(one.look for one in right)])
        if looks != self._looks or not self._shown:
            self._make(len(says.leaving), deeds)
            self._looks = looks
        letters = shortcuts([deed.text for deed in deeds])
        for button, deed, letter in zip(self._shown, deeds, letters, strict=True):
            button.setText(deed.text)
            button.setEnabled(deed.enabled)
            button.setAccessibleName(deed.text)
            button.setShortcut(f"Alt+{letter}" if letter else "")
            button.setToolTip(f"Alt+{letter}" if letter else "")
        self._deeds = dict(zip(self._shown, deeds, strict=True))
        self._busy.setText(says.busy)
        self._spinner.turn(on=bool(says.busy))
        self._fold()

    def focus_primary(self) -> None:
        """Let the primary button be what Enter presses."""
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, text: str) -> Button | None:
        """The button with this text, where it is shown."""
        return next((one for one in self._shown if one.text() == text), None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """One line where there is room for all buttons, else two."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Fold anew where the words have become longer or shorter."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        both = self._left.sizeHint().width() + self._right.sizeHint().width()
        both += _BUSY if self._busy.text() else 0
        narrow = both + 3 * SPACE[2] + 2 * _MARGIN > self.width()
        way = QBoxLayout.Direction
        self._rows.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _make(self, left: int, deeds: Sequence[Deed]) -> None:
        for old in self._shown:
            old.hide()
            old.deleteLater()
        self._shown = []
        for place, deed in enumerate(deeds):
            last = place == len(deeds) - 1
            button = Button("primary" if last else deed.look)
            button.clicked.connect(self._pressed)
            (self._left if place < left else self._right).addWidget(button)
            button.show()  # a layout shows it only later, and its letter would be lost until then
            self._shown.append(button)
        self.primary = self._shown[-1]

    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self._deeds[sender].do()
