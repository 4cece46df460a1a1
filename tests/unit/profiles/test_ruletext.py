"""A profile's rules as TOML spells them."""

from __future__ import annotations

import tomllib

import pytest
from pydantic import ValidationError

from wizard.model.matching import Direction
from wizard.model.records import Kind, Mark
from wizard.model.rules import (
    Characters,
    Condition,
    Derive,
    MapValues,
    MatchPattern,
    Occasion,
    OnlyWhen,
    Pattern,
    Require,
    Ruleset,
    SkipWhen,
    StopRule,
    Words,
)
from wizard.profiles.ruletext import read_rules

HEAD = '[[rules]]\nid = "r"\nsentence = { nb = "Nei.", en = "No." }\nkind = "customer"\n'


def read(text: str) -> Ruleset:
    return read_rules(tomllib.loads(HEAD + text)["rules"])


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ('rule = "require"\nfield = "city"', Require("city")),
        (
            'rule = "match_pattern"\nfield = "number"\n'
            'pattern = { characters = ["digits", "full_stop"], max = 9 }',
            MatchPattern("number", Pattern((Characters.DIGITS, Characters.FULL_STOP), 1, 9)),
        ),
        ('rule = "skip_when"', SkipWhen(())),
        (
            'rule = "skip_when"\nwhen = [{ field = "is_private", is = true, on = "either" }]',
            SkipWhen((Condition("is_private", (True,), either=True),)),
        ),
        (
            'rule = "only_when"\nwhen = [{ field = "city", one_of = ["Ås", "Oslo"] }]',
            OnlyWhen((Condition("city", ("Ås", "Oslo")),)),
        ),
        (
            'rule = "only_when"\n'
            'when = [{ field = "city", empty = true }, { mark = "subproject" }]',
            OnlyWhen((Condition("city", (None,)), Condition(mark=Mark.SUBPROJECT))),
        ),
    ],
)
def test_what_stops(text: str, test: object) -> None:
    [rule] = read(text).stops
    said = Words("Nei.", "No.")
    assert rule.test == test
    assert (rule.id, rule.kind, rule.to) == ("r", Kind.CUSTOMER, Direction.BOTH)
    assert (rule.occasion, rule.fields) == (Occasion.ANY, ())
    assert (rule.sentence.nb, rule.sentence.en) == (said.nb, said.en)


def test_where_when_and_which_fields() -> None:
    [rule] = read('rule = "skip_when"\nto = "partner"\nverb = "create"\nfields = ["city"]').stops
    assert isinstance(rule, StopRule)
    assert (rule.to, rule.occasion, rule.fields) == (
        Direction.PARTNER,
        Occasion.CREATE,
        ("city",),
    )


def test_what_translates_and_what_supplies() -> None:
    [words] = read('rule = "map_values"\nfield = "city"\nvalues = { "Ås" = "AS" }').maps
    assert isinstance(words, MapValues)
    assert (words.field, words.values) == ("city", {"Ås": "AS"})
    [constant] = read('rule = "derive"\nfield = "city"\nvalue = "Ås"\nto = "tripletex"').derived
    assert isinstance(constant, Derive)
    assert (constant.field, constant.value, constant.source) == ("city", "Ås", "")
    assert constant.to is Direction.TRIPLETEX
    [other] = read('rule = "derive"\nfield = "invoice_email"\nfrom = "email"').derived
    assert (other.value, other.source) == (None, "email")


