"""The plan as a table: one row a record that is made or linked, or a field that is changed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from wizard.documents.words import (
    NOTHING,
    field_word,
    kind_word,
    reason_word,
    side_word,
    value_word,
)
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.plan import Verb
from wizard.review.outline import Line
from wizard.ui.models import words
from wizard.ui.models.tables import Headed, Index

_ROOT = QModelIndex()
_WHAT = {
    Verb.CREATE: mark("New {kind} {record}"),
    Verb.LINK: mark("{kind} {record} is linked"),
    Verb.UPDATE: mark("{kind} {record} · {field}"),
}
_SHORT = {
    "only_tripletex": mark("Only in Tripletex"),
    "only_partner": mark("Only in {partner}"),
    "first_seen": mark("Different value"),
}


class PlanColumn(IntEnum):
    """The columns, from the left."""

    WHERE = 0
    WHAT = 1
    BEFORE = 2
    AFTER = 3
    BECAUSE = 4


class PlanModel(Headed):
    """Those of the plan's lines that are shown. ``partner`` is what the partner is called."""

    def __init__(self) -> None:
        super().__init__()
        self.partner = ""
        self._lines: Sequence[Line] = ()
        self._shown: Sequence[int] = ()

    def show_lines(self, lines: Sequence[Line], shown: Sequence[int]) -> None:
        """Show those of the lines that stand at these places."""
        self.beginResetModel()
        self._lines, self._shown = lines, shown
        self.endResetModel()

    def line(self, index: Index) -> Line:
        """The line at an index."""
        return self._lines[self._shown[index.row()]]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """The columns there are."""
        return 0 if parent.isValid() else len(PlanColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, which the mouse tells whole where they are shortened."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or role not in shown:
            return None
        line, column = self.line(index), PlanColumn(index.column())
        if column is PlanColumn.WHERE:
            return side_word(line.operation.side, partner=self.partner)
        if column is PlanColumn.WHAT:
            return self._what(line)
        if column is PlanColumn.BECAUSE:
            return because(line.operation.because, self.partner)
        return _before(line) if column is PlanColumn.BEFORE else _after(line)

    def heading(self, section: int) -> str:
        """What stands above a column."""
        return {
            PlanColumn.WHERE: _("Where"),
            PlanColumn.WHAT: _("What"),
            PlanColumn.BEFORE: _("Before"),
            PlanColumn.AFTER: _("After"),
            PlanColumn.BECAUSE: _("Because"),
        }[PlanColumn(section)]

    def _what(self, line: Line) -> str:
        operation = line.operation
        number = f"#{operation.key} " if line.name and line.name != operation.key else ""
        kind = kind_word(operation.kind)
        said = _(_WHAT.get(operation.verb, _WHAT[Verb.UPDATE])).format(
            kind=kind.lower() if operation.verb is Verb.CREATE else kind,
            record=f"{number}{line.name or operation.key}",
            field=field_word(operation.kind, line.field) if line.field else "",
        )
        return said


def because(code: str, partner: str) -> str:
    """Why an operation is in the plan, in few words where it has one reason that has some."""
    if code in _SHORT:
        return _(_SHORT[code]).format(partner=partner)
    if "+" in code:
        return reason_word(code)
    return words.reason(code, partner)


def whole(line: Line) -> str:
    """All the fields of a new record, for whoever wants to see them before they are written."""
    kind = line.operation.kind
    said = (
        f"{field_word(kind, name)}: {value_word(kind, name, value, full=True)}"
        for name, value in line.operation.fields.items()
    )
    return " · ".join(said)


def _before(line: Line) -> str:
    if line.field is None:
        return ""
    return value_word(line.operation.kind, line.field, line.before, full=True)


def _after(line: Line) -> str:
    operation = line.operation
    if line.field is not None:
        if line.field in operation.takes:
            return _("given by Tripletex")
        return value_word(operation.kind, line.field, line.after, full=True)
    count = len(operation.fields)
    if operation.verb is not Verb.CREATE:
        return NOTHING
    return _("{count} fields").format(count=count) if count != 1 else _("1 field")
