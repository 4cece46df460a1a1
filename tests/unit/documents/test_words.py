"""The words of the documents: every code has them, in both languages, and values stay private."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.documents.words import (
    actor_word,
    choice_word,
    count_word,
    field_word,
    kind_word,
    masked,
    phase_word,
    reason_word,
    side_word,
    state_word,
    value_word,
    verb_word,
)
from wizard.errors import Actor
from wizard.model.connection import RequirementState
from wizard.model.journal import Phase, RunState, SideCounts
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Choice, DifferenceState
from wizard.model.plan import KindCounts, Verb
from wizard.model.records import Kind, Side
from wizard.partners.workbook.labels import COLUMNS

_SAME_IN_BOTH = {"Tripletex", "Partner", "IT"}

_COUNTS = (*KindCounts.__dataclass_fields__, *SideCounts.__dataclass_fields__)
_REASONS = (
    *(state.value for state in DifferenceState),
    # what the engine writes of pairs, of new records, and of questions
    *("link", "number", "name", "email", "organization_number", "date_of_birth", "bank_account"),
    *("similar_name", "part_of_name", "phone", "address", "customer_number", "start_date"),
    *("other_name", "other_organization_number", "other_date_of_birth", "other_is_private"),
    *("other_customer_number", "decided", "assigned", "renumbered", "department_used"),
    *("only_tripletex", "only_partner"),
    *("differs", "same_name", "same_number", "same_details", "alike"),
)
_WORDS: list[Callable[[str], str]] = [
    *(lambda lang, k=k: kind_word(k, language=lang) for k in Kind),
    *(lambda lang, k=k: kind_word(k, plural=True, language=lang) for k in Kind),
    *(lambda lang, k=k, n=n: field_word(k, n, lang) for k in Kind for n in MAPPINGS[k].fields),
    *(lambda lang, s=s: side_word(s, lang) for s in Side),
    *(lambda lang, v=v: verb_word(v, lang) for v in Verb),
    *(lambda lang, p=p: phase_word(p, lang) for p in Phase),
    *(lambda lang, s=s: state_word(s, lang) for s in chain(RequirementState, RunState)),
    *(lambda lang, n=n: count_word(n, lang) for n in _COUNTS),
    *(lambda lang, c=c: choice_word(c, lang) for c in Choice),
    *(lambda lang, a=a: actor_word(a, lang) for a in Actor),
    *(lambda lang, r=r: reason_word(r, lang) for r in _REASONS),
]


@pytest.mark.parametrize("word", _WORDS)
def test_every_code_has_words_in_both_languages(word: Callable[[str], str]) -> None:
    norwegian, english = word("nb"), word("en")
    assert norwegian
    assert norwegian != english or english in _SAME_IN_BOTH
    assert "_" not in norwegian + english


def test_a_field_is_called_what_its_column_is_called() -> None:
    for kind, columns in COLUMNS.items():
        for field, labels in columns.items():
            assert (field_word(kind, field, "nb"), field_word(kind, field, "en")) == labels


@pytest.mark.parametrize("language", ["nb", "en"])
def test_answers_can_be_told_apart_and_listed_with_commas(language: str) -> None:
    words = {choice_word(choice, language).casefold() for choice in Choice}
    assert len(words) == len(Choice)
    assert not any("," in word for word in words)


def test_several_reasons_read_as_one_sentence() -> None:
    assert reason_word("number+email", "nb") == "Samme nummer, samme e-post"
    assert reason_word("from_another_version", "nb") == "From_another_version"


@pytest.mark.parametrize(
    ("field", "value", "norwegian", "english"),
    [
        ("is_private", True, "Ja", "Yes"),
        ("is_private", False, "Nei", "No"),
        ("city", None, "–", "–"),
        ("city", "", "–", "–"),
        ("number", "00042", "00042", "00042"),
    ],
)
def test_a_value_reads_as_a_person_writes_it(
    field: str, value: str | bool | None, norwegian: str, english: str
) -> None:
    assert value_word(Kind.CUSTOMER, field, value, language="nb") == norwegian
    assert value_word(Kind.CUSTOMER, field, value, language="en") == english


def test_dates_follow_the_language() -> None:
    day = "2024-01-31"
    assert value_word(Kind.PROJECT, "start_date", day, language="nb") == "31.01.2024"
    assert value_word(Kind.PROJECT, "start_date", day, language="en") == day
    assert value_word(Kind.PROJECT, "start_date", "soon", language="nb") == "soon"


def test_birth_dates_and_accounts_are_hidden_unless_asked_for_in_full() -> None:
    kind = Kind.EMPLOYEE
    assert value_word(kind, "bank_account", "12345678903") == "••••8903"
    assert value_word(kind, "date_of_birth", "1985-02-03") == "••••"
    assert value_word(kind, "bank_account", "12345678903", full=True) == "12345678903"
    assert value_word(kind, "date_of_birth", "1985-02-03", full=True, language="nb") == "03.02.1985"
    assert value_word(kind, "bank_account", None) == "–"


@given(st.text(min_size=1, max_size=40))
def test_at_most_four_and_never_half_of_an_account_is_shown(account: str) -> None:
    shown = str(masked(Kind.EMPLOYEE, "bank_account", account)).removeprefix("••••")
    assert account.endswith(shown)
    assert len(shown) in (0, 4)
    assert len(shown) < len(account) / 2
