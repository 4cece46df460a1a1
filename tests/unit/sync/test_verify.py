"""Whether a run is still as it was written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from unit.sync.building import CUSTOMER, P, raw
from unit.sync.test_ledger import CREATE, begun, done

from wizard.errors import Actor, FailedError, Problem
from wizard.model.journal import RunHead, SyncReport
from wizard.store.store import SqlStore
from wizard.sync.ledger import Ledger
from wizard.sync.report import report
from wizard.sync.verify import verify

Spoil = Callable[[SyncReport], SyncReport]


def written(store: SqlStore) -> tuple[RunHead, Ledger]:
    """A run that has made the one record of its plan, and is not closed yet."""
    linked = replace(CREATE, side=P)
    ledger = begun(store, linked)
    done(ledger, linked, record=raw(CUSTOMER, P, "5"))
    [run] = store.runs()
    return run, ledger


def reported(store: SqlStore, run: RunHead) -> SyncReport:
    plan, _ = store.plan_of(run.id)
    return report(run, plan, store.entries(run.id), store.journal(run.id))


def wrong(store: SqlStore, run: RunHead) -> tuple[Problem, ...]:
    with pytest.raises(FailedError) as found:
        verify(run, store)
    return found.value.problems


def test_a_run_that_is_not_closed_is_reported_from_its_journal(store: SqlStore) -> None:
    run, _ = written(store)
    found = verify(run, store)
    assert found == reported(store, run)
    assert found.counts[CUSTOMER][P].created == 1


def test_a_run_that_is_closed_is_as_its_report_says(store: SqlStore) -> None:
    run, _ = written(store)
    closed = store.finish_run(run.id, reported(store, run), ())
    assert verify(closed, store) == store.report(run.id)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda report: replace(report, proof=None),
        lambda report: replace(report, proof=replace(report.proof, journal=None)),
    ],
)
def test_a_report_of_another_journal_is_not_believed(store: SqlStore, spoil: Spoil) -> None:
    run, _ = written(store)
    store.finish_run(run.id, spoil(reported(store, run)), ())
    assert wrong(store, run) == (Problem("proof_journal", Actor.IT, subject=run.id),)


def test_a_report_that_does_not_add_up_is_not_believed(store: SqlStore) -> None:
    run, _ = written(store)
    store.finish_run(run.id, replace(reported(store, run), lines=(), counts={}), ())
    first, *_ = wrong(store, run)
    assert (first.code, first.subject) == ("proof_line", "key made")


def test_a_run_of_a_version_without_proof_says_so(store: SqlStore) -> None:
    run, _ = written(store)
    with store.database.writing() as connection:
        connection.execute(text("UPDATE journal SET hash = NULL"))
        connection.execute(text("UPDATE runs SET chain = NULL"))
    assert wrong(store, run) == (Problem("proof_absent", subject=run.id),)
