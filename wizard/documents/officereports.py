"""An office's batch as programs read it: every client on its own, and what it comes to in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wizard.documents.problems import problem_json, problems_json
from wizard.flow.causes import Cause, causes
from wizard.model.batch import BatchHead, Member
from wizard.model.connection import Company

Counts = Mapping[str, Any]
"""Numbers by name, however deep: ``counts[kind][side][…]`` or ``counts[kind][…]``."""


def company_json(company: Company) -> dict[str, Any]:
    """A company as the contract names it."""
    return {
        "id": company.id,
        "name": company.name,
        "organization_number": company.organization_number,
    }


def batch_json(
    head: BatchHead, members: Sequence[Member], counts: Mapping[int, Counts]
) -> dict[str, Any]:
    """The batch as ``run``, the sums of its counts, its clients, and why some are not done.

    ``counts`` are those of the clients' own reports, by the company's id.
    """
    return {
        "run": head.id,
        "office": company_json(head.office),
        "started": head.started.isoformat(),
        "finished": head.finished.isoformat() if head.finished else None,
        "states": {state.value: count for state, count in head.counts.items()},
        "counts": summed(counts.values()),
        "clients": [_member(one, counts.get(one.company.id, {})) for one in members],
        "causes": [_cause(one) for one in causes(members)],
    }


def summed(every: Iterable[Counts]) -> dict[str, Any]:
    """The sum of counts, number by number."""
    total: dict[str, Any] = {}
    for counts in every:
        for name, one in counts.items():
            if isinstance(one, Mapping):
                total[name] = summed((total.get(name, {}), one))
            else:
                total[name] = total.get(name, 0) + one
    return total


def _member(member: Member, counts: Counts) -> dict[str, Any]:
    return {
        **company_json(member.company),
        "state": member.state.value,
        "exit_code": member.code,
        "run": member.run or None,
        "questions": member.questions,
        "counts": counts,
        "problems": problems_json(member.problems),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    said = problem_json(cause.example)
    return {
        "code": cause.code,
        "actor": cause.actor.value,
        "requirement": cause.requirement or None,
        "message": said["message"],
        "remedy": said["remedy"],
        "clients": [one.company.organization_number for one in cause.members],
    }
