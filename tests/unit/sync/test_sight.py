"""What a side shows is believed only where the rights stayed the same while it was read."""

from __future__ import annotations

import pytest
from scenarios.faults import Fault, Faulty
from scenarios.registers import AtPartner, InTripletex, P, held, planned, record, synced, world

from wizard.errors import Actor, InterruptedRun, Problem, RefusedError
from wizard.model.connection import ConnectionCheck, Requirement, RequirementState
from wizard.model.records import Kind, Side, Snapshot
from wizard.store.store import SqlStore
from wizard.sync import engine, retrace

CHANGED = Problem("rights_changed", Actor.ADMINISTRATOR)
RIGHT = "right:AUTH_CUSTOMER_ADMIN"


class Watchful(InTripletex):
    """A Tripletex whose requirement ``name`` is met until a kind is read, where one is named."""

    def __init__(self, name: str = RIGHT, until: Kind | None = None) -> None:
        super().__init__([])
        self.name = name
        self.until = until
        self.state = RequirementState.MET

    def check(self) -> ConnectionCheck:
        there = Requirement(self.name, self.state)
        return ConnectionCheck("tripletex", (there,), company=self.company)

    def fetch(self, kind: Kind) -> Snapshot:
        if kind is self.until:
            self.state = RequirementState.MISSING
        return super().fetch(kind)


def partner() -> AtPartner:
    return AtPartner([record(Kind.CUSTOMER, P, "c1", number="7", name="Fjell AS")])


@pytest.mark.parametrize("until", [Kind.DEPARTMENT, Kind.EMPLOYEE, Kind.PROJECT])
def test_a_survey_during_which_a_right_was_withdrawn_is_no_survey(
    until: Kind, store: SqlStore
) -> None:
    with pytest.raises(RefusedError) as refused:
        planned(world(Watchful(until=until), partner(), store))
    assert refused.value.problems == (CHANGED,)


def test_a_survey_under_the_same_rights_holds(store: SqlStore) -> None:
    here = Watchful()
    here.state = RequirementState.UNKNOWN
    assert [one.key for one in planned(world(here, partner(), store)).operations] == ["7"]


def test_only_rights_hide_what_is_there(store: SqlStore) -> None:
    here = Watchful("partner:file", until=Kind.CUSTOMER)
    assert len(planned(world(here, partner(), store)).operations) == 1


def test_a_look_up_during_which_a_right_was_withdrawn_is_made_again(store: SqlStore) -> None:
    here = Watchful()
    plan = planned(world(here, partner(), store))
    here.until = Kind.CUSTOMER
    with pytest.raises(InterruptedRun) as stopped:
        engine.apply(plan, "{}", world(Faulty(here, iter([Fault.LOST_AFTER])), partner(), store))
    assert stopped.value.problems == (CHANGED,)
    here.until, here.state = None, RequirementState.MET
    report = engine.resume(stopped.value.run, world(here, partner(), store))
    assert [line.phase for line in report.lines] == ["done"]
    assert len(held(here, Kind.CUSTOMER)) == 1


def test_an_undo_during_which_a_right_was_withdrawn_takes_nothing_back(store: SqlStore) -> None:
    here = Watchful()
    surroundings = world(here, partner(), store)
    run = synced(surroundings).run.id
    here.until = Kind.CUSTOMER
    with pytest.raises(RefusedError) as refused:
        retrace.undo(run, surroundings)
    assert refused.value.problems == (CHANGED,)
    assert len(held(surroundings.endpoints[Side.TRIPLETEX], Kind.CUSTOMER)) == 1
