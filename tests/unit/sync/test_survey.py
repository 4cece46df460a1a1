"""What a plan is computed from: both sides as they were read, and what earlier runs left."""

from __future__ import annotations

from dataclasses import replace

from scenarios.registers import (
    LIKE_A_PARTNER,
    LIKE_TRIPLETEX,
    AtPartner,
    InTripletex,
    P,
    T,
    planned,
    record,
    world,
)

from wizard.model.connection import Company
from wizard.model.matching import Bond
from wizard.model.plan import Agreement
from wizard.model.proof import Input
from wizard.model.records import Completeness, Kind
from wizard.store.store import SqlStore
from wizard.sync import engine
from wizard.sync.proof import content_hash

C, J, E, D = Kind.CUSTOMER, Kind.PROJECT, Kind.EMPLOYEE, Kind.DEPARTMENT
WHY = {C: "tripletex.no_changes"}


def test_it_holds_both_sides_and_all_that_is_remembered_of_them(store: SqlStore) -> None:
    ours = [record(C, T, f"{n}", number=f"{n}", name=f"Firma {n}") for n in range(1, 4)]
    theirs = [record(C, P, f"c{n}", number=f"{n}", name=f"Firma {n}") for n in range(1, 4)]
    can = replace(LIKE_TRIPLETEX, why_whole=WHY)
    here = world(
        InTripletex([*ours, record(E, T, "9", number="9")], capabilities=can),
        AtPartner([*theirs, record(E, P, "e9", number="9")]),
        store,
    )
    gone = Agreement(C, "3", "c3", {}, Bond.GONE)
    engine.apply(replace(planned(here, kinds=[C]), agreed=(gone,)), "{}", here)

    found = engine.survey(here.endpoints, store, [J, C])
    assert found.company == Company(1, "Ås Bygg AS", "923609016")
    assert (found.partner, found.kinds) == ("memory:partner", (C, J))
    assert found.capabilities == {T: can, P: LIKE_A_PARTNER}
    assert {
        (kind, side): [one.id for one in shot.records]
        for kind, sides in found.snapshots.items()
        for side, shot in sides.items()
    } == {
        (E, T): ["9"],
        (E, P): [],  # only pointed at: whom the partner holds is not asked
        (C, T): ["1", "2", "3"],
        (C, P): ["c1", "c2", "c3"],
        (J, T): [],
        (J, P): [],
    }
    assert all(one.keys for one in found.snapshots[C][P].records)
    assert found.links == {C: {"1": "c1", "2": "c2", "3": "c3"}, J: {}}
    assert set(found.baselines) == {C, J}
    assert found.baselines[C]["1"]["name"] == "firma 1"
    assert found.gone == {C: {"3"}, J: frozenset()}

    def read(kind: Kind, side: object, why: str = "read_whole") -> Input:
        at = P if side is P else T
        shot = found.snapshots[kind][at]
        keyed = store.keyed(content_hash(shot))
        return Input(kind, at, keyed, len(shot.records), Completeness.COMPLETE, why)

    assert found.inputs == (
        read(E, T),
        read(C, T, "tripletex.no_changes"),
        read(C, P),
        read(J, T),
        read(J, P),
    )
    assert [one.records for one in found.inputs] == [1, 3, 3, 0, 0]


def test_employees_are_read_with_their_departments(store: SqlStore) -> None:
    here = world(InTripletex([]), AtPartner([]), store)
    assert list(engine.survey(here.endpoints, store, [E]).snapshots) == [D, E]


def test_what_a_plan_was_made_from_stands_in_its_report(store: SqlStore) -> None:
    here = world(InTripletex([]), AtPartner([]), store)
    plan = planned(here)
    report = engine.apply(plan, "{}", here)
    assert report.proof is not None
    assert (report.proof.inputs, report.proof.policy) == (plan.inputs, plan.policy)
    assert (report.proof.decisions, report.proof.journal) == (
        plan.resolutions,
        store.journal(report.run.id),
    )
