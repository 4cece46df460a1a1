"""What became of a plan, in counts and line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from unit.sync.building import CUSTOMER, DEPARTMENT, EMPLOYEE, P, T

from wizard.errors import Problem
from wizard.model.connection import Company
from wizard.model.journal import (
    JournalEntry,
    Phase,
    ReportLine,
    RunHead,
    RunState,
    SideCounts,
    SyncReport,
)
from wizard.model.matching import Choice, Conflict, Policy, Stop
from wizard.model.plan import KindCounts, Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side
from wizard.sync.report import asked, report

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
RUN = RunHead("r", "Ås Bygg AS", "register.xlsx", AT, None, RunState.RUNNING, "f")


def operation(
    id_: str, verb: Verb, side: Side = T, kind: Kind = CUSTOMER, **more: str
) -> Operation:
    return Operation(id_, verb, side, kind, f"key {id_}", "because", target=more.get("target"))


def entry(id_: str, phase: Phase, **more: str) -> JournalEntry:
    problem = Problem(more["problem"]) if "problem" in more else None
    return JournalEntry(id_, phase, AT, more.get("record"), problem=problem)


def reported(
    *operations: Operation,
    entries: tuple[JournalEntry, ...] = (),
    stops: tuple[Stop, ...] = (),
    questions: int = 0,
) -> SyncReport:
    open_ = tuple(
        Conflict(str(n), CUSTOMER, "differs", "x", (Choice.SKIP,)) for n in range(questions)
    )
    plan = SyncPlan(
        Company(1, "Ås Bygg AS", "923609016"),
        "register.xlsx",
        (CUSTOMER,),
        Policy(),
        operations,
        open_,
        stops,
        {CUSTOMER: KindCounts(questions=questions)},
    )
    return report(RUN, plan, {one.operation: one for one in entries})


@pytest.mark.parametrize(
    ("verb", "phase", "counted"),
    [
        (Verb.LINK, Phase.DONE, SideCounts(linked=1)),
        (Verb.CREATE, Phase.DONE, SideCounts(created=1)),
        (Verb.UPDATE, Phase.DONE, SideCounts(updated=1)),
        (Verb.CREATE, Phase.FAILED, SideCounts(failed=1)),
        (Verb.UPDATE, Phase.SKIPPED, SideCounts(skipped=1)),
        (Verb.UPDATE, Phase.UNCERTAIN, SideCounts(uncertain=1)),
        (Verb.LINK, Phase.INTENT, SideCounts(uncertain=1)),
    ],
)
def test_each_operation_is_counted_by_what_became_of_it(
    verb: Verb, phase: Phase, counted: SideCounts
) -> None:
    found = reported(operation("a", verb), entries=(entry("a", phase),))
    assert found.counts[CUSTOMER] == {T: counted, P: SideCounts()}
    assert found.clean is (phase not in (Phase.FAILED, Phase.UNCERTAIN))


def test_what_was_not_begun_is_skipped() -> None:
    found = reported(operation("a", Verb.CREATE))
    assert found.counts[CUSTOMER][T] == SideCounts(skipped=1)
    assert found.lines == (ReportLine(CUSTOMER, T, "create", "key a", Phase.SKIPPED, {}),)


def test_a_record_counts_once_however_many_writes_it_took() -> None:
    writes = [operation(id_, Verb.UPDATE, target="7") for id_ in "ab"]
    done = tuple(entry(id_, Phase.DONE) for id_ in "ab")
    assert reported(*writes, entries=done).counts[CUSTOMER][T] == SideCounts(updated=1)
    half = (entry("a", Phase.DONE), entry("b", Phase.FAILED))
    assert reported(*writes, entries=half).counts[CUSTOMER][T] == SideCounts(updated=1, failed=1)


def test_stopped_records_and_open_questions_are_skipped() -> None:
    stops = (
        Stop(Problem("x", kind="customer"), P, count=3),
        Stop(Problem("x", kind="customer"), T, whole=False),
        Stop(Problem("x"), T),
    )
    found = reported(stops=stops, questions=2)
    assert found.counts[CUSTOMER] == {T: SideCounts(skipped=2), P: SideCounts(skipped=3)}
    assert found.questions == 2
    assert [one.code for one in found.stops] == ["x"] * 3 + ["question_differs"] * 2
    assert found.problems == found.stops


def test_a_kind_is_shown_when_it_was_asked_for_or_touched() -> None:
    made = operation("d", Verb.CREATE, kind=DEPARTMENT)
    found = reported(made, entries=(entry("d", Phase.DONE),))
    assert set(found.counts) == {DEPARTMENT, CUSTOMER}
    assert EMPLOYEE not in found.counts


def test_a_line_holds_what_was_written_with_the_number_that_was_assigned() -> None:
    create = Operation("c", Verb.CREATE, T, CUSTOMER, "Ny", "because", fields={"name": "Ny"})
    back = Operation(
        "b",
        Verb.UPDATE,
        P,
        CUSTOMER,
        "Ny",
        "assigned",
        target="p",
        fields={"number": None},
        takes={"number": "c"},
    )
    done = JournalEntry("c", Phase.DONE, AT, "11", values={"number": "10001"})
    first, second = reported(create, back, entries=(done, entry("b", Phase.DONE))).lines
    assert (first.record, dict(first.fields)) == ("11", {"number": "10001", "name": "Ny"})
    assert dict(second.fields) == {"number": "10001"}
    unmade = reported(create, back, entries=(entry("b", Phase.SKIPPED, problem="needed_failed"),))
    assert dict(unmade.lines[1].fields) == {"number": None}
    assert [problem.code for problem in unmade.problems] == ["needed_failed"]


@pytest.mark.parametrize("field", ["city", None])
def test_a_question_nobody_answered_is_a_problem_with_both_values(field: str | None) -> None:
    question = Conflict("q", CUSTOMER, "differs", "7 Berg", (), field, "Ås", "Moss")
    assert asked(question) == Problem(
        "question_differs",
        kind="customer",
        subject="7 Berg",
        params={"field": field or "", "tripletex": "Ås", "partner": "Moss"},
    )


def test_what_a_removal_set_aside_counts_as_changed() -> None:
    kept = replace(entry("a", Phase.DONE), values={"is_inactive": True})
    found = reported(operation("a", Verb.REMOVE), entries=(kept,))
    assert found.counts[CUSTOMER][T] == SideCounts(updated=1)


def test_only_an_undo_tells_of_a_field_that_it_emptied() -> None:
    emptied = replace(operation("a", Verb.UPDATE), fields={"city": None, "name": "Berg"})
    plan = SyncPlan(
        Company(1, "Ås Bygg AS", "923609016"), "x", (), Policy(), (emptied,), (), (), {}
    )
    ran = {"a": entry("a", Phase.DONE)}
    assert report(RUN, plan, ran).lines[0].fields == {"name": "Berg"}
    [line] = report(RUN, replace(plan, undoes="r"), ran).lines
    assert line.fields == {"city": None, "name": "Berg"}
