"""One attempt at a run, and the next: what is written down in between, and what is done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from scenarios.faults import Fault, Faulty
from scenarios.registers import AtPartner, Clock, InTripletex, P, T, held, planned, synced, world
from unit.sync.test_apply import SAID, Answering, firms

from wizard.errors import Actor, FailedError, InterruptedRun, Problem, UsageError
from wizard.model.journal import OutcomeState, Phase, ReportLine
from wizard.model.records import Kind, Snapshot
from wizard.store.store import SqlStore
from wizard.sync import engine
from wizard.sync.world import World

C = Kind.CUSTOMER


def test_a_new_run_looks_nothing_up_before_it_writes(store: SqlStore) -> None:
    ours = Faulty(InTripletex([]), iter(()))
    here = world(ours, AtPartner(firms(1, 2)), store)
    plan = planned(here)
    ours.calls.clear()
    assert engine.apply(plan, "{}", here).clean
    assert ours.calls == Counter(write=1)


def test_a_run_that_is_finished_is_only_reported_again(store: SqlStore) -> None:
    here = world(InTripletex([]), AtPartner(firms(1)), store)
    report = synced(here)
    here.clock.sleep(60)
    away: Sequence[Fault | None] = [Fault.FETCH] * 9
    gone = world(InTripletex([], company=2), Faulty(AtPartner([]), iter(away)), store)
    assert engine.resume(report.run.id, World(gone.endpoints, store, here.clock)) == report


class Lost(Answering):
    """Never says what became of a write, and then cannot be read any more."""

    def fetch(self, kind: Kind) -> Snapshot:
        if self.calls:
            raise FailedError(Problem("http.broken"))
        return super().fetch(kind)


def test_what_was_said_of_a_write_in_doubt_is_kept_for_whoever_goes_on(store: SqlStore) -> None:
    here = world(Lost([], OutcomeState.UNCERTAIN, SAID), AtPartner(firms(1)), store)
    with pytest.raises(InterruptedRun) as stopped:
        engine.apply(planned(here), "{}", here)
    assert stopped.value.problems == (Problem("http.broken"),)
    [run] = store.runs()
    made = {"number": "1", "name": "Firma 1"}
    assert engine.report_so_far(run, store).lines == (
        ReportLine(C, T, "create", "1", Phase.UNCERTAIN, made, problem=SAID, request="request-1"),
    )


def test_a_run_that_goes_on_waits_once_for_what_it_had_sent_itself(store: SqlStore) -> None:
    ours = InTripletex([])
    here = world(ours, AtPartner(firms(1, 2)), store)
    plan = planned(here)
    broken = Faulty(ours, iter([Fault.LOST_BEFORE, Fault.FETCH]))
    clock = Clock()
    with pytest.raises(InterruptedRun) as stopped:
        engine.apply(plan, "{}", World({T: broken, P: here.endpoints[P]}, store, clock))
    assert clock.slept == []
    assert engine.resume(stopped.value.run, World(here.endpoints, store, clock)).clean
    assert clock.slept == [60.0]
    assert len(held(ours, C)) == 2


def test_a_run_that_goes_on_waits_for_what_another_one_had_sent(store: SqlStore) -> None:
    both, clock = world(InTripletex([]), AtPartner(firms(1)), store), Clock()
    plan = planned(both)
    run, other = store.begin_run(plan, "{}"), store.begin_run(plan, "{}")
    store.intend(other.id, [one.id for one in plan.operations], clock.now())
    store.give_up(other.id)
    assert engine.resume(run.id, World(both.endpoints, store, clock)).clean
    assert clock.slept == [60.0]


def test_a_run_that_was_given_up_does_not_go_on(store: SqlStore) -> None:
    here = world(ours := InTripletex([]), AtPartner(firms(1)), store)
    run = store.begin_run(planned(here), "{}")
    store.give_up(run.id)
    with pytest.raises(UsageError) as misused:
        engine.resume(run.id, here)
    assert misused.value.problems == (Problem("run_given_up", subject=run.id),)
    assert held(ours, C) == {}


@dataclass
class SetBack(Clock):
    """A clock that somebody sets back by an hour once the writes are sent."""

    asked: int = 0

    def now(self) -> datetime:
        self.asked += 1
        return self.time if self.asked < 3 else self.time - timedelta(hours=1)


def test_a_clock_that_was_set_back_meanwhile_is_told(store: SqlStore) -> None:
    both = world(InTripletex([]), AtPartner(firms(1)), store)
    clock = SetBack()
    here = World(both.endpoints, store, clock)
    report = engine.apply(planned(here), "{}", here)
    params = {"before": "2026-11-21T09:00:00+00:00", "after": "2026-11-21T08:00:00+00:00"}
    assert report.stops == (Problem("clock_set_back", Actor.IT, params=params),)
    assert store.report(report.run.id) == report
