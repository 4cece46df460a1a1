"""What a run that broke off leaves on its way is waited for, and looked for when it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import pytest
from scenarios.faults import Fault, Faulty, Slow, schedule
from scenarios.registers import (
    LIKE_A_PARTNER,
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

from wizard.errors import InterruptedRun, UsageError
from wizard.model.connection import ConnectionCheck
from wizard.model.journal import Draft, Phase
from wizard.model.records import Kind
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine, retrace
from wizard.sync.company import reserved
from wizard.sync.world import World

C = Kind.CUSTOMER
LIMIT = 60.0
_COMPANIES = count(1)
_SOONER = replace(LIKE_A_PARTNER, settle_after=5.0)


class Another(AtPartner):
    """Plays a second partner of the same company."""

    def check(self) -> ConnectionCheck:
        return ConnectionCheck("another")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One store for all runs here; each has a company of its own."""
    opened = open_store(tmp_path_factory.mktemp("broken_off"))
    yield opened
    opened.close()


@dataclass
class Slowly:
    """Both sides as they are, and as a run sees them whose first call comes to Tripletex late."""

    ours: InTripletex
    theirs: AtPartner
    store: SqlStore

    def __post_init__(self) -> None:
        self.calm = world(self.ours, self.theirs, self.store)
        late = Faulty(self.ours, schedule({1: Fault.LOST_LATE}))
        self.clock = Slow([late])
        self.world = World({T: late, P: self.theirs}, self.store, self.clock)

    def broken_off(self) -> str:
        """A run that was broken off just after it had sent what has no answer yet."""

        def torn(*_: object) -> None:
            raise InterruptedRun

        with pytest.raises(InterruptedRun) as stopped:
            engine.apply(planned(self.calm), "{}", replace(self.world, watch=torn))
        assert self.clock.slept == []
        run = self.store.runs()[0].id
        assert stopped.value.run == run
        return run

    def stand(self, field: str = "name") -> list[object]:
        """What the customers in Tripletex hold in a field."""
        return sorted(str(one.values[field]) for one in held(self.ours, C).values())


@pytest.fixture
def slowly(store: SqlStore) -> Slowly:
    theirs = [record(C, P, f"c{n}", number=f"1000{n}", name=f"Kunde {n}") for n in (1, 2)]
    ours = InTripletex([], company=next(_COMPANIES))
    return Slowly(ours, AtPartner(theirs, capabilities=_SOONER), store)


def test_a_new_run_waits_for_what_a_run_that_was_given_up_has_sent(slowly: Slowly) -> None:
    slowly.store.give_up(slowly.broken_off())
    assert slowly.stand() == []
    with reserved(slowly.world.endpoints, slowly.store, slowly.clock):
        assert slowly.clock.slept == [LIMIT]
        assert slowly.stand() == ["Kunde 1", "Kunde 2"]
        assert synced(slowly.world).clean
    assert slowly.stand() == ["Kunde 1", "Kunde 2"]
    with reserved(slowly.world.endpoints, slowly.store, slowly.clock):
        assert slowly.clock.slept == [LIMIT]  # once is enough
        assert planned(slowly.calm).operations == ()


def test_so_does_a_run_with_another_partner(slowly: Slowly) -> None:
    slowly.broken_off()
    sides = {T: slowly.world.endpoints[T], P: Another([], capabilities=_SOONER)}
    with reserved(sides, slowly.store, slowly.clock):
        assert slowly.clock.slept == [LIMIT]
        assert slowly.stand() == ["Kunde 1", "Kunde 2"]


def test_so_does_an_undo(slowly: Slowly) -> None:
    done = synced(slowly.calm).run.id
    edit(slowly.theirs, C, "c1", city="Oslo")
    slowly.store.give_up(slowly.broken_off())
    assert slowly.stand("city") == ["None", "None"]

    report = retrace.undo(done, slowly.world)
    assert slowly.clock.slept == [LIMIT]
    # the change that came late is seen, and is kept as whatever else nobody can account for
    assert [(one.code, one.subject) for one in report.problems] == [
        ("undo_kept_made_unseen", "10001")
    ]
    assert slowly.stand("city") == ["Oslo"]


def test_an_undo_of_a_run_that_was_given_up_tells_what_it_never_learnt(slowly: Slowly) -> None:
    """The customers that came late are left, for nobody knows whose they are."""
    run = slowly.broken_off()
    slowly.store.give_up(run)
    report = retrace.undo(run, slowly.world)
    assert slowly.stand() == ["Kunde 1", "Kunde 2"]
    assert [(one.code, one.kind, one.subject) for one in report.problems] == [
        ("undo_unsure", "customer", "10001"),
        ("undo_unsure", "customer", "10002"),
    ]


def test_no_undo_begins_while_a_run_of_the_same_two_is_unfinished(slowly: Slowly) -> None:
    done = synced(slowly.calm).run.id
    edit(slowly.theirs, C, "c1", city="Oslo")
    unfinished = slowly.broken_off()
    with pytest.raises(UsageError) as refused:
        retrace.undo(done, slowly.world)
    assert [(one.code, one.subject) for one in refused.value.problems] == [
        ("undo_unfinished", unfinished)
    ]


def test_a_run_that_goes_on_waits_once_for_its_own(slowly: Slowly) -> None:
    report = engine.resume(slowly.broken_off(), slowly.world)
    assert {line.phase for line in report.lines} == {Phase.DONE}
    assert slowly.clock.slept == [LIMIT]
    assert slowly.stand() == ["Kunde 1", "Kunde 2"]


def test_a_run_that_had_not_begun_looks_for_what_others_made_meanwhile(slowly: Slowly) -> None:
    plan = planned(slowly.calm)
    run = slowly.store.begin_run(plan, "{}").id
    [first] = [one for one in plan.operations if one.key.startswith("10001")]
    slowly.ours.create(C, [Draft("by hand", first.fields)])
    report = engine.resume(run, slowly.calm)
    assert {line.phase for line in report.lines} == {Phase.DONE}
    assert slowly.stand() == ["Kunde 1", "Kunde 2"]
