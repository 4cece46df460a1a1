"""A journey as JSON text and back, for the place where it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wizard.errors import Problem, UsageError
from wizard.flow.answers import Answers, DifferencesAnswers
from wizard.flow.decisions import OfficeAnswer
from wizard.flow.journey import SCHEMA, Facts, Journey, StepId
from wizard.flow.map import FLOW
from wizard.flow.ports import JourneyTexts
from wizard.model.matching import Resolution

_adapters: dict[type, TypeAdapter[Any]] = {}


def text_of(journey: Journey) -> str:
    """The journey as text, with the version of its form first."""
    return _whole(journey, {kind: _told(one) for kind, one in journey.answers.items()})


def journey_of(text: str) -> Journey:
    """The journey of a text; raises ``UsageError`` where it is damaged or from a newer version."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or not isinstance(data.get("schema"), int):
            raise UsageError(Problem("journey_unreadable"))
        if data["schema"] > SCHEMA:
            raise UsageError(Problem("journey_newer"))
        answers = {
            kind: _adapter(kind).validate_python(data["answers"][step.value])
            for step, kind in _kinds().items()
            if step.value in data["answers"]
        }
        changed = data["changed"]
        return Journey(
            StepId(data["here"]),
            answers,
            _adapter(Facts).validate_python(data["facts"]),
            datetime.fromisoformat(changed) if changed else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise UsageError(Problem("journey_unreadable")) from error


class StoredJourneys:
    """The ``JourneyStore`` of a place that keeps texts.

    Answers that are as in the journey kept last are not put in words once more: with very
    many resolutions that is a second's work at every step.
    """

    def __init__(self, texts: JourneyTexts) -> None:
        self._texts = texts
        self._kept: dict[type[Answers], tuple[Answers, str]] = {}

    def load(self) -> Journey | None:
        """The journey, or None where none is kept; raises ``WizardError``."""
        text = self._texts.load()
        return None if text is None else journey_of(text)

    def save(self, journey: Journey) -> None:
        """Keep this journey in the place of the last."""
        self._kept = {kind: (one, self._told(one)) for kind, one in journey.answers.items()}
        told = {kind: text for kind, (_, text) in self._kept.items()}
        self._texts.save(_whole(journey, told))

    def clear(self) -> None:
        """Forget what is kept."""
        self._texts.clear()

    def _told(self, answers: Answers) -> str:
        kept, text = self._kept.get(type(answers), (None, ""))
        return text if kept == answers else _told(answers)


def _whole(journey: Journey, told: Mapping[type[Answers], str]) -> str:
    answers = {step.value: [told[kind]] for step, kind in _kinds().items() if kind in told}
    changed = journey.changed.isoformat() if journey.changed else None
    parts = {
        "schema": [_json(SCHEMA)],
        "here": [_json(journey.here.value)],
        "answers": _object(answers),
        "facts": [_json(_adapter(Facts).dump_python(journey.facts, mode="json"))],
        "changed": [_json(changed)],
    }
    return "".join(_object(parts))


def _told(answers: Answers) -> str:
    """The answers as JSON.

    There may be very many resolutions. They are made ready one at a time, so that this thread lets
    the window's have its turn.
    """
    if not isinstance(answers, DifferencesAnswers):
        return _json(_adapter(type(answers)).dump_python(answers, mode="json"))
    parts = {
        "resolutions": [_list(Resolution, answers.resolutions)],
        "skip_open": [_json(answers.skip_open)],
        "office": [_list(OfficeAnswer, answers.office)],
    }
    return "".join(_object(parts))


def _list(kind: type, values: Sequence[object]) -> str:
    dump = _adapter(kind).dump_python
    return f"[{', '.join([_json(dump(one, mode='json')) for one in values])}]"


def _object(parts: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """A JSON object of the pieces of what stands under each name, in pieces that are joined once.

    A very long text is copied in one step of Python's, for which the window's thread waits.
    """
    before = "{"
    for name, pieces in parts.items():
        yield f"{before}{_json(name)}: "
        yield from pieces
        before = ", "
    yield "}" if parts else "{}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _kinds() -> dict[StepId, type[Answers]]:
    """The kinds of answers, each under the first step that asks for it."""
    steps = [step for branch in FLOW.branches.values() for step in branch]
    first = {step.answers: step.id for step in reversed(steps)}
    return {id_: kind for kind, id_ in first.items()}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
