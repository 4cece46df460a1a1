"""Pairs, differences and questions: what the pure stages hand to one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.records import NOTHING, Kind, Record, Side, Value


class Certainty(StrEnum):
    """How sure a match is. PROBABLE and AMBIGUOUS are always questions."""

    LINKED = "linked"  # remembered from an earlier run
    EXACT = "exact"
    PROBABLE = "probable"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"
    UNKNOWN = "unknown"  # the other side could not be seen whole


@dataclass(frozen=True, slots=True)
class Match:
    """A record of each side that belong together, or one record that has no other.

    ``evidence`` are stable codes of what speaks for the pair (``number``, ``email+name``) or,
    in a question, against it (``other_name``). ``rival`` is what a record that is left alone is
    left alone for: the label of another it could be one with.
    """

    kind: Kind
    certainty: Certainty
    tripletex: Record | None = None
    partner: Record | None = None
    evidence: tuple[str, ...] = ()
    rival: str = ""

    def on(self, side: Side) -> Record | None:
        """The record this match holds on a side."""
        return self.tripletex if side is Side.TRIPLETEX else self.partner

    @property
    def subject(self) -> Record:
        """The record as a person knows it: the partner's, where there are two."""
        record = self.partner or self.tripletex
        if record is None:
            raise ValueError("this match holds no record")
        return record

    @property
    def pair(self) -> tuple[Record, Record]:
        """Both records; only a match of two has them."""
        if self.tripletex is None or self.partner is None:
            raise ValueError("this match holds one record only")
        return self.tripletex, self.partner


