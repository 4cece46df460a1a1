"""The plan: everything that will be written, before anything is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.model.connection import Company
from wizard.model.matching import Bond, Conflict, Policy, Resolution, Stop
from wizard.model.proof import Input
from wizard.model.records import NOTHING, Kind, Side, Value


class Verb(StrEnum):
    """What an operation does. Only an undo removes and unlinks, and only what a run made."""

    LINK = "link"
    CREATE = "create"
    UPDATE = "update"
    REMOVE = "remove"
    UNLINK = "unlink"


@dataclass(frozen=True, slots=True)
class Reference:
    """The record a field points at, on the side that is written.

    Either it exists there (``id``), or the operation with id ``operation`` creates it first.
    """

    kind: Kind
    id: str | None = None
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One write of one record on one side.

    ``id`` is a hash of the content: the same intention has the same id. ``target`` is the record
    written and ``source`` the record across, each by its own side's id; a create has no target.
    ``fields`` are the values after, ``before`` those that were there. ``references`` resolve
    fields that point at other records; ``takes`` are fields whose value another operation's
    answer supplies (a number Tripletex assigns). ``part`` names the object of its own that is
    written instead of the record (an employment). ``needs`` are operations that come first.
    ``agreed`` are the comparison keys that both sides share once this is done, kept as the next
    synk's baseline, and ``base`` those that were agreed on before. ``write`` is false for what
    only has to be remembered.

    In an undo, ``withdrawn`` are the fields that are no longer agreed on, unless ``agreed`` says
    what they are again; the ``fields`` of a removal are what the record is to hold where the
    side will not remove it because it is in use.
    """

    id: str
    verb: Verb
    side: Side
    kind: Kind
    key: str
    because: str
    target: str | None = None
    source: str | None = None
    fields: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    before: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    version: str | None = None
    references: Mapping[str, Reference] = field(default_factory=lambda: NOTHING)
    takes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    part: str = ""
    handles: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    needs: tuple[str, ...] = ()
    agreed: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    write: bool = True
    base: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindCounts:
    """The records of one kind by state; a pair counts once, and in one of the last six."""

    linked: int = 0
    equal: int = 0
    differing: int = 0
    only_tripletex: int = 0
    only_partner: int = 0
    blocked: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What a synk will do, what it cannot decide, and what it leaves alone.

    ``operations`` stand in the order in which they are carried out. ``fingerprint`` is a hash
    of the company, the partner's identity, kinds, policy, rules, operations, questions, stops
    and resolutions: two plans with the same fingerprint do the same. ``agreed`` are pairs linked
    before whose values have become equal by other hands since. ``partner_name`` is what the
    partner is called, by its profile, and ``rules`` the digest of that profile's rules.
    ``undoes`` is the run that this plan takes back. ``inputs`` are what was read; they are no part
    of the fingerprint, for what is not written may change meanwhile.
    """

    company: Company
    partner: str
    kinds: tuple[Kind, ...]
    policy: Policy
    operations: tuple[Operation, ...]
    questions: tuple[Conflict, ...]
    stops: tuple[Stop, ...]
    counts: Mapping[Kind, KindCounts]
    resolutions: tuple[Resolution, ...] = ()
    agreed: tuple[Agreement, ...] = ()
    fingerprint: str = ""
    partner_name: str = ""
    rules: str = ""
    undoes: str = ""
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A pair and the comparison keys it agrees on now: the link, and the next synk's baseline."""

    kind: Kind
    tripletex: str
    partner: str
    values: Mapping[str, Value]
    bond: Bond = Bond.HELD


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a pair no longer agrees on once a run's write is taken back.

    ``values`` are what ``fields`` were agreed on before that run, as far as they were. Without
    ``fields`` the whole pair is forgotten. It is about this very pair: where the record has been
    linked elsewhere since, nothing is withdrawn.
    """

    kind: Kind
    tripletex: str
    partner: str
    values: Mapping[str, Value] = field(default_factory=dict)
    fields: tuple[str, ...] | None = None
