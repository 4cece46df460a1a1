"""The sorts of text a profile may hold, each short, printable and harmless."""

from __future__ import annotations

import re
import string
import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Control characters, and those that turn text around or hide in it."""


def _printable(text: str) -> str:
    for character in text:
        if unicodedata.category(character) in _UNPRINTABLE and character != "\n":
            raise ValueError("control_character")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("line_break")
    return text


def _plain_link(text: str) -> str:
    """https and mailto only: nothing that starts a program or reads a file."""
    parts = urlsplit(text)
    web = parts.scheme == "https" and parts.hostname and not parts.username
    mail = parts.scheme == "mailto" and re.fullmatch(r"[\w.+-]+@[\w.-]+", parts.path)
    if not (web or mail) or re.search(r"\s", text):
        raise ValueError("not_a_link")
    return text


def with_places(text: str, *allowed: str) -> str:
    """The text, which has no other places to fill than these; raises ``ValueError``."""
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None and (name not in allowed or form or conversion):
            raise ValueError("unknown_place")
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
"""A name or a label."""

Passage = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    AfterValidator(_printable),
]
"""A sentence or a few."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Link = Annotated[Line, AfterValidator(_plain_link)]
