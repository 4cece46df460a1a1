"""The problems a person can meet, and the exceptions that carry them.

::

    WizardError              carries one or more problems and the exit code of the contract
    ├── FailedError          1  something failed; the report says what
    ├── UsageError           2  wrong use, or a file that cannot be read
    ├── DecisionsNeeded      3  a person has to choose; nothing was written
    ├── RefusedError         4  the key, the rights or the partner refuse; nothing was written
    └── InterruptedRun       5  stopped on the way; ``resume`` finishes it

A problem is data: a code and what it is about. Its sentence and its remedy live in
``wizard.messages``, in two languages, so that no adapter ever writes prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Actor(StrEnum):
    """Who can mend a problem."""

    USER = "user"
    ADMINISTRATOR = "administrator"  # Brukeradministrator in Tripletex
    PARTNER = "partner"
    TRIPLETEX = "tripletex"
    IT = "it"
    VENDOR = "vendor"  # whoever delivers this program, and holds its consumer token


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops or limits the work.

    ``code`` picks the sentence, ``kind`` and ``subject`` say which record it is about (a kind's
    name and what a person calls the record: «Ansatte, rad 7» or «10042 Ås Bygg AS»), ``params``
    fill the sentence, and ``detail`` holds what Tripletex itself said (code, message, request
    id), which is shown apart.
    """

    code: str
    actor: Actor = Actor.USER
    kind: str | None = None
    subject: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    detail: str | None = None


class WizardError(Exception):
    """Base of everything a person can be told; never raised itself."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class FailedError(WizardError):
    """Something failed; the report says what."""

    exit_code = 1


class UsageError(WizardError):
    """Wrong use, or a file that cannot be read."""

    exit_code = 2


class DecisionsNeeded(WizardError):  # noqa: N818 - the contract's word
    """A person has to choose; nothing was written."""

    exit_code = 3


class RefusedError(WizardError):
    """The key, the rights or the partner refuse; nothing was written."""

    exit_code = 4


class InterruptedRun(WizardError):  # noqa: N818 - the contract's word
    """Stopped on the way; ``resume`` finishes ``run``, where one was begun."""

    exit_code = 5
    run = ""
