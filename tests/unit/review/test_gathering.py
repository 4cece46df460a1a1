"""Which rows a survey gives, and what holds of each where nobody answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.review.registers import LAME, asked, registers, row
from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, whole

from wizard.errors import Problem
from wizard.model.matching import Authority, Choice, Direction, Policy, Resolution
from wizard.model.records import Completeness, Snapshot
from wizard.model.rules import Require, Ruleset, StopRule, Words
from wizard.review.gathering import review
from wizard.review.rows import State
from wizard.sync.engine import make_plan

SAYS = Words("Uten navn går det ikke.", "Not without a name.")
NAMED = Ruleset("test", "Svenn", (StopRule("named", CUSTOMER, SAYS, Require("name")),))


def test_every_question_of_the_plan_is_a_row() -> None:
    found = review(registers(), Policy())
    open_ = [one.question for one in found.rows if one.untouched is State.OPEN]
    assert {one.id for one in open_ if one} == {
        one.id for one in make_plan(registers(), Policy()).questions
    }
    mobile = row(found, "Ola Hansen", "phone_mobile")
    assert (mobile.tripletex, mobile.partner) == ("91 23 45 67", "93 45 67 12")
    assert (mobile.number, mobile.reason, mobile.preset) == ("104", "differs", None)
    pair = row(found, "Nina Aas")
    assert pair.whole
    assert pair.match
    assert pair.match.certainty.value == "ambiguous"


def test_what_is_filled_stands_there_and_cannot_be_answered() -> None:
    found = review(registers(), Policy())
    filled = row(found, "Nord AS", "city")
    assert filled.untouched is State.ITSELF
    assert (filled.reason, filled.preset) == ("fill_tripletex", Choice.PARTNER)
    kept = review(registers(), Policy(fill_missing=Direction.NONE))
    assert [one for one in kept.rows if one.untouched is State.ITSELF] == []


def test_rows_of_one_record_share_it_and_kinds_stand_in_order() -> None:
    found = review(registers(), Policy())
    ola = {one.record for one in found.rows if one.name == "Ola Hansen"}
    assert len(ola) == 1
    assert [one.kind for one in found.rows] == sorted(
        (one.kind for one in found.rows), key=[EMPLOYEE, CUSTOMER].index
    )


@pytest.mark.parametrize(
    ("authority", "preset"),
    [(Authority.TRIPLETEX, Choice.TRIPLETEX), (Authority.PARTNER, Choice.PARTNER)],
)
def test_the_settings_decide_a_row_that_may_be_decided_otherwise(
    authority: Authority, preset: Choice
) -> None:
    mobile = row(review(registers(), Policy(authority)), "Ola Hansen", "phone_mobile")
    assert mobile.preset is preset
    assert mobile.untouched is State.PRESET
    assert Choice.VALUE in mobile.options


def test_newest_that_nobody_knows_is_a_question_with_its_reason() -> None:
    mobile = row(review(registers(), Policy(Authority.NEWEST)), "Ola Hansen", "phone_mobile")
    assert mobile.untouched is State.OPEN
    assert mobile.reason == "newest_unknown"


def test_linking_two_shows_their_fields_and_keeps_the_question() -> None:
    before = review(registers(), Policy())
    link = Resolution(asked(before, "Nina Aas").id, Choice.LINK)
    after = review(registers(), Policy(), [link])
    assert row(after, "Nina Aas").question == asked(before, "Nina Aas")
    assert row(after, "Nina Aas", "first_name").tripletex == "Nils"
    assert after.counts[EMPLOYEE].questions == 2


def test_an_answer_to_a_field_gathers_nothing_anew() -> None:
    before = review(registers(), Policy())
    mobile = asked(before, "Ola Hansen", "phone_mobile")
    chosen = Resolution(mobile.id, Choice.PARTNER, field="phone_mobile")
    assert review(registers(), Policy(), [chosen]) == before


def test_a_value_that_is_not_valid_says_so() -> None:
    pair = (
        whole(EMPLOYEE, T, "t9", number="9", first_name="Liv", last_name="Li", email="liv@li.no"),
        whole(EMPLOYEE, P, "p9", number="9", first_name="Liv", last_name="Li", email="liv@li"),
    )
    left = replace(pair[1], faults={})
    found = row(review(registers(pair[0], left), Policy()), "Liv Li", "email")
    assert found.reason == "invalid_partner"
    assert Choice.PARTNER not in found.options


def test_what_a_rule_stops_is_a_row_with_its_problem() -> None:
    found = review(registers(LAME), Policy(), ruleset=NAMED)
    stopped = next(one for one in found.rows if one.untouched is State.STOPPED)
    assert stopped.kind is CUSTOMER
    assert stopped.problem
    assert stopped.problem.params["sentence.en"] == "Not without a name."
    assert stopped.options == ()


def test_a_kind_that_is_hidden_stands_once_for_all_its_records() -> None:
    surveyed = registers()
    shots = surveyed.snapshots[CUSTOMER]
    hidden = Snapshot(
        CUSTOMER, P, (), Completeness.DENIED, shots[P].fields, Problem("kind_not_visible")
    )
    surveyed = replace(surveyed, snapshots={**surveyed.snapshots, CUSTOMER: {**shots, P: hidden}})
    stopped = [one for one in review(surveyed, Policy()).rows if one.problem]
    assert [(one.name, one.count, one.field) for one in stopped] == [("", 1, None)]


def test_what_a_person_leaves_alone_is_no_stop_of_its_own() -> None:
    skip = Resolution(asked(review(registers(), Policy()), "Nina Aas").id, Choice.SKIP)
    found = review(registers(), Policy(), [skip])
    assert [one for one in found.rows if one.untouched is State.STOPPED] == []
    assert found.counts[EMPLOYEE].blocked == 1
