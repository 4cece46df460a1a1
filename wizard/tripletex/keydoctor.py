"""What is wrong with a text that was pasted as a key, as far as its shape can tell.

A session token, and a key of the test environment, look exactly like a key of the company's: the
text holds a number and a secret, neither company nor environment. So those two are never claimed
from the shape; they stand among what a refusal by Tripletex may mean.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from wizard.errors import Problem
from wizard.tripletex.credentials import KeyShape, read_key

WHOLE = (KeyShape.EMPLOYEE, KeyShape.INTERNAL)

_PROBLEMS = {
    KeyShape.EMPTY: "key_missing",
    KeyShape.EMAIL: "key_is_email",
    KeyShape.HALF: "key_half",
    KeyShape.OTHER: "key_not_a_key",
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The key in a text, cleaned, or the problem with it; an empty text has neither."""

    shape: KeyShape
    key: str = field(default="", repr=False)
    problem: Problem | None = None


class Cause(StrEnum):
    """What Tripletex may mean by refusing a key that is whole; it does not say which."""

    DELETED = "deleted"
    APPLICATION = "application"  # made for another application name
    ENVIRONMENT = "environment"  # made in the test environment, or in production
    SESSION = "session"  # a session token, not the key it was made from


def problem_of(shape: KeyShape) -> Problem | None:
    """Why a text of this shape opens nothing, or None where it may."""
    return Problem(_PROBLEMS[shape]) if shape in _PROBLEMS else None


def examine(pasted: str, names: Collection[str] = ()) -> Diagnosis:
    """The key in what was pasted, whatever stands around it.

    ``names`` are the texts that were copied on the way, the application's name and the key's: one
    of them is what lies on the clipboard where somebody forgot to copy the key at last.
    """
    read = read_key(pasted)
    if read.shape in WHOLE:
        return Diagnosis(read.shape, read.text)
    among = {one.text: one.shape for one in map(read_key, pasted.split()) if one.shape in WHOLE}
    if len(among) == 1:
        ((text, shape),) = among.items()
        return Diagnosis(shape, text)
    if read.shape is KeyShape.EMPTY:
        return Diagnosis(KeyShape.EMPTY)
    if len(among) > 1:
        return Diagnosis(KeyShape.OTHER, problem=Problem("key_many"))
    if pasted.strip().casefold() in {name.casefold() for name in names}:
        return Diagnosis(KeyShape.OTHER, problem=Problem("key_is_name"))
    return Diagnosis(read.shape, problem=problem_of(read.shape))


def whole_key(text: str) -> str:
    """The one whole key in a text, or empty."""
    return examine(text).key


def causes(shape: KeyShape, refusal: str) -> tuple[Cause, ...]:
    """What a refusal of a whole key may mean, the likeliest first; empty where it says itself."""
    if refusal == "tripletex.key_refused" and shape is KeyShape.EMPLOYEE:
        return (Cause.APPLICATION, Cause.DELETED, Cause.ENVIRONMENT, Cause.SESSION)
    if refusal == "tripletex.internal_key_refused":
        return (Cause.DELETED, Cause.ENVIRONMENT)
    return ()
