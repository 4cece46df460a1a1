"""Causes: the failures of many clients, gathered by what has to be mended. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.errors import Actor, Problem
from wizard.model.batch import ClientState, Member

_REQUIREMENTS = ("right", "module", "field", "needed")


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong at one or several clients, and that one deed mends.

    ``requirement`` is what is lacking, where something is: a right, a module, a field. ``example``
    is one of the problems, from which the sentence and the remedy are said; its subject is that
    one client's. ``members`` are the clients in their order, each once.
    """

    code: str
    actor: Actor
    requirement: str
    example: Problem
    members: tuple[Member, ...]


def causes(members: Iterable[Member]) -> tuple[Cause, ...]:
    """What keeps clients from being done, the cause of most clients first.

    A client with several problems stands in several groups. Questions are no failures: they are
    gathered by ``decisions``.
    """
    found: dict[tuple[str, Actor, str], tuple[Problem, dict[int, Member]]] = {}
    for member in members:
        if member.state not in (ClientState.FAILED, ClientState.INTERRUPTED):
            continue
        for problem in member.problems:
            key = (problem.code, problem.actor, requirement_of(problem))
            _, group = found.setdefault(key, (problem, {}))
            group[member.company.id] = member
    gathered = (
        Cause(*key, example, tuple(group.values())) for key, (example, group) in found.items()
    )
    return tuple(sorted(gathered, key=lambda one: (-len(one.members), one.code, one.requirement)))


def requirement_of(problem: Problem) -> str:
    """What a problem says is lacking; empty where it names nothing."""
    return next((problem.params[name] for name in _REQUIREMENTS if problem.params.get(name)), "")
