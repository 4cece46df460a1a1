"""Numbers in a row, each with a pill that says what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.ui.look import dressed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Columns
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._pairs = Columns(SPACE[2] + 2)  # two and two where four do not fit
        column.addWidget(self._pairs)
        self._cards: list[tuple[Card, Text, Tag]] = []

    def say(self, figures: Sequence[Figure]) -> None:
        """Show these figures."""
        while len(self._cards) < len(figures):
            card, number, tag = Card(), Text("figure"), Tag()
            card.column.addWidget(number)
            card.column.addWidget(tag)
            self._beside(card)
            self._cards.append((card, number, tag))
        for place, (card, number, tag) in enumerate(self._cards):
            card.setVisible(place < len(figures))
            if place < len(figures):
                one = figures[place]
                number.setText(str(one.count))
                tag.setText(one.word)
                dressed(tag, one.look)
                card.setAccessibleName(f"{one.count} {one.word}")

    def _beside(self, card: Card) -> None:
        if len(self._cards) % 2 == 0:
            self._pair = QHBoxLayout()
            self._pair.setSpacing(self._pairs.spacing)
            self._pairs.add(self._pair, 1)
        self._pair.addWidget(card, 1)
