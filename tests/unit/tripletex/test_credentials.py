"""What people paste, and what it is."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.tripletex import Credentials, InternalCredentials, KeyShape, read_key

KEYS = st.builds(
    lambda number, secret: base64.b64encode(
        json.dumps({"tokenId": number, "token": str(secret)}).encode()
    ).decode(),
    st.integers(1, 10**9),
    st.uuids(),
)
AROUND = st.sampled_from(
    ["{}", "  {}\n", "«{}»", '"{}"', "Bearer {}", "Token: {}", "employeeToken={}", "Nøkkel: {}\r\n"]
)


@given(KEYS, AROUND, st.integers(5, 40))
def test_a_whole_key_is_known_however_it_was_pasted(key, around, cut):
    broken = f"{key[:cut]}\n {key[cut:]}\u200b"
    for text in (key, broken):
        pasted = read_key(around.format(text))
        assert (pasted.shape, pasted.text) == (KeyShape.EMPLOYEE, key)


@given(KEYS)
def test_the_signs_that_fill_a_key_up_are_put_back(key):
    assert read_key(key.rstrip("=")).text == key


@given(KEYS, st.integers(12, 60))
def test_half_a_key_is_known_as_half(key, cut):
    assert read_key(key[:cut]).shape is KeyShape.HALF
    assert read_key(key[cut:]).shape is KeyShape.HALF


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", KeyShape.EMPTY),
        (" \n\t«» ", KeyShape.EMPTY),
        ("tlxr_0123456789abcdef", KeyShape.INTERNAL),
        ("tlxr_", KeyShape.HALF),
        ("kari@example.no", KeyShape.EMAIL),
        ("hei på deg", KeyShape.OTHER),
        ("https://tripletex.no", KeyShape.OTHER),
        ("985639167", KeyShape.OTHER),
        (base64.b64encode(b'{"tokenId": "x"}').decode(), KeyShape.HALF),
    ],
)
def test_what_is_no_whole_key(text, shape):
    assert read_key(text).shape is shape


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text):
    assert read_key(text).shape in KeyShape


def test_no_key_shows_in_what_holds_it():
    held = [
        Credentials("canary-employee", "canary-consumer"),
        InternalCredentials("tlxr_canary"),
        read_key("tlxr_canary-0123456789"),
    ]
    assert "canary" not in repr(held)
