"""Keys as people paste them: cleaned, and told apart by their shape, without any network.

A session token has the same shape as an employee token, so that the two cannot be told apart
here; Tripletex refuses the one where it expects the other.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.http.redact import REDACTOR

INTERNAL_PREFIX = "tlxr_"
_QUOTES = "\"'«»‹›“”„‘’‚`"
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_LABEL = re.compile(
    r"(?i)^(?:bearer|basic|[a-zæøå_\- ]{0,30}(?:token|key|nøkkel|nøkkelen)\s*[:=])\s*"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+=*")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a session for a customer is made of: the customer's key and this program's own.

    The employee token belongs to the company, the consumer token to whoever delivers this
    program. Neither is ever shown.
    """

    employee_token: str = field(repr=False)
    consumer_token: str = field(repr=False)

    def __post_init__(self) -> None:
        _keep_out_of_logs(self.employee_token)
        _keep_out_of_logs(self.consumer_token)


@dataclass(frozen=True, slots=True)
class InternalCredentials:
    """A company's own refresh token (``tlxr_…``), which needs no consumer token."""

    refresh_token: str = field(repr=False)

    def __post_init__(self) -> None:
        REDACTOR.add(self.refresh_token)


class KeyShape(StrEnum):
    """What a pasted text looks like."""

    EMPLOYEE = "employee"  # or a session token
    INTERNAL = "internal"
    HALF = "half"
    EMAIL = "email"
    EMPTY = "empty"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PastedKey:
    """A pasted text, cleaned, and what it looks like."""

    shape: KeyShape
    text: str = field(repr=False)


def read_key(pasted: str) -> PastedKey:
    """What somebody pasted where a key belongs."""
    text = _clean(pasted)
    shape = _shape(text)
    if shape is KeyShape.EMPLOYEE:
        # a double click marks all of a key but the signs at its end, which only fill it up
        text = text.rstrip("=")
        text += "=" * (-len(text) % 4)
    return PastedKey(shape, text)


def _clean(pasted: str) -> str:
    text = _INVISIBLE.sub(" ", pasted).strip().strip(_QUOTES).strip()
    text = _LABEL.sub("", text).strip().strip(_QUOTES)
    return text.replace(" ", "")


def _shape(text: str) -> KeyShape:
    if not text:
        return KeyShape.EMPTY
    if text.startswith(INTERNAL_PREFIX):
        return KeyShape.INTERNAL if len(text) > len(INTERNAL_PREFIX) + 8 else KeyShape.HALF
    if _EMAIL.fullmatch(text):
        return KeyShape.EMAIL
    if not _BASE64.fullmatch(text):
        return KeyShape.OTHER
    if _inside(text) is not None:
        return KeyShape.EMPLOYEE
    # the beginning of a key, or the end of one: base64 of «{"…» and of «…"}»
    return KeyShape.HALF if text.startswith("eyJ") or _ends_like_key(text) else KeyShape.OTHER


def _inside(text: str) -> str | None:
    """The secret inside an employee token, or None where the text is not a whole one."""
    try:
        found = json.loads(_decoded(text))
    except ValueError:
        return None
    if isinstance(found, dict) and isinstance(found.get("tokenId"), int):
        secret = found.get("token")
        return secret if isinstance(secret, str) and secret else None
    return None


def _ends_like_key(text: str) -> bool:
    tail = text.rstrip("=")
    # cut anywhere, the end of the text still falls on whole groups counted from a later start
    return any(_decoded(tail[cut:]).endswith(b'"}') for cut in range(4)) if len(tail) > 8 else False


def _decoded(text: str) -> bytes:
    plain = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return b""


def _keep_out_of_logs(token: str) -> None:
    REDACTOR.add(token)
    if inside := _inside(token):
        REDACTOR.add(inside)
