"""A journey survives being stored, and a damaged or newer one is refused plainly."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from unit.flow.travels import office, whole

from wizard.errors import UsageError
from wizard.flow.answers import ChooseAnswers
from wizard.flow.codec import StoredJourneys, journey_of, text_of
from wizard.flow.journey import SCHEMA, Journey


@pytest.mark.parametrize("journey", [Journey(), whole(), office()], ids=["new", "whole", "office"])
def test_a_journey_comes_back_as_it_was(journey: Journey) -> None:
    assert journey_of(text_of(journey)) == journey


def test_a_journey_of_a_newer_version_is_refused() -> None:
    data = json.loads(text_of(whole()))
    with pytest.raises(UsageError) as refused:
        journey_of(json.dumps({**data, "schema": SCHEMA + 1}))
    assert refused.value.problems[0].code == "journey_newer"


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: {key: value for key, value in data.items() if key != name}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: [data],
        lambda data: "journey",
        lambda data: {**data, "schema": "1"},
        lambda data: {**data, "here": "moon"},
        lambda data: {**data, "answers": {"choose": {"partner": 7}}},
        lambda data: {**data, "answers": 7},
        lambda data: {**data, "facts": {"key": {"at": "x"}}},
        lambda data: {**data, "changed": "yesterday"},
        *(_without(name) for name in ("schema", "here", "answers", "facts", "changed")),
    ],
)
def test_a_damaged_journey_is_refused(damage: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(UsageError) as refused:
        journey_of(json.dumps(damage(json.loads(text_of(whole())))))
    assert refused.value.problems[0].code == "journey_unreadable"


def test_half_a_file_is_refused() -> None:
    with pytest.raises(UsageError):
        journey_of(text_of(whole())[:40])


def test_a_place_for_texts_keeps_journeys() -> None:
    class Texts:
        text: str | None = None

        def load(self) -> str | None:
            return self.text

        def save(self, text: str) -> None:
            self.text = text

        def clear(self) -> None:
            self.text = None

    journeys = StoredJourneys(Texts())
    assert journeys.load() is None
    journeys.save(whole())
    assert journeys.load() == whole()
    otherwise = whole().answered(ChooseAnswers("memory"))
    journeys.save(otherwise)
    assert journeys.load() == otherwise != whole()
    journeys.clear()
    assert journeys.load() is None
