"""How a run is carried out: in what calls, how it is followed, and how it is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from scenarios.faults import Faulty
from scenarios.registers import (
    LIKE_A_PARTNER,
    LIKE_TRIPLETEX,
    AtPartner,
    Clock,
    InTripletex,
    P,
    T,
    held,
    planned,
    record,
    world,
)

from wizard.errors import Actor, InterruptedRun, Problem
from wizard.model.journal import (
    Change,
    Draft,
    JournalEntry,
    Outcome,
    OutcomeState,
    Phase,
    Removal,
)
from wizard.model.plan import Operation
from wizard.model.records import Kind, Record
from wizard.store.store import SqlStore
from wizard.sync import engine
from wizard.sync.world import World


class Counting(InTripletex):
    """Remembers how many records each call held."""

    def __init__(self, records: Sequence[Record], **more: object) -> None:
        super().__init__(records, **more)  # type: ignore[arg-type]
        self.calls: list[int] = []

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        self.calls.append(len(drafts))
        return super().create(kind, drafts)

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        self.calls.append(len(changes))
        return super().update(kind, changes)


def firms(*numbers: int) -> list[Record]:
    return [record(Kind.CUSTOMER, P, f"c{n}", number=str(n), name=f"Firma {n}") for n in numbers]


class TestCalls:
    def sent(
        self, store: SqlStore, theirs: list[Record], most: int | None, *ours: Record
    ) -> list[int]:
        batch = {} if most is None else {(Kind.CUSTOMER, "create"): most}
        tripletex = Counting(ours, capabilities=replace(LIKE_TRIPLETEX, batch=batch))
        both = world(tripletex, AtPartner(theirs), store)
        assert engine.apply(planned(both), "{}", both).clean
        return tripletex.calls

    def test_hold_as_many_records_as_the_side_takes(self, store: SqlStore) -> None:
        assert self.sent(store, firms(*range(1, 8)), 3) == [3, 3, 1]

    def test_hold_one_where_the_side_does_not_say(self, store: SqlStore) -> None:
        assert self.sent(store, firms(1, 2), None) == [1, 1]

    def test_hold_one_that_could_not_be_found_again(self, store: SqlStore) -> None:
        nameless = [record(Kind.CUSTOMER, P, f"x{n}", name=f"Ny {n}") for n in range(2)]
        assert self.sent(store, [*nameless, *firms(1, 2)], 10) == [2, 1, 1]

    def test_hold_as_many_ids_to_be_stored_as_the_side_takes_changes(self, store: SqlStore) -> None:
        theirs = [replace(one, anchored=False) for one in firms(1, 2, 3)]
        partner = Faulty(AtPartner(theirs), iter(()))
        ours = [replace(one, side=T, id=f"{n}", anchored=True) for n, one in enumerate(theirs)]
        both = world(InTripletex(ours), partner, store)
        assert engine.apply(planned(both), "{}", both).counts[Kind.CUSTOMER][P].linked == 3
        assert partner.calls["write"] == 1

    def test_hold_one_part_each(self, store: SqlStore) -> None:
        born = {"date_of_birth": "1990-01-01"}
        ours = [
            record(Kind.EMPLOYEE, T, str(n), number=str(n), first_name=name, **born)
            for n, name in ((1, "Kari"), (2, "Ola"))
        ]
        theirs = [
            record(
                Kind.EMPLOYEE,
                P,
                f"e{one.id}",
                **{**one.values, "first_workday": "2024-01-01"},
            )
            for one in ours
        ]
        assert self.sent(store, theirs, 10, *ours) == [1, 1]


def test_a_run_is_followed_operation_by_operation(store: SqlStore) -> None:
    seen: list[tuple[int, int, Operation, JournalEntry]] = []
    both = world(
        InTripletex([], capabilities=replace(LIKE_TRIPLETEX, batch={})),
        AtPartner(firms(1, 2)),
        store,
    )
    watched = replace(both, watch=lambda *told: seen.append(told))
    engine.apply(planned(both), "{}", watched)
    assert [(done, total, one.key, entry.phase) for done, total, one, entry in seen] == [
        (1, 2, "1", Phase.DONE),
        (2, 2, "2", Phase.DONE),
    ]
    assert [entry.operation for *_, entry in seen] == [one.id for _, _, one, _ in seen]


def test_a_run_is_stopped_between_two_calls_and_resumed(store: SqlStore) -> None:
    tripletex = InTripletex([], capabilities=replace(LIKE_TRIPLETEX, batch={}))
    both = world(tripletex, AtPartner(firms(1, 2, 3)), store)
    asked = iter([False, True])
    with pytest.raises(InterruptedRun) as stopped:
        engine.apply(planned(both), "{}", replace(both, stop=lambda: next(asked)))
    assert stopped.value.problems[0].code == "stopped_on_request"
    assert len(held(tripletex, Kind.CUSTOMER)) == 1

    head = store.runs()[0]
    assert len(engine.report_so_far(head, store).lines) == 3
    report = engine.resume(head.id, both)
    assert report.counts[Kind.CUSTOMER][T].created == 3
    assert len(held(tripletex, Kind.CUSTOMER)) == 3


def interrupted(store: SqlStore, tripletex: InTripletex, theirs: list[Record]) -> World:
    """A run that was stopped before its second call."""
    both = world(tripletex, AtPartner(theirs), store)
    asked = iter([False, True])
    with pytest.raises(InterruptedRun):
        engine.apply(planned(both), "{}", replace(both, stop=lambda: next(asked)))
    return both


class TestWhatOthersMadeMeanwhile:
    def test_is_adopted_where_it_is_the_same(self, store: SqlStore) -> None:
        tripletex = InTripletex([], capabilities=replace(LIKE_TRIPLETEX, batch={}))
        both = interrupted(store, tripletex, firms(1, 2))
        tripletex.create(Kind.CUSTOMER, [Draft("by hand", {"number": "2", "name": "FIRMA 2"})])
        report = engine.resume(store.runs()[0].id, both)
        assert report.clean
        ids = {one.values["number"]: id_ for id_, one in held(tripletex, Kind.CUSTOMER).items()}
        assert [line.record for line in report.lines] == [ids["1"], ids["2"]]
        linked = {ids["1"]: "c1", ids["2"]: "c2"}
        assert store.links(1, "memory:partner", Kind.CUSTOMER) == linked

    def test_is_left_to_a_person_where_it_is_not(self, store: SqlStore) -> None:
        tripletex = InTripletex([], capabilities=replace(LIKE_TRIPLETEX, batch={}))
        both = interrupted(store, tripletex, firms(1, 2))
        tripletex.create(Kind.CUSTOMER, [Draft("by hand", {"number": "2", "name": "En annen"})])
        report = engine.resume(store.runs()[0].id, both)
        unclear = Problem("outcome_unclear", kind="customer", subject="2")
        assert [(line.phase, line.problem) for line in report.lines] == [
            (Phase.DONE, None),
            (Phase.UNCERTAIN, unclear),
        ]
        assert len(held(tripletex, Kind.CUSTOMER)) == 2

    def test_is_not_ruled_out_where_what_the_run_made_is_gone(self, store: SqlStore) -> None:
        """Its rights may be gone, so what is not seen shows nothing; what is done stays done."""
        tripletex = InTripletex([], capabilities=replace(LIKE_TRIPLETEX, batch={}))
        both = interrupted(store, tripletex, firms(1, 2))
        [made] = held(tripletex, Kind.CUSTOMER)
        tripletex.remove(Kind.CUSTOMER, [Removal("by hand", made, "1", {})])
        report = engine.resume(store.runs()[0].id, both)
        unclear = Problem("outcome_unclear", kind="customer", subject="2")
        assert [(line.phase, line.problem) for line in report.lines] == [
            (Phase.DONE, None),
            (Phase.UNCERTAIN, unclear),
        ]
        assert held(tripletex, Kind.CUSTOMER) == {}


def test_what_needs_a_refused_record_is_skipped_and_says_so(store: SqlStore) -> None:
    class Refusing(InTripletex):
        def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
            if kind is Kind.DEPARTMENT:
                return [Outcome(one.operation, OutcomeState.REJECTED) for one in drafts]
            return super().create(kind, drafts)

    person = {"first_name": "Kari", "last_name": "Moe", "department": "Salg"}
    theirs = [record(Kind.EMPLOYEE, P, "a", number="1", **person)]
    both = world(Refusing([]), AtPartner(theirs), store)
    report = engine.apply(planned(both), "{}", both)
    assert [one.phase for one in report.lines] == [Phase.FAILED, Phase.SKIPPED]
    assert [one.problem for one in report.lines] == [
        Problem("write_rejected", kind="department", subject="Salg"),
        Problem("needed_failed", kind="employee", subject="1", params={"needed": "Salg"}),
    ]


class TestIdsThatLast:
    """A partner's record that a new one is made from has an id that lasts before it is made."""

    ROW = record(Kind.CUSTOMER, P, "row", anchored=False, name="Ny", number="7")

    def test_are_stored_before_the_record_is_made(self, store: SqlStore) -> None:
        asked: list[Change] = []

        class Asked(AtPartner):
            def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
                asked.extend(changes)
                return super().update(kind, changes)

        here = world(InTripletex([]), theirs := Asked([self.ROW]), store)
        plan = planned(here)
        assert engine.apply(plan, "{}", here).clean
        assert asked == [Change(plan.operations[0].id, "row", {})]
        assert held(theirs, Kind.CUSTOMER) == {"row": replace(self.ROW, anchored=True)}

    def test_without_one_nothing_is_made(self, store: SqlStore) -> None:
        ours, theirs = InTripletex([]), AtPartner([self.ROW])
        here = world(ours, theirs, store)
        plan = planned(here)
        theirs._records.clear()
        report = engine.apply(plan, "{}", here)
        gone = Problem("memory.unknown_record", kind="customer", subject="7")
        assert [(line.phase, line.problem) for line in report.lines] == [(Phase.SKIPPED, gone)]
        assert held(ours, Kind.CUSTOMER) == {}

    def test_one_whose_record_was_changed_meanwhile_is_not_made(self, store: SqlStore) -> None:
        class Stale(AtPartner):
            def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
                return [Outcome(one.operation, OutcomeState.STALE) for one in changes]

        here = world(InTripletex([]), Stale([self.ROW]), store)
        report = engine.apply(planned(here), "{}", here)
        stale = Problem("changed_meanwhile", kind="customer", subject="7")
        assert [(line.phase, line.problem) for line in report.lines] == [(Phase.SKIPPED, stale)]

    @pytest.mark.parametrize("said", [None, Problem("workbook.open_elsewhere")])
    def test_a_partner_that_cannot_be_reached_interrupts_before_anything_is_made(
        self, store: SqlStore, said: Problem | None
    ) -> None:
        class Away(AtPartner):
            def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
                unsent = OutcomeState.UNSENT
                return [Outcome(one.operation, unsent, problem=said) for one in changes]

        ours = InTripletex([])
        here = world(ours, Away([self.ROW]), store)
        with pytest.raises(InterruptedRun) as stopped:
            engine.apply(planned(here), "{}", here)
        unsent = replace(said or Problem("not_sent"), kind="customer", subject="7")
        assert stopped.value.problems == (unsent,)
        assert held(ours, Kind.CUSTOMER) == {}

    def test_are_stored_once_a_kind_however_many_calls_make_the_records(
        self, store: SqlStore
    ) -> None:
        rows = [
            record(Kind.CUSTOMER, P, f"row{n}", anchored=False, name=f"Ny {n}", number=f"{n}")
            for n in range(5)
        ]
        can = replace(LIKE_TRIPLETEX, batch={(Kind.CUSTOMER, "create"): 2})
        theirs = Faulty(AtPartner(rows), iter(()))
        here = world(InTripletex([], capabilities=can), theirs, store)
        report = engine.apply(planned(here), "{}", here)
        assert report.counts[Kind.CUSTOMER][T].created == 5
        assert theirs.calls["write"] == 1

    def test_are_stored_one_by_one_where_the_partner_does_not_say(self, store: SqlStore) -> None:
        rows = [
            record(Kind.CUSTOMER, P, f"row{n}", anchored=False, name=f"Ny {n}", number=f"{n}")
            for n in range(3)
        ]
        can = replace(LIKE_A_PARTNER, batch={})
        theirs = Faulty(AtPartner(rows, capabilities=can), iter(()))
        here = world(InTripletex([]), theirs, store)
        assert engine.apply(planned(here), "{}", here).clean
        assert theirs.calls["write"] == 3