@pytest.mark.parametrize(
    "text",
    [
        'rule = "eval"\nfield = "city"',
        'rule = "require"',
        'rule = "require"\nfield = "colour"',
        'rule = "require"\nfield = "city"\nfields = ["colour"]',
        'rule = "require"\nfield = "city"\nverb = "delete"',
        'rule = "match_pattern"\nfield = "city"\npattern = "(a+)+$"',
        'rule = "match_pattern"\nfield = "city"\npattern = { characters = [] }',
        'rule = "match_pattern"\nfield = "city"\npattern = { characters = ["digits"], max = 0 }',
        'rule = "match_pattern"\nfield = "city"\npattern = { characters = ["digits"], max = 256 }',
        'rule = "skip_when"\nwhen = [{ field = "city" }]',
        'rule = "skip_when"\nwhen = [{ field = "city", is = "a", empty = true }]',
        'rule = "skip_when"\nwhen = [{ field = "city", empty = false }]',
        'rule = "skip_when"\nwhen = [{ field = "city", one_of = [] }]',
        'rule = "skip_when"\nwhen = [{ field = "colour", is = "a" }]',
        'rule = "skip_when"\nwhen = [{ mark = "subproject", field = "city", is = "a" }]',
        'rule = "skip_when"\nwhen = [{ mark = "other" }]',
        'rule = "skip_when"\nwhen = [{ is = "a" }]',
        'rule = "skip_when"\nwhen = [{ field = "is_private", is = 1 }]',
        'rule = "map_values"\nfield = "number"\nvalues = { "1" = "2" }',
        'rule = "map_values"\nfield = "name"\nvalues = { "A" = "B" }',
        'rule = "map_values"\nfield = "city"\nvalues = {}',
        'rule = "map_values"\nfield = "city"\nvalues = { "A" = "B", "C" = "b" }',
        'rule = "map_values"\nfield = "city"\nvalues = { "A" = "B", "a " = "C" }',
        'rule = "derive"\nfield = "city"',
        'rule = "derive"\nfield = "city"\nvalue = "a"\nfrom = "address"',
        'rule = "derive"\nfield = "city"\nvalue = true',
        'rule = "derive"\nfield = "is_private"\nvalue = "yes"',
        'rule = "derive"\nfield = "number"\nvalue = "7"',
        'rule = "derive"\nfield = "invoice_email"\nfrom = "city"',
        'rule = "derive"\nfield = "city"\nfrom = "colour"',
    ],
)
def test_nothing_else(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ('field = "start_date"\nvalue = "2026-01-31"', True),
        ('field = "start_date"\nvalue = "2026-02-31"', False),
        ('field = "start_date"\nvalue = "20260131"', False),
        ('field = "is_closed"\nvalue = false', True),
        ('field = "manager_number"\nvalue = "1"', False),
        ('field = "manager_number"\nfrom = "customer_number"', False),
    ],
)
def test_a_constant_is_a_value_of_its_field(text: str, fits: bool) -> None:
    whole = HEAD.replace("customer", "project") + f'rule = "derive"\n{text}'
    if fits:
        assert read_rules(tomllib.loads(whole)["rules"]).derived
    else:
        with pytest.raises(ValidationError):
            read_rules(tomllib.loads(whole)["rules"])


def test_a_reference_can_only_be_asked_whether_it_is_empty() -> None:
    head = HEAD.replace("customer", "project") + 'rule = "skip_when"\n'
    asked = 'when = [{ field = "manager_number", empty = true }]'
    assert read_rules(tomllib.loads(head + asked)["rules"]).stops
    with pytest.raises(ValidationError):
        read_rules(tomllib.loads(head + asked.replace("empty = true", 'is = "1"'))["rules"])


@pytest.mark.parametrize("text", ["{value.x}", "{0}", "{other}", "{value!r}", "{value:>9}", "{"])
def test_a_sentence_has_no_other_places_than_subject_and_value(text: str) -> None:
    head = HEAD.replace('"Nei."', f'"{text}"')
    with pytest.raises(ValidationError):
        read_rules(tomllib.loads(head + 'rule = "skip_when"')["rules"])


def test_no_more_than_two_hundred() -> None:
    rule = {
        "rule": "skip_when",
        "id": "r",
        "kind": "customer",
        "sentence": {"nb": "a", "en": "a"},
    }
    assert len(read_rules([rule] * 200).stops) == 200
    with pytest.raises(ValidationError):
        read_rules([rule] * 201)
