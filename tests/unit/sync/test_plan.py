"""From two registers to operations in order, questions, stops and counts that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.sync.building import (
    CUSTOMER,
    DEPARTMENT,
    EMPLOYEE,
    PROJECT,
    P,
    T,
    whole,
)
from unit.sync.surveying import HUS, KARI, OLA, codes, said, survey

from wizard.errors import Actor, Problem
from wizard.model.connection import Capabilities
from wizard.model.matching import Authority, Choice, Direction, Policy, Resolution
from wizard.model.plan import Agreement, KindCounts, Verb
from wizard.model.records import Completeness, Kind, Record, Side, Value
from wizard.sync.engine import fingerprinted, make_plan
from wizard.sync.match import match


class TestOrder:
    records = (
        whole(EMPLOYEE, T, "1", **KARI),
        whole(EMPLOYEE, P, "a", email="kari@x.no", department="Salg", **KARI),
        whole(EMPLOYEE, P, "b", department="Salg", **OLA),
        whole(CUSTOMER, T, "5", number="5", name="Eik"),
        whole(CUSTOMER, P, "e", name="Ny"),
        whole(CUSTOMER, P, "f", number="6", name="Ask"),
        whole(PROJECT, P, "p", customer_number="6", manager_number="2", **HUS),
    )

    def test_is_partner_first_then_tripletex_then_the_assigned_numbers(self) -> None:
        assert said(make_plan(survey(*self.records), Policy()).operations) == [
            (P, Verb.LINK, EMPLOYEE, "1"),
            (P, Verb.CREATE, CUSTOMER, "5"),
            (T, Verb.CREATE, DEPARTMENT, "Salg"),
            (T, Verb.CREATE, EMPLOYEE, "2"),
            (T, Verb.UPDATE, EMPLOYEE, "1"),
            (T, Verb.CREATE, CUSTOMER, "6"),
            (T, Verb.CREATE, CUSTOMER, "Ny"),
            (T, Verb.CREATE, PROJECT, "9"),
            (P, Verb.UPDATE, CUSTOMER, "Ny"),
        ]

    def test_puts_what_an_operation_needs_before_it(self) -> None:
        plan = make_plan(survey(*self.records), Policy())
        ids = [one.id for one in plan.operations]
        needing = [one for one in plan.operations if one.needs]
        assert len(needing) == 4
        for one in needing:
            assert all(ids.index(need) < ids.index(one.id) for need in one.needs)

    def test_is_the_same_for_the_same_registers(self) -> None:
        one, other = (make_plan(survey(*self.records), Policy()) for _ in range(2))
        assert one == other
        assert fingerprinted(one).fingerprint == one.fingerprint
        assert make_plan(survey(*self.records[1:]), Policy()).fingerprint != one.fingerprint


class TestNewRecords:
    @pytest.mark.parametrize("allowed", list(Direction))
    def test_are_made_where_the_set_up_allows_it(self, allowed: Direction) -> None:
        records = (
            whole(CUSTOMER, T, "1", number="1", name="A"),
            whole(CUSTOMER, P, "b", number="2", name="B"),
        )
        plan = make_plan(survey(*records), Policy(create_missing=allowed))
        assert {one.side for one in plan.operations} == {s for s in Side if allowed.allows(s)}
        assert plan.counts[CUSTOMER] == KindCounts(only_tripletex=1, only_partner=1)
        assert not plan.stops

    def test_are_not_made_of_a_kind_that_is_excepted(self) -> None:
        policy = Policy(creates={CUSTOMER: Direction.PARTNER, EMPLOYEE: Direction.TRIPLETEX})
        records = (
            whole(CUSTOMER, T, "1", number="1", name="A"),
            whole(CUSTOMER, P, "b", number="2", name="B"),
            whole(EMPLOYEE, T, "1", **KARI),
            whole(EMPLOYEE, P, "b", department="Salg", **OLA),
        )
        assert said(make_plan(survey(*records), policy).operations) == [
            (P, Verb.CREATE, CUSTOMER, "1"),
            (T, Verb.CREATE, DEPARTMENT, "Salg"),
            (T, Verb.CREATE, EMPLOYEE, "2"),
        ]

    @pytest.mark.parametrize(
        ("employees", "others"),
        [(Direction.TRIPLETEX, Direction.PARTNER), (Direction.PARTNER, Direction.TRIPLETEX)],
    )
    def test_bring_their_department_only_where_employees_are_made(
        self, employees: Direction, others: Direction
    ) -> None:
        kari = whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", department="Salg", **KARI)
        policy = Policy(create_missing=others, creates={EMPLOYEE: employees})
        plan = make_plan(survey(*kari), policy)
        made = [one.key for one in plan.operations if one.kind is DEPARTMENT]
        assert made == (["Salg"] if employees is Direction.TRIPLETEX else [])

    def test_need_what_the_side_requires(self) -> None:
        plan = make_plan(survey(whole(PROJECT, P, "p", name="Hus")), Policy())
        assert not plan.operations
        assert [(s.problem.code, s.problem.params["field"]) for s in plan.stops] == [
            ("missing_required", "manager_number")
        ]
        assert plan.counts[PROJECT].blocked == 1

    def test_are_not_made_of_a_kind_that_is_only_read(self) -> None:
        reader = Capabilities({CUSTOMER: frozenset()})
        records = [whole(CUSTOMER, T, str(n), number=str(n), name=f"Firma {n}") for n in range(3)]
        plan = make_plan(survey(*records, theirs=reader), Policy())
        assert not plan.operations
        assert [(s.problem.code, s.count, s.side) for s in plan.stops] == [("kind_read_only", 3, P)]
        assert plan.counts[CUSTOMER].blocked == 3

    @pytest.mark.parametrize("reason", [None, Problem("tripletex.hidden", Actor.ADMINISTRATOR)])
    def test_are_not_made_where_the_side_was_not_seen_whole(self, reason: Problem | None) -> None:
        records = [whole(CUSTOMER, P, str(n), number=str(n), name=f"Firma {n}") for n in range(3)]
        half = {(T, CUSTOMER): Completeness.PARTIAL}
        plan = make_plan(survey(*records, worth=half, reason=reason), Policy())
        assert not plan.operations
        [stop] = plan.stops
        assert stop.problem.code == (reason.code if reason else "kind_not_visible")
        assert (stop.problem.kind, stop.count, stop.side) == ("customer", 3, T)

    def test_get_no_field_that_the_side_does_not_carry(self) -> None:
        narrow = Capabilities({CUSTOMER: frozenset({"number", "name"})})
        record = whole(CUSTOMER, T, "1", number="1", name="A", city="Oslo")
        [made] = make_plan(survey(record, theirs=narrow), Policy()).operations
        assert dict(made.fields) == {"number": "1", "name": "A"}


class TestAssignedNumbers:
    record = whole(CUSTOMER, P, "b", name="Ny")

    def test_are_followed_back(self) -> None:
        create, back = make_plan(survey(self.record), Policy()).operations
        assert (back.side, back.target, back.because) == (P, "b", "assigned")
        assert dict(back.takes) == {"number": create.id}
        assert back.needs == (create.id,)

    def test_are_not_where_the_partner_may_not_be_filled(self) -> None:
        plan = make_plan(survey(self.record), Policy(fill_missing=Direction.TRIPLETEX))
        assert said(plan.operations) == [(T, Verb.CREATE, CUSTOMER, "Ny")]

    @pytest.mark.parametrize("held", [{CUSTOMER: frozenset({"name"})}, {}])
    def test_are_not_where_the_partner_cannot_hold_them(
        self, held: dict[Kind, frozenset[str]]
    ) -> None:
        narrow = Capabilities(held)
        plan = make_plan(survey(self.record, theirs=narrow), Policy())
        assert len(plan.operations) == 1


class TestPairs:
    def pair(self, **theirs: Value) -> tuple[Record, Record]:
        firm: dict[str, Value] = {"number": "1", "name": "Berg"}
        return whole(CUSTOMER, T, "1", **firm), whole(CUSTOMER, P, "a", **firm, **theirs)

    @pytest.mark.parametrize("allowed", list(Direction))
    def test_are_filled_where_the_set_up_allows_it(self, allowed: Direction) -> None:
        plan = make_plan(survey(*self.pair(city="Ås")), Policy(fill_missing=allowed))
        written = [one for one in plan.operations if one.verb is Verb.UPDATE]
        assert bool(written) is allowed.allows(T)
        assert plan.counts[CUSTOMER] == KindCounts(linked=1, differing=1)

    def test_that_are_equal_are_only_linked(self) -> None:
        [link] = make_plan(survey(*self.pair()), Policy()).operations
        assert (link.verb, link.write, link.because) == (Verb.LINK, False, "number")
        assert link.agreed["name"] == "berg"

    def test_have_their_id_stored_where_it_is_not(self) -> None:
        ours, theirs = self.pair()
        [link] = make_plan(survey(ours, replace(theirs, anchored=False)), Policy()).operations
        assert link.write

    def test_that_are_linked_and_equal_are_only_remembered(self) -> None:
        plan = make_plan(survey(*self.pair(), links={CUSTOMER: {"1": "a"}}), Policy())
        assert not plan.operations
        agreed = dict(self.pair()[0].keys)
        assert plan.agreed == (Agreement(CUSTOMER, "1", "a", agreed),)

    def test_with_a_fault_are_left_alone_and_still_pointed_at(self) -> None:
        ours, theirs = self.pair(city="Ås", email="nei")
        hus = whole(PROJECT, P, "p", customer_number="1", manager_number="1", **HUS)
        plan = make_plan(survey(ours, theirs, hus, whole(EMPLOYEE, T, "7", **KARI)), Policy())
        assert codes(plan) == ["value_not_email"]
        assert plan.counts[CUSTOMER].blocked == 1
        [made] = [one for one in plan.operations if one.kind is PROJECT]
        assert made.references["customer_number"].id == "1"

    def test_are_not_stopped_by_what_tripletex_holds_just_so(self) -> None:
        odd: dict[str, Value] = {"number": "1", "name": "Ås Bygg", "organization_number": "123"}
        plan = make_plan(
            survey(whole(CUSTOMER, T, "1", **odd), whole(CUSTOMER, P, "a", **odd)), Policy()
        )
        assert codes(plan) == []
        assert plan.counts[CUSTOMER].equal == 1

    def test_with_several_faults_count_once(self) -> None:
        plan = make_plan(survey(*self.pair(email="nei", invoice_email="nei")), Policy())
        assert [stop.count for stop in plan.stops] == [1, 0]

    def test_with_a_question_wait(self) -> None:
        theirs = self.pair(phone="22334455")[1]
        plan = make_plan(
            survey(whole(CUSTOMER, T, "1", number="1", name="Bergs"), theirs), Policy()
        )
        assert not plan.operations
        assert [one.field for one in plan.questions] == ["name"]
        assert plan.counts[CUSTOMER].questions == 1

    def test_an_own_value_is_agreed_on_only_when_both_have_it(self) -> None:
        ours, theirs = whole(CUSTOMER, T, "1", number="1", name="Bergs"), self.pair()[1]
        [question] = make_plan(survey(ours, theirs), Policy()).questions
        answer = Resolution(question.id, Choice.VALUE, "Berge")
        plan = make_plan(survey(ours, theirs), Policy(), [answer])
        assert [one.side for one in plan.operations if one.fields] == [P, T]
        assert not any("name" in one.agreed for one in plan.operations)

    def test_that_a_person_tells_apart_are_two(self) -> None:
        ours, theirs = (
            whole(CUSTOMER, T, "1", number="1", name="Berg"),
            whole(CUSTOMER, P, "a", name="Berg"),
        )
        [question] = make_plan(survey(ours, theirs), Policy()).questions
        plan = make_plan(survey(ours, theirs), Policy(), [Resolution(question.id, Choice.APART)])
        assert plan.counts[CUSTOMER] == KindCounts(only_tripletex=1, only_partner=1)
        assert [one.verb for one in plan.operations] == [Verb.CREATE, Verb.CREATE, Verb.UPDATE]

    def test_that_a_person_skips_are_left_alone(self) -> None:
        ours, theirs = (
            whole(CUSTOMER, T, "1", number="1", name="Berg"),
            whole(CUSTOMER, P, "a", name="Berg"),
        )
        [question] = make_plan(survey(ours, theirs), Policy()).questions
        plan = make_plan(survey(ours, theirs), Policy(), [Resolution(question.id, Choice.SKIP)])
        assert codes(plan) == ["skipped_by_decision"]
        linked = make_plan(survey(ours, theirs), Policy(), [Resolution(question.id, Choice.LINK)])
        assert said(linked.operations)[0] == (P, Verb.LINK, CUSTOMER, "1")


class TestNumbersInUse:
    def test_are_given_to_no_second_record(self) -> None:
        links = {CUSTOMER: {"1": "a", "2": "b"}}
        records = (
            whole(CUSTOMER, T, "1", number="8", name="Berg"),
            whole(CUSTOMER, P, "a", number="7", name="Berg"),
            whole(CUSTOMER, T, "2", number="9", name="Eik"),
            whole(CUSTOMER, P, "b", number="8", name="Eik"),
        )
        plan = make_plan(survey(*records, links=links), Policy(Authority.TRIPLETEX))
        assert [(one.target, dict(one.fields)) for one in plan.operations] == [
            ("b", {"number": "9"})
        ]
        [stop] = plan.stops
        assert (stop.problem.code, stop.problem.params) == (
            "value_taken",
            {"field": "number", "value": "8"},
        )

    def test_are_not_given_out_twice_in_one_plan(self) -> None:
        links = {CUSTOMER: {"1": "a", "2": "b"}}
        number: dict[str, Value] = {"organization_number": "923609016"}
        records = (
            whole(CUSTOMER, T, "1", number="1", name="Berg", **number),
            whole(CUSTOMER, P, "a", number="1", name="Berg"),
            whole(CUSTOMER, T, "2", number="2", name="Eik", **number),
            whole(CUSTOMER, P, "b", number="2", name="Eik"),
        )
        plan = make_plan(survey(*records, links=links), Policy())
        assert [one.target for one in plan.operations] == ["a"]
        assert codes(plan) == ["value_taken"]


_small = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from([None, "1", "2", "3"]),
            "name": st.sampled_from(["Berg", "Eik", "Ask"]),
            "email": st.sampled_from([None, "a@x.no", "nei"]),
        }
    ),
    max_size=4,
)


@given(_small, _small, st.sampled_from(Authority), st.sampled_from(Direction), st.data())
def test_every_record_is_counted_exactly_once(
    ours: list[dict[str, Value]],
    theirs: list[dict[str, Value]],
    authority: Authority,
    allowed: Direction,
    data: st.DataObject,
) -> None:
    records = [whole(CUSTOMER, T, f"{n}", **one) for n, one in enumerate(ours)]
    records += [whole(CUSTOMER, P, f"p{n}", **one) for n, one in enumerate(theirs)]
    policy = Policy(authority, create_missing=allowed)
    found = survey(*records, kinds=[CUSTOMER])
    asked = make_plan(found, policy).questions
    answers = [Resolution(one.id, data.draw(st.sampled_from(one.options), one.id)) for one in asked]
    plan = make_plan(found, policy, [one for one in answers if one.choice is not Choice.VALUE])

    shots = found.snapshots[CUSTOMER]
    matches = match(shots[T], shots[P], {})
    apart = (Choice.APART, Choice.RENUMBER_TRIPLETEX, Choice.RENUMBER_PARTNER)
    told_apart = sum(one.choice in apart for one in answers)
    counts = plan.counts[CUSTOMER]
    states = (
        counts.equal,
        counts.differing,
        counts.only_tripletex,
        counts.only_partner,
        counts.blocked,
        counts.questions,
    )
    assert sum(states) == len(matches) + told_apart
    assert counts.linked == counts.equal + counts.differing
    assert sum(stop.count for stop in plan.stops if stop.whole) == counts.blocked


def test_whoever_asks_is_shown_what_was_decided_of_every_match() -> None:
    kari = (whole(EMPLOYEE, T, "k1", **KARI), whole(EMPLOYEE, P, "k2", **KARI))
    firm = whole(CUSTOMER, T, "f1", number="1", name="Nord AS")
    surveyed = survey(*kari, firm, kinds=(EMPLOYEE, CUSTOMER))
    shown: list[list[tuple[str, str | None]]] = []
    plan = make_plan(
        surveyed,
        Policy(),
        show=lambda decided: shown.append(
            [(one.match.subject.id, one.choice and str(one.choice)) for one in decided]
        ),
    )
    assert shown == [[("k2", "link")], [("f1", None)]]
    assert make_plan(surveyed, Policy()) == plan
