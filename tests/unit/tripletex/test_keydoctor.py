"""What a pasted text is taken for, and what is never claimed of it."""

from __future__ import annotations

import base64
import json

import pytest

from wizard.tripletex.credentials import KeyShape
from wizard.tripletex.keydoctor import Cause, causes, examine, problem_of, whole_key

KEY = base64.b64encode(json.dumps({"tokenId": 42, "token": "canary-secret"}).encode()).decode()
OTHER = base64.b64encode(json.dumps({"tokenId": 43, "token": "another"}).encode()).decode()
INTERNAL = "tlxr_0123456789abcdef"


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        f"  {KEY}\n",
        f"{KEY[:20]}\r\n{KEY[20:]}",
        f"«{KEY}»",
        f'"{KEY}"',
        f"Bearer {KEY}",
        f"API-nøkkel: {KEY}",
        f"Hei Kari, her er nøkkelen:\n\n{KEY}\n\nHilsen Ola",
        f"{KEY}\n{KEY}",
    ],
)
def test_a_key_is_found_whatever_stands_around_it(pasted: str) -> None:
    found = examine(pasted)
    assert (found.shape, found.key, found.problem) == (KeyShape.EMPLOYEE, KEY, None)


def test_the_companys_own_key_is_known_by_how_it_begins() -> None:
    found = examine(f" {INTERNAL} ")
    assert (found.shape, found.key, found.problem) == (KeyShape.INTERNAL, INTERNAL, None)


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        (KEY[:-6], "key_half"),
        ("tlxr_", "key_half"),
        ("kari@fjellbygg.no", "key_is_email"),
        ("noe helt annet", "key_not_a_key"),
        (f"{KEY} {OTHER}", "key_many"),
        ("svenn", "key_is_name"),
        (" DynamikManagement_Internal ", "key_is_name"),
    ],
)
def test_what_is_no_key_is_said_by_its_own_words(pasted: str, code: str) -> None:
    found = examine(pasted, ("Svenn", "DynamikManagement_Internal"))
    assert found.key == ""
    assert found.problem is not None
    assert found.problem.code == code


@pytest.mark.parametrize("nothing", ["", " \n", "«»"])
def test_nothing_is_no_mistake(nothing: str) -> None:
    found = examine(nothing)
    assert (found.shape, found.key, found.problem) == (KeyShape.EMPTY, "", None)


def test_a_clipboard_is_only_searched_for_one_whole_key() -> None:
    assert whole_key(f"nøkkel {KEY}") == KEY
    assert whole_key(KEY[:-6]) == ""
    assert whole_key(f"{KEY} {OTHER}") == ""


def test_what_looks_the_same_is_claimed_only_as_what_a_refusal_may_mean() -> None:
    refused = causes(KeyShape.EMPLOYEE, "tripletex.key_refused")
    assert refused == (Cause.APPLICATION, Cause.DELETED, Cause.ENVIRONMENT, Cause.SESSION)
    internal = causes(KeyShape.INTERNAL, "tripletex.internal_key_refused")
    assert internal == (Cause.DELETED, Cause.ENVIRONMENT)
    assert causes(KeyShape.EMPLOYEE, "tripletex.integrations_off") == ()


def test_a_shape_that_may_open_something_has_no_problem() -> None:
    assert problem_of(KeyShape.EMPLOYEE) is None
    assert problem_of(KeyShape.INTERNAL) is None
    missing = problem_of(KeyShape.EMPTY)
    assert missing is not None
    assert missing.code == "key_missing"


def test_a_diagnosis_never_shows_the_key() -> None:
    assert KEY not in repr(examine(KEY))
