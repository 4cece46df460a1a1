"""The ports: all of the world that the engine may touch, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from wizard.errors import Problem
from wizard.model.connection import Capabilities, ConnectionCheck, CredentialRef
from wizard.model.journal import (
    Change,
    Draft,
    JournalEntry,
    Outcome,
    Removal,
    RunHead,
    SyncReport,
)
from wizard.model.plan import Agreement, SyncPlan, Withdrawal
from wizard.model.proof import JournalHead
from wizard.model.records import Kind, Side, Snapshot, Value


class Endpoint(Protocol):
    """One side of a synk: Tripletex or the partner, seen the same way.

    Reading may raise ``WizardError``; writing never does for what the side answers, but returns
    one outcome for each draft or change, in the same order. An adapter never sends a write
    twice: repeating is the engine's decision, because only the journal knows what is uncertain.
    """

    side: Side

    def capabilities(self) -> Capabilities:
        """What this side carries and can do; may ask the side once and remember."""
        ...

    def check(self) -> ConnectionCheck:
        """Who this is and what is missing, as it stands since the last reading; writes nothing."""
        ...

    def fetch(self, kind: Kind) -> Snapshot:
        """All records of a kind that the side shows, fresh from the side, ordered by id."""
        ...

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        """Make records, in one call where the side has one."""
        ...

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        """Change records; a change without values only makes the side store the record's id."""
        ...

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        """Take records away that a run made; only of kinds the side says it can remove."""
        ...

    def close(self) -> None:
        """Give back what the connection holds."""
        ...


class PartnerConnector(Protocol):
    """Opens a partner's endpoint from what the set-up file says of it."""

    def open(self, settings: Mapping[str, str], kinds: Sequence[Kind]) -> Endpoint:
        """The endpoint; raises ``UsageError`` where the settings do not lead anywhere."""
        ...


@dataclass(frozen=True, slots=True)
class PartnerCompanies:
    """The companies that a partner knows, by their organisation numbers of nine digits.

    ``problems`` name what stands there without anybody knowing whose it is.
    """

    numbers: frozenset[str]
    problems: tuple[Problem, ...] = ()


@runtime_checkable
class OfficeConnector(PartnerConnector, Protocol):
    """A connector that an accounting office can use: it keeps its clients' companies apart."""

    def companies(self, settings: Mapping[str, str], kinds: Sequence[Kind]) -> PartnerCompanies:
        """Which companies the partner has; raises ``UsageError`` where it cannot be read."""
        ...

    def settings_of(self, settings: Mapping[str, str], number: str) -> Mapping[str, str]:
        """The settings by which ``open`` reaches one client's company, and nothing of another's.

        The client is known by its organisation number.

        A company that the partner does not have yet is made with the first write, where the
        settings say so. Raises ``UsageError`` where the client's number leads nowhere.
        """
        ...


class Clock(Protocol):
    """Time, so that tests and the simulation own it."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Store(Protocol):
    """Journal, links, baselines and runs, each call one transaction that has reached the disk."""

    def begin_run(self, plan: SyncPlan, setup: str) -> RunHead:
        """Write down a plan that is about to be carried out, with the set-up that made it."""
        ...

    def run(self, run: str) -> RunHead:
        """A run by its id; raises ``UsageError`` where there is none."""
        ...

    def runs(self) -> Sequence[RunHead]:
        """All runs, the newest first."""
        ...

    def plan_of(self, run: str) -> tuple[SyncPlan, str]:
        """The plan of a run and its set-up."""
        ...

    def intend(self, run: str, operations: Sequence[str], at: datetime) -> None:
        """INTENT for these operations, before the first byte is sent."""
        ...

    def settle(
        self,
        run: str,
        entries: Sequence[JournalEntry],
        agreed: Sequence[Agreement | Withdrawal],
    ) -> None:
        """The outcome of operations, with the links and baselines that follow from them."""
        ...

    def entries(self, run: str) -> Mapping[str, JournalEntry]:
        """The newest entry of every operation of a run that has one.

        Raises ``FailedError`` where the journal is not as it was written.
        """
        ...

    def finish_run(self, run: str, report: SyncReport, agreed: Sequence[Agreement]) -> RunHead:
        """Close a run with its report, and remember what the sides agree on."""
        ...

    def journal(self, run: str) -> JournalHead | None:
        """What the run's journal comes to; None where it was begun without a chain.

        Raises ``FailedError`` where a row is not as it was written, or is missing.
        """
        ...

    def keyed(self, data: bytes) -> str:
        """A hash that only this store makes: it tells equal from different, and no more."""
        ...

    def report(self, run: str) -> SyncReport | None:
        """The stored report of a finished run."""
        ...

    def unfinished(self, company: int, partner: str) -> RunHead | None:
        """The newest run between these two that is neither finished nor given up, if any."""
        ...

    def broken_off(self, company: int) -> str | None:
        """The run that wrote to a company last, where it is not finished and a write of it has
        no answer: whatever it sent may still be on its way."""
        ...

    def give_up(self, run: str) -> None:
        """Close an unfinished run as it stands, without a report; it cannot be resumed.

        Raises ``RefusedError`` where a program is at work on it at this moment.
        """
        ...

    def links(self, company: int, partner: str, kind: Kind) -> Mapping[str, str]:
        """Remembered pairs: Tripletex id to partner id."""
        ...

    def baselines(
        self, company: int, partner: str, kind: Kind
    ) -> Mapping[str, Mapping[str, Value]]:
        """What both sides last agreed on, by Tripletex id."""
        ...

    def gone(self, company: int, partner: str, kind: Kind) -> frozenset[str]:
        """Remembered pairs, by Tripletex id, of which one record is known to be gone for good."""
        ...

    def lease(self, company: int) -> AbstractContextManager[None]:
        """Be the only writer of a company, across programs; ``RefusedError`` where another is."""
        ...


class CredentialVault(Protocol):
    """Secrets, in the operating system's keyring or in memory only."""

    def get(self, ref: CredentialRef) -> str | None:
        """The secret, or None."""
        ...

    def put(self, ref: CredentialRef, secret: str) -> None:
        """Keep a secret."""
        ...

    def forget(self, ref: CredentialRef) -> None:
        """Drop a secret."""
        ...
