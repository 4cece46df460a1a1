"""One step of a run: which way it goes, how far it has come, and what is left of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from wizard.ui.look import dressed
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Tag, Text


class StepCard(Card):
    """``say`` gives it its words, ``show_way`` how far it has come."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._state, self._words = Text("strong"), Tag(), Text("soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        self.column.addLayout(head)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._words)

    def show_way(self, done: int, total: int, look: str) -> None:
        """So many of so many; ``look`` is the tag's: ``tag``, ``tag-ok``, ``tag-info`` …"""
        # Qt lets a bar of nothing run to and fro for ever
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done if total else 1)
        dressed(self._state, look)
        dressed(self.bar, "done" if look == "tag-ok" else "")

    def say(self, title: str, state: str, words: str) -> None:
        """Which way, in which state, and what there is to say of it."""
        self._title.setText(title)
        self._state.setText(state)
        self._words.setText(words)
        self.bar.setAccessibleName(f"{title}: {state}")
        self.bar.setAccessibleDescription(words)
        self.setAccessibleName(f"{title}: {state}. {words}")
