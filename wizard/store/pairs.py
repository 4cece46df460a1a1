"""Links and baselines: which records belong together, and what they last agreed on.

A record has at most one partner, on both sides. The newest agreement wins: linking a record
that is linked elsewhere replaces the older pair and drops its baseline with it, because an
agreement follows a write that has already happened and must never be refused. Baselines are
sealed, each for its own pair. A withdrawal is about one very pair, and leaves every other alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, and_, delete, insert, select

from wizard.model.matching import Bond
from wizard.model.plan import Agreement, Withdrawal
from wizard.model.records import Kind, Value
from wizard.store.schema import links
from wizard.store.sealing import Sealer

T = TypeVar("T")
_CHUNK = 900  # ids in one question; an SQLite built long ago takes 999 parameters
_PAIR: tuple[Column[Any], ...] = (
    links.c.tripletex,
    links.c.partner_record,
    links.c.agreed,
    links.c.gone,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose pairs: a company and a partner's identity; and what seals their baselines."""

    company: int
    partner: str
    sealer: Sealer


@dataclass(frozen=True, slots=True)
class Pair:
    """The partner's record of a Tripletex record, and the values both agree on.

    ``gone`` where a person has said that one of the two is gone for good.
    """

    partner: str
    values: Mapping[str, Value]
    gone: bool = False


def remember(
    connection: Connection, scope: Scope, *, run: str, agreed: Sequence[Agreement | Withdrawal]
) -> None:
    """Link what is agreed on, and merge its values field by field into the baselines."""
    by_kind: defaultdict[Kind, list[Agreement | Withdrawal]] = defaultdict(list)
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
                "agreed": scope.sealer.seal_value(
                    dict(pair.values), *_about(scope, kind, id, pair.partner)
                ),
                "gone": run if pair.gone else None,
            }
            for id, pair in new.items()
        ]
        if rows:
            connection.execute(insert(links), rows)


def merged(before: Mapping[str, Pair], agreed: Sequence[Agreement | Withdrawal]) -> dict[str, Pair]:
    """The pairs by Tripletex id after these agreements, in their order."""
    pairs = dict(before)
    holder = {pair.partner: id for id, pair in before.items()}
    for agreement in agreed:
        known = pairs.get(agreement.tripletex)
        same = known is not None and known.partner == agreement.partner
        if isinstance(agreement, Withdrawal) or agreement.bond is not Bond.HELD:
            # said of this very pair: one that replaced it meanwhile is another
            if known is not None and same:
                left = _left(known, agreement)
                if left is None:
                    del pairs[agreement.tripletex], holder[known.partner]
                else:
                    pairs[agreement.tripletex] = left
            continue
        values = dict(agreement.values)
        if known is not None and same:
            values = {**known.values, **values}
        else:
            if known is not None:
                del holder[known.partner]
            if agreement.partner in holder:
                del pairs[holder[agreement.partner]]
        pairs[agreement.tripletex] = Pair(agreement.partner, values)
        holder[agreement.partner] = agreement.tripletex
    return pairs


def _left(known: Pair, said: Agreement | Withdrawal) -> Pair | None:
    """What is left of a pair of which something is taken back, or one record is gone."""
    if isinstance(said, Agreement):
        return None if said.bond is Bond.FORGOTTEN else replace(known, gone=True)
    if said.fields is None:
        return None
    kept = {name: one for name, one in known.values.items() if name not in said.fields}
    return replace(known, values={**kept, **said.values})


def links_of(connection: Connection, scope: Scope, kind: Kind) -> dict[str, str]:
    """Tripletex id to partner id."""
    query = select(links.c.tripletex, links.c.partner_record).where(_within(scope, kind))
    return {row.tripletex: row.partner_record for row in connection.execute(query)}


def gone_of(connection: Connection, scope: Scope, kind: Kind) -> frozenset[str]:
    """The Tripletex ids of pairs of which one record is gone for good."""
    query = select(links.c.tripletex).where(_within(scope, kind), links.c.gone.is_not(None))
    return frozenset(connection.scalars(query))


def baselines_of(
    connection: Connection, scope: Scope, kind: Kind
) -> dict[str, Mapping[str, Value]]:
    """Tripletex id to what both sides last agreed on."""
    query = select(*_PAIR).where(_within(scope, kind))
    return {row.tripletex: _agreed(row, scope, kind) for row in connection.execute(query)}


def _touched(
    connection: Connection, scope: Scope, kind: Kind, agreed: Sequence[Agreement | Withdrawal]
) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    for chunk in _chunks(agreed):
        # Two questions, one for each index: SQLite answers an "or" of both by reading all.
        for asked in (
            links.c.tripletex.in_([agreement.tripletex for agreement in chunk]),
            links.c.partner_record.in_([agreement.partner for agreement in chunk]),
        ):
            for row in connection.execute(select(*_PAIR).where(_within(scope, kind), asked)):
                if row.tripletex not in found:
                    values = _agreed(row, scope, kind)
                    found[row.tripletex] = Pair(row.partner_record, values, bool(row.gone))
    return found


def _agreed(row: Row[Any], scope: Scope, kind: Kind) -> Mapping[str, Value]:
    """The values of a row of ``_PAIR``; none where they were sealed with a key that is lost."""
    if row.agreed is None:
        return {}
    about = _about(scope, kind, row.tripletex, row.partner_record)
    values: Mapping[str, Value] = scope.sealer.open_value(row.agreed, *about)
    return values


def _about(scope: Scope, kind: Kind, tripletex: str, partner: str) -> tuple[str, ...]:
    return ("links", str(scope.company), scope.partner, kind.value, tripletex, partner, "agreed")


def _within(scope: Scope, kind: Kind) -> ColumnElement[bool]:
    return and_(
        links.c.company == scope.company,
        links.c.partner == scope.partner,
        links.c.kind == kind.value,
    )


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
