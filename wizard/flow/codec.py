"""A journey as JSON text and back, for the place where it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    data = {
        "schema": SCHEMA,
        "here": journey.here.value,
        "answers": {
            step.value: _plain(journey.answers[kind])
            for step, kind in _kinds().items()
            if kind in journey.answers
        },
        "facts": _adapter(Facts).dump_python(journey.facts, mode="json"),
        "changed": journey.changed.isoformat() if journey.changed else None,
    }
    return _text(data)


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
    """The ``JourneyStore`` of a place that keeps texts."""

    def __init__(self, texts: JourneyTexts) -> None:
        self._texts = texts

    def load(self) -> Journey | None:
        """The journey, or None where none is kept; raises ``WizardError``."""
        text = self._texts.load()
        return None if text is None else journey_of(text)

    def save(self, journey: Journey) -> None:
        """Keep this journey in the place of the last."""
        self._texts.save(text_of(journey))

    def clear(self) -> None:
        """Forget what is kept."""
        self._texts.clear()


def _plain(answers: Answers) -> dict[str, Any]:
    """The answers as JSON knows values.

    There may be very many resolutions. They are made ready one at a time, when their text is, so
    that this thread lets the window's have its turn.
    """
    if not isinstance(answers, DifferencesAnswers):
        return dict(_adapter(type(answers)).dump_python(answers, mode="json"))
    each = (_adapter(Resolution).dump_python(one, mode="json") for one in answers.resolutions)
    once = (_adapter(OfficeAnswer).dump_python(one, mode="json") for one in answers.office)
    return {"resolutions": each, "skip_open": answers.skip_open, "office": once}


def _text(value: Any) -> str:
    """JSON; of what comes one at a time the text is made one at a time."""
    if isinstance(value, dict):
        each = (f"{json.dumps(name)}: {_text(one)}" for name, one in value.items())
        return f"{{{', '.join(each)}}}"
    if isinstance(value, Iterator):
        return f"[{', '.join([json.dumps(one, ensure_ascii=False) for one in value])}]"
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
