"""A small button that says by what is filtered, and offers the rest in a menu."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from wizard.ui.widgets.buttons import Button


class FilterButton(Button):
    """``chosen`` comes with a value of the menu; None is «all»."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("chip", "chevron", after=True)
        self._menu = QMenu(self)
        self._group = QActionGroup(self._menu)
        self._group.triggered.connect(self._triggered)
        self.setMenu(self._menu)
        self.value: Hashable = None

    def offer(
        self, name: str, every: str, choices: Sequence[tuple[Hashable, str]], chosen: Hashable
    ) -> None:
        """Offer these values with their words, and ``every`` for no filter at all."""
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        self.value = chosen if chosen in [value for value, _ in choices] else None
        shown = every
        for value, text in [(None, every), *choices]:
            action = self._menu.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            self._group.addAction(action)
            shown = text if value == self.value else shown
        self.setText(f"{name}: {shown}")
        self.setAccessibleName(f"{name}: {shown}")
        filtering = self.value is not None
        if self.property("filtering") != filtering:
            self.setProperty("filtering", filtering)
            self.style().unpolish(self)
            self.style().polish(self)

    def _triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
