"""An undo puts pointers back as the side holds them: by id in Tripletex, by number at a partner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import pytest
from scenarios.registers import LIKE_TRIPLETEX, AtPartner, InTripletex, P, T, planned, record, world

from wizard.errors import Problem
from wizard.model.journal import Change, Outcome, OutcomeState, Removal
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Authority, Policy
from wizard.model.records import Kind, Record, Snapshot, Value
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine, retrace
from wizard.sync.world import World

_COMPANIES = count(1)
E_, C, J = Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT
PARTNER = Policy(Authority.PARTNER)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    opened = open_store(tmp_path_factory.mktemp("undo-references"))
    yield opened
    opened.close()


class ById(InTripletex):
    """Plays a Tripletex whose records point at each other by id, as the real one's do."""

    def fetch(self, kind: Kind) -> Snapshot:
        shot = super().fetch(kind)
        return replace(shot, records=tuple(map(self._by_id, shot.records)))

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        numbered = [replace(one, values=self._by_number(kind, one)) for one in changes]
        return super().update(kind, numbered)

    def _by_id(self, record: Record) -> Record:
        fields = MAPPINGS[record.kind].fields
        handles = {
            name: one.id
            for name, value in record.values.items()
            if value and (to := fields[name].refers_to)
            for one in self._records.values()
            if one.kind is to and one.values.get("number") == value
        }
        return replace(record, handles=handles)

    def _by_number(self, kind: Kind, change: Change) -> dict[str, Value]:
        points = {
            name: self._records[to, id_].values["number"]
            for name, id_ in change.references.items()
            if (to := MAPPINGS[kind].fields[name].refers_to)
        }
        return {**change.values, **points}


def ours() -> list[Record]:
    return [
        record(E_, T, "1", number="1", first_name="Kari", last_name="Moe"),
        record(E_, T, "2", number="2", first_name="Ola", last_name="Ås"),
        record(C, T, "11", number="10001", name="Ås Bygg AS"),
        record(J, T, "21", number="P1", name="Hus", customer_number="10001", manager_number="1"),
    ]


def between(store: SqlStore, tripletex: InTripletex) -> World:
    theirs = [record(J, P, "p1", number="P1", name="Hus", manager_number="2")]
    return world(tripletex, AtPartner(theirs), store)


def of_projects(here: World, policy: Policy = PARTNER) -> str:
    """A synk of the projects alone: it points Tripletex's at Ola, and the partner's at Ås Bygg."""
    return engine.apply(planned(here, policy, kinds=[J]), "{}", here).run.id


def manager(tripletex: InTripletex) -> Value:
    return tripletex._records[J, "21"].values["manager_number"]


@pytest.mark.parametrize("tripletex", [InTripletex, ById])
def test_a_manager_is_put_back_though_only_projects_were_written(
    store: SqlStore, tripletex: type[InTripletex]
) -> None:
    held = tripletex(ours(), company=next(_COMPANIES))
    here = between(store, held)
    run = of_projects(here)
    assert manager(held) == "2"

    report = retrace.undo(run, here)
    assert report.stops == ()
    assert manager(held) == "1"
    assert {line.phase.value for line in report.lines} == {"done"}


@pytest.mark.parametrize("tripletex", [InTripletex, ById])
def test_a_manager_who_is_gone_is_not_put_back(
    store: SqlStore, tripletex: type[InTripletex]
) -> None:
    held = tripletex(ours(), company=next(_COMPANIES))
    here = between(store, held)
    run = of_projects(here)
    del held._records[E_, "1"]

    report = retrace.undo(run, here)
    [problem] = report.stops
    assert (problem.code, problem.subject, problem.params) == (
        "undo_reference_gone",
        "P1",
        {"field": "manager_number"},
    )
    assert manager(held) == "2"


def test_a_partner_points_again_at_its_own(store: SqlStore) -> None:
    held = InTripletex(ours(), company=next(_COMPANIES))
    people = [replace(one, side=P, id=f"p{one.id}") for one in ours() if one.kind is E_]
    hus = record(J, P, "p1", number="P1", name="Hus", manager_number="2")
    theirs = AtPartner([*people, hus])
    here = world(held, theirs, store)
    run = engine.apply(planned(here, Policy(Authority.TRIPLETEX)), "{}", here).run.id

    plan, _ = store.plan_of(retrace.undo(run, here).run.id)
    [back] = [one for one in plan.operations if one.side is P and "manager_number" in one.fields]
    assert back.references["manager_number"].id == "p2"
    assert theirs._records[J, "p1"].values["manager_number"] == "2"


