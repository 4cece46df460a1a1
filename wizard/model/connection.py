"""A company, what connects us to it, and what that connection may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.errors import Problem
from wizard.model.records import Kind, Value


@dataclass(frozen=True, slots=True)
class Company:
    """A company in Tripletex, by its own id and its organisation number."""

    id: int
    name: str
    organization_number: str


class RequirementState(StrEnum):
    """Whether what is needed is there; UNKNOWN is never read as yes."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the connection needs: a module, a right, a readable file.

    ``id`` is stable (``module:API_V2``, ``right:AUTH_CUSTOMER_ADMIN``, ``partner:file``), and
    ``problem`` says what is wrong when it is not met.
    """

    id: str
    state: RequirementState
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ConnectionCheck:
    """What a side says of itself before anything is read.

    ``identity`` names the side's company or file, stable over runs: links belong to it.
    ``company`` and the three about the key are set by Tripletex only.
    """

    identity: str
    requirements: tuple[Requirement, ...] = ()
    company: Company | None = None
    key_type: str | None = None
    key_owner: str | None = None
    environment: str | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way, in the order of the requirements."""
        return tuple(r.problem for r in self.requirements if r.problem is not None)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a side can carry and do, so that planning needs no special case for any side.

    ``writable``
        fields that can be written, a kind at a time; an empty set means that the kind is only read.
    ``required``
        fields without which the side refuses a new record.
    ``assigns``
        fields the side fills by itself on a new record when they are left out (a customer number).
    ``only_when_empty``
        fields that can be filled but never changed afterwards (an employee's e-mail).
    ``parts``
        fields of a kind that the side keeps in an object of their own and writes by a call of
        their own (first and last workday, in the employment), with the fields that part needs.
    ``unwritable``
        fields that could be written in general but not here, each with the reason.
    ``eligible``
        where not every record may be pointed at by a field (a project's manager), those that may.
    ``why_whole``
        for each kind, the code of why all of it is read each time, and not only what has changed.
    ``batch``
        how many records of a kind one create or one update call can hold.
    ``removes``
        kinds of which it can remove a record.
    ``retires``
        what a record of such a kind is given where it cannot be removed because it is in use.
    ``empties``
        fields that are emptied on a record that a run made and that cannot be removed.
    ``settle_after``
        seconds after which a call whose answer never came is surely no longer at work.
    """

    writable: Mapping[Kind, frozenset[str]]
    required: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    assigns: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    only_when_empty: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    parts: Mapping[Kind, Mapping[str, Part]] = field(default_factory=dict)
    unwritable: Mapping[tuple[Kind, str], Problem] = field(default_factory=dict)
    eligible: Mapping[tuple[Kind, str], frozenset[str]] = field(default_factory=dict)
    why_whole: Mapping[Kind, str] = field(default_factory=dict)
    batch: Mapping[tuple[Kind, str], int] = field(default_factory=dict)
    settle_after: float = 0.0
    removes: frozenset[Kind] = frozenset()
    retires: Mapping[Kind, Mapping[str, Value]] = field(default_factory=dict)
    empties: Mapping[Kind, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Fields kept in an object of their own, and what must be known before it can be made.

    The part exists once its ``key`` field has a value; ``needs`` are fields of the record itself.
    """

    fields: frozenset[str]
    key: str
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CredentialRef:
    """Names a secret without holding it: which side, which company or account."""

    service: str
    account: str
