"""The questions of many clients in one file: once for all that are alike, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wizard.documents.questions import read_answers
from wizard.flow.decisions import OfficeAnswer, OfficeQuestion, answered, gathered
from wizard.i18n import mark, translate
from wizard.model.matching import Conflict, Resolution

_ALIKE = mark("All that are alike: {count} records at {clients} clients")


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions as they stand in the file; ``own`` are those that are answered one by one."""

    once: tuple[OfficeQuestion, ...]
    own: tuple[Conflict, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        """All of them, as a file of questions holds them."""
        return [*map(_asked_once, self.once), *self.own]

    def answered(self, path: Path | None) -> Sequence[Resolution]:
        """What a file answers to them; an answer to one question goes before that to all alike.

        Raises ``UsageError`` where a row cannot be understood.
        """
        if path is None:
            return ()
        said = {one.conflict: one for one in read_answers(path, self.conflicts)}
        office = [
            OfficeAnswer(
                one.question,
                said[one.question.id].choice,
                decided_by=said[one.question.id].decided_by,
                decided_at=said[one.question.id].decided_at,
            )
            for one in self.once
            if one.question.id in said
        ]
        alone = {one.id: said[one.id] for one in self.own if one.id in said}
        for_all = answered((one for one in self.own if one.id not in alone), office, "")
        return (*alone.values(), *for_all)


def asked_of(questions: Sequence[Sequence[Conflict]], names: Sequence[str] = ()) -> Asked:
    """The questions of clients, a sequence each; ``names`` are what the clients are called."""
    by_client = {str(place): asked for place, asked in enumerate(questions)}
    once = tuple(one for one in gathered(by_client) if one.options)
    own = []
    for place, asked in enumerate(questions):
        name = f"{names[place]}: " if names else ""
        own += [replace(one, subject=f"{name}{one.subject}") for one in asked]
    return Asked(once, tuple(own))


def _asked_once(one: OfficeQuestion) -> Conflict:
    words = translate(_ALIKE).format(count=one.count, clients=len(one.clients))
    example = one.example
    return Conflict(
        one.question.id,
        one.question.kind,
        one.question.reason,
        words,
        one.options,
        one.question.field,
        example.tripletex,
        example.partner,
    )
