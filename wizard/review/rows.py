"""Rows: everything that differs, is asked about or is stopped, one line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wizard.errors import Problem
from wizard.model.matching import Choice, Conflict, Match
from wizard.model.plan import KindCounts
from wizard.model.records import Kind, Side, Value


class State(StrEnum):
    """How a row stands."""

    OPEN = "open"  # only a person can decide it, and nobody has
    CHOSEN = "chosen"  # a person has decided it
    PRESET = "preset"  # the settings decide it, and a person may decide otherwise
    ITSELF = "itself"  # it follows by itself: a field is filled, or one side has changed
    STOPPED = "stopped"  # a rule, a fault or a missing right leaves it alone


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what both sides hold, what may be chosen, and why it is here.

    ``record`` is shared by all rows of a record. ``field`` is None where the record as a whole is
    asked about or stopped. ``question`` is None where nothing can be answered, ``preset`` the side
    that wins where nobody answers, ``problem`` what stops it, and ``count`` how many records it
    stands for. ``match`` holds the records of a question about them as a whole.
    """

    kind: Kind
    record: int
    name: str
    number: str
    reason: str
    field: str | None = None
    tripletex: Value = None
    partner: Value = None
    question: Conflict | None = None
    preset: Choice | None = None
    problem: Problem | None = None
    match: Match | None = None
    count: int = 1

    @property
    def options(self) -> tuple[Choice, ...]:
        """The answers there are."""
        return self.question.options if self.question else ()

    @property
    def whole(self) -> bool:
        """Whether it asks about records as a whole."""
        return self.question is not None and self.field is None

    @property
    def untouched(self) -> State:
        """How it stands where nobody has answered."""
        if self.problem is not None:
            return State.STOPPED
        if self.question is None:
            return State.ITSELF
        return State.OPEN if self.preset is None else State.PRESET

    def on(self, side: Side) -> Value:
        """The value a side holds."""
        return self.tripletex if side is Side.TRIPLETEX else self.partner


@dataclass(frozen=True, slots=True)
class Review:
    """Every row in the order of the registers, and the records of each kind by state."""

    rows: tuple[Row, ...]
    counts: Mapping[Kind, KindCounts]
