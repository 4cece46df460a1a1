"""Retry: of a new plan, what an earlier run did not bring through; the rest is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.model.journal import JournalEntry, Phase
from wizard.model.plan import Operation, SyncPlan
from wizard.model.records import Kind, Side
from wizard.sync.pilot import records_of

_Place = tuple[Kind, Side, str]


def retry(plan: SyncPlan, before: SyncPlan, entries: Mapping[str, JournalEntry]) -> SyncPlan:
    """The part of a plan about records that the run of ``before`` failed, stopped or asked about.

    ``entries`` are that run's. What has come into a register since was not brought through
    either, and is part of it. A record is taken with everything that it needs.
    """
    through, failed = _places(before, entries)
    stuck = {(one.problem.kind, one.problem.subject) for one in before.stops}
    stuck |= {(one.kind, one.subject) for one in before.questions}
    kept: set[str] = set()
    for record in records_of(plan.operations):
        places = {place for one in record.operations for place in _touched(one, "")}
        named = {(one.kind, one.key) for one in record.operations}
        if places & failed or named & stuck or not places & through:
            kept |= {one.id for each in record.whole() for one in each.operations}
    return replace(plan, operations=tuple(one for one in plan.operations if one.id in kept))


def _places(
    before: SyncPlan, entries: Mapping[str, JournalEntry]
) -> tuple[set[_Place], set[_Place]]:
    """The records that a run wrote or linked, and those of which something did not succeed."""
    through: set[_Place] = set()
    failed: set[_Place] = set()
    for operation in before.operations:
        entry = entries.get(operation.id)
        done = entry is not None and entry.phase is Phase.DONE
        made = (entry.record if entry else None) or ""
        (through if done else failed).update(_touched(operation, made))
    return through, failed


def _touched(operation: Operation, made: str) -> set[_Place]:
    here, across = operation.target or made, operation.source
    ids = ((operation.side, here), (operation.side.other, across))
    return {(operation.kind, side, id_) for side, id_ in ids if id_}
