"""Problems as programs read them: the code with its sentences beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from wizard.documents.words import field_word, value_word
from wizard.errors import Problem
from wizard.messages import say
from wizard.model.connection import Requirement
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Side


def problem_json(problem: Problem, language: str | None = None) -> dict[str, Any]:
    """The contract's keys, and ``detail`` where Tripletex itself said something."""
    said = say(worded(problem, language), language)
    found = {
        "code": problem.code,
        "kind": problem.kind,
        "subject": problem.subject,
        "message": said.message,
        "remedy": said.remedy,
        "actor": problem.actor.value,
    }
    return found | ({"detail": problem.detail} if problem.detail else {})


def problems_json(problems: Iterable[Problem], language: str | None = None) -> list[dict[str, Any]]:
    """Several problems, in their order."""
    return [problem_json(problem, language) for problem in problems]


def requirements_json(requirements: Iterable[Requirement]) -> list[dict[str, str]]:
    """What a connection needs, and in words what is wrong where it is not there."""
    return [
        {
            "id": one.id,
            "state": one.state.value,
            "detail": say(one.problem).message if one.problem else "",
        }
        for one in requirements
    ]


def worded(problem: Problem, language: str | None = None) -> Problem:
    """The problem with its fields in a person's words, and its values masked where they must be.

    The core names fields by their codes and holds values as they are; neither belongs in a
    sentence.
    """
    field = problem.params.get("field", "")
    if problem.kind not in list(Kind):
        return problem
    kind = Kind(problem.kind)
    if field not in MAPPINGS[kind].fields:
        return problem
    params = {**problem.params, "field": field_word(kind, field, language)}
    for name in ("value", *Side):
        if name in params:
            params[name] = value_word(kind, field, params[name], language=language)
    needed = params.get("needed", "")
    if needed in MAPPINGS[kind].fields:
        params["needed"] = field_word(kind, needed, language)
    return replace(problem, params=params)
