"""Two registers that grew apart, and the truth of who is who; the same for the same seed.

Every entity is in both registers, or in one only. Numbers stay, are missing, are changed, or are
changed and then given to somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Record, Side, Snapshot, Value
from wizard.sync.normalise import normalise

from . import firms, people

Values = dict[str, Value]
SHARES: Mapping[Kind, float] = {Kind.EMPLOYEE: 0.4, Kind.CUSTOMER: 0.4, Kind.PROJECT: 0.2}
"""How the true pairs are shared out over the kinds."""
_ALONE = 0.1  # of the entities on each side
_SPECIAL = 0.1  # of the entities are one of two that are easily taken for one another
_DOUBLE = 0.01  # of the pairs have a second copy on one side


@dataclass
class Labelled:
    """Both sides of one kind, and the true pairs: Tripletex id to the partner's ids.

    More than one id where a record was entered twice at the partner.
    """

    kind: Kind
    truth: dict[str, set[str]] = field(default_factory=dict)
    records: dict[Side, list[Record]] = field(default_factory=lambda: {s: [] for s in Side})

    def snapshot(self, side: Side) -> Snapshot:
        """One side as the matcher gets it."""
        fields = frozenset(MAPPINGS[self.kind].fields)
        shot = Snapshot(self.kind, side, tuple(self.records[side]), fields=fields)
        return normalise(shot, MAPPINGS[self.kind])


def labelled(kind: Kind, seed: int, pairs: int) -> Labelled:
    """Registers of one kind with this many true pairs, shuffled."""
    dice = Random(f"{kind}{seed}")
    growing = _Growing(dice, Labelled(kind))
    while len(growing.made.truth) < pairs:
        growing.grow()
    for side in Side:
        dice.shuffle(growing.made.records[side])
    return growing.made


class _Growing:
    def __init__(self, dice: Random, made: Labelled) -> None:
        self._dice = dice
        self.made = made
        self._number = dice.randint(100, 200)
        self._freed: list[str] = []

    def grow(self) -> None:
        """Add one entity, or two that are easily taken for one another."""
        if self.made.kind is not Kind.PROJECT and self._dice.random() < _SPECIAL:
            one, other = self._dice.choice(_ALIKE[self.made.kind])(self._dice)
            if self._dice.random() < 0.3:  # each on its own side
                self._enter(Side.TRIPLETEX, one, self._fresh())
                self._enter(Side.PARTNER, self._spoilt(other), self._fresh())
            else:
                self._both(one)
                self._both(other)
        elif self._dice.random() < 2 * _ALONE:
            side = self._dice.choice(list(Side))
            # whose number was changed at the partner may see it given to somebody else there
            reused = self._freed and side is Side.PARTNER
            number = self._freed.pop() if reused else self._fresh()
            self._enter(side, self._one(), number)
        else:
            self._both(self._one())

    def _both(self, values: Values) -> None:
        ours = self._fresh()
        theirs: str | None = ours
        fate = self._dice.random()
        if fate < 0.10:
            theirs = None
        elif fate < 0.22:
            theirs = self._fresh()
            if fate < 0.14:
                self._freed.append(ours)
        there = self._enter(Side.TRIPLETEX, values, ours)
        spoilt = self._spoilt(values)
        here = {self._enter(Side.PARTNER, spoilt, theirs)}
        if self._dice.random() < _DOUBLE:
            here.add(self._enter(Side.PARTNER, spoilt, theirs or self._fresh()))
        self.made.truth[there] = here

    def _enter(self, side: Side, values: Values, number: str | None) -> str:
        missing = _MISSING[self.made.kind]
        known = {
            name: None if self._dice.random() < missing.get(name, 0) else value
            for name, value in values.items()
        }
        entries = self.made.records[side]
        id_ = f"{side.value[0]}{len(entries)}"
        empty: Values = dict.fromkeys(MAPPINGS[self.made.kind].fields)
        entries.append(Record(self.made.kind, side, id_, {**empty, **known, "number": number}))
        return id_

    def _fresh(self) -> str:
        self._number += 1
        return str(self._number)

    def _one(self) -> Values:
        if self.made.kind is Kind.EMPLOYEE:
            return people.person(self._dice)
        if self.made.kind is Kind.PROJECT:
            return firms.project(self._dice, str(self._dice.randint(1, 300)))
        return firms.firm(self._dice) if self._dice.random() < 0.65 else firms.private(self._dice)

    def _spoilt(self, values: Values) -> Values:
        return _SPOILT[self.made.kind](self._dice, values)


_ALIKE: Mapping[Kind, list[Callable[[Random], tuple[Values, Values]]]] = {
    Kind.EMPLOYEE: [people.twins, people.father_and_son],
    Kind.CUSTOMER: [firms.firm_and_owner, firms.neighbours, firms.branches],
}
_SPOILT: Mapping[Kind, Callable[[Random, Values], Values]] = {
    Kind.EMPLOYEE: people.spoilt,
    Kind.CUSTOMER: firms.spoilt_customer,
    Kind.PROJECT: firms.spoilt_project,
}
_MISSING: Mapping[Kind, Mapping[str, float]] = {
    Kind.EMPLOYEE: people.MISSING,
    Kind.CUSTOMER: firms.MISSING_OF_CUSTOMER,
    Kind.PROJECT: firms.MISSING_OF_PROJECT,
}


def registers(seed: int, pairs: int) -> Iterable[Labelled]:
    """One pair of registers for every kind, with this many true pairs together."""
    return [labelled(kind, seed, round(pairs * share)) for kind, share in SHARES.items()]
