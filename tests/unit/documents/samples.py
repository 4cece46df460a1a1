"""A report with something of everything, for the tests of the documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from wizard.errors import Actor, Problem
from wizard.model.journal import (
    Phase,
    ReportLine,
    RunHead,
    RunState,
    SideCounts,
    SyncReport,
)
from wizard.model.records import Kind, Side, Value

ACCOUNT = "12345678903"
BIRTH = "1985-02-03"
STARTED = datetime(2026, 11, 21, 9, 3, tzinfo=UTC)
FINISHED = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)


def run(company: str = "Fjell Bygg AS", finished: datetime | None = FINISHED) -> RunHead:
    return RunHead("run-7", company, "register.xlsx", STARTED, finished, RunState.FINISHED, "f")


def line(
    key: str = "1021",
    phase: Phase = Phase.DONE,
    *,
    fields: Mapping[str, Value] | None = None,
    problem: Problem | None = None,
) -> ReportLine:
    return ReportLine(
        Kind.EMPLOYEE,
        Side.TRIPLETEX,
        "create",
        key,
        phase,
        {"first_name": "Kari"} if fields is None else fields,
        "9900",
        problem,
    )


def bad_account(subject: str = "1009 Åse Bø", value: str = ACCOUNT) -> Problem:
    params = {"field": "bank_account", "value": value}
    return Problem("value_not_bank_account", kind="employee", subject=subject, params=params)


def report(
    lines: tuple[ReportLine, ...] = (),
    stops: tuple[Problem, ...] = (),
    counts: Mapping[Kind, Mapping[Side, SideCounts]] | None = None,
    *,
    head: RunHead | None = None,
    questions: int = 0,
) -> SyncReport:
    return SyncReport(head or run(), counts or {}, lines, stops, questions)


def full_report() -> SyncReport:
    """Created, failed and stopped, with values that no report may show."""
    private: dict[str, Value] = {
        "number": "1021",
        "first_name": "Kari",
        "date_of_birth": BIRTH,
        "bank_account": ACCOUNT,
        "first_workday": "2024-01-31",
        "last_workday": None,
    }
    missing = Problem(
        "tripletex.birth_date_missing", Actor.ADMINISTRATOR, "employee", "1022", {}, "422 / 18000"
    )
    employees = {
        Side.TRIPLETEX: SideCounts(created=1, failed=1, skipped=1),
        Side.PARTNER: SideCounts(linked=6),
    }
    return report(
        (line(fields=private), line("1022", Phase.FAILED, fields=private, problem=missing)),
        (bad_account(),),
        {Kind.EMPLOYEE: employees, Kind.CUSTOMER: {side: SideCounts(updated=2) for side in Side}},
        questions=1,
    )
