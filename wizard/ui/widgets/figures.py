"""Numbers in a row, each with a pill that says what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.ui.look import dressed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Tag, Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts; ``look`` is the pill's."""

    count: int
    word: str
    look: str = "tag"


class Figures(QWidget):
    """As many cards as there are figures."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE[2] + 2)
        self._cards: list[tuple[Card, Text, Tag]] = []

    def say(self, figures: Sequence[Figure]) -> None:
        """Show these figures."""
        while len(self._cards) < len(figures):
            card, number, tag = Card(), Text("figure"), Tag()
            card.column.addWidget(number)
            card.column.addWidget(tag)
            self._row.addWidget(card, 1)
            self._cards.append((card, number, tag))
        for place, (card, number, tag) in enumerate(self._cards):
            card.setVisible(place < len(figures))
            if place < len(figures):
                one = figures[place]
                number.setText(str(one.count))
                tag.setText(one.word)
                dressed(tag, one.look)
                card.setAccessibleName(f"{one.count} {one.word}")
