"""Finding rows while a person types: an index of our own, since a sorting proxy takes seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from operator import contains

from wizard.model.records import Kind
from wizard.review.columns import Column, both
from wizard.review.rows import Row, State
from wizard.sync.spelling import fold

STATES = tuple(State)
"""The states in the order of their codes, one byte a row."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted; what is None or empty matters not."""

    kind: Kind | None = None
    state: State | None = None
    field: str | None = None
    reason: str | None = None
    text: str = ""


class Finder:
    """Rows arranged once, so that each search only compares. Rows of a kind stand together."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._length = len(rows)
        self._fields = Column((one.kind, one.field) for one in rows)
        self._reasons = Column(one.reason for one in rows)
        self._said = [_said(one) for one in rows]
        self._spans: dict[Kind, tuple[int, int]] = {}
        for at, one in enumerate(rows):
            self._spans[one.kind] = (self._spans.get(one.kind, (at,))[0], at + 1)

    def find(self, wanted: Filter, states: bytes | bytearray) -> Sequence[int]:
        """The places of the rows that are wanted, in their order; a range where none is left out.

        ``states`` is how each row stands now, by its place in ``STATES``. Every word of the text
        has to be in the row, in any case, be it inside another word.
        """
        masks = []
        if wanted.state is not None:
            code = STATES.index(wanted.state)
            masks.append(bytes(states).translate(bytes(one == code for one in range(256))))
        if wanted.field is not None:
            fields = (one for one in self._fields.values if _field(one) == wanted.field)
            masks.append(self._fields.mask(fields))
        if wanted.reason is not None:
            masks.append(self._reasons.mask((wanted.reason,)))
        start, end = self.span(wanted.kind)
        found: Sequence[int] = range(start, end)
        if masks:
            whole = masks[0]
            for mask in masks[1:]:
                whole = both(whole, mask)
            mask = whole[start:end]
            found = found if mask.count(1) == len(mask) else list(compress(found, mask))
        for word in fold(wanted.text).split():
            stretch = isinstance(found, range)
            said = self._said[start:end] if stretch else map(self._said.__getitem__, found)
            found = list(compress(found, map(contains, said, repeat(word))))
        return found

    def span(self, kind: Kind | None) -> tuple[int, int]:
        """Where the rows of a kind stand: from one place to before another."""
        return (0, self._length) if kind is None else self._spans.get(kind, (0, 0))

    def fields(self, kind: Kind | None) -> Counter[str]:
        """How many rows there are of each field."""
        counted: Counter[str] = Counter()
        for one, count in self._fields.count(*self.span(kind)).items():
            if (name := _field(one)) is not None:
                counted[name] += count
        return counted

    def reasons(self, kind: Kind | None) -> Counter[str]:
        """How many rows there are for each reason."""
        found = self._reasons.count(*self.span(kind))
        return Counter({str(one): count for one, count in found.items()})


def _field(value: object) -> str | None:
    return value[1] if isinstance(value, tuple) else None


def _said(row: Row) -> str:
    values = (one for one in (row.tripletex, row.partner) if isinstance(one, str))
    return fold("\n".join((row.number, row.name, *values)))
