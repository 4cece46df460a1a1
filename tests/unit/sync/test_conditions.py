"""When a rule stops: which record made it, and by which field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, P, T, whole

from wizard.model.records import Mark, Record, Value
from wizard.model.rules import (
    Characters,
    Condition,
    MatchPattern,
    OnlyWhen,
    Pattern,
    Require,
    SkipWhen,
    StopRule,
    Words,
)
from wizard.sync import conditions
from wizard.sync.conditions import Hit

OURS = whole(CUSTOMER, T, "1", number="7", name="Berg", city="Ås", is_inactive=True)
THEIRS = whole(CUSTOMER, P, "a", number="7", name="Berg", city="Moss")
CITY = Condition("city", ("ås",))
INACTIVE = Condition("is_inactive", (True,))
SUB = Condition(mark=Mark.SUBPROJECT)


def hit(
    test: Require | MatchPattern | SkipWhen | OnlyWhen,
    source: Record = OURS,
    target: Record | None = THEIRS,
) -> Hit | None:
    rule = StopRule("r", CUSTOMER, Words("", ""), test)
    return conditions.test_of(rule)(source, target)


def either(field: str, *values: Value) -> Condition:
    return Condition(field, values, either=True)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (Require("city"), None),
        (Require("email"), (OURS, "email")),
        (MatchPattern("number", Pattern((Characters.DIGITS,))), None),
        (MatchPattern("name", Pattern((Characters.DIGITS,))), (OURS, "name")),
        (MatchPattern("email", Pattern((Characters.DIGITS,))), None),
        (MatchPattern("name", Pattern((Characters.LETTERS, Characters.DIGITS))), None),
        (SkipWhen(()), (OURS, "")),
        (SkipWhen((CITY,)), (OURS, "city")),
        (SkipWhen((CITY, INACTIVE)), (OURS, "city")),
        (SkipWhen((INACTIVE, CITY)), (OURS, "is_inactive")),
        (SkipWhen((CITY, SUB)), None),
        (SkipWhen((Condition("city", ("Moss",)),)), None),
        (SkipWhen((either("city", "Moss"),)), (THEIRS, "city")),
        (SkipWhen((either("city", "Moss"), CITY)), (THEIRS, "city")),
        (SkipWhen((either("city", "Moss", "Ås"),)), (OURS, "city")),
        (SkipWhen((either("city", "Oslo"),)), None),
        (SkipWhen((Condition("email", (None,)),)), (OURS, "email")),
        (SkipWhen((Condition("city", (None, "Oslo")),)), None),
        (OnlyWhen((CITY, INACTIVE)), None),
        (OnlyWhen(()), None),
        (OnlyWhen((SUB, CITY)), (OURS, "")),
        (OnlyWhen((INACTIVE, SUB)), (OURS, "is_inactive")),
        (OnlyWhen((either("city", "Moss"),)), None),
    ],
)
def test_a_rule_says_what_made_it_stop(
    test: Require | MatchPattern | SkipWhen | OnlyWhen, expected: Hit | None
) -> None:
    assert hit(test) == expected


@pytest.mark.parametrize(
    ("number", "fits"), [("1-2", True), ("1/2", False), ("1X", False), ("12", True)]
)
def test_a_pattern_takes_the_classes_that_it_names_and_no_sign_more(
    number: str, fits: bool
) -> None:
    pattern = MatchPattern("number", Pattern((Characters.DIGITS, Characters.HYPHEN)))
    record = replace(OURS, values={"number": number})
    assert hit(pattern, record) == (None if fits else (record, "number"))


def test_a_record_about_to_be_made_has_no_counterpart() -> None:
    assert hit(SkipWhen((either("city", "Moss"),)), OURS, None) is None
    assert hit(SkipWhen((either("city", "Ås"),)), OURS, None) == (OURS, "city")


def test_a_mark_is_no_field() -> None:
    marked = replace(OURS, marks=frozenset({Mark.SUBPROJECT}))
    assert hit(SkipWhen((SUB,)), marked) == (marked, "")
    assert hit(SkipWhen((replace(SUB, either=True),)), THEIRS, marked) == (marked, "")


def test_a_field_that_is_not_known_is_neither_this_nor_empty() -> None:
    blind = replace(OURS, values={}, keys={})
    assert hit(SkipWhen((Condition("city", ("Ås", None)),)), blind) is None
    assert hit(OnlyWhen((Condition("city", ("Ås", None)),)), blind) == (blind, "city")


def test_an_empty_flag_means_no_and_is_empty_too() -> None:
    assert hit(SkipWhen((Condition("is_inactive", (False,)),)), THEIRS) == (THEIRS, "is_inactive")
    assert hit(SkipWhen((Condition("is_inactive", (None,)),)), THEIRS) == (THEIRS, "is_inactive")
    assert hit(SkipWhen((Condition("is_inactive", (None,)),)), OURS) is None
