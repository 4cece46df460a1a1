"""Unique: no write may give two records of a side the same number, or hide that two share one.

Matching never pairs such records, but a pair that is linked can be renumbered on one side, and
the new number may be in use on the other, or be what other records are pointed at by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Certainty, Match, Verdict
from wizard.model.records import Record, Side, Snapshot, Value
from wizard.sync.spelling import key
from wizard.sync.subject import Tie, fields_of, ties_of

_UNIQUE = frozenset({"number", "organization_number"})


class Holders:
    """Which record of a side has which number, with what the plan has given out so far.

    It knows too what the records share that are left alone as twins. Were it written over in the
    pair they share it with, the next synk would see nothing that holds them back, and make anew
    what is there already. And it knows the numbers that the partner's records are ``pointed`` at
    by: one of them changed, the pointers would lead to somebody else.
    """

    def __init__(
        self,
        snapshots: Mapping[Side, Snapshot],
        matches: Iterable[Match],
        pointed: Collection[Value] = (),
    ) -> None:
        self._pointed = frozenset(pointed) - {None}
        self._snapshots = snapshots
        self._waiting: dict[Tie, str] = {
            tie: record.label
            for match in matches
            if match.certainty is Certainty.AMBIGUOUS
            for record in _alone(match)
            for tie in ties_of(record)
        }

    @cached_property
    def _holders(self) -> Mapping[tuple[Side, str], dict[Value, str]]:
        """Who has each number, by side and field; made for the first that is to be written."""
        return {
            (side, name): {record.keys.get(name): record.id for record in shot.records}
            for side, shot in self._snapshots.items()
            for name in _UNIQUE
        }

    @cached_property
    def _several(self) -> frozenset[Value]:
        """The numbers that several records have in Tripletex."""
        records = self._snapshots[Side.TRIPLETEX].records
        times = Counter(one.keys.get("number") for one in records)
        return frozenset(number for number, often in times.items() if often > 1)

    def apart(self, match: Match, verdict: Verdict) -> Verdict:
        """The verdict on a pair without what would bring two records of a side too close."""
        writes, left = dict(verdict.writes), list(verdict.left)
        for target in match.pair:
            barred = self._barred(target, writes[target.side])
            if barred:
                kept = {n: one for n, one in writes[target.side].items() if n not in barred}
                writes[target.side] = kept
                left += barred.values()
        return verdict if left == verdict.left else replace(verdict, writes=writes, left=left)

    def _barred(self, target: Record, values: Mapping[str, Value]) -> dict[str, Problem]:
        """Those of the values that this record may not be given, each with the reason."""
        if not values:
            return {}
        barred = {
            name: _problem("value_shared", target, name, str(values[name]), other=other)
            for name, other in self._shared(target).items()
            if name in values
        }
        for name in sorted(_UNIQUE & values.keys() - barred.keys()):
            said = key(MAPPINGS[target.kind].fields[name], values[name])
            holders = self._holders[target.side, name]
            if name == "number" and self._points(target, said):
                barred[name] = _problem("number_pointed", target, name, str(values[name]))
            elif holders.setdefault(said, target.id) != target.id:
                barred[name] = _problem("value_taken", target, name, str(values[name]))
        return barred

    def _points(self, record: Record, number: Value) -> bool:
        """Whether something at the partner would lead elsewhere once a record has this number."""
        if record.side is not Side.PARTNER:
            return False  # Tripletex points by id
        held = record.keys.get("number")
        if held is None and number not in self._several:
            return False  # the number means this very record already, by its other half
        return held in self._pointed or number in self._pointed

    def _shared(self, record: Record) -> dict[str, str]:
        """The fields of a record that it shares with one that waits, and which that is."""
        if not self._waiting:
            return {}
        found = {tie: self._waiting[tie] for tie in ties_of(record) if tie in self._waiting}
        return {name: other for tie, other in found.items() for name in fields_of(tie)}


def _alone(match: Match) -> list[Record]:
    one, other = match.tripletex, match.partner
    return [] if one and other else [record for record in (one, other) if record]


def _problem(code: str, record: Record, name: str, value: str, **params: str) -> Problem:
    about = {"field": name, "value": value, **params}
    return Problem(code, kind=record.kind.value, subject=record.label, params=about)
