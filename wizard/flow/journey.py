"""The journey: everything that was answered and found so far, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from wizard.flow.answers import Answers, Audience, ChooseAnswers
from wizard.model.connection import ConnectionCheck

SCHEMA = 1
"""The version of what is stored of a journey; a newer one is refused, not guessed at."""

_A = TypeVar("_A", bound=Answers)


class StepId(StrEnum):
    """The steps' names, as they are stored and as pages are registered."""

    CHOOSE = "choose"
    INTEGRATIONS = "integrations"
    CREATE_KEY = "create_key"
    PASTE_KEY = "paste_key"
    CONNECT_PARTNER = "connect_partner"
    DIFFERENCES = "differences"
    PLAN = "plan"
    FIRST_SYNC = "first_sync"
    DONE = "done"
    GIVE_ACCESS = "give_access"
    CONNECT_CLIENTS = "connect_clients"
    CLIENT_DIFFERENCES = "client_differences"
    CLIENT_SYNC = "client_sync"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a side said of itself, and when: shown after a resume, but then asked again."""

    at: datetime
    check: ConnectionCheck


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found out; ``planned`` is the fingerprint of the newest plan, and ``open`` how many
    questions it leaves."""

    key: Fact | None = None
    partner: Fact | None = None
    planned: str = ""
    open: int = 0


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a person stands, what was answered at each step, and what was found.

    ``changed`` is when the journey was last stored. The answers to a step that was not answered
    yet are its defaults.
    """

    here: StepId = StepId.CHOOSE
    answers: Mapping[type, Answers] = field(default_factory=dict)
    facts: Facts = Facts()
    changed: datetime | None = None

    def of(self, step: type[_A]) -> _A:
        """The answers of a step, by their type."""
        found = self.answers.get(step)
        return found if isinstance(found, step) else step()

    def answered(self, answers: Answers) -> Journey:
        """The journey with these answers in the place of those of the same step."""
        return replace(self, answers={**self.answers, type(answers): answers})

    def at(self, step: StepId) -> Journey:
        """The journey, standing at another step."""
        return replace(self, here=step)

    def knowing(self, facts: Facts) -> Journey:
        """The journey with these facts."""
        return replace(self, facts=facts)

    @property
    def office(self) -> bool:
        """Whether it is an accounting office that is set up, with its clients."""
        return self.of(ChooseAnswers).audience is Audience.OFFICE

    @property
    def company(self) -> str:
        """The name of the company that the key opened, as far as it is known."""
        found = self.facts.key.check.company if self.facts.key else None
        return found.name if found else ""
