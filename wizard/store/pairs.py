"""Links and baselines: which records belong together, and what they last agreed on.

A record has at most one partner, on both sides. The newest agreement wins: linking a record
that is linked elsewhere replaces the older pair and drops its baseline with it, because an
agreement follows a write that has already happened and must never be refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from wizard.model.plan import Agreement
from wizard.model.records import Kind, Value
from wizard.store.schema import links

T = TypeVar("T")
_CHUNK = 900  # ids in one question; an SQLite built long ago takes 999 parameters


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose pairs: a company and a partner's identity."""

    company: int
    partner: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The partner's record of a Tripletex record, and the values both agree on."""

    partner: str
    values: Mapping[str, Value]


def remember(
    connection: Connection, scope: Scope, *, run: str, agreed: Sequence[Agreement]
) -> None:
    """Link what is agreed on, and merge its values field by field into the baselines."""
    by_kind: defaultdict[Kind, list[Agreement]] = defaultdict(list)
    for agreement in agreed:
        by_kind[agreement.kind].append(agreement)
    for kind, group in by_kind.items():
        before = _touched(connection, scope, kind, group)
        after = merged(before, group)
        gone = [id for id, pair in before.items() if after.get(id) != pair]
        new = {id: pair for id, pair in after.items() if before.get(id) != pair}
        for ids in _chunks(gone):
            connection.execute(
                delete(links).where(_within(scope, kind), links.c.tripletex.in_(ids))
            )
        rows = [
            {
                "company": scope.company,
                "partner": scope.partner,
                "kind": kind.value,
                "tripletex": id,
                "partner_record": pair.partner,
                "run": run,
                "agreed": pair.values,
            }
            for id, pair in new.items()
        ]
        if rows:
            connection.execute(insert(links), rows)


def merged(before: Mapping[str, Pair], agreed: Sequence[Agreement]) -> dict[str, Pair]:
    """The pairs by Tripletex id after these agreements, in their order."""
    pairs = dict(before)
    holder = {pair.partner: id for id, pair in before.items()}
    for agreement in agreed:
        known = pairs.get(agreement.tripletex)
        values = dict(agreement.values)
        if known is not None and known.partner == agreement.partner:
            values = {**known.values, **values}
        else:
            if known is not None:
                del holder[known.partner]
            if agreement.partner in holder:
                del pairs[holder[agreement.partner]]
        pairs[agreement.tripletex] = Pair(agreement.partner, values)
        holder[agreement.partner] = agreement.tripletex
    return pairs


def links_of(connection: Connection, scope: Scope, kind: Kind) -> dict[str, str]:
    """Tripletex id to partner id."""
    query = select(links.c.tripletex, links.c.partner_record).where(_within(scope, kind))
    return {row.tripletex: row.partner_record for row in connection.execute(query)}


def baselines_of(
    connection: Connection, scope: Scope, kind: Kind
) -> dict[str, Mapping[str, Value]]:
    """Tripletex id to what both sides last agreed on."""
    query = select(links.c.tripletex, links.c.agreed).where(_within(scope, kind))
    return {row.tripletex: row.agreed for row in connection.execute(query)}


def _touched(
    connection: Connection, scope: Scope, kind: Kind, agreed: Sequence[Agreement]
) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    columns = select(links.c.tripletex, links.c.partner_record, links.c.agreed)
    for chunk in _chunks(agreed):
        # Two questions, one for each index: SQLite answers an "or" of both by reading all.
        for asked in (
            links.c.tripletex.in_([agreement.tripletex for agreement in chunk]),
            links.c.partner_record.in_([agreement.partner for agreement in chunk]),
        ):
            for row in connection.execute(columns.where(_within(scope, kind), asked)):
                found[row.tripletex] = Pair(row.partner_record, row.agreed)
    return found


def _within(scope: Scope, kind: Kind) -> ColumnElement[bool]:
    return and_(
        links.c.company == scope.company,
        links.c.partner == scope.partner,
        links.c.kind == kind.value,
    )


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
