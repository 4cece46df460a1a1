"""Match: which record on one side is which on the other.

Only records that share something (a number, an organisation number, e-mail and name, and then a
name or a single detail) are held against each other, so the cost is linear. What is proven is
settled first, and where two are as likely, nobody is chosen: what is tangled is left alone and
explained, because choosing among several is how registers are merged wrongly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from wizard.model.collecting import let_go
from wizard.model.matching import Certainty, Match
from wizard.model.records import Completeness, Record, Side, Snapshot
from wizard.sync.evidence import Evidence, surely, weigh
from wizard.sync.subject import Tie, hints_of, ties_of

TWIN = "twin"
"""Evidence of a record that may be one with several others, or with one that is spoken for."""
DOUBLE = "double"
"""Evidence of a record that shares with another of its own side what only one can have."""
GONE = "gone"
"""Evidence of a record whose remembered counterpart is no longer there."""
_CROWD = 12
"""A detail that more records than this share on a side says nothing about any of them."""

_Node = int  # a record by its identity: each stands in its snapshot once
_Blocks = dict[Tie, list[Record]]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two records that may be one, and the evidence on it."""

    tripletex: Record
    partner: Record
    evidence: Evidence

    @property
    def nodes(self) -> tuple[_Node, _Node]:
        return id(self.tripletex), id(self.partner)

    @property
    def rank(self) -> tuple[int, int]:
        """What is settled first; of two that are proven, none is better than the other."""
        on = self.evidence
        return on.level, 0 if on.proves else on.points


def match(tripletex: Snapshot, partner: Snapshot, links: Mapping[str, str]) -> list[Match]:
    """Every record of both sides in exactly one match, in a stable order.

    ``links`` are the remembered pairs, Tripletex id to partner id. The snapshots must have been
    normalised.
    """
    everybody = [*tripletex.records, *partner.records]
    found = _linked(tripletex, partner, links)

    def settle(matches: Iterable[Match]) -> list[Record]:
        settled = list(matches)
        found.extend(settled)
        return _left(left, settled)

    left = _left(everybody, found)
    if left:
        tied = _blocks(everybody, ties_of)
        left = settle(_plain(left, tied))
        for shared in (ties_of, _near):
            left = settle(_proven(_across(left, shared)))
        # what is proven counts from here on as if it had been linked before: the next synk, in
        # which it is linked, must come to the same
        left = settle(_doubtful(left, tied))
        found += _single(left, (tripletex, partner), links)
        let_go(tied)
    return sorted(found, key=_order)


def _linked(tripletex: Snapshot, partner: Snapshot, links: Mapping[str, str]) -> list[Match]:
    """The remembered pairs of which both records are still there."""
    ours = {record.id: record for record in tripletex.records} if links else {}
    theirs = {record.id: record for record in partner.records} if links else {}
    return [
        Match(tripletex.kind, Certainty.LINKED, ours[one], theirs[other], ("link",))
        for one, other in links.items()
        if one in ours and other in theirs
    ]


def _plain(records: Sequence[Record], tied: _Blocks) -> Iterator[Match]:
    """The proven pairs that are tied to nobody else: nearly all, and found without a search."""
    mates: dict[_Node, Record] = {}
    tangled: set[_Node] = set()
    for block in tied.values():
        one, other = block[0], block[1]
        if len(block) == 2 and one.side is not other.side:
            mine, its = mates.setdefault(id(one), other), mates.setdefault(id(other), one)
            if mine is other and its is one:
                continue
        tangled.update(map(id, block))
    free = {id(record) for record in records} - tangled
    for t in records:
        p = mates.get(id(t))
        if p and t.side is Side.TRIPLETEX and id(t) in free and id(p) in free:
            agree = surely(t, p) or _proof(weigh(t, p))
            if agree:
                yield Match(t.kind, Certainty.EXACT, t, p, agree)


def _proof(evidence: Evidence) -> tuple[str, ...]:
    return evidence.agree if evidence.proves else ()


def _proven(blocks: _Blocks) -> Iterator[Match]:
    """The pairs that are proven, where nobody else has as good a claim to one of the two."""
    for edge in _chosen(edge for edge in _edges(blocks) if edge.evidence.level):
        if agree := _proof(edge.evidence):
            yield Match(edge.tripletex.kind, Certainty.EXACT, edge.tripletex, edge.partner, agree)


def _doubtful(left: Sequence[Record], tied: _Blocks) -> list[Match]:
    """The questions among those that nothing proves, and whoever has to wait, and for whom."""
    near = _across(left, _near)
    edges, sharing = _edges(near), _sharing(left, tied)
    found = [
        _question(edge, sharing=any(node in sharing for node in edge.nodes))
        for edge in _chosen(edges)
    ]
    rivals: defaultdict[_Node, list[Record]] = defaultdict(list, sharing)
    for block in (*_crowded(near), *((edge.tripletex, edge.partner) for edge in edges)):
        for record in block:
            rivals[id(record)] += [one for one in block if one is not record]
    for record in _left(left, found):
        if others := rivals.get(id(record)):
            found.append(_waiting(record, others))
    return found


def _sharing(left: Iterable[Record], tied: _Blocks) -> dict[_Node, list[Record]]:
    """Who shares with others, on either side, what only one can have; and the others."""
    several = {id(record) for block in tied.values() for record in block}
    return {
        id(record): [
            one for tie in ties_of(record) for one in tied.get(tie, ()) if one is not record
        ]
        for record in left
        if id(record) in several
    }


