"""What a person answers at each step: one frozen dataclass a step, every field with a default.

Answers hold no secret: a key goes to the vault, and here stands only which company it opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.flow.decisions import OfficeAnswer
from wizard.flow.roster import Expected
from wizard.model.matching import Authority, Direction, Resolution
from wizard.model.records import Kind

TRIPLETEX = "https://tripletex.no/v2"


class Audience(StrEnum):
    """Whom the journey sets up for; each has a branch of its own in the map."""

    COMPANY = "company"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class ChooseAnswers:
    """Which partner, by its profile's id or the path of a profile file, and for whom.

    ``base_url`` is where Tripletex is: the real one, its test environment, or a practice company.
    """

    partner: str = ""
    audience: Audience = Audience.COMPANY
    base_url: str = TRIPLETEX


@dataclass(frozen=True, slots=True)
class ClientsAnswers:
    """Which of an accounting office's clients take part, by organisation number.

    ``numbers`` is None where all take part that have let the key in. One alone is a journey for
    that client. ``expected`` are those of the office's list, None where it has none. Of them,
    ``left_out`` do not take part all the same, and ``taken`` do though nobody expected them.
    """

    numbers: tuple[str, ...] | None = None
    expected: tuple[Expected, ...] | None = None
    left_out: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IntegrationsAnswers:
    """Whether the person says that Integrasjoner is switched on; the key's check knows."""

    switched_on: bool = False


@dataclass(frozen=True, slots=True)
class CreateKeyAnswers:
    """Which of the profile's ways to a key was taken, and that the key is copied."""

    way: str = ""
    copied: bool = False


@dataclass(frozen=True, slots=True)
class PasteKeyAnswers:
    """The company in Tripletex that the person confirmed as the right one, by its id."""

    company: int | None = None


@dataclass(frozen=True, slots=True)
class ConnectPartnerAnswers:
    """What the connector asks for, which kinds take part, and who wins.

    What is None was not said: there the profile's preset holds.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[Kind, ...] | None = None
    default: Authority | None = None
    create_missing: Direction | None = None
    fill_missing: Direction | None = None
    fields: Mapping[Kind, Mapping[str, Authority]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DifferencesAnswers:
    """The answers to single questions; ``skip_open`` leaves the records of the rest alone.

    ``office`` are the answers that an accounting office has given once for all its clients.
    """

    resolutions: tuple[Resolution, ...] = ()
    skip_open: bool = False
    office: tuple[OfficeAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanAnswers:
    """The plan that was shown and approved, by its fingerprint.

    ``only`` is how many records of each kind a trial takes: then the plan is that part of it.
    ``sent`` is the fingerprint of the plan that was sent to whoever reviews it, where the profile
    demands that.
    """

    approved: str = ""
    only: int | None = None
    sent: str = ""


@dataclass(frozen=True, slots=True)
class FirstSyncAnswers:
    """The run that carries the plan out, and whether it has come to its end.

    ``after`` is the run before this one, where there was one. With ``retries`` the plan is to hold
    only what that one did not bring through.
    """

    run: str = ""
    finished: bool = False
    after: str = ""
    retries: bool = False


@dataclass(frozen=True, slots=True)
class DoneAnswers:
    """Nothing is asked where everything is done."""


@dataclass(frozen=True, slots=True)
class ClientDifferencesAnswers:
    """What is answered for all of an office's clients at once, or for single ones of them.

    ``own`` are the answers to single questions of a client, by its organisation number.
    ``template`` is the name of the answers, where they were taken from a template.
    """

    office: tuple[OfficeAnswer, ...] = ()
    own: Mapping[str, tuple[Resolution, ...]] = field(default_factory=dict)
    template: str = ""


@dataclass(frozen=True, slots=True)
class ClientSyncAnswers:
    """What was shown and approved of all clients, by its digest; whether it was carried out.

    ``finished`` stays true from the first time on: later clients come to a board that is there.
    """

    approved: str = ""
    begun: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class BoardAnswers:
    """The clients that a person has taken off the board, by organisation number."""

    removed: tuple[str, ...] = ()


Answers = (
    ChooseAnswers
    | ClientsAnswers
    | IntegrationsAnswers
    | CreateKeyAnswers
    | PasteKeyAnswers
    | ConnectPartnerAnswers
    | DifferencesAnswers
    | PlanAnswers
    | FirstSyncAnswers
    | DoneAnswers
    | ClientDifferencesAnswers
    | ClientSyncAnswers
    | BoardAnswers
)
