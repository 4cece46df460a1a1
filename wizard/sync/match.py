"""Match: which record on one side is which on the other.

Everything that could tie two records together (a remembered link, the same number, the same
organisation number, e-mail and name, birth date and name) is an edge, and the connected groups
are looked at one by one, so the cost is linear. Only a group of exactly one record a side can
become a pair by itself; whatever is more tangled is left alone and explained, because choosing
among several is how registers are merged wrongly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wizard.model.matching import Certainty, Match
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot
from wizard.sync.subject import agreeing, contradicting, folded_name, same_subject, ties_of

_DOUBT = Certainty.AMBIGUOUS
TWIN = "twin"
"""Evidence of a record that shares its number or its strong key with more than one other."""
GONE = "gone"
"""Evidence of a record whose remembered counterpart is no longer there."""


def match(tripletex: Snapshot, partner: Snapshot, links: Mapping[str, str]) -> list[Match]:
    """Every record of both sides in exactly one match, in a stable order.

    ``links`` are the remembered pairs, Tripletex id to partner id. The snapshots must have been
    normalised.
    """
    kind = tripletex.kind
    linked = _linked(tripletex, partner, links)
    taken = {_node(record) for pair in linked for record in _both(pair)}
    ties = _Ties()
    for record in (*tripletex.records, *partner.records):
        ties.add(record)
        for edge in ties_of(record):
            ties.tie(edge, record)
    found = list(linked)
    loose: list[Record] = []
    for group in ties.groups():
        free = [record for record in group if _node(record) not in taken]
        if len(free) < len(group):
            # somebody in this group is spoken for: a second record with the same key is a twin
            found += [_alone(record, Certainty.AMBIGUOUS, TWIN) for record in free]
        elif len(free) == 1:
            loose.append(free[0])
        else:
            found += _group(kind, free)
    gone = {(Side.TRIPLETEX, one) for one in links}
    gone |= {(Side.PARTNER, other) for other in links.values()}
    whole = {
        Side.TRIPLETEX: partner.completeness is Completeness.COMPLETE,
        Side.PARTNER: tripletex.completeness is Completeness.COMPLETE,
    }
    doubtful = [one for each in found if each.certainty is _DOUBT for one in _both(each)]
    for one in _namesakes(kind, loose, doubtful):
        alone = one.tripletex or one.partner
        if one.certainty is not Certainty.UNMATCHED or alone is None:
            found.append(one)
        elif not whole[alone.side]:
            found.append(_alone(alone, Certainty.UNKNOWN))
        else:
            found.append(_alone(alone, Certainty.UNKNOWN, GONE) if _node(alone) in gone else one)
    return sorted(found, key=_order)


def _linked(tripletex: Snapshot, partner: Snapshot, links: Mapping[str, str]) -> list[Match]:
    """The remembered pairs of which both records are still there."""
    ours = {record.id: record for record in tripletex.records}
    theirs = {record.id: record for record in partner.records}
    return [
        Match(tripletex.kind, Certainty.LINKED, ours[one], theirs[other], ("link",))
        for one, other in links.items()
        if one in ours and other in theirs
    ]


def _group(kind: Kind, records: Sequence[Record]) -> list[Match]:
    """A group tied by numbers and strong keys: a pair, a question, or a tangle to leave alone."""
    sides = [record.side for record in records]
    if len(records) == 2 and set(sides) == {Side.TRIPLETEX, Side.PARTNER}:
        t, p = sorted(records, key=lambda record: record.side is Side.PARTNER)
        by_number = t.keys.get("number") is not None and t.keys["number"] == p.keys.get("number")
        evidence = (*(("number",) if by_number else ()), *agreeing(t, p))
        if same_subject(t, p) or not (by_number or contradicting(t, p)):
            return [Match(kind, Certainty.EXACT, t, p, evidence)]
        against = contradicting(t, p) or ("name",)
        return [Match(kind, Certainty.AMBIGUOUS, t, p, tuple(f"other_{name}" for name in against))]
    return [_alone(record, Certainty.AMBIGUOUS, TWIN) for record in records]


def _namesakes(kind: Kind, loose: Sequence[Record], doubtful: Sequence[Record]) -> Iterator[Match]:
    """Records nothing ties to another: perhaps the same by name, else without a counterpart.

    ``doubtful`` are records that nobody can place yet. A loose one of the same name may be what
    they belong to, so it is not taken for missing across.
    """
    by_name: defaultdict[str, list[Record]] = defaultdict(list)
    for record in (*loose, *doubtful):
        by_name[folded_name(record)].append(record)
    waiting = {_node(record) for record in doubtful}
    for name, records in by_name.items():
        free = [record for record in records if _node(record) not in waiting]
        ours = [record for record in records if record.side is Side.TRIPLETEX]
        theirs = [record for record in records if record.side is Side.PARTNER]
        possible = name and any(not contradicting(t, p) for t in ours for p in theirs)
        if possible and len(records) == len(free) == 2:
            yield Match(kind, Certainty.PROBABLE, ours[0], theirs[0], ("name",))
        else:
            certainty, why = (_DOUBT, (TWIN,)) if possible else (Certainty.UNMATCHED, ())
            yield from (_alone(record, certainty, *why) for record in free)


class _Ties:
    """Union-find over records: records that share an edge end in one group."""

    def __init__(self) -> None:
        self._records: dict[tuple[Side, str], Record] = {}
        self._parent: dict[tuple[Side, str], tuple[Side, str]] = {}
        self._holder: dict[tuple[str, ...], tuple[Side, str]] = {}

    def add(self, record: Record) -> None:
        self._records[_node(record)] = record
        self._parent[_node(record)] = _node(record)

    def tie(self, edge: tuple[str, ...], record: Record) -> None:
        holder = self._holder.setdefault(edge, _node(record))
        one, other = self._root(holder), self._root(_node(record))
        self._parent[other] = one

    def groups(self) -> Iterable[list[Record]]:
        found: defaultdict[tuple[Side, str], list[Record]] = defaultdict(list)
        for node, record in self._records.items():
            found[self._root(node)].append(record)
        return found.values()

    def _root(self, node: tuple[Side, str]) -> tuple[Side, str]:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node


def _node(record: Record) -> tuple[Side, str]:
    return record.side, record.id


def _both(match: Match) -> list[Record]:
    return [record for record in (match.tripletex, match.partner) if record]


def _alone(record: Record, certainty: Certainty, *evidence: str) -> Match:
    ours = record.side is Side.TRIPLETEX
    return Match(
        record.kind, certainty, record if ours else None, None if ours else record, evidence
    )


def _order(match: Match) -> tuple[bool, str, str]:
    ours = match.tripletex.id if match.tripletex else ""
    return (not ours, ours.rjust(20, "0"), match.partner.id if match.partner else "")
