"""Apart: how two records that may be one can both live on, and the new number one of them gets.

Two with the same number cannot both be made anew across as they are: each side would hold that
number twice. One of them is given the next free number first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Certainty, Choice, Direction, Match, Rulebook
from wizard.model.plan import Operation, Verb
from wizard.model.records import Completeness, Record, Side, Snapshot, Value
from wizard.sync.identity import identified, key_of
from wizard.sync.spelling import fold, key
from wizard.sync.subject import ties_of

RENUMBERED = "renumbered"
"""Why a number is changed that nothing across differs from; such a change comes before all else."""
RENUMBERS: Mapping[Choice, Side] = {
    Choice.RENUMBER_TRIPLETEX: Side.TRIPLETEX,
    Choice.RENUMBER_PARTNER: Side.PARTNER,
}
"""The answers that give a record a new number, and on which side it stands."""


class Apart:
    """Which answers keep the two records of a match apart, on these two snapshots.

    ``pointed`` are the numbers by which the partner's own records point at records of this kind,
    None where that could not be read: a number that is pointed at cannot be changed there, for
    the partner's pointers would then lead to somebody else.
    """

    def __init__(
        self,
        snapshots: Mapping[Side, Snapshot],
        rules: Rulebook,
        pointed: Collection[Value] | None,
    ) -> None:
        self._rules = rules
        self._pointed = pointed
        self._whole = all(s.completeness is Completeness.COMPLETE for s in snapshots.values())
        self._snapshots = snapshots

    @cached_property
    def _holders(self) -> Counter[Value]:
        """How many records of both sides have each number; few synks ask."""
        shots = self._snapshots.values()
        return Counter(record.keys.get("number") for shot in shots for record in shot.records)

    def ways(self, match: Match) -> tuple[Choice, ...]:
        """The answers that keep the two apart and can be carried out."""
        if not self._whole:
            return ()
        if match.certainty is Certainty.PROBABLE:
            return (Choice.APART,)
        return tuple(
            choice
            for choice, side in RENUMBERS.items()
            if self._collide(match) and self._renumbers(match, side)
        )

    def _collide(self, match: Match) -> bool:
        """Whether the two share a number, nobody else has it, and nothing else ties them."""
        t, p = match.pair
        number = t.keys.get("number")
        both = set(ties_of(t)).intersection(ties_of(p))
        return both == {("number", str(number))} and self._holders[number] == 2

    def _renumbers(self, match: Match, side: Side) -> bool:
        kind, can = match.kind, self._rules.capabilities
        writable = all("number" in can[one].writable.get(kind, frozenset()) for one in Side)
        locked = "number" in can[side].only_when_empty.get(kind, frozenset())
        number = match.pair[0].keys.get("number")
        free = side is Side.TRIPLETEX or (self._pointed is not None and number not in self._pointed)
        creates = self._rules.policy.create_missing is Direction.BOTH
        return writable and not locked and free and creates


class Numbers:
    """The numbers of both sides, and those that have been given out since.

    Those the partner's records are ``pointed`` at by count too: a pointer that leads nowhere today
    must not lead to whoever gets a new number.
    """

    def __init__(self, snapshots: Mapping[Side, Snapshot], pointed: Collection[Value]) -> None:
        self._snapshots = snapshots
        self._pointed = pointed
        self._largest: Counter[str] = Counter()

    def following(self, number: str) -> str:
        """The next free number in the style of this one: its letters, and as many figures.

        It is larger than any number with these letters on either side.
        """
        if not self._largest:
            records = [one for shot in self._snapshots.values() for one in shot.records]
            for held in (*(one.values.get("number") for one in records), *self._pointed):
                self._count(str(held or ""))
        letters, figures = _split(number)
        self._largest[fold(letters)] += 1
        return f"{letters}{self._largest[fold(letters)]:0{len(figures)}}"

    def _count(self, number: str) -> None:
        letters, figures = _split(number)
        self._largest[fold(letters)] = max(self._largest[fold(letters)], int(figures or 1))


def renumbered(record: Record, number: str) -> tuple[Record, Operation]:
    """The record under its new number, and the operation that gives it that on its own side."""
    keys = {"number": key(MAPPINGS[record.kind].fields["number"], number)}
    new = replace(record, values={**record.values, "number": number}, keys={**record.keys, **keys})
    operation = Operation(
        "",
        Verb.UPDATE,
        record.side,
        record.kind,
        key_of(record),
        RENUMBERED,
        target=record.id,
        fields={"number": number},
        before={"number": record.values["number"]},
        version=record.version,
        handles=record.handles,
    )
    return new, identified(operation)


def _split(number: str) -> tuple[str, str]:
    """The letters a number begins with, and the figures it ends with."""
    figures = re.search(r"[0-9]*\Z", number)
    assert figures is not None
    return number[: figures.start()], figures[0]
