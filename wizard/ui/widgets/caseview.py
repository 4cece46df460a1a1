"""«Er dette samme person?»: two records side by side, what speaks for and against, and a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.words import (
    NOTHING,
    choice_word,
    field_word,
    reason_word,
    side_word,
    value_word,
)
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.model.records import Kind, Side
from wizard.review.pairs import Case, Comparison, FieldOfBoth
from wizard.review.rows import Row
from wizard.sync.subject import name_of
from wizard.ui.look import dressed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card, ChoiceCard
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.text import Tag, Text

_COMPARED: Mapping[Comparison, tuple[str, str]] = {
    Comparison.EQUAL: ("tag-ok", mark("the same")),
    Comparison.DIFFERENT: ("tag-bad", mark("not the same")),
    Comparison.MISSING: ("tag", mark("is missing")),
}
_NAMES: Mapping[Choice, Mapping[Kind, str]] = {
    Choice.LINK: {
        Kind.EMPLOYEE: mark("Same person"),
        Kind.CUSTOMER: mark("Same customer"),
        Kind.PROJECT: mark("Same project"),
    },
}
_APART: Mapping[Choice, str] = {
    Choice.RENUMBER_TRIPLETEX: mark("Keep apart, new number in Tripletex"),
    Choice.RENUMBER_PARTNER: mark("Keep apart, new number in {partner}"),
}
_FOLLOWS: Mapping[Choice, str] = {
    Choice.LINK: mark("Link them, and choose field by field afterwards."),
    Choice.APART: mark("They are two. Each is made in the other system too."),
    Choice.RENUMBER_TRIPLETEX: mark(
        "They are two. The one in Tripletex gets the next free number."
    ),
    Choice.RENUMBER_PARTNER: mark("They are two. The one in {partner} gets the next free number."),
    Choice.SKIP: mark("Neither is changed. Ask me the next time."),
    Choice.GONE: mark("The other is gone for good. This one is left alone from now on."),
    Choice.FORGET: mark("It has no counterpart any more, and is treated as new."),
}
_COLUMNS = (1, 2, 2)


class CaseView(QWidget):
    """One question about whole records; ``chosen`` comes with each choice."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heads = {side: _Head() for side in Side}
        self._speaks = {True: Text("soft"), False: Text("soft")}
        self._table = Card()
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(SPACE[2])
        self._fields.setVerticalSpacing(SPACE[1])
        for column, stretch in enumerate(_COLUMNS):
            self._fields.setColumnStretch(column, stretch)
        self._table.column.addLayout(self._fields)
        self._lines: list[_Line] = []
        self._options: tuple[Choice, ...] = ()
        self.cards: list[_OptionCard] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self.chosen.emit())
        self._choices = Columns(SPACE[2] + 2)
        self._lay_out()

    @property
    def choice(self) -> Choice | None:
        """What is chosen."""
        place = self._group.checkedId()
        return self._options[place] if 0 <= place < len(self._options) else None

    def show_case(self, row: Row, case: Case, chosen: Choice | None, partner: str) -> None:
        """Show a question, with what was answered to it before."""
        self._show_heads(row, partner)
        for side, codes in ((True, case.for_), (False, case.against)):
            said = ", ".join(reason_word(code).lower() for code in codes)
            self._speaks[side].setVisible(bool(said))
            text = _("Speaks for: {what}") if side else _("Speaks against: {what}")
            self._speaks[side].setText(text.format(what=said))
        self._show_fields(row.kind, case.fields)
        self._offer(row, chosen, partner)

    def focus_choice(self) -> None:
        """Stand on the choice that is made, or on the first."""
        card = self._group.checkedButton() or (self.cards[0] if self.cards else None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A figure makes the choice with that number."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._options):
            self.cards[place].click()
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        heads = Columns(SPACE[2] + 2)
        for head in self._heads.values():
            heads.add(head, 1)
        column.addWidget(heads)
        for label in self._speaks.values():
            column.addWidget(label)
        column.addWidget(self._table)
        column.addWidget(self._choices)
        column.addStretch(1)

    def _show_heads(self, row: Row, partner: str) -> None:
        for side, head in self._heads.items():
            record = row.match.on(side) if row.match else None
            head.name.setText(name_of(record) if record else str(row.on(side) or NOTHING))
            head.side.setText(side_word(side, partner=partner))

    def _show_fields(self, kind: Kind, fields: Sequence[FieldOfBoth]) -> None:
        self._table.setVisible(bool(fields))
        while len(self._lines) < len(fields):
            self._lines.append(_Line(self._fields, len(self._lines)))
        for place, line in enumerate(self._lines):
            line.show_field(kind, fields[place] if place < len(fields) else None)

    def _offer(self, row: Row, chosen: Choice | None, partner: str) -> None:
        self._options = row.options
        while len(self.cards) < len(self._options):
            card = _OptionCard()
            self._group.addButton(card, len(self.cards))
            self._choices.add(card, 1)
            self.cards.append(card)
        self._group.setExclusive(False)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(self._options))
            card.setChecked(False)
            if place < len(self._options):
                option = self._options[place]
                card.setChecked(option is chosen)
                follows = _(_FOLLOWS[option]).format(partner=partner)
                card.say(place + 1, _name(option, row.kind, partner), follows)
        self._group.setExclusive(True)


def _name(option: Choice, kind: Kind, partner: str) -> str:
    if option in _APART:
        return _(_APART[option]).format(partner=partner)
    names = _NAMES.get(option, {})
    return _(names[kind]) if kind in names else choice_word(option)


class _Head(Card):
    """Whose record it is."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.side = Text("heading"), Tag()
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.side)
        self.column.addLayout(row)


class _Line:
    """A field of both records, as a line of the grid."""

    def __init__(self, grid: QGridLayout, row: int) -> None:
        self._name, self._tag = Text("soft"), Tag()
        self._values = {side: Text() for side in Side}
        for column, widget in enumerate((self._name, *self._values.values(), self._tag)):
            grid.addWidget(widget, row, column)

    def show_field(self, kind: Kind, field: FieldOfBoth | None) -> None:
        """Show a field, or nothing."""
        for widget in (self._name, self._tag, *self._values.values()):
            widget.setVisible(field is not None)
        if field is None:
            return
        self._name.setText(field_word(kind, field.field))
        for side, label in self._values.items():
            value = field.tripletex if side is Side.TRIPLETEX else field.partner
            label.setText(value_word(kind, field.field, value, full=True))
        look, word = _COMPARED[field.comparison]
        dressed(self._tag, look)
        self._tag.setText(_(word))


class _OptionCard(ChoiceCard):
    """An answer, with what follows from it and the key that chooses it."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._follows = Text("strong"), Text("soft")
        self.add(self._name)
        self.add(self._follows)
        self.column.addStretch(1)
        self._said = ""
        self.toggled.connect(self._show_chosen)

    def say(self, number: int, name: str, follows: str) -> None:
        """The answer and what follows."""
        self._said = f"{number}  {name}"
        self._show_chosen()
        self._follows.setText(follows)
        self.setAccessibleName(name)
        self.setAccessibleDescription(follows)

    def _show_chosen(self) -> None:
        self._name.setText(f"{'◉' if self.isChecked() else '○'}  {self._said}")
