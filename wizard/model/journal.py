"""What is written down before and after every write, so that nothing happens twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wizard.errors import Problem
from wizard.model.proof import Proof
from wizard.model.records import Kind, Record, Side, Value


class Phase(StrEnum):
    """Where an operation stands in the journal.

    INTENT is committed to disk before the socket is touched. DONE, FAILED and SKIPPED are final.
    UNCERTAIN means that the write may or may not have happened: it is looked up, never resent
    blindly.
    """

    INTENT = "intent"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """The newest phase of one operation of a run.

    ``record`` is the id the write got or touched, ``version`` the version after it. ``values``
    are the values the answer gave for fields another operation takes. ``sent`` is when the last
    intent was written (aware, UTC). ``request`` is the id the side gave the newest answer.
    """

    operation: str
    phase: Phase
    sent: datetime
    record: str | None = None
    version: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    problem: Problem | None = None
    request: str = ""


class OutcomeState(StrEnum):
    """What became of one write, as the side's adapter knows it."""

    DONE = "done"
    REJECTED = "rejected"  # definitely not written, and sending again would not help
    STALE = "stale"  # not written: somebody else changed the record since it was read
    EXISTS = "exists"  # refused because it is there already: look up, then adopt or ask
    UNCERTAIN = "uncertain"  # may or may not be written
    UNSENT = "unsent"  # definitely not written; the same may succeed later
    BATCH_REJECTED = "batch_rejected"  # a batch refused as one: look up, then try smaller


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be made: its values and, for fields that point elsewhere, ids on that side."""

    operation: str
    values: Mapping[str, Value]
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Fields to be changed on a record that exists, expected to be at ``version``."""

    operation: str
    id: str
    values: Mapping[str, Value]
    version: str | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    handles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """A record to be removed, expected to be at ``version``.

    Where the side refuses because something hangs on it, it gets the values in ``otherwise``
    instead, if there are any: a customer with invoices is made inactive.
    """

    operation: str
    id: str
    version: str | None = None
    otherwise: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft, change or removal; ``record`` as the side holds it now, where it
    said. A removal that is done has a record only where that stayed, with its other values.
    ``request`` is the id by which the side knows the request, for those that give one."""

    operation: str
    state: OutcomeState
    record: Record | None = None
    problem: Problem | None = None
    request: str = ""


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"  # or interrupted: a run that is not finished can be resumed
    FINISHED = "finished"
    GIVEN_UP = "given_up"  # a person has said that it will not be finished


@dataclass(frozen=True, slots=True)
class RunHead:
    """A run as the list of runs shows it; ``undoes`` is the run it takes back."""

    id: str
    company: str
    partner: str
    started: datetime
    finished: datetime | None
    state: RunState
    fingerprint: str
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class SideCounts:
    """What a run did to the records of one kind on one side; a record counts once a verb.

    Of an undo, ``linked`` are the links that were taken back, and ``removed`` counts as well.
    """

    linked: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    failed: int = 0
    uncertain: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One operation of a run and what became of it."""

    kind: Kind
    side: Side
    verb: str
    key: str
    phase: Phase
    fields: Mapping[str, Value]
    record: str | None = None
    problem: Problem | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The result of a run: every operation, every stop, and counts that add up.

    ``proof`` is None in reports of versions that gave none.
    """

    run: RunHead
    counts: Mapping[Kind, Mapping[Side, SideCounts]]
    lines: tuple[ReportLine, ...]
    stops: tuple[Problem, ...]
    questions: int = 0
    proof: Proof | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that did not go as a person would have wished, in order."""
        return tuple(line.problem for line in self.lines if line.problem) + self.stops

    @property
    def clean(self) -> bool:
        """Whether nothing failed and nothing is left uncertain."""
        return not any(line.phase in (Phase.FAILED, Phase.UNCERTAIN) for line in self.lines)
