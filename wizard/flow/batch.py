"""The batch over many clients: who comes next, what stops them all, and how long it takes. Pure.

Every client is on its own: what happens to one is written down and touches no other. Only what no
client could get past, such as a key that has been deleted, stops the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wizard.errors import Problem, WizardError
from wizard.model.batch import ClientState, Member
from wizard.model.pace import Pace

JOBS = 8
"""How many clients are worked on at once, unless somebody says otherwise. They share one budget,
so more of them make nothing faster; fewer would not use it up while answers are on their way."""

_OF_THE_KEY = frozenset(
    {
        "consumer_token_missing",
        "http.certificate",
        "http.proxy",
        "http.unreachable",
        "key_missing",
        "stopped_on_request",
        "tripletex.consumer_token_refused",
        "tripletex.integrations_off",
        "tripletex.internal_key_refused",
        "tripletex.key_refused",
    }
)
_CALLS_UNKNOWN = 15.0  # calls that a small client takes, until one has been counted
_STATES = {1: ClientState.FAILED, 2: ClientState.FAILED, 3: ClientState.DECIDE}
_INTERRUPTED = 5


def in_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """Small clients first, so that most are done early; one of unknown size is taken for small."""
    return tuple(sorted(members, key=lambda one: one.size or 0))


def stops_all(problems: Iterable[Problem]) -> Problem | None:
    """The problem that no other client would get past either, if there is one.

    It is the key's, the network's or the store's, and not the client's.
    """
    return next((one for one in problems if one.code in _OF_THE_KEY or _of_the_store(one)), None)


def failed(member: Member, error: WizardError) -> Member:
    """The client after an error: refused, waiting for a person, or stopped on the way."""
    state = _STATES.get(error.exit_code, ClientState.FAILED)
    if error.exit_code == _INTERRUPTED or stops_all(error.problems):
        state = ClientState.INTERRUPTED
    return replace(member, state=state, code=error.exit_code, problems=error.problems)


def exit_code(members: Iterable[Member]) -> int:
    """What the whole comes to, by the contract's codes.

    5 where clients are open, for ``resume`` finishes them; else 1 where any client failed after
    others or itself had been written to; 4 and 3 only where nothing was written at all.
    """
    every = tuple(members)
    if any(one.state.open for one in every):
        return _INTERRUPTED
    codes = {one.code for one in every}
    for code in (1, 2, 4):
        if code in codes:
            return code if codes <= {2, 3, 4} else 1
    return 3 if 3 in codes else 0


def counted(members: Iterable[Member]) -> Mapping[ClientState, int]:
    """How many clients stand where; every state has its number."""
    found = Counter(one.state for one in members)
    return {state: found[state] for state in ClientState}


def seconds_left(members: Sequence[Member], pace: Pace, elapsed: float, jobs: int) -> float | None:
    """How long the clients that are open will take, by the budget and by those that are done.

    ``elapsed`` are the seconds since the batch began, and ``pace`` what has been heard since then.
    None as long as nothing has been counted.
    """
    if not pace.calls or elapsed <= 0:
        return None
    over = [one for one in members if not one.state.open]
    left = [one for one in members if one.state.open]
    calls = sum(_weight(one) for one in left) * (
        pace.calls / sum(_weight(one) for one in over) if over else _CALLS_UNKNOWN
    )
    each = max(elapsed - pace.waited / max(jobs, 1), 0.0) / pace.calls
    return pace.seconds_for(calls, each)


def _weight(member: Member) -> float:
    """What a client costs beside another: a page of a thousand records costs one more call."""
    return 1.0 + (member.size or 0) / 1000


def _of_the_store(problem: Problem) -> bool:
    return problem.code.startswith("store.") and not problem.code.startswith("store.company_busy")
