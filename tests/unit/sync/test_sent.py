"""What a run hands to the sides, to the last detail, and what it leaves in the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from scenarios.registers import (
    LIKE_TRIPLETEX,
    AtPartner,
    InTripletex,
    P,
    T,
    planned,
    record,
    synced,
    world,
)

from wizard.errors import Problem
from wizard.model.journal import Change, Draft, Outcome, Phase, Removal, RunState
from wizard.model.plan import Verb
from wizard.model.records import Kind
from wizard.store.store import SqlStore
from wizard.sync import engine, retrace

C, E, J = Kind.CUSTOMER, Kind.EMPLOYEE, Kind.PROJECT
Sent = tuple[Kind, Draft | Change | Removal]


class Telling(InTripletex):
    """Keeps all that it was sent."""

    sent: list[Sent]

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        self.sent += [(kind, one) for one in drafts]
        return super().create(kind, drafts)

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        self.sent += [(kind, one) for one in changes]
        return super().update(kind, changes)

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        self.sent += [(kind, one) for one in removals]
        return super().remove(kind, removals)


def test_each_write_is_sent_whole_and_taken_back_whole(store: SqlStore) -> None:
    kari = {"number": "1", "first_name": "Kari", "last_name": "Moe"}
    born = {"date_of_birth": "1990-01-01"}
    there = replace(record(E, T, "9", **kari, **born), handles={"address": "4"})
    can = replace(LIKE_TRIPLETEX, retires={C: {"is_inactive": True}})
    ours = Telling([there], capabilities=can)
    ours.sent = []
    days = {"email": "k@x.no", "first_workday": "2024-01-01"}
    theirs = AtPartner(
        [record(E, P, "a", **kari, **born, **days), record(C, P, "c", number="7", name="Berg")]
    )
    here = world(ours, theirs, store)
    plan = planned(here)
    report = engine.apply(plan, "the set-up", here)
    person, work, firm = [one for one in plan.operations if one.side is T]
    handles = {"address": "4"}
    assert ours.sent == [
        (E, Change(person.id, "9", {"email": "k@x.no"}, "1", handles=handles)),
        (
            E,
            Change(
                work.id, "9", {"first_workday": "2024-01-01"}, part="employment", handles=handles
            ),
        ),
        (C, Draft(firm.id, {"number": "7", "name": "Berg"})),
    ]
    [run] = store.runs()
    assert (report.run, run.state) == (run, RunState.FINISHED)
    assert store.plan_of(run.id) == (plan, "the set-up")
    assert report.proof is not None
    assert report.proof.journal == store.journal(run.id) is not None
    assert engine.report_so_far(run, store) == report

    ours.sent.clear()
    back = retrace.preview(run.id, here)
    assert retrace.undo(run.id, here).clean
    gone = next(one for one in back.operations if one.verb is Verb.REMOVE)
    mail = next(one for one in back.operations if one.fields == {"email": None})
    made = report.lines[-1].record
    assert made is not None
    assert ours.sent == [
        (C, Removal(gone.id, made, "1", {"is_inactive": True})),
        (E, Change(mail.id, "9", {"email": None}, "3", handles=handles)),
    ]


def test_a_reference_is_sent_as_the_id_it_leads_to(store: SqlStore) -> None:
    kari = {"number": "1", "first_name": "Kari", "last_name": "Moe"}
    hus = {"name": "Hus", "start_date": "2024-01-01", "manager_number": "1"}
    ours = Telling([record(E, T, "9", **kari), record(J, T, "8", number="5", **hus)])
    ours.sent = []
    theirs = AtPartner(
        [
            record(E, P, "a", **kari),
            record(C, P, "c", number="7", name="Berg"),
            record(J, P, "p", number="5", customer_number="7", **hus),
            record(J, P, "q", number="6", customer_number="7", **{**hus, "name": "Tak"}),
        ]
    )
    here = world(ours, theirs, store)
    made = {line.key: line.record for line in engine.apply(planned(here), "{}", here).lines}
    sent = {
        type(one): one.references
        for kind, one in ours.sent
        if not isinstance(one, Removal) and kind is J
    }
    assert sent == {
        Draft: {"customer_number": made["7"], "manager_number": "9"},
        Change: {"customer_number": made["7"]},
    }


class Stubborn(InTripletex):
    """Takes a change and keeps what was to be emptied."""

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        kept = [
            replace(one, values={name: said for name, said in one.values.items() if said})
            for one in changes
        ]
        return super().update(kind, kept)


class Mute(Stubborn):
    """Does not say what the record is now either."""

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        return [replace(one, record=None) for one in super().update(kind, changes)]


@pytest.mark.parametrize("tripletex", [Stubborn, Mute])
def test_what_was_to_be_emptied_and_is_not_has_failed(
    store: SqlStore, tripletex: type[Stubborn]
) -> None:
    ours = tripletex([record(C, T, "1", number="1", name="Firma 1")])
    firm = record(C, P, "c1", number="1", name="Firma 1", city="Ås")
    here = world(ours, AtPartner([firm]), store)
    run = synced(here).run
    kept = Problem("not_emptied", kind="customer", subject="1", params={"field": "city"})
    assert [(one.phase, one.problem) for one in retrace.undo(run.id, here).lines] == [
        (Phase.FAILED, kept),
        (Phase.DONE, None),
    ]
