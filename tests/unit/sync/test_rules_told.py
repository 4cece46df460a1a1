"""What a rule of the partner's tells, in full, and on which side it stops what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, P, T, whole
from unit.sync.surveying import survey

from wizard.errors import Problem
from wizard.model.matching import Certainty, Choice, Decided, Direction, Match, Policy, Stop
from wizard.model.plan import Verb
from wizard.model.records import Record, Side
from wizard.model.rules import Condition, Occasion, Ruleset, SkipWhen, StopRule, Words
from wizard.sync.engine import make_plan
from wizard.sync.rules import Rules

SAID = Words("Fordi «{value}».", "Because «{value}».")
OURS = whole(CUSTOMER, T, "1", number="7", name="Berg", city="Ås")
THEIRS = whole(CUSTOMER, P, "a", number="8", name="Eik")
PAIR = Match(CUSTOMER, Certainty.EXACT, OURS, THEIRS, ("name",))
IN_AAS = SkipWhen((Condition("city", ("Ås",), either=True),))


def ruled(
    test: SkipWhen = IN_AAS,
    *fields: str,
    to: Direction = Direction.BOTH,
    on: Occasion = Occasion.ANY,
) -> Rules:
    rule = StopRule("no-aas", CUSTOMER, SAID, test, to, on, fields)
    return Rules(Ruleset("ours", "Ours", (rule,)))


def told(code: str, about: Record, value: str = "", **field: str) -> Problem:
    return Problem(
        code,
        kind="customer",
        subject=about.label,
        params={
            **field,
            "rule": "no-aas",
            "system": "Ours",
            "sentence.nb": "Fordi «{value}».",
            "sentence.en": "Because «{value}».",
            "value": value,
        },
    )


def test_a_new_record_is_stopped_by_its_own_field() -> None:
    expected = told("rule_stops_tripletex", OURS, "Ås", field="city")
    assert ruled().stopping(OURS) == expected
    assert ruled(on=Occasion.CREATE).stopping(OURS) == expected
    assert ruled(on=Occasion.UPDATE).stopping(OURS) is None
    assert ruled(to=Direction.TRIPLETEX).stopping(OURS) is None
    assert ruled(to=Direction.PARTNER).stopping(OURS) == expected
    assert ruled().stopping(THEIRS) is None
    assert ruled(SkipWhen(())).stopping(THEIRS) == told("rule_stops_record", THEIRS)


@pytest.mark.parametrize(
    ("certainty", "choice"),
    [
        (Certainty.LINKED, Choice.LINK),
        (Certainty.EXACT, Choice.LINK),
        (Certainty.PROBABLE, Choice.SKIP),
        (Certainty.AMBIGUOUS, Choice.SKIP),
    ],
)
def test_a_pair_is_stopped_by_either_record(certainty: Certainty, choice: Choice) -> None:
    pair = replace(PAIR, certainty=certainty)
    there = Stop(told("rule_stops_tripletex", OURS, "Ås", field="city"), P)
    assert ruled().stopped(pair) == Decided(pair, choice, stop=there)
    here = Stop(told("rule_stops_tripletex", THEIRS, "Ås", field="city"), T)
    assert ruled(to=Direction.TRIPLETEX).stopped(pair) == Decided(pair, choice, stop=here)
    assert ruled(on=Occasion.CREATE).stopped(pair) is None


def test_a_pair_that_is_stopped_does_not_end_the_look_at_the_next() -> None:
    others = (
        whole(CUSTOMER, T, "2", number="9", name="Ask"),
        whole(CUSTOMER, P, "b", number="9", name="Ask"),
    )
    rule = StopRule("no-aas", CUSTOMER, SAID, IN_AAS)
    stopped = OURS, whole(CUSTOMER, P, "a", number="7", name="Berg")
    plan = make_plan(survey(*stopped, *others), Policy(), ruleset=Ruleset("ours", "Ours", (rule,)))
    assert [(one.verb, one.target) for one in plan.operations] == [(Verb.LINK, "b")]
    assert [one.problem for one in plan.stops] == [
        told("rule_stops_tripletex", OURS, "Ås", field="city")
    ]


def test_a_field_of_a_pair_is_kept_for_what_either_record_holds() -> None:
    kept = ruled(IN_AAS, "email")
    about: dict[Side, Record] = {T: THEIRS, P: OURS}
    for side, source in about.items():
        expected = told("rule_keeps_field", source, "Ås", field="email")
        assert kept.keeping(PAIR, side, "email") == expected
        assert kept.keeping(PAIR, side, "phone") is None
    assert ruled(IN_AAS, "email", to=Direction.PARTNER).keeping(PAIR, T, "email") is None
    assert ruled(IN_AAS, "email", on=Occasion.CREATE).keeping(PAIR, P, "email") is None
    assert ruled(IN_AAS, "email", on=Occasion.UPDATE).keeping(PAIR, P, "email") is not None
    assert kept.stopped(PAIR) is None
    assert kept.stopping(OURS) is None


@pytest.mark.parametrize(
    ("on", "kept"), [(Occasion.CREATE, True), (Occasion.ANY, True), (Occasion.UPDATE, False)]
)
def test_fields_of_a_new_record_are_kept_when_it_is_made(on: Occasion, kept: bool) -> None:
    rules = ruled(IN_AAS, "phone", "email", on=on)
    expected = {
        name: told("rule_keeps_field", OURS, "Ås", field=name) for name in ("email", "phone")
    }
    found = rules.keeping_new(OURS, ["email", "name", "phone"])
    assert found == (expected if kept else {})
    assert rules.keeping_new(THEIRS, ["email", "phone"]) == {}
    assert ruled(IN_AAS, "email", to=Direction.TRIPLETEX).keeping_new(OURS, ["email"]) == {}
