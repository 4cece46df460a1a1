"""Secrets do not come through."""

from __future__ import annotations

import base64
import io
import json
import logging
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from wizard.http.redact import HIDDEN, RedactingFilter, Redactor

SECRETS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=12)
PROSE = st.text(st.characters(codec="utf-8"), max_size=40)


@given(SECRETS, PROSE, PROSE)
def test_a_known_secret_is_hidden_in_every_spelling(secret, before, after):
    redactor = Redactor()
    header = redactor.basic("0", secret)
    for spelling in (secret, quote(secret, safe=""), header, header.removeprefix("Basic ")):
        assert spelling not in redactor.redact(f"{before} {spelling} {after}")


@given(st.uuids(), st.integers(1, 10**9))
def test_a_key_nobody_told_of_is_known_by_its_shape(secret, number):
    inside = json.dumps({"tokenId": number, "token": str(secret)}, separators=(",", ":"))
    key = base64.b64encode(inside.encode()).decode()
    text = f"key {key}, path /token/session/{key}, tlxr_{secret.hex} and token={secret} {inside}"
    redacted = Redactor().redact(text)
    assert key not in redacted
    assert secret.hex not in redacted
    assert str(secret) not in redacted


@given(st.text(st.characters(codec="utf-8", exclude_characters="="), max_size=60))
def test_what_is_hidden_once_stays_as_it_is(text):
    redactor = Redactor()
    redactor.add("hemmelighet-nummer-1")
    once = redactor.redact(text)
    assert redactor.redact(once) == once


def test_prose_is_left_alone():
    text = "Basic facts about a token: 12 employees, the eye, PUT /v2/employee/12 200"
    assert Redactor().redact(text) == text


def test_message_arguments_and_traceback_are_redacted():
    redactor = Redactor()
    redactor.add("canary-0123456789")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter(redactor))
    logger = logging.Logger("any")
    logger.addHandler(handler)
    try:
        raise ValueError("canary-0123456789")
    except ValueError:
        logger.exception("made %s", {"key": "canary-0123456789"}, stack_info=True)

    assert "canary-0123456789" not in stream.getvalue()
    assert f"made {{'key': '{HIDDEN}'}}" in stream.getvalue()
    assert "ValueError" in stream.getvalue()


def test_one_password_of_many_users_is_three_spellings():
    redactor = Redactor()
    token = "eyJ0b2tlbklkIjoxfQ=="
    headers = [redactor.basic(str(user), token).removeprefix("Basic ") for user in range(1, 3000)]
    assert len(redactor._known) <= 3 * 4
    inside = base64.b64encode(token.encode()).decode()[:12]
    for header in headers:
        shown = redactor.redact(f"sent {header} away")
        assert HIDDEN in shown
        assert header[-20:] not in shown
        assert inside not in shown
        # at most the user name is left to be read, and never a whole sign of the token
        left = shown.removeprefix("sent ").partition(HIDDEN)[0]
        padded = left + "A" * (-len(left) % 4)
        assert token[:2].encode() not in base64.b64decode(padded)
