"""Proof: what a run was computed from, and whether its report adds up.

Both are pure: a report is checked against its plan and its journal, without the network.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, astuple
from datetime import datetime
from itertools import zip_longest

from wizard.errors import Actor, Problem
from wizard.model.journal import JournalEntry, ReportLine, SyncReport
from wizard.model.plan import Operation, SyncPlan
from wizard.model.proof import Input
from wizard.model.records import Kind, Side, Snapshot
from wizard.sync.report import phase_of, state_of

_RECORDS_AT_ONCE = 500  # so that what is hashed stays in the processor's cache
_TO_JSON = json.JSONEncoder(separators=(",", ":")).encode


def content_hash(snapshot: Snapshot) -> bytes:
    """A hash of all that a snapshot says of its records: ids, versions, names and values."""
    found = hashlib.sha256()
    names: tuple[str, ...] = ()
    for start in range(0, len(snapshot.records), _RECORDS_AT_ONCE):
        rows: list[object] = []
        for record in snapshot.records[start : start + _RECORDS_AT_ONCE]:
            if tuple(record.values) != names:
                names = tuple(record.values)
                rows.append({"fields": names})
            rows.append((record.id, record.version, *record.values.values()))
        found.update(_TO_JSON(rows).encode())
    return found.digest()


def inputs_of(
    snapshots: Mapping[Kind, Mapping[Side, Snapshot]],
    kinds: Collection[Kind],
    why: Mapping[Side, Mapping[Kind, str]],
    keyed: Callable[[bytes], str],
) -> tuple[Input, ...]:
    """What was read of each side; of kinds that are only pointed at, Tripletex's alone.

    ``why`` are the codes of why all of a kind was read, and ``keyed`` makes a hash that nobody
    without the store's key can make.
    """
    return tuple(
        Input(
            kind,
            side,
            keyed(content_hash(shot)),
            len(shot.records),
            shot.completeness,
            why[side].get(kind, "read_whole"),
        )
        for kind, sides in snapshots.items()
        for side, shot in sides.items()
        if side is Side.TRIPLETEX or kind in kinds
    )


def flaws(plan: SyncPlan, entries: Mapping[str, JournalEntry], report: SyncReport) -> list[Problem]:
    """What does not add up in the report of a run: nothing, unless something is broken.

    Every operation of the plan stands in the report once, as the journal says it ended; every
    number is the sum of its operations, stops and questions; and the plan's numbers account for
    every record that was read. Of each the first flaw is named.
    """
    if _told(report) != _happened(plan, entries):
        return [_first_difference(plan, entries, report)]
    wrong = [*_sums(plan, entries, report), *_records(plan)]
    return [
        Problem("proof_counts", Actor.VENDOR, kind.value, params={"counted": name})
        for kind, name in wrong[:1]
    ]


def clock_flaws(entries: Mapping[str, JournalEntry], finished: datetime | None) -> list[Problem]:
    """That the clock was set back during a run, where the times of its writes show it."""
    latest = max((entry.sent for entry in entries.values()), default=None)
    if latest is None or finished is None or finished >= latest:
        return []
    times = {"before": latest.isoformat(timespec="seconds")}
    times["after"] = finished.isoformat(timespec="seconds")
    return [Problem("clock_set_back", Actor.IT, params=times)]


def _told(report: SyncReport) -> list[tuple[object, ...]]:
    return [(one.kind, one.side, one.verb, one.key, one.phase) for one in report.lines]


def _happened(plan: SyncPlan, entries: Mapping[str, JournalEntry]) -> list[tuple[object, ...]]:
    return [
        (one.kind, one.side, one.verb.value, one.key, phase_of(entries.get(one.id)))
        for one in plan.operations
    ]


def _first_difference(
    plan: SyncPlan, entries: Mapping[str, JournalEntry], report: SyncReport
) -> Problem:
    """The first line that is missing, too much, or not as the journal says."""
    pairs = zip_longest(_told(report), _happened(plan, entries))
    at = next(at for at, (told, happened) in enumerate(pairs) if told != happened)
    about: Operation | ReportLine = (
        plan.operations[at] if at < len(plan.operations) else report.lines[at]
    )
    return Problem("proof_line", Actor.VENDOR, about.kind.value, about.key, {"line": str(at + 1)})


def _sums(
    plan: SyncPlan, entries: Mapping[str, JournalEntry], report: SyncReport
) -> list[tuple[Kind, str]]:
    """The numbers of the report that are not the sum of what they stand for."""
    touched = {
        (one.kind, one.side, state_of(one.verb, entries.get(one.id)), one.target or one.id)
        for one in plan.operations
    }
    sums = Counter(each[:3] for each in touched)
    for stop in plan.stops:
        if stop.whole and stop.problem.kind:
            sums[Kind(stop.problem.kind), stop.side, "skipped"] += stop.count
    for kind, counts in plan.counts.items():
        sums[kind, Side.TRIPLETEX, "skipped"] += counts.questions
    shown = {
        (kind, side, name): count
        for kind, sides in report.counts.items()
        for side, counts in sides.items()
        for name, count in asdict(counts).items()
    }
    wrong = [one for one in {*sums, *shown} if sums[one] != shown.get(one, 0)]
    return sorted((kind, name) for kind, _, name in wrong)


def _records(plan: SyncPlan) -> list[tuple[Kind, str]]:
    """The kinds whose numbers cannot be those of the records that were read.

    A pair counts once, so there are at least as many as the larger side has, and at most all.
    """
    read = {(one.kind, one.side): one.records for one in plan.inputs}
    wrong = []
    for kind, counts in plan.counts.items():
        sides = [read.get((kind, side), 0) for side in Side]
        placed = sum(astuple(counts)) - counts.linked
        if counts.linked != counts.equal + counts.differing:
            wrong.append((kind, "linked"))
        elif plan.inputs and not max(sides) <= placed <= sum(sides):
            wrong.append((kind, "records"))
    return wrong