class DifferenceState(StrEnum):
    """A row of the decision table; see ``docs/sync.md``."""

    EQUAL = "equal"
    FILL_TRIPLETEX = "fill_tripletex"  # Tripletex is empty and has never agreed on a value
    FILL_PARTNER = "fill_partner"
    PARTNER_CHANGED = "partner_changed"  # Tripletex still holds what both last agreed on
    TRIPLETEX_CHANGED = "tripletex_changed"
    CLEARED = "cleared"  # a side emptied an agreed value: never cleared on the other
    BOTH_CHANGED = "both_changed"
    FIRST_SEEN = "first_seen"  # both have a value and nothing was agreed before


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a pair that is not equal, with what both last agreed on (None: nothing)."""

    field: str
    state: DifferenceState
    base: Value
    tripletex: Value
    partner: Value


class Choice(StrEnum):
    """What a person or a policy can answer."""

    TRIPLETEX = "tripletex"
    PARTNER = "partner"
    VALUE = "value"
    LINK = "link"  # the two are one
    APART = "apart"  # they are two: each is treated as having no other
    RENUMBER_TRIPLETEX = "renumber_tripletex"  # they are two, and Tripletex's gets a new number
    RENUMBER_PARTNER = "renumber_partner"
    SKIP = "skip"  # leave it alone this time
    GONE = "gone"  # its counterpart is gone for good: leave it alone from now on
    FORGET = "forget"  # it has no counterpart any more: treat it as new


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that only a person can answer.

    ``id`` is derived from its content: the same question has the same id in every run, and a
    changed value makes it another question. ``reason`` is a stable code; ``field`` is None where
    the question is about the pair itself.
    """

    id: str
    kind: Kind
    reason: str
    subject: str
    options: tuple[Choice, ...]
    field: str | None = None
    tripletex: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one conflict; ``value`` only with VALUE.

    ``decided_by`` and ``decided_at`` (ISO text with its offset) are who answered and when.
    ``kind``, ``subject`` and ``field`` repeat what the question was about, for the report.
    """

    conflict: str
    choice: Choice
    value: Value = None
    decided_by: str = ""
    decided_at: str = ""
    kind: Kind | None = None
    subject: str = ""
    field: str | None = None


class Authority(StrEnum):
    """Who wins where both sides have a value and they differ."""

    ASK = "ask"
    TRIPLETEX = "tripletex"
    PARTNER = "partner"
    NEWEST = "newest"  # whoever changed the record last, where both sides know when


class Direction(StrEnum):
    """On which side something may be created or filled."""

    BOTH = "both"
    TRIPLETEX = "tripletex"
    PARTNER = "partner"
    NONE = "none"

    def allows(self, side: Side) -> bool:
        """Whether this side may be written."""
        return self is Direction.BOTH or self.value == side.value


@dataclass(frozen=True, slots=True)
class Policy:
    """The set-up's decisions: who wins, and where missing records and empty fields are made.

    ``fields`` holds an authority for single fields, over ``default``; ``creates`` and ``fills``
    hold the sides for single kinds, over ``create_missing`` and ``fill_missing``.
    """

    default: Authority = Authority.ASK
    create_missing: Direction = Direction.BOTH
    fill_missing: Direction = Direction.BOTH
    fields: Mapping[Kind, Mapping[str, Authority]] = field(default_factory=dict)
    creates: Mapping[Kind, Direction] = field(default_factory=dict)
    fills: Mapping[Kind, Direction] = field(default_factory=dict)

    def authority(self, kind: Kind, name: str) -> Authority:
        """Who wins this field."""
        return self.fields.get(kind, {}).get(name, self.default)

    @property
    def compares_dates(self) -> bool:
        """Whether it matters for any field which side was changed last."""
        single = (one for fields in self.fields.values() for one in fields.values())
        return Authority.NEWEST in (self.default, *single)

    def makes(self, kind: Kind, side: Side) -> bool:
        """Whether missing records of a kind are made on a side."""
        return self.creates.get(kind, self.create_missing).allows(side)

    def fills_in(self, kind: Kind, side: Side) -> bool:
        """Whether empty fields of a kind are filled on a side."""
        return self.fills.get(kind, self.fill_missing).allows(side)


@dataclass(frozen=True, slots=True)
class Stop:
    """A record, or one field of it, that is left alone, and why.

    ``whole`` is true where nothing of the record is written. ``side`` is the side that would
    have been written, and ``count`` how many records the stop stands for (a kind that the key
    may not see stops all of its records at once).
    """

    problem: Problem
    side: Side = Side.TRIPLETEX
    whole: bool = True
    count: int = 1


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All that decides besides the records: policy, answers, and what each side can do.

    ``keeping`` says why a rule of the partner's keeps a field of a pair from being written on a
    side, or None.
    """

    policy: Policy
    resolutions: Mapping[str, Resolution]
    capabilities: Mapping[Side, Capabilities]
    keeping: Callable[[Match, Side, str], Problem | None] = lambda match, side, name: None


@dataclass(slots=True)
class Verdict:
    """What will be written of a pair on each side and why, what is asked, what cannot be done.

    ``because`` holds the sides that have anything to be written.
    """

    writes: dict[Side, dict[str, Value]] = field(
        default_factory=lambda: {Side.TRIPLETEX: {}, Side.PARTNER: {}}
    )
    because: dict[Side, set[str]] = field(default_factory=dict)
    questions: list[Conflict] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


class Bond(StrEnum):
    """What is remembered of a pair."""

    HELD = "held"
    GONE = "gone"  # one of the two is gone for good, and the other is left alone
    FORGOTTEN = "forgotten"  # no longer a pair: the one that is left has no counterpart


@dataclass(frozen=True, slots=True)
class Decided:
    """A match and what was decided of it: the choice for a pair, and the verdict on its fields.

    ``choice`` is a conflict where a person has to choose first, and None for a single record
    that never had a counterpart; ``stop`` is the rule of the partner's by which the pair is left
    alone as a whole. ``base`` is what the pair last agreed on, and ``agreed`` what it agrees on
    now and did not. ``bond`` is what is to be remembered of the pair ``between``, by both ids,
    where that changes.
    """

    match: Match
    choice: Choice | Conflict | None = None
    verdict: Verdict | None = None
    agreed: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    stop: Stop | None = None
    base: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    bond: Bond | None = None
    between: tuple[str, str] = ("", "")
