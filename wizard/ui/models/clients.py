"""The clients of an office as a table: thousands of them, worded when they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from wizard.flow.standing import ClientRow, Order, Search, Standing, shown
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.batch import Access
from wizard.ui.models.tables import Headed, Index
from wizard.ui.rightwords import right_words

STANDINGS: Mapping[Standing, tuple[str, str]] = {
    Standing.NEW: (mark("Not compared"), "info"),
    Standing.READY: (mark("Ready"), "ok"),
    Standing.CHOICES: (mark("Needs a choice"), "warn"),
    Standing.SYNCED: (mark("Synced"), "ok"),
    Standing.RUNNING: (mark("Under way"), "info"),
    Standing.INTERRUPTED: (mark("Stopped on the way"), "warn"),
    Standing.FAILED: (mark("Stopped"), "bad"),
    Standing.TOO_FEW: (mark("Lacks rights"), "bad"),
    Standing.LACKING: (mark("Not in the other system"), "warn"),
    Standing.WAITING: (mark("Waits for access"), "neutral"),
    Standing.UNEXPECTED: (mark("Not in your list"), "info"),
}
"""The word for how a client stands, and its colour."""

_ACCESS: Mapping[Access, tuple[str, str]] = {
    Access.GIVEN: (mark("Given"), "ok"),
    Access.TOO_FEW: (mark("Too little access"), "bad"),
    Access.WAITING: (mark("Waits"), "warn"),
    Access.UNEXPECTED: (mark("Given"), "info"),
}
_GIVEN_NOW = mark("Given now")
_RIGHT = "right:"


class Column(IntEnum):
    """The columns, from the left."""

    TICK = 0
    NAME = 1
    NUMBER = 2
    ACCESS = 3
    PARTNER = 4
    DIFFERING = 5
    STANDING = 6


ORDERS = {
    Column.NAME: Order.NAME,
    Column.NUMBER: Order.NUMBER,
    Column.ACCESS: Order.ACCESS,
    Column.PARTNER: Order.SYNCED,
    Column.DIFFERING: Order.DIFFERING,
    Column.STANDING: Order.STANDING,
}


class ClientsModel(Headed):
    """The clients that are shown. ``partner`` is what the other system is called, and ``fresh``
    holds the numbers of those that let the key in while somebody watched. With ``last`` the column
    of the partner's side says instead when each client was last synced.

    ``ticked`` comes with rows and whether they are to be set up.
    """

    ticked = Signal(object, bool)
    sifted = Signal()

    def __init__(self, *, last: bool = False) -> None:
        super().__init__()
        self.last = last
        self.rows: Sequence[ClientRow] = ()
        self.search = Search()
        self.partner = ""
        self.fresh: set[str] = set()
        self._shown: list[int] = []

    def put(self, rows: Sequence[ClientRow]) -> None:
        """Show these clients; where only their words have changed, nobody loses their place."""
        places = shown(rows, self.search)
        same = [self.rows[at].number for at in self._shown] == [rows[at].number for at in places]
        if not same:
            self.beginResetModel()
        self.rows, self._shown = rows, places
        if not same:
            self.endResetModel()
        elif places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(places) - 1, len(Column) - 1))
        self.sifted.emit()

    def look_for(self, search: Search) -> None:
        """Show the clients that are looked for."""
        self.beginResetModel()
        self.search, self._shown = search, shown(self.rows, search)
        self.endResetModel()
        self.sifted.emit()

    def order_by(self, order: Order) -> None:
        """Put the clients in this order; once more, and it is turned round."""
        backwards = order is self.search.order and not self.search.backwards
        self.look_for(replace(self.search, order=order, backwards=backwards))

    def row_at(self, index: Index) -> ClientRow:
        """The client at an index."""
        return self.rows[self._shown[index.row()]]

    def tick(self, index: Index) -> None:
        """Turn the tick of the client at an index, where it can be set up."""
        row = self.row_at(index)
        if row.given and row.number:
            self.ticked.emit([row], not row.taken)

    def tick_all(self) -> None:
        """Tick every client that is shown, or none where all are."""
        able = [row for row in (self.rows[at] for at in self._shown) if row.given and row.number]
        if able:
            self.ticked.emit(able, not all(row.taken for row in able))

    def reworded(self) -> None:
        """The language has changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.put(self.rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """How many clients are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """The columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words; aloud with what they are about."""
        if not index.isValid():
            return None
        row, column = self.row_at(index), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(row) if column is Column.STANDING else self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column is Column.TICK:
                return _("ticked") if row.taken else _("not ticked")
            return f"{self.heading(column)}: {self._text(row, column)}"
        return None

    def heading(self, section: int) -> str:
        """What stands above a column."""
        partner = self.partner or _("the other system")
        return {
            Column.TICK: "",
            Column.NAME: _("Client"),
            Column.NUMBER: _("Org. no."),
            Column.ACCESS: _("Access"),
            Column.PARTNER: self._beside(partner),
            Column.DIFFERING: _("Differences"),
            Column.STANDING: _("Status"),
        }[Column(section)]

    def _beside(self, partner: str) -> str:
        return _("Last synk") if self.last else _("In {partner}").format(partner=partner)

    def _text(self, row: ClientRow, column: Column) -> str:
        fresh = row.number in self.fresh
        words: Mapping[Column, Callable[[], str]] = {
            Column.TICK: lambda: "",
            Column.NAME: lambda: row.name or "–",
            Column.NUMBER: lambda: spaced(row.number),
            Column.ACCESS: lambda: _(_GIVEN_NOW if fresh else _ACCESS[row.placed.access][0]),
            Column.PARTNER: lambda: last_synk(row) if self.last else at_partner(row),
            Column.DIFFERING: lambda: differing(row),
            Column.STANDING: lambda: state_words(row),
        }
        return words[column]()


def differing(row: ClientRow) -> str:
    """How many pairs differ, as far as that is known."""
    if row.standing is Standing.SYNCED:
        return "0"
    return str(row.result.differing) if row.result and row.result.compared else "–"


def access_words(row: ClientRow) -> str:
    """How a client stands to the key."""
    return _(_ACCESS[row.placed.access][0])


def access_look(row: ClientRow) -> str:
    """The colour of a client's access."""
    return _ACCESS[row.placed.access][1]


def at_partner(row: ClientRow) -> str:
    """Whether the other system has the client."""
    if row.there is None:
        return "–"
    if row.there:
        return row.name
    return _("Not there – is made") if row.made else _("Not there")


def last_synk(row: ClientRow) -> str:
    """When the client was last synced."""
    synced = row.result.synced if row.result else None
    return f"{synced.astimezone():%d.%m.%Y %H:%M}" if synced else "–"


def state_words(row: ClientRow) -> str:
    """How a client stands, in a word or two."""
    if row.standing is Standing.SYNCED and row.result and row.result.synced:
        return _("Synced {clock}").format(clock=f"{row.result.synced.astimezone():%d.%m. %H:%M}")
    if row.standing is Standing.TOO_FEW and row.placed.lacking:
        return _("Lacks «{right}»").format(right=lacking_words(row)[0])
    return _(STANDINGS[row.standing][0])


def lacking_words(row: ClientRow) -> list[str]:
    """The rights that a client's template lacks, as a person would call them."""
    return [right_words(one.id.removeprefix(_RIGHT)) for one in row.placed.lacking]


def explained(row: ClientRow) -> str:
    """Why a client stands as it does, and what to do, in full."""
    problems = row.result.member.problems if row.result else ()
    if row.standing is Standing.TOO_FEW:
        return _("The access template lacks: {rights}").format(rights=", ".join(lacking_words(row)))
    if problems and row.standing in (Standing.FAILED, Standing.INTERRUPTED):
        said = say(problems[0])
        return f"{said.message} {said.remedy}"
    return state_words(row)


def spaced(number: str) -> str:
    """An organisation number as it is written."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 9 else number or "–"
