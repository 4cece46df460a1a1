"""Taking a run back as a run of its own: when that is refused, and what it does not believe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from scenarios.registers import (
    AtPartner,
    InTripletex,
    P,
    T,
    edit,
    held,
    planned,
    record,
    synced,
    world,
)

from wizard.errors import InterruptedRun, Problem, RefusedError, UsageError
from wizard.model.journal import Change, Outcome, Phase
from wizard.model.plan import Verb
from wizard.model.records import Kind
from wizard.store.store import SqlStore
from wizard.sync import engine, retrace
from wizard.sync.world import World

C = Kind.CUSTOMER


@pytest.fixture
def here(store: SqlStore) -> World:
    """A customer that both sides have, and one that the partner has alone."""
    theirs = [record(C, P, f"c{n}", number=f"{n}", name=f"Firma {n}") for n in (1, 2)]
    ours = [record(C, T, "1", number="1", name="Firma 1")]
    return world(InTripletex(ours), AtPartner(theirs), store)


def test_what_was_shown_is_what_is_done_or_nothing(here: World, store: SqlStore) -> None:
    run = synced(here).run
    shown = retrace.preview(run.id, here)
    assert shown.undoes == run.id
    assert shown.fingerprint
    assert shown == engine.fingerprinted(shown)
    assert [(one.verb, one.side, one.key) for one in shown.operations] == [
        (Verb.REMOVE, T, "2"),
        (Verb.UNLINK, P, "1"),
    ]
    with pytest.raises(RefusedError) as refused:
        retrace.undo(run.id, here, "another")
    assert refused.value.problems == (Problem("undo_outdated", subject=run.id),)
    assert len(store.runs()) == 1
    report = retrace.undo(run.id, here, shown.fingerprint)
    assert report.clean
    assert store.plan_of(report.run.id) == (shown, "{}")
    assert list(held(here.endpoints[T], C)) == ["1"]
    assert store.links(1, "memory:partner", C) == {}
    for again in (retrace.preview, retrace.undo):
        with pytest.raises(UsageError) as misused:
            again(report.run.id, here)
        undone = Problem("undo_of_undo", subject=report.run.id, params={"run": run.id})
        assert misused.value.problems == (undone,)


def test_nothing_is_taken_back_while_a_run_of_the_two_is_unfinished(
    here: World, store: SqlStore
) -> None:
    run = synced(here).run
    left = store.begin_run(planned(here), "{}")
    for undo in (retrace.preview, retrace.undo):
        with pytest.raises(UsageError) as refused:
            undo(run.id, here)
        assert refused.value.problems == (Problem("undo_unfinished", subject=left.id),)
    store.give_up(left.id)
    assert len(retrace.preview(run.id, here).operations) == 2


def test_an_undo_waits_for_what_a_run_that_was_given_up_had_sent(
    here: World, store: SqlStore
) -> None:
    run = synced(here).run
    edit(here.endpoints[P], C, "c1", city="Ås")  # type: ignore[arg-type]
    plan = planned(here)
    left = store.begin_run(plan, "{}")
    store.intend(left.id, [one.id for one in plan.operations], here.clock.now())
    store.give_up(left.id)
    retrace.undo(run.id, here)
    assert here.clock.slept == [60.0]  # type: ignore[attr-defined]


def test_an_undo_that_is_stopped_is_finished_as_any_run(here: World) -> None:
    run = synced(here).run
    with pytest.raises(InterruptedRun) as stopped:
        retrace.undo(run.id, World(here.endpoints, here.store, here.clock, stop=lambda: True))
    report = engine.resume(stopped.value.run, here)
    assert (report.run.undoes, list(held(here.endpoints[T], C))) == (run.id, ["1"])


def test_a_register_that_shows_no_known_record_shows_nothing_by_it(here: World) -> None:
    ours = here.endpoints[T]
    assert isinstance(ours, InTripletex)
    run = synced(here).run
    shown = dict(ours._records)
    ours._records.clear()
    plan = retrace.preview(run.id, here)
    assert [(one.verb, one.key) for one in plan.operations] == [(Verb.UNLINK, "1")]
    assert [(one.problem, one.side) for one in plan.stops] == [
        (Problem("undo_not_seen", kind="customer", subject="2"), T)
    ]
    ours._records.update({place: one for place, one in shown.items() if place[1] == "1"})
    plan = retrace.preview(run.id, here)
    assert sorted(one.verb for one in plan.operations) == [Verb.UNLINK, Verb.UNLINK]
    assert plan.stops == ()


class Quiet(InTripletex):
    """Says that a change is done, and not what the record is now."""

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        return [replace(one, record=None) for one in super().update(kind, changes)]


def test_what_is_emptied_without_a_word_is_looked_at(store: SqlStore) -> None:
    ours = Quiet([record(C, T, "1", number="1", name="Firma 1")])
    theirs = AtPartner([record(C, P, "c1", number="1", name="Firma 1", city="Ås")])
    here = world(ours, theirs, store)
    run = synced(here).run
    assert held(ours, C)["1"].values["city"] == "Ås"
    report = retrace.undo(run.id, here)
    assert [(one.verb, one.phase) for one in report.lines] == [
        ("update", Phase.DONE),
        ("unlink", Phase.DONE),
    ]
    assert held(ours, C)["1"].values["city"] is None
