"""What each difference leads to, and whom it is asked of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from unit.sync.building import ALL, CUSTOMER, EMPLOYEE, PROJECT, P, T, rules, whole

from wizard.model.connection import Capabilities
from wizard.model.matching import (
    Authority,
    Certainty,
    Choice,
    Conflict,
    Difference,
    DifferenceState,
    Direction,
    Match,
    Policy,
    Resolution,
    Rulebook,
    Verdict,
)
from wizard.model.records import Kind, Side, Value
from wizard.sync.resolve import resolve_fields, resolve_pair

S = DifferenceState
FIXED_MAIL = Capabilities(ALL, only_when_empty={EMPLOYEE: frozenset({"email"})})
NOTHING = Capabilities({})
WITHOUT_CITY = Capabilities({CUSTOMER: ALL[CUSTOMER] - {"city"}})


def pair(kind: Kind, name: str, ours: Value, theirs: Value) -> Match:
    return Match(
        kind,
        Certainty.EXACT,
        whole(kind, T, "1", **{name: ours}),
        whole(kind, P, "a", **{name: theirs}),
    )


def verdict(
    state: DifferenceState,
    ours: Value,
    theirs: Value,
    rulebook: Rulebook,
    name: str = "city",
    kind: Kind = CUSTOMER,
) -> Verdict:
    difference = Difference(name, state, None, ours, theirs)
    return resolve_fields(pair(kind, name, ours, theirs), [difference], rulebook)


def written(found: Verdict) -> dict[Side, dict[str, Value]]:
    return {side: values for side, values in found.writes.items() if values}


class TestWithoutAsking:
    @pytest.mark.parametrize(
        ("state", "ours", "theirs", "side", "value"),
        [
            (S.FILL_TRIPLETEX, None, "Ås", T, "Ås"),
            (S.FILL_PARTNER, "Ås", None, P, "Ås"),
            (S.PARTNER_CHANGED, "Oslo", "Ås", T, "Ås"),
            (S.TRIPLETEX_CHANGED, "Oslo", "Ås", P, "Oslo"),
        ],
    )
    def test_what_only_one_side_says_is_taken(
        self, state: S, ours: Value, theirs: Value, side: Side, value: Value
    ) -> None:
        found = verdict(state, ours, theirs, rules())
        assert written(found) == {side: {"city": value}}
        assert found.because[side] == {state.value}
        assert not found.questions

    @pytest.mark.parametrize("state", [S.FILL_TRIPLETEX, S.FILL_PARTNER])
    @pytest.mark.parametrize("allowed", list(Direction))
    def test_empty_fields_are_filled_where_the_set_up_allows_it(
        self, state: S, allowed: Direction
    ) -> None:
        values = (None, "Ås") if state is S.FILL_TRIPLETEX else ("Ås", None)
        side = T if state is S.FILL_TRIPLETEX else P
        found = verdict(state, *values, rules(Policy(fill_missing=allowed)))
        assert bool(written(found)) is allowed.allows(side)

    def test_what_was_emptied_is_left(self) -> None:
        found = verdict(S.CLEARED, None, "Ås", rules(Policy(Authority.TRIPLETEX)))
        assert not written(found)
        assert not found.questions

    def test_a_change_the_side_cannot_take_is_reported(self) -> None:
        found = verdict(
            S.PARTNER_CHANGED, "a@x.no", "b@x.no", rules(can={T: FIXED_MAIL}), "email", EMPLOYEE
        )
        assert not written(found)
        assert [problem.code for problem in found.left] == ["field_locked"]

    def test_a_locked_field_that_is_empty_is_filled(self) -> None:
        found = verdict(
            S.FILL_TRIPLETEX, None, "b@x.no", rules(can={T: FIXED_MAIL}), "email", EMPLOYEE
        )
        assert written(found) == {T: {"email": "b@x.no"}}

    def test_a_field_that_the_side_does_not_carry_is_reported(self) -> None:
        found = verdict(S.FILL_PARTNER, "Ås", None, rules(can={P: WITHOUT_CITY}))
        assert [problem.code for problem in found.left] == ["field_not_carried"]


class TestWhoDecides:
    @pytest.mark.parametrize("state", [S.FIRST_SEEN, S.BOTH_CHANGED])
    def test_nobody_makes_a_question(self, state: S) -> None:
        [question] = verdict(state, "Oslo", "Ås", rules()).questions
        assert question.reason == ("differs" if state is S.FIRST_SEEN else "both_changed")
        assert (question.field, question.tripletex, question.partner) == ("city", "Oslo", "Ås")
        assert question.options == (Choice.TRIPLETEX, Choice.PARTNER, Choice.VALUE, Choice.SKIP)

    @pytest.mark.parametrize(
        ("policy", "side"),
        [
            (Policy(Authority.TRIPLETEX), P),
            (Policy(Authority.PARTNER), T),
            (Policy(Authority.ASK, fields={CUSTOMER: {"city": Authority.PARTNER}}), T),
            (Policy(Authority.PARTNER, fields={CUSTOMER: {"city": Authority.TRIPLETEX}}), P),
        ],
    )
    def test_the_set_up_decides_a_field_over_the_default(self, policy: Policy, side: Side) -> None:
        found = verdict(S.FIRST_SEEN, "Oslo", "Ås", rules(policy))
        assert written(found) == {side: {"city": "Oslo" if side is P else "Ås"}}

    def test_an_answer_goes_before_the_set_up(self) -> None:
        [question] = verdict(S.FIRST_SEEN, "Oslo", "Ås", rules()).questions
        answer = Resolution(question.id, Choice.PARTNER)
        found = verdict(S.FIRST_SEEN, "Oslo", "Ås", rules(Policy(Authority.TRIPLETEX), answer))
        assert written(found) == {T: {"city": "Ås"}}

    def test_an_answer_fits_only_the_values_it_was_given_for(self) -> None:
        [question] = verdict(S.FIRST_SEEN, "Oslo", "Ås", rules()).questions
        answer = Resolution(question.id, Choice.PARTNER)
        assert verdict(S.FIRST_SEEN, "Oslo", "Ski", rules(None, answer)).questions
        assert not verdict(S.FIRST_SEEN, "OSLO", "ås", rules(None, answer)).questions

    def test_a_question_has_the_same_id_whoever_a_number_means_by_now(self) -> None:
        found = pair(PROJECT, "customer_number", "7", "8")
        later = replace(found, partner=replace(found.pair[1], keys={"customer_number": "11"}))
        difference = Difference("customer_number", S.FIRST_SEEN, None, "7", "8")
        asked = [resolve_fields(one, [difference], rules()).questions[0] for one in (found, later)]
        assert asked[0].id == asked[1].id
        assert Choice.VALUE not in asked[0].options

    def test_skip_writes_nothing(self) -> None:
        [question] = verdict(S.FIRST_SEEN, "Oslo", "Ås", rules()).questions
        found = verdict(
            S.FIRST_SEEN, "Oslo", "Ås", rules(None, Resolution(question.id, Choice.SKIP))
        )
        assert not written(found)
        assert not found.questions


class TestAnOwnValue:
    def answered(self, value: Value, name: str = "city") -> Verdict:
        values = ("Oslo", "Ås") if name == "city" else ("923609016", "974760673")
        [question] = verdict(S.FIRST_SEEN, *values, rules(), name).questions
        answer = Resolution(question.id, Choice.VALUE, value)
        return verdict(S.FIRST_SEEN, *values, rules(None, answer), name)

    def test_goes_to_both_sides_as_it_is_written(self) -> None:
        assert written(self.answered("  Ski ")) == {T: {"city": "Ski"}, P: {"city": "Ski"}}

    @pytest.mark.parametrize("value", [None, "", "  "])
    def test_cannot_be_empty(self, value: Value) -> None:
        found = self.answered(value)
        assert not written(found)
        assert found.questions

    def test_cannot_be_invalid(self) -> None:
        found = self.answered("123", "organization_number")
        assert not written(found)
        assert found.questions


class TestOptions:
    def test_a_side_that_cannot_be_written_can_only_win(self) -> None:
        [question] = verdict(
            S.FIRST_SEEN, "a@x.no", "b@x.no", rules(can={T: FIXED_MAIL}), "email", EMPLOYEE
        ).questions
        assert question.options == (Choice.TRIPLETEX, Choice.SKIP)

    def test_an_answer_that_is_no_option_is_no_answer(self) -> None:
        can = {T: FIXED_MAIL}
        args = (S.FIRST_SEEN, "a@x.no", "b@x.no")
        [question] = verdict(*args, rules(can=can), "email", EMPLOYEE).questions
        answer = Resolution(question.id, Choice.PARTNER)
        assert verdict(*args, rules(None, answer, can=can), "email", EMPLOYEE).questions

    def test_what_nobody_can_carry_out_is_not_asked(self) -> None:
        found = verdict(S.FIRST_SEEN, "Oslo", "Ås", rules(can={T: WITHOUT_CITY, P: NOTHING}))
        assert not found.questions
        assert [problem.code for problem in found.left] == ["field_not_carried"]

    @pytest.mark.parametrize(("ours", "theirs"), [(None, "Ås"), ("Ås", None)])
    def test_what_is_empty_is_shown_as_nothing(self, ours: Value, theirs: Value) -> None:
        [question] = verdict(S.BOTH_CHANGED, ours, theirs, rules()).questions
        assert (question.tripletex, question.partner) == (ours or "", theirs or "")

    @pytest.mark.parametrize("winner", [Authority.TRIPLETEX, Authority.PARTNER])
    def test_an_empty_winner_empties_nothing(self, winner: Authority) -> None:
        values = (None, "Ås") if winner is Authority.TRIPLETEX else ("Ås", None)
        found = verdict(S.BOTH_CHANGED, *values, rules(Policy(winner)))
        assert not written(found)
        assert not found.left


KEPT = (Choice.APART,)


class TestPairs:
    def match(
        self, certainty: Certainty, theirs: str = "Eik", evidence: tuple[str, ...] = ("name",)
    ) -> Match:
        return Match(
            CUSTOMER,
            certainty,
            whole(CUSTOMER, T, "1", number="7", name="Berg"),
            whole(CUSTOMER, P, "a", number="7", name=theirs),
            evidence,
        )

    @pytest.mark.parametrize("certainty", [Certainty.LINKED, Certainty.EXACT])
    def test_that_are_certain_are_linked(self, certainty: Certainty) -> None:
        assert resolve_pair(self.match(certainty), rules(), ()) is Choice.LINK

    def test_of_one_name_can_be_told_apart(self) -> None:
        question = resolve_pair(self.match(Certainty.PROBABLE), rules(), KEPT)
        assert isinstance(question, Conflict)
        assert (question.reason, question.field) == ("same_name", None)
        assert question.options == (Choice.LINK, Choice.APART, Choice.SKIP)
        assert (question.tripletex, question.partner) == ("7 Berg", "7 Eik")
        for choice in question.options:
            given = rules(None, Resolution(question.id, choice))
            assert resolve_pair(self.match(Certainty.PROBABLE), given, KEPT) is choice

    @pytest.mark.parametrize("evidence", [("name", "phone"), ("similar_name", "address")])
    def test_with_more_in_common_are_alike(self, evidence: tuple[str, ...]) -> None:
        found = self.match(Certainty.PROBABLE, evidence=evidence)
        question = resolve_pair(found, rules(), KEPT)
        assert isinstance(question, Conflict)
        assert question.reason == "alike"

    def test_can_be_kept_apart_only_where_there_is_a_way(self) -> None:
        question = resolve_pair(self.match(Certainty.AMBIGUOUS), rules(), ())
        assert isinstance(question, Conflict)
        assert (question.reason, question.options) == ("same_number", (Choice.LINK, Choice.SKIP))
        apart = rules(None, Resolution(question.id, Choice.APART))
        assert resolve_pair(self.match(Certainty.AMBIGUOUS), apart, ()) == question

    def test_that_share_something_else_are_asked_about_their_details(self) -> None:
        found = Match(
            CUSTOMER,
            Certainty.AMBIGUOUS,
            whole(CUSTOMER, T, "1", name="Berg", organization_number="923609016"),
            whole(CUSTOMER, P, "a", name="Eik", organization_number="923609016"),
            ("other_name",),
        )
        question = resolve_pair(found, rules(), ())
        assert isinstance(question, Conflict)
        assert question.reason == "same_details"

    def test_that_say_something_else_are_asked_about_anew(self) -> None:
        question = resolve_pair(self.match(Certainty.PROBABLE), rules(), KEPT)
        assert isinstance(question, Conflict)
        answer = rules(None, Resolution(question.id, Choice.LINK))
        other = self.match(Certainty.PROBABLE, "Ask")
        assert isinstance(resolve_pair(other, answer, KEPT), Conflict)


class TestNewest:
    policy = Policy(Authority.NEWEST)
    early, late = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2))

    def found(self, ours: datetime | None, theirs: datetime | None) -> Verdict:
        both = pair(CUSTOMER, "city", "Oslo", "Ås")
        t, p = both.pair
        both = replace(both, tripletex=replace(t, changed=ours), partner=replace(p, changed=theirs))
        difference = Difference("city", S.FIRST_SEEN, None, "Oslo", "Ås")
        return resolve_fields(both, [difference], rules(self.policy))

    def test_wins(self) -> None:
        assert written(self.found(self.late, self.early)) == {P: {"city": "Oslo"}}
        assert written(self.found(self.early, self.late)) == {T: {"city": "Ås"}}

    @pytest.mark.parametrize(
        ("ours", "theirs"), [(None, late), (late, None), (None, None), (late, late)]
    )
    def test_is_asked_for_where_nobody_knows(
        self, ours: datetime | None, theirs: datetime | None
    ) -> None:
        found = self.found(ours, theirs)
        assert not written(found)
        [question] = found.questions
        assert question.reason == "newest_unknown"
        assert question.options == (Choice.TRIPLETEX, Choice.PARTNER, Choice.VALUE, Choice.SKIP)


class TestValidity:
    """A wrong check digit never takes the place of a right one, whoever is said to win."""

    right, wrong = "923609016", "923609017"

    def found(
        self, state: S, ours: Value, theirs: Value, policy: Policy | None = None, **more: Value
    ) -> Verdict:
        t = whole(CUSTOMER, T, "1", organization_number=ours, **more)
        p = whole(CUSTOMER, P, "a", organization_number=theirs, **more)
        difference = Difference("organization_number", state, None, ours, theirs)
        return resolve_fields(Match(CUSTOMER, Certainty.EXACT, t, p), [difference], rules(policy))

    def test_the_valid_one_is_written_where_its_side_wins(self) -> None:
        found = self.found(S.FIRST_SEEN, self.wrong, self.right, Policy(Authority.PARTNER))
        assert written(found) == {T: {"organization_number": self.right}}
        found = self.found(S.FIRST_SEEN, self.right, self.wrong, Policy(Authority.TRIPLETEX))
        assert written(found) == {P: {"organization_number": self.right}}

    @pytest.mark.parametrize("state", [S.FIRST_SEEN, S.BOTH_CHANGED])
    @pytest.mark.parametrize(
        ("ours", "theirs", "winner", "left"),
        [
            (wrong, right, Authority.TRIPLETEX, Choice.PARTNER),
            (right, wrong, Authority.PARTNER, Choice.TRIPLETEX),
        ],
    )
    def test_an_invalid_winner_is_asked_about(
        self, state: S, ours: str, theirs: str, winner: Authority, left: Choice
    ) -> None:
        found = self.found(state, ours, theirs, Policy(winner))
        assert not written(found)
        [question] = found.questions
        assert (question.reason, question.options) == ("winner_invalid", (left, Choice.SKIP))

    def test_where_nobody_is_said_to_win_only_the_valid_one_can(self) -> None:
        [question] = self.found(S.FIRST_SEEN, self.wrong, self.right).questions
        assert (question.reason, question.options) == ("differs", (Choice.PARTNER, Choice.SKIP))

    def test_a_change_to_an_invalid_value_is_reported_with_where_to_mend_it(self) -> None:
        for state, values, code in (
            (S.TRIPLETEX_CHANGED, (self.wrong, self.right), "invalid_in_tripletex"),
            (S.PARTNER_CHANGED, (self.right, self.wrong), "invalid_in_partner"),
        ):
            found = self.found(state, *values)
            assert not written(found)
            [problem] = found.left
            assert problem.code == code
            assert problem.params == {"field": "organization_number", "value": self.wrong}

    def test_two_invalid_ones_are_as_good_as_each_other(self) -> None:
        found = self.found(S.FIRST_SEEN, self.wrong, "1", Policy(Authority.TRIPLETEX))
        assert written(found) == {P: {"organization_number": self.wrong}}

    @pytest.mark.parametrize("state", [S.FILL_PARTNER, S.TRIPLETEX_CHANGED])
    def test_an_empty_field_takes_what_there_is(self, state: S) -> None:
        found = self.found(state, self.wrong, None)
        assert written(found) == {P: {"organization_number": self.wrong}}

    def test_abroad_other_rules_hold(self) -> None:
        found = self.found(
            S.FIRST_SEEN, "SE 1", self.right, Policy(Authority.TRIPLETEX), country="SE"
        )
        assert written(found) == {P: {"organization_number": "SE 1"}}


class TestWhereFieldsAreFilled:
    def test_is_said_for_a_kind_over_the_whole(self) -> None:
        policy = Policy(fill_missing=Direction.NONE, fills={CUSTOMER: Direction.PARTNER})
        assert written(verdict(S.FILL_PARTNER, "Ås", None, rules(policy))) == {P: {"city": "Ås"}}
        assert not written(verdict(S.FILL_TRIPLETEX, None, "Ås", rules(policy)))
