"""The brake: where a plan writes so much that a person confirms it by typing the number."""

from __future__ import annotations

from dataclasses import astuple

from wizard.model.plan import KindCounts, SyncPlan, Verb
from wizard.model.records import Kind, Side

MANY = 50
SHARE = 10
FEW = 5


def brake(plan: SyncPlan) -> int | None:
    """The number to be typed before this plan is carried out; None where it can go on as it is.

    It is how many records are made or changed, over all kinds and both sides, where for any kind
    that is more than fifty, or more than a tenth of its records. Five of a kind, which is a trial,
    are never many. A link changes nothing that a person sees, and is not counted.
    """
    written = {kind: _written(plan, kind) for kind in plan.kinds}
    large = any(
        count > MANY or (count > FEW and count * SHARE > _records(plan.counts.get(kind)))
        for kind, count in written.items()
    )
    return sum(written.values()) if large else None


def _written(plan: SyncPlan, kind: Kind) -> int:
    """The records of a kind that are made or changed; one that is changed in two parts is one."""
    written: dict[Side, set[str]] = {side: set() for side in Side}
    for one in plan.operations:
        if one.kind is kind and one.verb is not Verb.LINK:
            written[one.side].add(one.target or one.id)
    return sum(map(len, written.values()))


def _records(counts: KindCounts | None) -> int:
    """How many records of a kind there are; ``linked`` counts those that others count."""
    return sum(astuple(counts)) - counts.linked if counts else 0
