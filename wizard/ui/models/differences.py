"""The differences as a table: one row a difference, asked for by Qt a cell at a time."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from wizard.documents.words import value_word
from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.model.records import Side
from wizard.review.rows import Row, State
from wizard.ui.models import words
from wizard.ui.models.reviewing import Reviewing
from wizard.ui.models.tables import Headed, Index

_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, from the left."""

    RECORD = 0
    FIELD = 1
    TRIPLETEX = 2
    CHOICE = 3
    PARTNER = 4
    WHY = 5


class DifferencesModel(Headed):
    """The rows of a review that are shown. ``partner`` is what the partner is called.

    ``opened`` comes with the place of a question about whole records that somebody wants to see,
    and ``refused`` with what was typed and the field cannot hold.
    """

    opened = Signal(int)
    refused = Signal(str, str)

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self.reviewing = reviewing
        self.partner = ""
        reviewing.filtered.connect(self._reset)
        reviewing.decided.connect(self._changed)
        reviewing.marked.connect(self._changed)

    @property
    def names(self) -> tuple[str, str]:
        """What the two sides are called, Tripletex first."""
        return "Tripletex", self.partner or _("The other")

    def place(self, index: Index) -> int:
        """Which of the review's rows stands at an index."""
        return self.reviewing.shown[index.row()]

    def row_at(self, index: Index) -> Row:
        """The row at an index."""
        return self.reviewing.rows[self.place(index)]

    def chosen(self, index: Index) -> Choice | None:
        """What will be done about the row at an index."""
        return self.reviewing.decisions.choice(self.place(index))

    def state(self, index: Index) -> State:
        """How the row at an index stands."""
        return self.reviewing.decisions.state(self.place(index))

    def marked(self, index: Index) -> bool:
        """Whether the row at an index is marked."""
        return self.place(index) in self.reviewing.marks

    def own(self, index: Index) -> str:
        """The own value that was answered, as a person reads it."""
        answer, row = self.reviewing.decisions.answer(self.place(index)), self.row_at(index)
        if answer is None or answer.choice is not Choice.VALUE or row.field is None:
            return ""
        return value_word(row.kind, row.field, answer.value, full=True)

    def answer_own(self, index: Index, text: str) -> None:
        """Answer with an own value, as far as the field can hold it."""
        at = self.place(index)
        if not self.reviewing.decide_own(at, text):
            self.refused.emit(words.field(self.reviewing.rows[at]), text)

    # what Qt asks of it

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.reviewing.shown)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """The columns there are."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be come to; the choice can be written into."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        own = index.column() == Column.CHOICE and Choice.VALUE in self.row_at(index).options
        return flags | Qt.ItemFlag.ItemIsEditable if own else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words; aloud a choice says what stands beside it too."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                words.explained(self.row_at(index))[0] if self._is_why(index) else self._text(index)
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(index)
        return None

    def heading(self, section: int) -> str:
        """What stands above a column."""
        partner = self.partner or _("the other system")
        return {
            Column.RECORD: _("Record"),
            Column.FIELD: _("Field"),
            Column.TRIPLETEX: _("In Tripletex"),
            Column.CHOICE: _("Use"),
            Column.PARTNER: _("In {partner}").format(partner=partner),
            Column.WHY: _("Why"),
        }[Column(section)]

    def _text(self, index: Index) -> str:
        row, column = self.row_at(index), Column(index.column())
        if column is Column.RECORD:
            return words.record(row)
        if column is Column.FIELD:
            return words.field(row)
        if column is Column.TRIPLETEX:
            return words.value(row, Side.TRIPLETEX)
        if column is Column.PARTNER:
            return words.value(row, Side.PARTNER)
        if column is Column.WHY:
            return words.reason(row.reason, self.partner)
        return words.choice(row, self.chosen(index), self.own(index), self.partner)

    def _aloud(self, index: Index) -> str:
        text = self._text(index)
        if index.column() == Column.CHOICE:
            return f"{text}, {_(words.STATES[self.state(index)])}"
        if index.column() == Column.RECORD and self.marked(index):
            return f"{text}, {_('marked')}"
        return text

    def _is_why(self, index: Index) -> bool:
        return index.column() == Column.WHY

    def _reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _changed(self) -> None:
        if self.reviewing.shown:
            last = self.index(len(self.reviewing.shown) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
