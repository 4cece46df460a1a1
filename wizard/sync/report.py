"""Report: what became of a plan, in counts and line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from wizard.errors import Problem
from wizard.model.journal import (
    JournalEntry,
    Phase,
    ReportLine,
    RunHead,
    SideCounts,
    SyncReport,
)
from wizard.model.matching import Conflict
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.proof import JournalHead, Proof
from wizard.model.records import Kind, Side, Value

_DONE = {
    Verb.LINK: "linked",
    Verb.CREATE: "created",
    Verb.UPDATE: "updated",
    Verb.REMOVE: "removed",
    Verb.UNLINK: "linked",  # of an undo: the links taken back
}
_ELSE = {
    Phase.FAILED: "failed",
    Phase.SKIPPED: "skipped",
    Phase.UNCERTAIN: "uncertain",
    Phase.INTENT: "uncertain",
}


def report(
    run: RunHead,
    plan: SyncPlan,
    entries: Mapping[str, JournalEntry],
    journal: JournalHead | None = None,
) -> SyncReport:
    """The report of a run that has carried out a plan as far as ``entries`` say.

    ``journal`` is where the chain over the run's journal ends. A record counts once for each
    thing that happened to it, however many writes that took; records that were stopped or left
    with a question count as skipped on the side that would have been written.
    """
    touched: defaultdict[tuple[Kind, Side, str], set[str]] = defaultdict(set)
    lines = []
    for operation in plan.operations:
        entry = entries.get(operation.id)
        record = operation.target or operation.id
        touched[operation.kind, operation.side, state_of(operation.verb, entry)].add(record)
        lines.append(_line(operation, entries, undo=bool(plan.undoes)))
    counts: dict[Kind, dict[Side, dict[str, int]]] = {
        kind: {side: defaultdict(int) for side in Side} for kind in (*Kind,)
    }
    for (kind, side, state), records in touched.items():
        counts[kind][side][state] += len(records)
    for stop in plan.stops:
        if stop.whole and stop.problem.kind:
            counts[Kind(stop.problem.kind)][stop.side]["skipped"] += stop.count
    for kind, states in plan.counts.items():
        counts[kind][Side.TRIPLETEX]["skipped"] += states.questions
    shown = [kind for kind in Kind if kind in plan.kinds or any(map(any, counts[kind].values()))]
    return SyncReport(
        run,
        {kind: {side: SideCounts(**counts[kind][side]) for side in Side} for kind in shown},
        tuple(lines),
        tuple(stop.problem for stop in plan.stops) + tuple(map(asked, plan.questions)),
        len(plan.questions),
        Proof(plan.inputs, plan.policy, plan.resolutions, journal),
    )


def phase_of(entry: JournalEntry | None) -> Phase:
    """Where an operation stands; one without an entry was never begun."""
    return entry.phase if entry else Phase.SKIPPED


def state_of(verb: Verb, entry: JournalEntry | None) -> str:
    """The number of ``SideCounts`` that an operation counts in."""
    phase = phase_of(entry)
    if phase is not Phase.DONE:
        return _ELSE[phase]
    set_aside = verb is Verb.REMOVE and entry is not None and entry.values
    return "updated" if set_aside else _DONE[verb]


def asked(question: Conflict) -> Problem:
    """A question as the problem it is as long as nobody has answered it."""
    params = {
        "field": question.field or "",
        "tripletex": question.tripletex,
        "partner": question.partner,
    }
    code = f"question_{question.reason}"
    return Problem(code, kind=question.kind.value, subject=question.subject, params=params)


def _line(operation: Operation, entries: Mapping[str, JournalEntry], *, undo: bool) -> ReportLine:
    entry = entries.get(operation.id)
    # a number that Tripletex assigned is known from the answer only
    assigned = dict(entry.values) if entry else {}
    for name, maker in operation.takes.items():
        assigned[name] = entries[maker].values.get(name) if maker in entries else None
    return ReportLine(
        operation.kind,
        operation.side,
        operation.verb.value,
        operation.key,
        phase_of(entry),
        {**assigned, **_written(operation, undo=undo)},
        entry.record if entry else None,
        entry.problem if entry else None,
        entry.request if entry else "",
    )


def _written(operation: Operation, *, undo: bool) -> Mapping[str, Value]:
    """What was written; only an undo empties a field."""
    if operation.verb is Verb.REMOVE:
        return {}
    return {name: one for name, one in operation.fields.items() if undo or one is not None}
