"""Rules: what a partner's profile says must hold before something is written.

A small closed set of values; ``wizard.sync.rules`` is what evaluates them. Four of them can stop a
record (or single fields of it), one translates values between the sides, one supplies a value
for a new record. Each carries its sentence, which is what a person reads when it stops something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.model.codec import digest
from wizard.model.matching import Direction
from wizard.model.records import Kind, Mark, Value


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages, from a file and not from the catalogue."""

    nb: str
    en: str

    def said(self, language: str) -> str:
        """The text in a language (``nb`` or ``en``)."""
        return self.nb if language == "nb" else self.en


class Occasion(StrEnum):
    """When a rule is asked: for a record about to be made, for a pair, or for both."""

    CREATE = "create"
    UPDATE = "update"
    ANY = "any"

    def covers(self, asked: Occasion) -> bool:
        """Whether a rule for this occasion is asked on that one."""
        return self in (Occasion.ANY, asked)


class Characters(StrEnum):
    """A class of characters that a pattern can allow."""

    DIGITS = "digits"  # 0 to 9
    LETTERS = "letters"  # of any alphabet, with æ, ø and å
    FULL_STOP = "full_stop"
    HYPHEN = "hyphen"
    SLASH = "slash"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a text may consist of, and how long it may be; checked in one pass, by no regex."""

    characters: tuple[Characters, ...]
    shortest: int = 1
    longest: int = 255


@dataclass(frozen=True, slots=True)
class Condition:
    """That a field of the record holds one of these values (None: it is empty).

    Where ``mark`` is given, it is that the record has this mark instead. The record is the one
    that would be sent; with ``either`` its counterpart will do as well.
    """

    field: str = ""
    values: tuple[Value, ...] = ()
    mark: Mark | None = None
    either: bool = False


@dataclass(frozen=True, slots=True)
class Require:
    """The record must have a value in this field; unknown is not a value."""

    field: str


@dataclass(frozen=True, slots=True)
class MatchPattern:
    """The field, where it has a value, must fit the pattern."""

    field: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class SkipWhen:
    """Stops where all conditions hold; without conditions, always."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class OnlyWhen:
    """Stops unless all conditions hold."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class StopRule:
    """Stops records of a kind on their way to a side, or the single fields it names.

    A record is stopped as a whole: also of a pair nothing is written then, on either side.
    """

    id: str
    kind: Kind
    sentence: Words
    test: Require | MatchPattern | SkipWhen | OnlyWhen
    to: Direction = Direction.BOTH
    occasion: Occasion = Occasion.ANY
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapValues:
    """How the partner writes what Tripletex calls otherwise: Tripletex's value to the partner's."""

    id: str
    kind: Kind
    sentence: Words
    field: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Derive:
    """The value of a field that a new record lacks: a constant, or that of another field."""

    id: str
    kind: Kind
    sentence: Words
    field: str
    to: Direction = Direction.BOTH
    value: Value = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Ruleset:
    """What a synk takes from a partner's profile: its rules, and the fields that take part.

    A kind that is not in ``fields`` takes part with all of its fields.
    """

    profile: str = ""
    partner: str = ""
    stops: tuple[StopRule, ...] = ()
    maps: tuple[MapValues, ...] = ()
    derived: tuple[Derive, ...] = ()
    fields: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A hash of the rules: a plan made with other rules is another plan."""
        return digest(repr(self)) if self.profile else ""


NO_RULES = Ruleset()
"""What holds where no profile says anything."""
