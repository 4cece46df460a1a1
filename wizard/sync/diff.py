"""Diff: what differs between two records that belong together, field by field.

The decision table stands in ``docs/sync.md``; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from wizard.model.matching import Difference, DifferenceState
from wizard.model.records import Record, Value

_State = DifferenceState


def diff(
    tripletex: Record, partner: Record, base: Mapping[str, Value], fields: Iterable[str]
) -> list[Difference]:
    """The differences of a pair, in the order of ``fields``.

    ``base`` holds the comparison keys that both sides last agreed on; a field that is not in it
    has never been agreed on. A field that one of the sides does not show is passed over.
    """
    ours, theirs = tripletex.keys, partner.keys
    found = []
    for name in fields:
        # most fields of most pairs are equal: nothing is built for them
        if name not in ours or name not in theirs or ours[name] == theirs[name]:
            continue
        t, p = tripletex.values[name], partner.values[name]
        state = decide(
            (ours[name], t is None),
            (theirs[name], p is None),
            base=base.get(name),
            agreed=name in base,
        )
        found.append(Difference(name, state, base.get(name), t, p))
    return found


def decide(
    tripletex: tuple[Value, bool], partner: tuple[Value, bool], *, base: Value, agreed: bool
) -> DifferenceState:
    """One row of the decision table; each side is its comparison key and whether it is empty."""
    (t, t_empty), (p, p_empty) = tripletex, partner
    if t == p:
        return _State.EQUAL
    if agreed and t == base:
        return _State.CLEARED if p_empty else _State.PARTNER_CHANGED
    if agreed and p == base:
        return _State.CLEARED if t_empty else _State.TRIPLETEX_CHANGED
    if agreed:
        return _State.BOTH_CHANGED
    if t_empty:
        return _State.FILL_TRIPLETEX
    return _State.FILL_PARTNER if p_empty else _State.FIRST_SEEN


def fresh(
    ours: Mapping[str, Value],
    theirs: Mapping[str, Value],
    base: Mapping[str, Value],
    fields: Collection[str],
) -> Mapping[str, Value]:
    """The keys on which a pair agrees, as far as that was not agreed on before."""
    if not base and len(ours) == len(fields) and ours == theirs:
        return ours  # what most pairs of a first synk are: the record's own, not a copy
    return {
        name: ours[name]
        for name in fields
        if name in ours
        and name in theirs
        and ours[name] == theirs[name]
        and not (name in base and base[name] == ours[name])
    }