def test_a_partner_may_point_again_at_what_it_does_not_hold(store: SqlStore) -> None:
    held = InTripletex(ours(), company=next(_COMPANIES))
    here = between(store, held)
    run = of_projects(here, Policy(Authority.TRIPLETEX))
    theirs = here.endpoints[P]
    assert isinstance(theirs, AtPartner)
    assert theirs._records[J, "p1"].values["manager_number"] == "1"

    assert retrace.undo(run, here).stops == ()
    assert theirs._records[J, "p1"].values["manager_number"] == "2"
    assert theirs._records[J, "p1"].values["customer_number"] is None


def test_a_field_that_only_takes_a_first_value_stays(store: SqlStore) -> None:
    can = replace(LIKE_TRIPLETEX, only_when_empty={E_: frozenset({"email"})})
    ola = record(E_, T, "2", number="2", first_name="Ola", last_name="Ås")
    held = InTripletex([ola], company=next(_COMPANIES), capabilities=can)
    theirs = replace(ola, side=P, id="p2", values={**ola.values, "email": "ola@x.no"})
    here = world(held, AtPartner([theirs]), store)
    run = engine.apply(planned(here), "{}", here).run.id

    report = retrace.undo(run, here)
    [problem] = report.stops
    assert (problem.code, problem.params) == ("undo_fixed", {"field": "email"})
    assert held._records[E_, "2"].values["email"] == "ola@x.no"


def test_an_employee_who_stays_gives_back_what_may_be_emptied(store: SqlStore) -> None:
    held = InTripletex([], company=next(_COMPANIES))
    new = record(
        E_, P, "p1", number="1", first_name="Kari", last_name="Moe", phone_mobile="99999999"
    )
    here = world(held, AtPartner([new]), store)
    run = engine.apply(planned(here), "{}", here).run.id

    report = retrace.undo(run, here)
    assert [one.code for one in report.stops] == ["undo_cannot_remove"]
    [kari] = [one for (kind, _), one in held._records.items() if kind is E_]
    assert (kari.values["phone_mobile"], kari.values["last_name"]) == (None, "Moe")
    assert report.counts[E_][T].updated == 1


class Keeping(InTripletex):
    """Plays a side that takes a null for «leave it», and tells the record's version only."""

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        kept = [
            replace(one, values={n: v for n, v in one.values.items() if v is not None})
            for one in changes
        ]
        return [
            replace(one, record=replace(one.record, values={})) if one.record else one
            for one in super().update(kind, kept)
        ]


def test_a_side_that_does_not_empty_a_field_is_found_out(store: SqlStore) -> None:
    kari = {"number": "1", "first_name": "Kari", "last_name": "Moe"}
    held = Keeping([record(E_, T, "1", **kari)], company=next(_COMPANIES))
    theirs = [record(E_, P, "p1", **kari, phone_mobile="99999999")]
    here = world(held, AtPartner(theirs), store)
    run = engine.apply(planned(here), "{}", here).run.id

    report = retrace.undo(run, here)
    [problem] = report.problems
    assert (problem.code, problem.params["field"]) == ("not_emptied", "phone_mobile")
    assert not report.clean
    assert held._records[E_, "1"].values["phone_mobile"] == "99 99 99 99"


class SettingAside(InTripletex):
    """Plays a side where something hangs on every customer; its first answer is lost."""

    lost = False

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        changes = [Change(one.operation, one.id, one.otherwise, one.version) for one in removals]
        told = self.update(kind, changes)
        if not self.lost:
            self.lost = True
            problem = Problem("memory.lost")
            return [Outcome(one.operation, OutcomeState.UNCERTAIN, problem=problem) for one in told]
        return told


def test_a_record_set_aside_is_recognised_though_the_answer_was_lost(store: SqlStore) -> None:
    can = replace(LIKE_TRIPLETEX, retires={C: {"is_inactive": True}})
    held = SettingAside([], company=next(_COMPANIES), capabilities=can)
    new = record(C, P, "c1", number="10001", name="Ås Bygg AS", organization_number="923609016")
    here = world(held, AtPartner([new]), store)
    run = engine.apply(planned(here), "{}", here).run.id

    report = retrace.undo(run, here)
    assert report.clean
    [made] = [one for (kind, _), one in held._records.items() if kind is C]
    assert made.values["is_inactive"] is True
    assert made.version == "2"


class Numbering(AtPartner):
    """Plays a side that gives its requests an id, as Tripletex does."""

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        return [replace(one, request=f"req-{kind}") for one in super().update(kind, changes)]


def test_the_id_of_a_request_stands_in_the_report(store: SqlStore) -> None:
    held = InTripletex(ours(), company=next(_COMPANIES))
    theirs = [record(J, P, "p1", number="P1", name="Hus", manager_number="2")]
    here = world(held, Numbering(theirs), store)
    plan = planned(here, Policy(Authority.TRIPLETEX), kinds=[J])
    lines = engine.apply(plan, "{}", here).lines
    assert {one.request for one in lines if one.verb == "update"} == {"req-project"}