class Answering(InTripletex):
    """Answers every write in one way, without carrying it out."""

    def __init__(
        self, records: Sequence[Record], state: OutcomeState, said: Problem | None
    ) -> None:
        super().__init__(records)
        self.state, self.said = state, said
        self.calls: list[int] = []

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        self.calls.append(len(drafts))
        return [self.answer(one.operation) for one in drafts]

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        self.calls.append(len(changes))
        return [self.answer(one.operation) for one in changes]

    def answer(self, operation: str) -> Outcome:
        return Outcome(operation, self.state, None, self.said, "request-1")


SAID = Problem("http.refused", Actor.ADMINISTRATOR, detail="18000: nei")


class TestARefusal:
    """Of a change, or of a record that stood alone in its call, nothing is left to look up."""

    KNOWN = record(Kind.CUSTOMER, T, "1", number="1", name="Firma 1")

    @pytest.mark.parametrize(
        ("state", "code"),
        [
            (OutcomeState.REJECTED, "write_rejected"),
            (OutcomeState.STALE, "changed_meanwhile"),
            (OutcomeState.EXISTS, "write_rejected"),
            (OutcomeState.BATCH_REJECTED, "write_rejected"),
        ],
    )
    @pytest.mark.parametrize("said", [None, SAID])
    def test_of_a_change_is_final(
        self, store: SqlStore, state: OutcomeState, code: str, said: Problem | None
    ) -> None:
        ours = Answering([self.KNOWN], state, said)
        theirs = record(Kind.CUSTOMER, P, "c1", number="1", name="Firma 1", city="Ås")
        here = world(ours, AtPartner([theirs]), store)
        [link, change] = engine.apply(planned(here), "{}", here).lines
        told = replace(said or Problem(code), kind="customer", subject="1")
        assert (link.phase, change.phase) == (Phase.DONE, Phase.FAILED)
        assert (change.problem, change.request, ours.calls) == (told, "request-1", [1])

    def test_of_a_record_alone_in_its_batch_is_final(self, store: SqlStore) -> None:
        ours = Answering([], OutcomeState.BATCH_REJECTED, SAID)
        here = world(ours, AtPartner(firms(1, 2, 3)), store)
        lines = engine.apply(planned(here), "{}", here).lines
        told = [replace(SAID, kind="customer", subject=key) for key in "123"]
        assert [(one.phase, one.problem) for one in lines] == [(Phase.FAILED, one) for one in told]
        assert ours.calls == [3, 2, 1, 1, 1]  # the larger half first, and so on

    @pytest.mark.parametrize(
        ("state", "code", "sent", "slept"),
        [
            (OutcomeState.EXISTS, "exists_unseen", 1, []),
            (OutcomeState.UNCERTAIN, "outcome_unclear", 3, [60.0, 60.0, 60.0]),
        ],
    )
    def test_that_cannot_be_understood_is_left_to_a_person(
        self, store: SqlStore, state: OutcomeState, code: str, sent: int, slept: list[float]
    ) -> None:
        ours, clock = Answering([], state, SAID), Clock()
        here = World({T: ours, P: AtPartner(firms(1))}, store, clock)
        [line] = engine.apply(planned(here), "{}", here).lines
        unclear = Problem(code, kind="customer", subject="1")
        assert (line.phase, line.problem) == (Phase.UNCERTAIN, unclear)
        assert (ours.calls, clock.slept) == ([1] * sent, slept)

    @pytest.mark.parametrize("said", [None, SAID])
    def test_of_what_was_never_sent_interrupts(self, store: SqlStore, said: Problem | None) -> None:
        here = world(Answering([], OutcomeState.UNSENT, said), AtPartner(firms(1, 2)), store)
        with pytest.raises(InterruptedRun) as stopped:
            engine.apply(planned(here), "{}", here)
        unsent = replace(said or Problem("not_sent"), kind="customer", subject="1")
        assert stopped.value.problems == (unsent,)
        assert stopped.value.run == store.runs()[0].id


def test_an_assigned_number_that_was_taken_meanwhile_is_not_written(store: SqlStore) -> None:
    theirs = AtPartner([record(Kind.CUSTOMER, P, f"x{n}", name=f"Ny {n}") for n in range(2)])
    here = world(InTripletex([]), theirs, store)
    plan = planned(here)
    theirs.create(Kind.CUSTOMER, [Draft("by hand", {"number": "10001", "name": "En annen"})])
    lines = engine.apply(plan, "{}", here).lines
    params = {"field": "number", "value": "10001"}
    taken = Problem("value_taken", kind="customer", subject="Ny 0", params=params)
    assert [(one.side, one.phase, one.problem) for one in lines] == [
        (T, Phase.DONE, None),
        (T, Phase.DONE, None),
        (P, Phase.SKIPPED, taken),
        (P, Phase.DONE, None),
    ]
    assert held(theirs, Kind.CUSTOMER)["x1"].values["number"] == "10002"
