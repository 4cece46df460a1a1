"""The store: runs, their journal, and what later runs remember, in a database.

Every call is one transaction that is on disk when the call returns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.engine import URL

from wizard.clock import SystemClock
from wizard.errors import Actor, FailedError, Problem, UsageError
from wizard.model.codec import (
    plan_from_json,
    plan_to_json,
    report_from_json,
    report_to_json,
)
from wizard.model.journal import JournalEntry, Phase, RunHead, RunState, SyncReport
from wizard.model.plan import Agreement, SyncPlan, Withdrawal
from wizard.model.proof import JournalHead
from wizard.model.records import Kind, Value
from wizard.store import chain, interrupted, lease, pairs, purging
from wizard.store.batches import Batches
from wizard.store.database import Database, open_database
from wizard.store.journeys import JourneyFile
from wizard.store.pairs import Scope
from wizard.store.proof import sealer_of
from wizard.store.rows import HEAD, entry, fresh_id, head, line, readable, run_row
from wizard.store.schema import journal, runs
from wizard.store.sealing import BrokenSealError, Sealer
from wizard.store.sealkey import StoreKeys
from wizard.store.templates import Templates

_NOW = SystemClock().now


def open_store(
    folder: Path,
    url: str | URL | None = None,
    *,
    now: Callable[[], datetime] = _NOW,
    keys: StoreKeys | None = None,
) -> SqlStore:
    """The store of this machine.

    ``folder`` holds the locks and, unless ``url`` names another database, ``store.sqlite3``.
    ``keys`` finds the key that seals it, without it in a file in ``folder``. Raises
    ``UsageError`` where the file is not a store this program can read, ``RefusedError`` where
    its key is not found, ``FailedError`` where the disk refuses.
    """
    place = url or URL.create("sqlite", database=str(folder / "store.sqlite3"))
    database = open_database(place)
    try:
        sealer = sealer_of(database, keys or StoreKeys(folder), now())
    except BaseException:
        database.close()
        raise
    return SqlStore(database, folder, sealer, now=now)


class SqlStore:
    """The ``Store`` port on a database; safe to use from several threads."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        sealer: Sealer,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self.database = database
        self._folder = folder
        self._sealer = sealer
        self._now = now

    @property
    def journeys(self) -> JourneyFile:
        """Where the journey that is under way is kept, sealed with the store's key."""
        return JourneyFile(self._folder, self._sealer)

    @property
    def batches(self) -> Batches:
        """The batches over an accounting office's clients."""
        return Batches(self.database, self._sealer, self._now)

    @property
    def templates(self) -> Templates:
        """What an accounting office decides alike for many clients, by name."""
        return Templates(self.database, self._sealer)

    def close(self) -> None:
        """Give back the database's files."""
        self.database.close()

    def begin_run(self, plan: SyncPlan, setup: str) -> RunHead:
        """Write down a plan that is about to be carried out, with the set-up that made it."""
        started = self._now()
        with self.database.writing() as connection:
            id = fresh_id(connection, runs.c.id, started)
            values = {
                "id": id,
                "company": plan.company.id,
                "company_name": plan.company.name,
                "partner": plan.partner,
                "started": started,
                "state": RunState.RUNNING.value,
                "fingerprint": plan.fingerprint,
                "undoes": plan.undoes or None,
                "setup": self._sealer.seal_value(setup, "runs", id, "setup"),
                "plan": self._sealer.seal_text(plan_to_json(plan), "runs", id, "plan"),
            }
            connection.execute(insert(runs), values)
            chain.begin(connection, self._sealer, id)
            return head(run_row(connection, id))

    def run(self, run: str) -> RunHead:
        """A run by its id or the beginning of it; raises ``UsageError`` unless there is one."""
        typed = run.strip().lower()
        with self.database.reading() as connection:
            query = select(runs.c.id).where(runs.c.id.startswith(typed, autoescape=True))
            found = list(connection.scalars(query.order_by(runs.c.number.desc())))
            if len(found) > 1 and typed:
                choices = {"runs": ", ".join(found)}
                raise UsageError(Problem("store.run_ambiguous", subject=run, params=choices))
            return head(run_row(connection, found[0] if typed and found else run))

    def runs(self) -> Sequence[RunHead]:
        """All runs, the newest first."""
        with self.database.reading() as connection:
            query = select(*HEAD).order_by(runs.c.number.desc())
            return [head(row) for row in connection.execute(query)]

    def plan_of(self, run: str) -> tuple[SyncPlan, str]:
        """The plan of a run and its set-up; raises ``UsageError`` once they are purged."""
        with self.database.reading() as connection:
            row = run_row(connection, run, runs.c.plan, runs.c.setup)
            plan, setup = self._opened(row, "plan"), self._opened(row, "setup")
        with readable(run):
            return plan_from_json(plan), str(json.loads(setup))

    def intend(self, run: str, operations: Sequence[str], at: datetime) -> None:
        """INTENT for these operations, before the first byte is sent."""
        entries = [JournalEntry(operation, Phase.INTENT, at) for operation in operations]
        self._write(run, entries, ())

    def settle(
        self,
        run: str,
        entries: Sequence[JournalEntry],
        agreed: Sequence[Agreement | Withdrawal],
    ) -> None:
        """The outcome of operations, with the links and baselines that follow from them."""
        self._write(run, entries, agreed)

    def _write(
        self,
        run: str,
        entries: Sequence[JournalEntry],
        agreed: Sequence[Agreement | Withdrawal],
    ) -> None:
        with self.database.writing() as connection:
            row = run_row(connection, run)
            if entries:
                lines = [line(run, each, self._sealer) for each in entries]
                connection.execute(
                    insert(journal), chain.extend(connection, self._sealer, run, lines)
                )
            pairs.remember(connection, self._scope(row), run=run, agreed=agreed)

    def entries(self, run: str) -> Mapping[str, JournalEntry]:
        """The newest entry of every operation of a run that has one.

        Raises ``FailedError`` where the journal is not as it was written.
        """
        newest = (
            select(func.max(journal.c.seq))
            .where(journal.c.run == run)
            .group_by(journal.c.operation)
        )
        query = select(journal).where(journal.c.seq.in_(newest)).order_by(journal.c.seq)
        with self.database.reading() as connection:
            chain.verified(connection, self._sealer, run)
            return {row.operation: entry(row, self._sealer) for row in connection.execute(query)}

    def journal(self, run: str) -> JournalHead | None:
        """What the run's journal comes to; None where it was begun without a chain.

        Raises ``FailedError`` where a row is not as it was written, or is missing.
        """
        with self.database.reading() as connection:
            return chain.verified(connection, self._sealer, run)

    def keyed(self, data: bytes) -> str:
        """A hash that only this store makes: it tells equal from different, and no more."""
        return self._sealer.mac(b"keyed", data).hex()

    def finish_run(self, run: str, report: SyncReport, agreed: Sequence[Agreement]) -> RunHead:
        """Close a run with its report, and remember what the sides agree on."""
        with self.database.writing() as connection:
            row = run_row(connection, run)
            pairs.remember(connection, self._scope(row), run=run, agreed=agreed)
            values = {
                "finished": self._now(),
                "state": RunState.FINISHED.value,
                "report": self._sealer.seal_text(report_to_json(report), "runs", row.id, "report"),
            }
            connection.execute(update(runs).where(runs.c.id == run).values(values))
            return head(run_row(connection, run))

    def report(self, run: str) -> SyncReport | None:
        """The report of a finished run, with the run as the store knows it; None of others.

        Raises ``UsageError`` once it is purged.
        """
        with self.database.reading() as connection:
            row = run_row(connection, run, runs.c.report)
            if row.state != RunState.FINISHED:
                return None
            report = self._opened(row, "report")
        with readable(run):
            return replace(report_from_json(report), run=head(row))

    def unfinished(self, company: int, partner: str) -> RunHead | None:
        """The newest run between these two that is neither finished nor given up, if any."""
        with self.database.reading() as connection:
            return interrupted.unfinished(connection, company, partner)

    def broken_off(self, company: int) -> str | None:
        """The run that wrote to a company last, where it is not finished and lacks an answer."""
        with self.database.reading() as connection:
            return interrupted.broken_off(connection, company)

    def give_up(self, run: str) -> None:
        """Close an unfinished run as it stands, without a report; it cannot be resumed.

        Raises ``RefusedError`` where a program is at work on it at this moment.
        """
        with self.database.reading() as connection:
            company = run_row(connection, run).company
        values = {"finished": self._now(), "state": RunState.GIVEN_UP.value}
        mine = (runs.c.id == run, runs.c.state == RunState.RUNNING.value)
        with self.lease(company), self.database.writing() as connection:
            connection.execute(update(runs).where(*mine).values(values))

    def links(self, company: int, partner: str, kind: Kind) -> Mapping[str, str]:
        """Remembered pairs: Tripletex id to partner id."""
        with self.database.reading() as connection:
            return pairs.links_of(connection, Scope(company, partner, self._sealer), kind)

    def baselines(
        self, company: int, partner: str, kind: Kind
    ) -> Mapping[str, Mapping[str, Value]]:
        """What both sides last agreed on, by Tripletex id."""
        with self.database.reading() as connection:
            return pairs.baselines_of(connection, Scope(company, partner, self._sealer), kind)

    def gone(self, company: int, partner: str, kind: Kind) -> frozenset[str]:
        """Remembered pairs, by Tripletex id, of which one record is known to be gone for good."""
        with self.database.reading() as connection:
            return pairs.gone_of(connection, Scope(company, partner, self._sealer), kind)

    def newest(self, company: int, since: datetime) -> RunHead | None:
        """The newest run of a company begun at that time or later, that is no undo."""
        with self.database.reading() as connection:
            return interrupted.newest(connection, company, since)

    def lease(self, company: int) -> AbstractContextManager[None]:
        """Be the only writer of a company, across programs; ``RefusedError`` where another is."""
        return lease.lease(self._folder, company)

    def purge(self, kept: timedelta) -> None:
        """Drop the contents of runs that finished longer ago than this."""
        with self.database.writing() as connection:
            purging.purge(connection, self._now(), kept)

    def _opened(self, row: Row[Any], column: str) -> bytes:
        """The JSON that is sealed in a column of a run; raises ``UsageError`` once it is purged."""
        sealed = getattr(row, column)
        if sealed is None:
            raise UsageError(Problem("store.run_purged", subject=row.id))
        try:
            return self._sealer.open_text(sealed, "runs", row.id, column)
        except BrokenSealError as error:
            code = "store.report_broken" if column == "report" else "store.plan_broken"
            raise FailedError(Problem(code, Actor.IT, subject=row.id)) from error

    def _scope(self, row: Row[Any]) -> Scope:
        return Scope(row.company, row.partner, self._sealer)
