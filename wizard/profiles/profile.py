"""A profile as the program holds it; reading one from TOML checks it against these very types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind
from wizard.model.rules import Ruleset, Words
from wizard.profiles.texts import Colour, Id, Line, Link, Passage, with_places

_STRICT = ConfigDict(extra="forbid")

SyncedKind = Literal[Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Label(Words):
    """A short text in both languages."""

    nb: Line
    en: Line


@dataclass(frozen=True, slots=True, config=_STRICT)
class Prose(Words):
    """A few sentences in both languages."""

    nb: Passage
    en: Passage


class KeyWay(StrEnum):
    """How a partner's key comes into being."""

    CUSTOM = "custom"  # «Tilpasset oppsett», and the application's name is typed
    LIST = "list"  # the application is chosen in the list
    MARKETPLACE = "marketplace"  # Tripletex makes it, from the menu Integrasjoner


class KeyPlace(StrEnum):
    """Where the tab API-tilgang is opened."""

    EMPLOYEE = "employee"  # Selskap › Ansatte › (velg ansatt) › API-tilgang
    OWN_PROFILE = "own_profile"  # own profile › Mer › API-tilgang


@dataclass(frozen=True, slots=True, config=_STRICT)
class KeyRecipe:
    """One way to the key, with Tripletex's own labels on the way.

    ``new_key`` is the button that begins it, ``setup`` and ``access`` what is chosen in
    «Ny nøkkel» (a key from the list has neither), and ``key_name`` what the key is called.
    """

    way: KeyWay
    application_name: Line
    place: KeyPlace = KeyPlace.EMPLOYEE
    new_key: Line = "Ny nøkkel"
    setup: Line = "Tilpasset oppsett"
    access: Line = "Alle tilganger"
    key_name: Line | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class GuideStep:
    """One thing a person does in the partner's system; menu words stand between asterisks."""

    text: Prose
    link: Link | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Right:
    """A right in Tripletex, what it is for, and the kind that needs it (None: all do)."""

    id: Annotated[str, Field(pattern=r"^(AUTH|ROLE|REPORT)_[A-Z_]{2,60}$")]
    reason: Prose
    kind: SyncedKind | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Rights:
    """What the partner's guide asks for, and the least that is enough, each with its reason."""

    asks: Literal["all", "owner", "chosen"]
    least: Annotated[tuple[Right, ...], Field(max_length=40)] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class KindPreset:
    """How a kind takes part where the set-up file says nothing.

    ``fields`` are those that take part (empty: all), ``authorities`` who wins single ones.
    """

    fields: tuple[str, ...] = ()
    create: Direction = Direction.BOTH
    fill: Direction = Direction.BOTH
    authorities: Mapping[str, Authority] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Review:
    """Who goes through the first synk before anything moves, and what a person is told of it."""

    who: Label
    sentence: Prose


@dataclass(frozen=True, slots=True, config=_STRICT)
class Need:
    """Something the partner needs besides the key, and why."""

    id: Id
    label: Label
    reason: Prose


def _letter_places(text: str) -> str:
    return with_places(text, "company", "organization_number", "emails", "name")


@dataclass(frozen=True, slots=True, config=_STRICT)
class LetterText:
    """The e-mail to the partner in one language; never with the key."""

    subject: Annotated[Line, AfterValidator(_letter_places)]
    body: Annotated[Passage, AfterValidator(_letter_places)]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Letter:
    """The e-mail a person sends the partner, and how the key itself gets there."""

    nb: LetterText
    en: LetterText
    key: Prose
    to: Link | None = None

    def said(self, language: str) -> LetterText:
        """The e-mail in a language (``nb`` or ``en``)."""
        return self.nb if language == "nb" else self.en


@dataclass(frozen=True, slots=True, config=_STRICT)
class Look:
    """The partner's brand colour on light and on dark, and its logo; nothing else of the look."""

    light: Colour | None = None
    dark: Colour | None = None
    logo: Path | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Profile:
    """All that a partner brings. ``keys`` are the ways to the key, the best one first."""

    id: Id
    name: Line
    description: Label
    connector: Id
    keys: Annotated[tuple[KeyRecipe, ...], Field(min_length=1, max_length=3)]
    rights: Rights
    audiences: tuple[Literal["company", "office"], ...] = ("company",)
    default: Authority = Authority.ASK
    kinds: Mapping[SyncedKind, KindPreset] = field(default_factory=dict)
    guide: Annotated[tuple[GuideStep, ...], Field(max_length=20)] = ()
    review: Review | None = None
    needs: Annotated[tuple[Need, ...], Field(max_length=20)] = ()
    letter: Letter | None = None
    look: Look = field(default_factory=Look)
    rules: Ruleset = field(default_factory=Ruleset)

    @property
    def policy(self) -> Policy:
        """What is decided where the set-up file says nothing."""
        kinds = self.kinds.items()
        return Policy(
            self.default,
            fields={kind: preset.authorities for kind, preset in kinds},
            creates={kind: preset.create for kind, preset in kinds},
            fills={kind: preset.fill for kind, preset in kinds},
        )
