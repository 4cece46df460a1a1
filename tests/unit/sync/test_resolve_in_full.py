"""What is asked and told of a pair's differences, to the last word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import ALL, CUSTOMER, P, T, rules, whole
from unit.sync.test_resolve import WITHOUT_CITY, S, written

from wizard.errors import Actor, Problem
from wizard.model.connection import Capabilities
from wizard.model.matching import Certainty, Choice, Conflict, Difference, Match
from wizard.model.records import Side, Value
from wizard.sync.resolve import resolve_fields, resolve_pair

OURS = whole(CUSTOMER, T, "1", number="1", name="Berg", city="Oslo")
THEIRS = whole(CUSTOMER, P, "a", number="1", name="Berg Bygg", city="Ås")
PAIR = Match(CUSTOMER, Certainty.EXACT, OURS, THEIRS)
LOCKED = Capabilities(ALL, only_when_empty={CUSTOMER: frozenset({"city"})})


@pytest.mark.parametrize(("label", "subject"), [("1 Berg Bygg", "1 Berg Bygg"), ("", "1 Berg")])
def test_a_question_is_asked_in_the_partners_words_where_it_has_any(
    label: str, subject: str
) -> None:
    asked = replace(PAIR, partner=replace(THEIRS, label=label))
    [question] = resolve_fields(
        asked, [Difference("city", S.FIRST_SEEN, None, "Oslo", "Ås")], rules()
    ).questions
    pair = resolve_pair(replace(asked, certainty=Certainty.PROBABLE), rules(), ())
    assert isinstance(pair, Conflict)
    assert pair.subject == subject
    assert question == Conflict(
        question.id,
        CUSTOMER,
        "differs",
        subject,
        (Choice.TRIPLETEX, Choice.PARTNER, Choice.VALUE, Choice.SKIP),
        "city",
        "Oslo",
        "Ås",
    )


def test_a_question_does_not_keep_the_next_field_from_being_filled() -> None:
    found = resolve_fields(
        PAIR,
        [
            Difference("city", S.FIRST_SEEN, None, "Oslo", "Ås"),
            Difference("email", S.FILL_PARTNER, None, "a@x.no", None),
        ],
        rules(),
    )
    assert [one.field for one in found.questions] == ["city"]
    assert written(found) == {P: {"email": "a@x.no"}}


@pytest.mark.parametrize(
    ("side", "can", "code", "actor"),
    [
        (T, LOCKED, "field_locked", Actor.ADMINISTRATOR),
        (P, LOCKED, "field_locked", Actor.ADMINISTRATOR),
        (T, WITHOUT_CITY, "field_not_carried", Actor.USER),
        (P, WITHOUT_CITY, "field_not_carried", Actor.USER),
    ],
)
def test_a_change_that_a_side_cannot_take_is_told_with_what_it_would_have_been(
    side: Side, can: Capabilities, code: str, actor: Actor
) -> None:
    state = S.PARTNER_CHANGED if side is T else S.TRIPLETEX_CHANGED
    found = resolve_fields(
        PAIR, [Difference("city", state, None, "Oslo", "Ås")], rules(can={side: can})
    )
    params = {"field": "city", "value": "Ås" if side is T else "Oslo"}
    assert found.left == [Problem(code, actor, "customer", "1 Berg Bygg", params)]
    assert not written(found)


@pytest.mark.parametrize(
    ("side", "values"), [(T, (None, "Ås")), (P, ("Oslo", None))], ids=["tripletex", "partner"]
)
def test_a_locked_field_is_filled_on_the_side_where_it_is_empty(
    side: Side, values: tuple[Value, Value]
) -> None:
    state = S.FILL_TRIPLETEX if side is T else S.FILL_PARTNER
    difference = Difference("city", state, None, *values)
    found = resolve_fields(PAIR, [difference], rules(can={side: LOCKED}))
    assert written(found) == {side: {"city": values[0] or values[1]}}
    assert found.left == []
