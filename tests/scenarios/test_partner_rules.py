"""Plans under a partner's profile: each line of its recipe, on registers in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, whole
from unit.sync.surveying import HUS, KARI, codes, said, survey

from wizard.documents.problems import problem_json
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Mark, Record, Side, Value
from wizard.model.rules import (
    NO_RULES,
    Condition,
    Derive,
    MapValues,
    Occasion,
    Ruleset,
    SkipWhen,
    StopRule,
    Words,
)
from wizard.profiles import load_profile
from wizard.sync.engine import make_plan

SVENN = load_profile("svenn")
HUMA = load_profile("huma")
SAID = Words("Slik er det.", "So it is.")
MANAGER = (whole(EMPLOYEE, T, "1", **KARI), whole(EMPLOYEE, P, "a", **KARI))
CLOSED: dict[str, Value] = {**HUS, "manager_number": "1"}


def svenn(*records: Record, links: Mapping[Kind, Mapping[str, str]] | None = None) -> SyncPlan:
    return make_plan(survey(*records, links=links), SVENN.policy, (), SVENN.rules)


def rules_of(plan: SyncPlan) -> list[str]:
    return [stop.problem.params["rule"] for stop in plan.stops if "rule" in stop.problem.params]


def writes(plan: SyncPlan, kind: Kind) -> list[tuple[Side, Verb, dict[str, Value]]]:
    return [(one.side, one.verb, dict(one.fields)) for one in plan.operations if one.kind is kind]


def project(side: Side, **more: Value) -> Record:
    return whole(PROJECT, side, "9" if side is T else "p", **{**CLOSED, **more})


class TestSvennsProjects:
    def test_without_a_start_date_are_not_sent(self) -> None:
        plan = svenn(*MANAGER, project(P, start_date=None))
        assert rules_of(plan) == ["project-start-date"]
        assert not writes(plan, PROJECT)
        assert plan.counts[PROJECT].blocked == 1

    def test_without_a_start_date_are_linked_and_filled(self) -> None:
        plan = svenn(*MANAGER, project(T), project(P, start_date=None))
        assert not plan.stops
        assert writes(plan, PROJECT)[1] == (P, Verb.UPDATE, {"start_date": "2024-01-01"})

    @pytest.mark.parametrize("paired", [True, False])
    def test_under_another_are_left_alone(self, paired: bool) -> None:
        below = replace(project(T), marks=frozenset({Mark.SUBPROJECT}))
        others = [project(P, description="Nytt")] if paired else []
        plan = svenn(*MANAGER, below, *others)
        assert rules_of(plan) == ["no-subprojects"]
        assert not writes(plan, PROJECT)
        assert (plan.counts[PROJECT].blocked, plan.counts[PROJECT].linked) == (1, 0)

    def test_internal_in_tripletex_are_not_created(self) -> None:
        plan = svenn(*MANAGER, project(T, is_internal=True))
        assert rules_of(plan) == ["internal-not-created"]
        assert codes(plan) == ["rule_stops_tripletex"]

    def test_internal_in_tripletex_are_linked_and_stay_internal(self) -> None:
        plan = svenn(*MANAGER, project(T, is_internal=True), project(P))
        assert not plan.questions
        assert writes(plan, PROJECT)[1:] == [(P, Verb.UPDATE, {"is_internal": True})]

    def test_never_become_internal_from_svenn(self) -> None:
        plan = svenn(*MANAGER, project(T, is_internal=False), project(P, is_internal=True))
        assert writes(plan, PROJECT)[1:] == [(P, Verb.UPDATE, {"is_internal": False})]

    @pytest.mark.parametrize(("number", "sent"), [("Å.12b", True), ("P-12", False)])
    def test_have_numbers_of_digits_letters_and_full_stops(self, number: str, sent: bool) -> None:
        plan = svenn(*MANAGER, project(T, number=number))
        assert bool(writes(plan, PROJECT)) is sent
        assert rules_of(plan) == ([] if sent else ["project-number"])

    def test_keep_their_number_where_svenn_could_not_hold_the_other(self) -> None:
        links = {PROJECT: {"9": "p"}}
        plan = svenn(*MANAGER, project(T, number="P-9"), project(P, number="9"), links=links)
        assert not plan.questions
        assert writes(plan, PROJECT) == [(T, Verb.UPDATE, {"number": "9"})]

    def test_without_a_number_get_svenns(self) -> None:
        links = {PROJECT: {"9": "p"}}
        plan = svenn(*MANAGER, project(T, number=None), project(P), links=links)
        assert writes(plan, PROJECT) == [(T, Verb.UPDATE, {"number": "9"})]

    @pytest.mark.parametrize("finished", [T, P])
    def test_finished_on_one_side_are_closed_on_the_other(self, finished: Side) -> None:
        plan = svenn(*MANAGER, project(finished, is_closed=True), project(finished.other))
        assert not plan.questions
        assert writes(plan, PROJECT)[1:] == [(finished.other, Verb.UPDATE, {"is_closed": True})]


class TestSvennsCustomers:
    def test_with_other_than_digits_in_their_number_are_left_alone(self) -> None:
        plan = svenn(whole(CUSTOMER, P, "c", number="K7", name="Berg"))
        assert rules_of(plan) == ["customer-number"]
        assert codes(plan) == ["rule_stops_partner"]
        assert svenn(whole(CUSTOMER, P, "c", number="7", name="Berg")).operations

    @pytest.mark.parametrize("inactive", [T, P])
    def test_inactive_ones_are_left_alone(self, inactive: Side) -> None:
        idle, berg = {"is_inactive": True}, {"number": "7", "name": "Berg", "email": "b@x.no"}
        ours = whole(CUSTOMER, T, "7", **berg, **(idle if inactive is T else {}))
        theirs = whole(
            CUSTOMER, P, "c", **berg, phone="22334455", **(idle if inactive is P else {})
        )
        plan = svenn(ours, theirs)
        assert rules_of(plan) == ["no-inactive-customers"]
        assert not plan.operations
        assert not plan.questions
        alone = ours if inactive is T else theirs
        assert rules_of(svenn(alone)) == ["no-inactive-customers"]

    def test_cannot_be_set_inactive_from_svenn(self) -> None:
        [keeps] = [one for one in SVENN.rules.stops if one.id == "inactive-stays-in-tripletex"]
        rules = Ruleset("ours", "Ours", (keeps,))
        berg: dict[str, Value] = {"number": "7", "name": "Berg", "email": "b@x.no"}
        theirs = whole(CUSTOMER, P, "c", **berg, is_inactive=True)
        paired = survey(whole(CUSTOMER, T, "7", **berg, is_inactive=False), theirs)
        plan = make_plan(paired, Policy(), (), rules)
        assert writes(plan, CUSTOMER)[1:] == [(P, Verb.UPDATE, {"is_inactive": False})]
        new = make_plan(survey(theirs), Policy(), (), rules)
        assert "is_inactive" not in new.operations[0].fields
        assert [(stop.whole, stop.problem.code) for stop in new.stops] == [
            (False, "rule_keeps_field")
        ]


class TestSvennsEmployees:
    def test_without_a_last_name_are_not_sent(self) -> None:
        for side in Side:
            plan = svenn(whole(EMPLOYEE, side, "1", number="1", first_name="Kari"))
            assert rules_of(plan) == ["employee-last-name"]
            assert not plan.operations

    def test_a_collision_is_a_question_whatever_the_rules(self) -> None:
        other = whole(EMPLOYEE, P, "b", number="1", first_name="Ola", last_name="Vik")
        assert svenn(MANAGER[0], other).questions


BORN: dict[str, Value] = {"date_of_birth": "1990-01-01"}


class TestHuma:
    def plan(self, *records: Record) -> SyncPlan:
        return make_plan(survey(*records, kinds=[EMPLOYEE]), HUMA.policy, (), HUMA.rules)

    def test_takes_nobody_without_a_date_of_birth(self) -> None:
        assert rules_of(self.plan(MANAGER[0])) == ["birth-date-required"]
        assert self.plan(whole(EMPLOYEE, T, "1", **KARI, **BORN)).operations
        assert self.plan(MANAGER[1]).operations

    def test_takes_only_its_own_fields(self) -> None:
        more = {**KARI, **BORN, "email": "kari@x.no", "department": "Salg"}
        [create] = self.plan(whole(EMPLOYEE, T, "1", **more)).operations
        assert set(create.fields) == {"number", "first_name", "last_name", "date_of_birth"}
        theirs = whole(EMPLOYEE, P, "a", **KARI, **BORN, email="k@y.no", department="Lager")
        plan = self.plan(whole(EMPLOYEE, T, "1", **more), theirs)
        assert said(plan.operations) == [(P, Verb.LINK, EMPLOYEE, "1")]
        assert (plan.counts[EMPLOYEE].equal, plan.questions) == (1, ())

    def test_is_not_stopped_by_a_fault_in_a_field_it_does_not_take(self) -> None:
        faulty = whole(EMPLOYEE, P, "a", **KARI, **BORN, email="æ")
        assert self.plan(faulty).operations


class TestASentence:
    @pytest.mark.parametrize(
        ("language", "sentence", "remedy"),
        [
            ("nb", "Bare kunder med kundenummer av siffer synkroniseres; «K7» har", "i Svenn"),
            ("en", "Only customers whose number is digits are synchronised; «K7» has", "in Svenn"),
        ],
    )
    def test_is_said_in_the_readers_language(
        self, language: str, sentence: str, remedy: str
    ) -> None:
        [stop] = svenn(whole(CUSTOMER, P, "c", number="K7", name="Berg")).stops
        told = problem_json(stop.problem, language)
        assert told["message"].startswith(sentence)
        assert "customer-number" in told["message"]
        assert remedy in told["remedy"]
        assert told["subject"] == "K7 Berg"

    def test_of_a_field_that_is_kept_names_the_field(self) -> None:
        links = {PROJECT: {"9": "p"}}
        reopened = project(T, is_closed=False)
        found = survey(*MANAGER, reopened, project(P, is_closed=True), links=links)
        before = {PROJECT: {"9": {"is_closed": True}}}
        plan = make_plan(replace(found, baselines=before), SVENN.policy, (), SVENN.rules)
        [stop] = plan.stops
        assert problem_json(stop.problem, "en")["message"].startswith("Closed is left as it is. A")


class TestWordsThatDiffer:
    rules = Ruleset(
        "ours", maps=(MapValues("m", EMPLOYEE, SAID, "department", {"Salg": "01", "Lager": "02"}),)
    )

    def plan(self, *records: Record, policy: Policy | None = None) -> SyncPlan:
        salg = whole(Kind.DEPARTMENT, T, "d", name="Salg")
        return make_plan(
            survey(salg, *records, kinds=[EMPLOYEE]), policy or Policy(), (), self.rules
        )

    def test_are_equal(self) -> None:
        ours = whole(EMPLOYEE, T, "1", **KARI, department="Salg")
        plan = self.plan(ours, whole(EMPLOYEE, P, "a", **KARI, department="01"))
        [link] = plan.operations
        assert (link.verb, link.agreed["department"]) == (Verb.LINK, "salg")
        assert plan.counts[EMPLOYEE].equal == 1

    def test_are_written_in_each_sides_own_words_on_new_records(self) -> None:
        [there] = self.plan(whole(EMPLOYEE, T, "1", **KARI, department="Salg")).operations
        assert (there.fields["department"], there.agreed["department"]) == ("01", "salg")
        [here] = self.plan(whole(EMPLOYEE, P, "a", **KARI, department="01")).operations
        assert (here.fields["department"], here.agreed["department"]) == ("Salg", "salg")
        assert here.references["department"].id == "d"

    @pytest.mark.parametrize(
        ("winner", "side", "before", "after"),
        [(Authority.TRIPLETEX, P, "02", "01"), (Authority.PARTNER, T, "Salg", "Lager")],
    )
    def test_are_written_in_each_sides_own_words_on_changes(
        self, winner: Authority, side: Side, before: str, after: str
    ) -> None:
        ours = whole(EMPLOYEE, T, "1", **KARI, department="Salg")
        theirs = whole(EMPLOYEE, P, "a", **KARI, department="02")
        [update] = [
            one
            for one in self.plan(ours, theirs, policy=Policy(winner)).operations
            if one.verb is Verb.UPDATE
        ]
        assert update.side is side
        assert (update.before["department"], update.fields["department"]) == (before, after)
        assert update.agreed["department"] == ("salg" if winner is Authority.TRIPLETEX else "lager")


class TestSuppliedValues:
    rules = Ruleset(
        "ours",
        derived=(
            Derive("a", PROJECT, SAID, "start_date", Direction.TRIPLETEX, "2026-01-01"),
            Derive("b", CUSTOMER, SAID, "invoice_email", Direction.TRIPLETEX, source="email"),
        ),
    )

    def test_fill_what_a_new_record_lacks(self) -> None:
        found = survey(*MANAGER, project(P, start_date=None))
        assert codes(make_plan(found, Policy())) == ["missing_required"]
        plan = make_plan(found, Policy(), (), self.rules)
        [create] = [one for one in plan.operations if one.verb is Verb.CREATE]
        assert create.fields["start_date"] == "2026-01-01"
        assert create.because == "only_partner+derived"
        assert "start_date" not in create.agreed

    def test_leave_what_is_there(self) -> None:
        plan = make_plan(survey(*MANAGER, project(P)), Policy(), (), self.rules)
        [create] = [one for one in plan.operations if one.verb is Verb.CREATE]
        assert create.fields["start_date"] == "2024-01-01"
        assert create.because == "only_partner"

    def test_come_from_another_field_and_go_to_their_side_only(self) -> None:
        berg: dict[str, Value] = {"name": "Berg", "email": "b@x.no"}
        [create] = make_plan(
            survey(whole(CUSTOMER, P, "c", **berg, number="7")), Policy(), (), self.rules
        ).operations
        assert create.fields["invoice_email"] == "b@x.no"
        [create] = make_plan(
            survey(whole(CUSTOMER, T, "7", **berg)), Policy(), (), self.rules
        ).operations
        assert "invoice_email" not in create.fields

    def test_are_not_written_where_the_field_is_not_carried(self) -> None:
        rules = replace(self.rules, fields={CUSTOMER: ("name", "number", "email")})
        theirs = whole(CUSTOMER, P, "c", name="Berg", number="7", email="b@x.no")
        [create] = make_plan(survey(theirs), Policy(), (), rules).operations
        assert (set(create.fields), create.because) == ({"name", "number", "email"}, "only_partner")


class TestThePlan:
    records = (whole(CUSTOMER, P, "c", number="7", name="Berg"),)

    def test_is_another_under_other_rules(self) -> None:
        never = StopRule("n", PROJECT, SAID, SkipWhen(()))
        sets = (NO_RULES, Ruleset("a"), Ruleset("a", stops=(never,)))
        plans = [make_plan(survey(*self.records), Policy(), (), one) for one in sets]
        assert len({plan.fingerprint for plan in plans}) == 3
        assert all(plan.operations == plans[0].operations for plan in plans)
        assert [plan.rules for plan in plans] == [one.digest for one in sets]

    def test_says_what_the_partner_is_called(self) -> None:
        assert svenn(*self.records).partner_name == "Svenn"
        assert make_plan(survey(*self.records), Policy()).partner_name == ""

    def test_makes_records_of_a_kind_where_the_policy_says_so(self) -> None:
        policy = Policy(create_missing=Direction.NONE, creates={CUSTOMER: Direction.TRIPLETEX})
        ours, theirs = whole(EMPLOYEE, P, "e", **KARI), self.records[0]
        assert said(make_plan(survey(ours, theirs), policy).operations) == [
            (T, Verb.CREATE, CUSTOMER, "7")
        ]

    def test_asks_no_question_about_a_pair_that_a_rule_stops(self) -> None:
        skip = StopRule(
            "s",
            CUSTOMER,
            SAID,
            SkipWhen((Condition("name", ("Eik",)),)),
            occasion=Occasion.UPDATE,
        )
        found = survey(whole(CUSTOMER, T, "7", number="7", name="Eik"), *self.records)
        assert make_plan(found, Policy()).questions
        plan = make_plan(found, Policy(), (), Ruleset("a", stops=(skip,)))
        assert not plan.questions
        assert (plan.counts[CUSTOMER].blocked, plan.counts[CUSTOMER].questions) == (1, 0)
