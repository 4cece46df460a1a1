"""Decisions that are taken once for all clients of an office, and what they answer at each. Pure.

Two questions are alike where they are about the same field of the same kind, for the same reason.
A person answers such a question once, with its number of records and clients beside it. Whether
two records are one is never answered so: that needs eyes, and all that can be said of many at
once is to leave them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wizard.model.codec import digest
from wizard.model.matching import Choice, Conflict, Resolution
from wizard.model.records import Kind

_ONCE = (Choice.TRIPLETEX, Choice.PARTNER, Choice.SKIP)


class Scope(StrEnum):
    """For whom an answer holds."""

    OFFICE = "office"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Alike:
    """What questions have in common that one answer fits."""

    kind: Kind
    reason: str
    field: str | None = None

    @property
    def id(self) -> str:
        """The question's id, the same in every batch."""
        return digest(["alike", self.kind, self.reason, self.field])


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """One answer to all questions that are alike; for one client where ``company`` names it.

    ``decided_by`` and ``decided_at`` are as in a resolution. A client's own answer goes before
    the office's.
    """

    question: Alike
    choice: Choice
    company: str = ""
    decided_by: str = ""
    decided_at: str = ""

    @property
    def scope(self) -> Scope:
        """For whom it holds."""
        return Scope.COMPANY if self.company else Scope.OFFICE


@dataclass(frozen=True, slots=True)
class OfficeQuestion:
    """Many questions that are alike, asked as one.

    ``count`` is how many records it is about, ``clients`` the organisation numbers of those that
    have it, ``options`` what can be answered at every one of them, and ``example`` one of them.
    """

    question: Alike
    options: tuple[Choice, ...]
    count: int
    clients: tuple[str, ...]
    example: Conflict


def alike(question: Conflict) -> Alike:
    """What a question has in common with others."""
    return Alike(question.kind, question.reason, question.field)


def gathered(questions: Mapping[str, Sequence[Conflict]]) -> tuple[OfficeQuestion, ...]:
    """The questions of many clients, by organisation number, as few as they can be; most first."""
    found: defaultdict[Alike, list[tuple[str, Conflict]]] = defaultdict(list)
    for client, asked in questions.items():
        for question in asked:
            found[alike(question)].append((client, question))
    every = (
        OfficeQuestion(
            key,
            tuple(one for one in _ONCE if all(one in each.options for _, each in group)),
            len(group),
            tuple(dict.fromkeys(client for client, _ in group)),
            group[0][1],
        )
        for key, group in found.items()
    )
    return tuple(sorted(every, key=lambda one: (-one.count, one.question.id)))


def answered(
    questions: Iterable[Conflict], answers: Sequence[OfficeAnswer], client: str
) -> tuple[Resolution, ...]:
    """The resolutions that an office's answers amount to at one client.

    Where an answer cannot be carried out for a question, the question stays open.
    """
    holding = {one.question: one for one in answers if one.scope is Scope.OFFICE}
    holding |= {one.question: one for one in answers if one.company == client}
    found = []
    for question in questions:
        answer = holding.get(alike(question))
        if answer and answer.choice in _ONCE and answer.choice in question.options:
            found.append(
                Resolution(
                    question.id,
                    answer.choice,
                    decided_by=answer.decided_by,
                    decided_at=answer.decided_at,
                    kind=question.kind,
                    subject=question.subject,
                    field=question.field,
                )
            )
    return tuple(found)
