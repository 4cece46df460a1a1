"""What a plan tells of whatever it leaves alone, counted, and what it remembers of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from unit.sync.building import ALL, CUSTOMER, DEPARTMENT, EMPLOYEE, PROJECT, P, T, whole
from unit.sync.surveying import HUS, KARI, TRIPLETEX, survey

from wizard.errors import Actor, Problem
from wizard.model.connection import Capabilities
from wizard.model.matching import (
    Bond,
    Certainty,
    Choice,
    Conflict,
    Decided,
    Match,
    Policy,
    Resolution,
    Stop,
)
from wizard.model.plan import Agreement, KindCounts, Operation, Reference, SyncPlan, Verb
from wizard.model.proof import Input
from wizard.model.records import Completeness, Record, Side, Value
from wizard.sync.draft import linking
from wizard.sync.engine import Survey, fingerprinted, make_plan
from wizard.sync.identity import identified

ACROSS = {T: "only_tripletex", P: "only_partner"}


def firms(side: Side, *numbers: int) -> list[Record]:
    return [
        whole(CUSTOMER, side, f"{side.value[0]}{n}", number=f"{n}", name=f"Firma {n}")
        for n in numbers
    ]


def told(code: str, subject: str | None, side: Side, *, count: int = 1, **params: str) -> Stop:
    problem = Problem(code, kind="customer", subject=subject, params=params)
    return Stop(problem, side, count=count)


def answered(found: Survey, *choices: Choice) -> SyncPlan:
    """The plan once its questions are answered so."""
    questions = make_plan(found, Policy()).questions
    return make_plan(
        found,
        Policy(),
        [Resolution(one.id, choice) for one, choice in zip(questions, choices, strict=True)],
    )


@pytest.mark.parametrize("side", Side)
class TestAKindThatIsLeftAlone:
    def test_because_it_is_not_seen_says_so_once_for_all(self, side: Side) -> None:
        half = {(side.other, CUSTOMER): Completeness.PARTIAL}
        plan = make_plan(survey(*firms(side, 1, 2, 3), worth=half), Policy())
        hidden = Problem("kind_not_visible", Actor.ADMINISTRATOR, "customer")
        assert plan.stops == (Stop(hidden, side.other, count=3),)
        assert plan.counts[CUSTOMER] == KindCounts(blocked=3)
        own = Problem("tripletex.hidden", Actor.ADMINISTRATOR, "employee", detail="nei")
        plan = make_plan(survey(*firms(side, 1, 2), worth=half, reason=own), Policy())
        assert plan.stops == (Stop(replace(own, kind="customer"), side.other, count=2),)

    def test_because_it_is_only_read_says_so_once_and_first(self, side: Side) -> None:
        reader = Capabilities({**ALL, CUSTOMER: frozenset()})
        can = {"ours": TRIPLETEX, "theirs": TRIPLETEX} | {"ours" if side is P else "theirs": reader}
        odd = [replace(one, faults={"email": Problem("own")}) for one in firms(side, 9)]
        plan = make_plan(survey(*odd, *firms(side, 1, 2), **can), Policy())  # type: ignore[arg-type]
        closed = Problem("kind_read_only", Actor.ADMINISTRATOR, "customer")
        assert plan.stops == (
            Stop(closed, side.other, count=2),
            Stop(Problem("own"), side.other),
        )
        assert plan.counts[CUSTOMER] == KindCounts(blocked=3)

    def test_for_a_fault_of_its_own_is_told_field_by_field(self, side: Side) -> None:
        faults = {"name": Problem("one"), "city": Problem("other")}
        lost = [replace(one, faults=faults) for one in firms(side, 1, 2)]
        plan = make_plan(survey(*lost), Policy())
        assert plan.stops == 2 * (
            Stop(Problem("one"), side.other),
            Stop(Problem("other"), side.other, count=0),
        )
        assert plan.counts[CUSTOMER] == KindCounts(blocked=2)

    def test_by_what_is_missing_is_told_of_the_side_it_was_for(self, side: Side) -> None:
        needy = replace(TRIPLETEX, required={CUSTOMER: frozenset({"phone", "email"})})
        plan = make_plan(survey(*firms(side, 1, 2), ours=needy, theirs=needy), Policy())
        params = {"field": "email", "value": ""}
        assert plan.stops == tuple(
            told("missing_required", f"{n} Firma {n}", side.other, **params) for n in (1, 2)
        )
        assert plan.counts[CUSTOMER] == KindCounts(blocked=2)


def test_who_could_be_one_with_several_is_told_with_whom() -> None:
    ours = [whole(CUSTOMER, T, f"t{n}", number=f"{n}", name="Berg") for n in (1, 2)]
    plan = make_plan(survey(*ours, whole(CUSTOMER, P, "p", name="Berg", city="Ås")), Policy())
    assert plan.operations == ()
    assert plan.stops == (
        told("record_twin", "1 Berg", P, other="Berg"),
        told("record_twin", "2 Berg", P, other="Berg"),
        told("record_twin", "Berg", T, other="1 Berg"),
    )
    assert plan.counts[CUSTOMER] == KindCounts(blocked=3)


def test_pairs_that_a_person_skips_are_told_one_by_one() -> None:
    ours = [whole(CUSTOMER, T, f"t{n}", number=f"{n}", name=f"Nr {n} AS") for n in range(1, 3)]
    theirs = [whole(CUSTOMER, P, f"p{n}", name=f"Nr {n}") for n in range(1, 3)]
    plan = answered(survey(*ours, *theirs), Choice.SKIP, Choice.SKIP)
    assert plan.stops == tuple(told("skipped_by_decision", f"Nr {n}", T) for n in (1, 2))
    assert plan.counts[CUSTOMER] == KindCounts(blocked=2)
    asked = make_plan(survey(*ours, *theirs), Policy())
    assert asked.counts[CUSTOMER] == KindCounts(questions=2)
    assert [replace(one, id="") for one in asked.questions] == [
        Conflict(
            "",
            CUSTOMER,
            "same_name",
            f"Nr {n}",
            (Choice.LINK, Choice.APART, Choice.SKIP),
            tripletex=f"{n} Nr {n} AS",
            partner=f"Nr {n}",
        )
        for n in (1, 2)
    ]


@pytest.mark.parametrize(
    ("choice", "bond"), [(Choice.GONE, Bond.GONE), (Choice.FORGET, Bond.FORGOTTEN)]
)
def test_what_is_said_of_a_record_that_is_gone_is_remembered(choice: Choice, bond: Bond) -> None:
    links = {CUSTOMER: {f"t{n}": f"p{n}" for n in range(1, 4)}}
    plan = answered(survey(*firms(T, 1, 2, 3), *firms(P, 1, 2), links=links), choice)
    assert plan.agreed[-1] == Agreement(CUSTOMER, "t3", "p3", {}, bond)
    gone = choice is Choice.GONE
    assert plan.stops == ((told("record_gone", "3 Firma 3", P),) if gone else ())
    assert [(one.verb, one.source) for one in plan.operations] == (
        [] if gone else [(Verb.CREATE, "t3")]
    )
    assert plan.counts[CUSTOMER] == KindCounts(
        linked=2, equal=2, blocked=int(gone), only_tripletex=int(not gone)
    )


def test_new_records_and_pairs_are_all_counted() -> None:
    ours, theirs = firms(T, 1, 2, 3, 4, 5, 6), firms(P, 3, 4, 5, 6, 7, 8)
    changed = [whole(CUSTOMER, P, one.id, **{**one.values, "city": "Ås"}) for one in theirs[2:4]]
    plan = make_plan(survey(*ours, *theirs[:2], *changed, *theirs[4:]), Policy())
    assert plan.counts[CUSTOMER] == KindCounts(
        linked=4, equal=2, differing=2, only_tripletex=2, only_partner=2
    )
    assert plan.counts[EMPLOYEE] == KindCounts()


def test_a_number_that_tripletex_assigns_is_followed_back_in_full() -> None:
    row = replace(whole(CUSTOMER, P, "b", name="Ny"), version="4", handles={"row": "7"})
    create, back = make_plan(survey(row), Policy()).operations
    assert replace(create, id="") == Operation(
        "",
        Verb.CREATE,
        T,
        CUSTOMER,
        "Ny",
        "only_partner",
        source="b",
        fields={"name": "Ny"},
        agreed={"name": "ny"},
    )
    assert replace(back, id="") == Operation(
        "",
        Verb.UPDATE,
        P,
        CUSTOMER,
        "Ny",
        "assigned",
        target="b",
        fields={"number": None},
        before={"number": None},
        version="4",
        takes={"number": create.id},
        handles={"row": "7"},
        needs=(create.id,),
    )


class TestTwoWithOneNumber:
    pair = (
        whole(CUSTOMER, T, "1", number="7", name="Berg"),
        whole(CUSTOMER, P, "a", number="07", name="Eik"),
    )

    def test_are_made_across_once_one_has_a_new_number(self) -> None:
        plan = answered(survey(*self.pair, *firms(T, 41)), Choice.RENUMBER_PARTNER)
        renumber, *made = plan.operations
        assert (renumber.target, renumber.fields) == ("a", {"number": "42"})
        assert [(one.side, one.verb, one.fields["number"], one.needs) for one in made] == [
            (P, Verb.CREATE, "7", (renumber.id,)),
            (P, Verb.CREATE, "41", ()),
            (T, Verb.CREATE, "42", (renumber.id,)),
        ]
        assert plan.counts[CUSTOMER] == KindCounts(only_tripletex=2, only_partner=1)

    def test_are_made_across_once_tripletexs_own_has_a_new_number(self) -> None:
        plan = answered(survey(*self.pair), Choice.RENUMBER_TRIPLETEX)
        [renumber] = [one for one in plan.operations if one.verb is Verb.UPDATE]
        made = [one for one in plan.operations if one.verb is Verb.CREATE]
        assert (renumber.side, renumber.target) == (T, "1")
        assert (renumber.before, renumber.fields) == ({"number": "7"}, {"number": "8"})
        assert [(one.side, one.fields, one.needs) for one in made] == [
            (P, {"number": "8", "name": "Berg"}, (renumber.id,)),
            (T, {"number": "07", "name": "Eik"}, (renumber.id,)),
        ]

    @pytest.mark.parametrize(("side", "subject"), [(T, "07 Eik"), (P, "7 Berg")])
    def test_are_left_alone_where_one_of_them_cannot_be_made(
        self, side: Side, subject: str
    ) -> None:
        needy = replace(TRIPLETEX, required={CUSTOMER: frozenset({"phone"})})
        found = survey(*self.pair, **{"ours" if side is T else "theirs": needy})  # type: ignore[arg-type]
        plan = answered(found, Choice.RENUMBER_TRIPLETEX)
        params = {"field": "phone", "value": ""}
        assert plan.operations == ()
        assert plan.stops == (told("missing_required", subject, side, **params),)
        assert plan.counts[CUSTOMER] == KindCounts(blocked=1)


class TestReferences:
    kari = whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", **KARI)
    hus: Mapping[str, Value] = {**HUS, "manager_number": "1"}

    def pair(self, number: str) -> tuple[Record, Record]:
        ours = replace(whole(PROJECT, T, "9", **self.hus), handles={"a": "b"})
        return ours, whole(PROJECT, P, "p", customer_number=number, **self.hus)

    def test_to_what_is_there_are_written_by_its_id(self) -> None:
        berg = firms(T, 6)[0], whole(CUSTOMER, P, "p6", number="6", name="Firma 6")
        plan = make_plan(survey(*self.kari, *berg, *self.pair("6")), Policy())
        change = plan.operations[-1]
        assert replace(change, id="") == Operation(
            "",
            Verb.UPDATE,
            T,
            PROJECT,
            "9",
            "fill_tripletex",
            target="9",
            source="p",
            fields={"customer_number": "6"},
            before={"customer_number": None},
            version="1",
            references={"customer_number": Reference(CUSTOMER, id="t6")},
            handles={"a": "b", "manager_number": "1"},
            agreed={"customer_number": "t6"},
        )

    def test_to_what_is_made_first_wait_for_it_and_agree_on_nothing_yet(self) -> None:
        plan = make_plan(survey(*self.kari, *firms(P, 6), *self.pair("6")), Policy())
        [create] = [one for one in plan.operations if one.kind is CUSTOMER]
        change = plan.operations[-1]
        assert change.references == {"customer_number": Reference(CUSTOMER, operation=create.id)}
        assert (change.needs, change.agreed) == ((create.id,), {})

    def test_to_what_the_key_may_not_see_keep_a_record_from_being_made(self) -> None:
        ours = whole(PROJECT, T, "9", customer_number="6", **self.hus)
        plan = make_plan(survey(*self.kari, ours), Policy())
        params = {"field": "customer_number", "value": "6"}
        blocked = Problem("reference_blocked", kind="project", subject="9 Hus", params=params)
        assert plan.stops == (Stop(blocked, P),)

    def test_to_a_department_that_cannot_be_made_are_told_by_its_name(self) -> None:
        here = replace(TRIPLETEX, writable={**ALL, DEPARTMENT: frozenset()})
        theirs = whole(EMPLOYEE, P, "a", department="Salg", **KARI)
        params = {"field": "department", "value": "Salg"}
        missing = Problem(
            "department_missing", kind="employee", subject="1 Kari Moe", params=params
        )
        alone = make_plan(survey(theirs, ours=here), Policy())
        assert alone.stops == (Stop(missing),)
        paired = make_plan(survey(self.kari[0], theirs, ours=here), Policy())
        assert paired.stops == (Stop(missing, whole=False),)

    def test_to_a_department_that_is_there_are_written_by_its_id(self) -> None:
        theirs = whole(EMPLOYEE, P, "a", department="SALG", **KARI)
        there = whole(DEPARTMENT, T, "3", name="Salg")
        [person] = make_plan(survey(there, theirs), Policy()).operations
        assert person.references == {"department": Reference(DEPARTMENT, id="3")}
        assert person.needs == ()

    def test_to_a_new_department_make_it_in_full(self) -> None:
        theirs = whole(EMPLOYEE, P, "a", department="Salg", **KARI)
        made, person = make_plan(survey(theirs), Policy()).operations
        assert replace(made, id="") == Operation(
            "", Verb.CREATE, T, DEPARTMENT, "Salg", "department_used", fields={"name": "Salg"}
        )
        assert person.references == {"department": Reference(DEPARTMENT, operation=made.id)}
        assert person.agreed["department"] == "salg"


def test_a_fingerprint_is_of_what_is_done_and_not_of_what_was_read() -> None:
    plan = make_plan(survey(*firms(T, 1)), Policy())
    read = (Input(CUSTOMER, T, "d", 1, Completeness.COMPLETE),)
    assert fingerprinted(replace(plan, inputs=read)).fingerprint == plan.fingerprint
    assert fingerprinted(replace(plan, fingerprint="x")) == plan
    assert fingerprinted(replace(plan, partner="x")).fingerprint != plan.fingerprint


def test_an_operation_is_known_by_all_that_it_says() -> None:
    kari = whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", department="Salg", **KARI)
    firms_ = (*firms(T, 1, 2), *firms(P, 3), whole(CUSTOMER, P, "b", name="Ny"))
    plan = make_plan(survey(*kari, *firms_), Policy())
    assert {one.because for one in plan.operations} == {
        "number",
        "department_used",
        "fill_tripletex",
        "only_tripletex",
        "only_partner",
        "assigned",
    }
    twice = survey(*TestTwoWithOneNumber.pair)
    renumber = answered(twice, Choice.RENUMBER_TRIPLETEX).operations[0]
    for one in (*plan.operations, renumber):
        assert one == identified(replace(one, id=""))


def test_two_that_nothing_speaks_for_are_one_because_a_person_said_so() -> None:
    pair = Match(CUSTOMER, Certainty.AMBIGUOUS, firms(T, 1)[0], firms(P, 2)[0])
    link = linking(Decided(pair, Choice.LINK, agreed={"city": "ås"}))
    assert (link.because, link.key, link.agreed, link.write) == (
        "decided",
        "1",
        {"city": "ås"},
        False,
    )
