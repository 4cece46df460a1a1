"""The questions that many clients share, each asked once: how many, an example, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.words import field_word, kind_word, side_word
from wizard.flow.decisions import Alike, OfficeQuestion
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.model.records import Side
from wizard.ui.models import words
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.segments import Segments
from wizard.ui.widgets.text import Text

_MOST = 30
"""Questions that are shown at once; those of most clients come first."""
_SKIP = mark("Leave alone")


class QuestionCard(Card):
    """``chosen`` comes with the choice."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._what, self._example = Text("strong"), Text("soft")
        self.choices, self._eyes = Segments(), Text("soft")
        head, left = QHBoxLayout(), QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self._what)
        left.addWidget(self._example)
        head.setSpacing(SPACE[3])
        head.addLayout(left, 1)
        head.addWidget(self.choices)
        self.column.addLayout(head)
        self.column.addWidget(self._eyes)
        self.choices.chosen.connect(self.chosen)

    def ask(self, question: OfficeQuestion, choice: Choice | None, partner: str) -> None:
        """Ask this in the language in use; ``choice`` is what has been answered."""
        asked = question.question
        named = kind_word(asked.kind, plural=True)
        if asked.field:
            named = f"{named} · {field_word(asked.kind, asked.field)}"
        what = _("{named}: {reason}").format(
            named=named, reason=words.reason(asked.reason, partner)
        )
        numbers = _("records: {count}, clients: {clients}").format(
            count=question.count, clients=len(question.clients)
        )
        self._what.setText(f"{what} – {numbers}")
        one = question.example
        sides = [value for value in (one.tripletex, one.partner) if value]
        example = f"{one.subject}: {' / '.join(sides)}" if sides else one.subject
        self._example.setText(_("For example {example}").format(example=example))
        names = {
            Choice.TRIPLETEX: side_word(Side.TRIPLETEX),
            Choice.PARTNER: partner or _("the other system"),
            Choice.SKIP: _(_SKIP),
        }
        decided = len(question.options) > 1
        self.choices.offer([(one, names[one]) for one in question.options], choice)
        for button in self.choices.buttons:
            button.setAccessibleName(f"{what}: {button.text()}")
        self._eyes.setText(_("This has to be looked at, client by client. Open one in the list."))
        self._eyes.setVisible(not decided)
        self.setAccessibleName(f"{what}. {numbers}")


class Questions(QWidget):
    """``answered`` comes with the question's key and the choice."""

    answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._more = Text("soft")
        self.cards: list[QuestionCard] = []
        self._asked: Sequence[OfficeQuestion] = ()
        self._column.addWidget(self._more)

    def ask(
        self, asked: Sequence[OfficeQuestion], said: Mapping[Alike, Choice], partner: str
    ) -> None:
        """Ask these, those that most clients share first; ``said`` are the answers so far."""
        self._asked = asked[:_MOST]
        while len(self.cards) < len(self._asked):
            card, place = QuestionCard(), len(self.cards)
            card.chosen.connect(lambda choice, at=place: self._chosen(at, choice))
            self._column.insertWidget(place, card)
            self.cards.append(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(self._asked))
            if place < len(self._asked):
                one = self._asked[place]
                card.ask(one, said.get(one.question), partner)
        rest = len(asked) - len(self._asked)
        self._more.setText(_("… and {count} more").format(count=rest))
        self._more.setVisible(rest > 0)

    def _chosen(self, place: int, choice: Choice) -> None:
        self.answered.emit(self._asked[place].question, choice)
