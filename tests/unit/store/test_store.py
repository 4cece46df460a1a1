"""Runs by their ids, and what is forgotten of them in time; the rest is the store's contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from contract.store_suite import COMPANY, PARTNER, PROBLEM, SETUP, agreement, plan
from sqlalchemy import update

from wizard.errors import FailedError, RefusedError, UsageError, WizardError
from wizard.model.journal import JournalEntry, Phase, RunState, SyncReport
from wizard.model.records import Kind
from wizard.store.schema import runs
from wizard.store.sealing import Sealer
from wizard.store.sealkey import StoreKeys
from wizard.store.store import SqlStore, open_store

KEPT = timedelta(days=90)
START = datetime(2026, 11, 21, 8, 41, tzinfo=UTC)


class Now:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def store(tmp_path: Path, now: Now) -> Iterator[SqlStore]:
    store = open_store(tmp_path, now=now)
    yield store
    store.close()


def _code(raised: pytest.ExceptionInfo[WizardError]) -> str:
    return raised.value.problems[0].code


def test_a_runs_id_is_short_says_when_and_is_never_given_twice(store: SqlStore) -> None:
    ids = [store.begin_run(plan(), SETUP).id for _ in range(50)]
    assert len(set(ids)) == 50
    assert all(re.fullmatch(r"20261121-0841-[2-9a-hjkmnp-z]{4}", id) for id in ids)


def test_ids_sort_by_the_time_they_were_given(store: SqlStore, now: Now) -> None:
    ids = []
    for minutes in (0, 1, 59, 24 * 60):
        now.time = START + timedelta(minutes=minutes)
        ids.append(store.begin_run(plan(), SETUP).id)
    assert ids == sorted(ids)
    assert [head.id for head in store.runs()] == ids[::-1]


def test_the_beginning_of_an_id_is_enough_where_only_one_run_has_it(
    store: SqlStore, now: Now
) -> None:
    first = store.begin_run(plan(), SETUP)
    now.time += timedelta(days=1)
    second = store.begin_run(plan(), SETUP)

    assert store.run("20261122") == second
    assert store.run(f" {first.id.upper()} ") == first
    with pytest.raises(UsageError) as ambiguous:
        store.run("202611")
    assert _code(ambiguous) == "store.run_ambiguous"
    assert ambiguous.value.problems[0].params["runs"] == f"{second.id}, {first.id}"


@pytest.mark.parametrize("typed", ["", " ", "%", "2026112_", "20270101"])
def test_what_no_run_begins_with_finds_none(store: SqlStore, typed: str) -> None:
    store.begin_run(plan(), SETUP)
    with pytest.raises(UsageError) as unknown:
        store.run(typed)
    assert _code(unknown) == "store.run_unknown"


def test_nothing_is_written_for_a_run_that_is_not_there(store: SqlStore) -> None:
    with pytest.raises(UsageError):
        store.settle("20200101-0000-none", [], [agreement("1", "p1")])
    assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {}


def _finished(store: SqlStore) -> str:
    run = store.begin_run(plan(), SETUP).id
    entry = JournalEntry("a", Phase.FAILED, START, "12", "3", {"name": "Kari Nes"}, PROBLEM)
    store.settle(run, [entry], [agreement("1", "p1", name="Kari Nes")])
    store.finish_run(run, SyncReport(store.run(run), {}, (), (PROBLEM,)), ())
    return run


def test_old_runs_lose_their_contents_and_nothing_else_does(store: SqlStore, now: Now) -> None:
    old, unfinished = _finished(store), store.begin_run(plan(), SETUP).id
    store.intend(unfinished, ["a"], START)
    now.time += timedelta(days=91)
    recent = _finished(store)
    listed = store.runs()

    store.purge(KEPT)
    assert store.report(old) is not None
    now.time += timedelta(days=1)
    store.purge(KEPT)

    assert store.runs() == listed
    assert store.entries(old) == {"a": JournalEntry("a", Phase.FAILED, START, "12", "3")}
    for gone in (store.plan_of, store.report):
        with pytest.raises(UsageError) as purged:
            gone(old)
        assert _code(purged) == "store.run_purged"
    assert store.plan_of(unfinished) == (plan(), SETUP)
    assert store.plan_of(recent) == (plan(), SETUP)
    assert store.report(recent) is not None
    assert store.entries(recent)["a"].problem == PROBLEM
    assert store.links(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": "p1"}
    assert store.baselines(COMPANY, PARTNER, Kind.CUSTOMER) == {"1": {"name": "Kari Nes"}}


def test_a_clock_that_is_wrong_for_a_day_makes_nothing_old(store: SqlStore, now: Now) -> None:
    run = _finished(store)
    store.purge(KEPT)
    right = now.time + timedelta(days=2)
    for hours in (0, 1, 23):
        now.time = right + timedelta(days=3650, hours=hours)
        store.purge(KEPT)
    now.time = right - timedelta(days=3650)
    store.purge(KEPT)
    for days in (0, 30, 60, 89):
        now.time = START + timedelta(days=days)
        store.purge(KEPT)
    assert store.report(run) is not None
    now.time = START + timedelta(days=92)
    store.purge(KEPT)
    assert store.report(run) is not None  # on the 89th day it was not old yet
    now.time += timedelta(days=1)
    store.purge(KEPT)
    with pytest.raises(UsageError):
        store.report(run)


def test_runs_keep_their_order_when_the_clock_is_set_back(store: SqlStore, now: Now) -> None:
    first = store.begin_run(plan(), SETUP)
    now.time -= timedelta(days=400)
    second = store.begin_run(plan(), SETUP)
    assert [one.id for one in store.runs()] == [second.id, first.id]
    assert store.unfinished(COMPANY, PARTNER) == second


def test_a_run_that_is_given_up_is_closed_as_it_stands(store: SqlStore) -> None:
    run, other = (store.begin_run(plan(), SETUP).id for _ in range(2))
    store.intend(run, ["a"], START)
    with store.lease(COMPANY), pytest.raises(RefusedError):
        store.give_up(run)
    store.give_up(other)
    store.give_up(run)

    assert store.unfinished(COMPANY, PARTNER) is None
    assert store.run(run).state is RunState.GIVEN_UP
    assert store.report(run) is None
    assert store.entries(run)["a"].phase is Phase.INTENT
    finished = _finished(store)
    store.give_up(finished)
    assert store.run(finished).state is RunState.FINISHED


class TestBrokenOff:
    """The run whose last write may still be on its way."""

    def test_is_the_run_that_wrote_last_while_a_write_has_no_answer(self, store: SqlStore) -> None:
        assert store.broken_off(COMPANY) is None
        run = store.begin_run(plan(), SETUP).id
        assert store.broken_off(COMPANY) is None  # nothing was sent yet
        store.intend(run, ["a", "b"], START)
        assert store.broken_off(COMPANY) == run
        assert store.broken_off(COMPANY + 1) is None
        store.settle(run, [JournalEntry("a", Phase.DONE, START)], ())
        assert store.broken_off(COMPANY) == run
        store.settle(run, [JournalEntry("b", Phase.UNCERTAIN, START)], ())
        assert store.broken_off(COMPANY) == run
        store.give_up(run)
        assert store.broken_off(COMPANY) == run
        later = store.begin_run(plan(), SETUP).id
        assert store.broken_off(COMPANY) == run
        store.settle(later, [JournalEntry("c", Phase.DONE, START)], ())
        assert store.broken_off(COMPANY) is None  # whoever wrote has waited before

    @pytest.mark.parametrize("phase", [Phase.DONE, Phase.FAILED, Phase.SKIPPED])
    def test_is_none_where_every_write_has_come_to_an_end(
        self, store: SqlStore, phase: Phase
    ) -> None:
        run = store.begin_run(plan(), SETUP).id
        store.intend(run, ["a"], START)
        store.settle(run, [JournalEntry("a", phase, START)], ())
        store.give_up(run)
        assert store.broken_off(COMPANY) is None

    def test_is_none_where_a_finished_run_left_a_question(self, store: SqlStore) -> None:
        run = store.begin_run(plan(), SETUP).id
        store.settle(run, [JournalEntry("a", Phase.UNCERTAIN, START)], ())
        store.finish_run(run, SyncReport(store.run(run), {}, (), ()), ())
        assert store.broken_off(COMPANY) is None


def test_what_is_purged_is_gone_from_the_file(store: SqlStore, tmp_path: Path, now: Now) -> None:
    run = store.begin_run(plan(), SETUP).id
    secret = JournalEntry("a", Phase.DONE, START, values={"bank_account": "86011117947"})
    store.settle(run, [secret], ())
    store.finish_run(run, SyncReport(store.run(run), {}, (), ()), ())

    for _ in range(2):
        store.purge(timedelta(hours=-1))
        now.time += timedelta(days=1)
    store.close()

    assert not any(b"86011117947" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_plan_this_program_cannot_read_is_a_problem(store: SqlStore, tmp_path: Path) -> None:
    run = store.begin_run(plan(), SETUP).id
    key = StoreKeys(tmp_path).find()
    assert key
    odd = Sealer(key).seal_value({"company": "Ås"}, "runs", run, "plan")
    with store.database.writing() as connection:
        connection.execute(update(runs).values(plan=odd))
    with pytest.raises(FailedError) as unreadable:
        store.plan_of(run)
    assert _code(unreadable) == "store.run_unreadable"
