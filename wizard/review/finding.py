"""Finding rows while a person types: an index of our own, since a sorting proxy takes seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.model.records import Kind
from wizard.review.rows import Row, State
from wizard.sync.spelling import fold


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted; what is None or empty matters not."""

    kind: Kind | None = None
    state: State | None = None
    field: str | None = None
    reason: str | None = None
    text: str = ""


class Finder:
    """Rows arranged once, so that each search only compares."""

    def __init__(self, rows: Sequence[Row]) -> None:
        groups: dict[tuple[Kind, str | None, str], int] = {}
        self._group = [
            groups.setdefault((one.kind, one.field, one.reason), len(groups)) for one in rows
        ]
        self._groups = list(groups)
        self._said = [_said(one) for one in rows]

    def find(self, wanted: Filter, states: Sequence[State]) -> list[int]:
        """The places of the rows that are wanted, in their order.

        ``states`` is how each row stands now. Every word of the text has to be in the row, in any
        case, be it inside another word.
        """
        groups = self._wanted(wanted)
        if len(groups) == len(self._groups):
            found = list(range(len(self._group)))
        else:
            found = [at for at, group in enumerate(self._group) if group in groups]
        if wanted.state is not None:
            found = [at for at in found if states[at] is wanted.state]
        for word in fold(wanted.text).split():
            found = [at for at in found if word in self._said[at]]
        return found

    def fields(self, kind: Kind | None) -> Counter[str]:
        """How many rows there are of each field."""
        return self._counted(kind, 1)

    def reasons(self, kind: Kind | None) -> Counter[str]:
        """How many rows there are for each reason."""
        return self._counted(kind, 2)

    def _counted(self, kind: Kind | None, part: int) -> Counter[str]:
        counted: Counter[str] = Counter()
        for group, count in Counter(self._group).items():
            what = self._groups[group]
            if kind in (None, what[0]) and what[part] is not None:
                counted[str(what[part])] += count
        return counted

    def _wanted(self, wanted: Filter) -> set[int]:
        return {
            at
            for at, (kind, field, reason) in enumerate(self._groups)
            if wanted.kind in (None, kind)
            and wanted.field in (None, field)
            and wanted.reason in (None, reason)
        }


def _said(row: Row) -> str:
    values = (one for one in (row.tripletex, row.partner) if isinstance(one, str))
    return fold("\n".join((row.number, row.name, *values)))
