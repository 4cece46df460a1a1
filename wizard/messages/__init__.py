"""Code to sentence and remedy: what every problem says to a person, in both languages.

Each module beside this one holds the sentences of one area, English in the code and Bokmål in
the catalogue. A test holds that every code in use has its sentence and every sentence its
translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.errors import Problem
from wizard.i18n import current, translate
from wizard.messages.flow import SENTENCES as _FLOW
from wizard.messages.office import SENTENCES as _OFFICE
from wizard.messages.partners import SENTENCES as _PARTNERS
from wizard.messages.profiles import SENTENCES as _PROFILES
from wizard.messages.proof import SENTENCES as _PROOF
from wizard.messages.questions import SENTENCES as _QUESTIONS
from wizard.messages.shell import SENTENCES as _SHELL
from wizard.messages.store import SENTENCES as _STORE
from wizard.messages.sync import SENTENCES as _SYNC
from wizard.messages.tripletex import SENTENCES as _TRIPLETEX
from wizard.messages.undo import SENTENCES as _UNDO
from wizard.messages.use import SENTENCES as _USE

SENTENCES: Mapping[str, tuple[str, str]] = {
    **_FLOW,
    **_OFFICE,
    **_PARTNERS,
    **_PROFILES,
    **_PROOF,
    **_QUESTIONS,
    **_SHELL,
    **_STORE,
    **_SYNC,
    **_TRIPLETEX,
    **_UNDO,
    **_USE,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A problem as a person reads it: what happened and why, and what to do."""

    message: str
    remedy: str


def say(problem: Problem, language: str | None = None) -> Said:
    """The sentence and the remedy of a problem, in the language in use or the one named.

    A sentence from a profile comes along in both languages, with places for subject and value.
    """
    message, remedy = SENTENCES[problem.code]
    words = {"subject": problem.subject or "", **problem.params}
    own = words.get(f"sentence.{language or current()}")
    if own is not None:
        for name in ("subject", "value"):
            own = own.replace(f"{{{name}}}", words.get(name, ""))
        words["sentence"] = own
    return Said(
        translate(message, language).format_map(words),
        translate(remedy, language).format_map(words),
    )
