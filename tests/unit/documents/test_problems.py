"""Problems as JSON: the contract's keys, in a person's words, without private values."""

from __future__ import annotations

import pytest
from unit.documents.samples import ACCOUNT, bad_account

from wizard.documents.problems import problem_json, problems_json, worded
from wizard.errors import Actor, Problem
from wizard.messages import SENTENCES

_KEYS = ["code", "kind", "subject", "message", "remedy", "actor"]


def test_a_problem_has_the_contracts_keys() -> None:
    problem = Problem("answers_missing", Actor.IT, None, None, {"file": "svar.xlsx"})
    found = problem_json(problem)
    assert list(found) == _KEYS
    assert found["code"] == "answers_missing"
    assert found["actor"] == "it"
    assert found["kind"] is None
    assert found["message"] == "svar.xlsx could not be opened, so no answers were read."


def test_what_tripletex_said_is_added_where_it_said_something() -> None:
    problem = Problem("answers_missing", params={"file": "a"}, detail="422 / 18000")
    assert list(problem_json(problem)) == [*_KEYS, "detail"]
    assert problem_json(problem)["detail"] == "422 / 18000"


def test_problems_keep_their_order() -> None:
    two = [Problem("answers_no_id", params={"row": "4"}), bad_account()]
    assert [one["code"] for one in problems_json(two)] == ["answers_no_id", two[1].code]


def test_fields_are_named_and_private_values_masked_in_the_sentence() -> None:
    params = worded(bad_account(), "nb").params
    assert params == {"field": "Kontonummer", "value": "••••8903"}
    assert ACCOUNT not in str(problem_json(bad_account()))


def test_the_field_that_is_needed_is_named_too() -> None:
    params = {"field": "first_workday", "needed": "date_of_birth"}
    problem = Problem("part_needs", kind="employee", subject="1021", params=params)
    assert worded(problem, "en").params == {"field": "First workday", "needed": "Date of birth"}


@pytest.mark.parametrize(
    "params", [{"field": "email, number"}, {"file": "register.xlsx"}, {"needed": "name"}]
)
def test_what_is_not_a_field_is_left_as_it_is(params: dict[str, str]) -> None:
    problem = Problem("answers_missing", kind="customer", params=params)
    assert worded(problem) == problem


def test_every_sentence_about_answers_can_be_filled() -> None:
    params = dict.fromkeys(("file", "folder", "row", "first", "answer", "allowed", "field"), "x")
    for code in SENTENCES:
        if code.startswith("answers_"):
            for language in ("nb", "en"):
                found = problem_json(Problem(code, params=params), language)
                assert "{" not in found["message"] + found["remedy"]