def _left(records: Iterable[Record], found: Iterable[Match]) -> list[Record]:
    """The records that none of these matches holds."""
    placed = {id(one) for each in found for one in (each.tripletex, each.partner) if one}
    return [record for record in records if id(record) not in placed]


def _blocks(records: Iterable[Record], shared: Callable[[Record], Iterable[Tie]]) -> _Blocks:
    """What several records share, and who they are."""
    found: defaultdict[Tie, list[Record]] = defaultdict(list)
    for record in records:
        for tie in shared(record):
            found[tie].append(record)
    for tie in [tie for tie, block in found.items() if len(block) == 1]:
        del found[tie]
    return found


def _across(records: Sequence[Record], shared: Callable[[Record], Iterable[Tie]]) -> _Blocks:
    """The same, without what is shared only by records of the side that has more of them."""
    fewer = min(_sides(records), key=len)
    said = {tie for record in fewer for tie in shared(record)}
    return _blocks(records if said else (), lambda one: [t for t in shared(one) if t in said])


def _near(record: Record) -> list[Tie]:
    return [*ties_of(record), *hints_of(record)]


def _sides(block: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    ours = [record for record in block if record.side is Side.TRIPLETEX]
    return ours, [record for record in block if record.side is Side.PARTNER]


def _edges(blocks: _Blocks) -> list[_Edge]:
    """Every two records across that share something and may be one, each two once."""
    found: dict[tuple[_Node, _Node], _Edge] = {}
    for block in blocks.values():
        ours, theirs = _sides(block)
        if max(len(ours), len(theirs)) > _CROWD:
            continue
        for t in ours:
            for p in theirs:
                nodes = id(t), id(p)
                if nodes not in found:
                    found[nodes] = _Edge(t, p, weigh(t, p))
    return [one for one in found.values() if one.evidence.proves or one.evidence.suggests]


def _crowded(blocks: _Blocks) -> Iterator[Sequence[Record]]:
    """Names so common, on both sides, that those who bear them are not held against each other."""
    for (what, *_), block in blocks.items():
        ours, theirs = _sides(block)
        if what == "name" and ours and theirs and max(len(ours), len(theirs)) > _CROWD:
            yield block


def _chosen(edges: Iterable[_Edge]) -> list[_Edge]:
    """One edge a record at the most, the strongest first; of equal rivals none."""
    chosen: list[_Edge] = []
    settled: set[_Node] = set()
    ranked = sorted(edges, key=lambda edge: edge.rank, reverse=True)
    for _, level in groupby(ranked, key=lambda edge: edge.rank):
        open_ = [edge for edge in level if settled.isdisjoint(edge.nodes)]
        rivals = Counter(node for edge in open_ for node in edge.nodes)
        chosen += [edge for edge in open_ if all(rivals[node] == 1 for node in edge.nodes)]
        settled |= rivals.keys()
    return chosen


def _question(edge: _Edge, *, sharing: bool) -> Match:
    """The question whether two are one.

    Where they are ``sharing`` something that only one can have, they are never made anew across,
    so «apart» is no answer; and what speaks against them is what the question is about.
    """
    t, p, evidence = edge.tripletex, edge.partner, edge.evidence
    codes: tuple[str, ...] = (*evidence.agree, *evidence.hints)
    if not sharing:
        return Match(t.kind, Certainty.PROBABLE, t, p, codes)
    against = evidence.against or (() if evidence.same_name else ("name",))
    return Match(
        t.kind, Certainty.AMBIGUOUS, t, p, tuple(f"other_{name}" for name in against) or codes
    )


def _waiting(record: Record, rivals: Sequence[Record]) -> Match:
    """A record that is left alone, with one of those it could be one with: the nearest at hand."""
    double = next((one for one in rivals if one.side is record.side), None)
    found = _alone(record, Certainty.AMBIGUOUS, DOUBLE if double else TWIN)
    return replace(found, rival=(double or rivals[0]).label)


def _single(
    records: Iterable[Record], snapshots: tuple[Snapshot, Snapshot], links: Mapping[str, str]
) -> Iterator[Match]:
    """The records that nothing on the other side could be one with."""
    gone = {(Side.TRIPLETEX, one) for one in links}
    gone |= {(Side.PARTNER, other) for other in links.values()}
    unseen = {
        shot.side.other for shot in snapshots if shot.completeness is not Completeness.COMPLETE
    }
    for record in records:
        if record.side in unseen:
            yield _alone(record, Certainty.UNKNOWN)
        elif (record.side, record.id) in gone:
            yield _alone(record, Certainty.UNKNOWN, GONE)
        else:
            yield _alone(record, Certainty.UNMATCHED)


def _alone(record: Record, certainty: Certainty, *evidence: str) -> Match:
    ours = record.side is Side.TRIPLETEX
    return Match(
        record.kind, certainty, record if ours else None, None if ours else record, evidence
    )


def _order(match: Match) -> str:
    """Tripletex's ids as numbers, then the partner's; one text, for that is compared fastest."""
    ours = match.tripletex.id if match.tripletex else ""
    theirs = match.partner.id if match.partner else ""
    return f"{not ours:d}{ours:0>20}\0{theirs}"
