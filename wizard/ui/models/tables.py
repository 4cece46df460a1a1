"""A table of lines that are worded when they are looked at, so that ten thousand cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

_L = TypeVar("_L")
Index = QModelIndex | QPersistentModelIndex

LOOK = Qt.ItemDataRole.UserRole
"""The role of a cell's part of the style: a tag's look, ``soft`` or ``strong``."""


class Headed(QAbstractTableModel):
    """A table with words above its columns and none beside its rows."""

    def heading(self, section: int) -> str:
        """What stands above a column."""
        raise NotImplementedError

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What stands above a column, to Qt."""
        above = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.heading(section) if above else None


@dataclass(frozen=True, slots=True)
class Column(Generic[_L]):
    """A column: its heading, the words of a line in it, and how they look (a tag where the look
    begins with ``tag``). ``share`` is its part of the width; 0 takes what its words need."""

    heading: Callable[[], str]
    words: Callable[[_L], str]
    look: Callable[[_L], str] = lambda line: ""
    share: int = 0


class Lines(Headed, Generic[_L]):
    """The lines of a table, the newest first where they are added one at a time.

    ``keep`` leaves out what is not to be seen now; nothing is thrown away.
    """

    def __init__(self, columns: Sequence[Column[_L]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._all: list[_L] = []
        self._shown: list[_L] = []
        self._keep: Callable[[_L], bool] = lambda line: True

    def put(self, lines: Sequence[_L]) -> None:
        """Show these lines in their order, in the place of all others."""
        self._all = list(reversed(lines))
        self.keep(self._keep)

    def add(self, line: _L) -> None:
        """Add a line above all others."""
        self._all.append(line)
        if self._keep(line):
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._shown.append(line)
            self.endInsertRows()

    def keep(self, wanted: Callable[[_L], bool]) -> None:
        """Show only the lines that are wanted."""
        self.beginResetModel()
        self._keep = wanted
        self._shown = [line for line in self._all if wanted(line)]
        self.endResetModel()

    def reworded(self) -> None:
        """The language has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.keep(self._keep)

    def line(self, row: int) -> _L:
        """The line that stands in a row."""
        return self._shown[-1 - row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, and how they look."""
        column, line = self.columns[index.column()], self.line(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.words(line)
        if role == LOOK:
            return column.look(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.heading()}: {column.words(line)}"
        return None

    def heading(self, section: int) -> str:
        """A column's heading."""
        return self.columns[section].heading()
