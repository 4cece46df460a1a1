"""A report that does not add up is found out, and what was read is vouched for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, raw, snapshot
from unit.sync.test_report import AT, RUN, entry, operation

from wizard.errors import Actor, Problem
from wizard.model.connection import Company
from wizard.model.journal import JournalEntry, Phase, SideCounts, SyncReport
from wizard.model.matching import Choice, Conflict, Policy, Resolution, Stop
from wizard.model.plan import KindCounts, SyncPlan, Verb
from wizard.model.proof import Input, JournalHead, Proof
from wizard.model.records import Completeness, Side
from wizard.sync.proof import clock_flaws, content_hash, flaws
from wizard.sync.report import report


def read(side: Side, records: int) -> Input:
    return Input(CUSTOMER, side, "d", records, Completeness.COMPLETE, "read_whole")


PLAN = SyncPlan(
    Company(1, "Ås Bygg AS", "923609016"),
    "register.xlsx",
    (CUSTOMER,),
    Policy(),
    (
        operation("a", Verb.LINK, P, target="1"),
        operation("b", Verb.CREATE, T),
        operation("c", Verb.UPDATE, T, target="1"),
        operation("d", Verb.UPDATE, T, target="1"),
    ),
    (Conflict("q", CUSTOMER, "differs", "x", (Choice.SKIP,)),),
    (Stop(Problem("x", kind="customer"), P, count=2), Stop(Problem("y"), P)),
    {CUSTOMER: KindCounts(linked=3, equal=2, differing=1, only_partner=1, blocked=2, questions=1)},
    (Resolution("r", Choice.SKIP),),
    inputs=(read(T, 4), read(P, 7)),
)
ENTRIES = {
    "a": entry("a", Phase.DONE),
    "b": entry("b", Phase.FAILED, problem="write_rejected"),
    "c": entry("c", Phase.DONE),
    "d": entry("d", Phase.DONE),
}
GOOD = report(RUN, PLAN, ENTRIES, JournalHead(4, "h"))


def found(
    report: SyncReport, plan: SyncPlan = PLAN
) -> list[tuple[str, str | None, dict[str, str]]]:
    problems = flaws(plan, ENTRIES, report)
    assert all(one.actor is Actor.VENDOR and one.kind == "customer" for one in problems)
    return [(one.code, one.subject, dict(one.params)) for one in problems]


def test_a_report_as_it_was_made_adds_up() -> None:
    assert found(GOOD) == []
    assert GOOD.proof == Proof(PLAN.inputs, PLAN.policy, PLAN.resolutions, JournalHead(4, "h"))


@pytest.mark.parametrize(
    ("lines", "line", "key"),
    [
        (GOOD.lines[:-1], "4", "key d"),
        (GOOD.lines[1:], "1", "key a"),
        ((*GOOD.lines, GOOD.lines[0]), "5", "key a"),
        ((GOOD.lines[0], GOOD.lines[0], *GOOD.lines[2:]), "2", "key b"),
        ((*GOOD.lines[:3], replace(GOOD.lines[3], phase=Phase.FAILED)), "4", "key d"),
        ((replace(GOOD.lines[0], key="x"), *GOOD.lines[1:]), "1", "key a"),
        ((replace(GOOD.lines[0], side=T), *GOOD.lines[1:]), "1", "key a"),
        ((replace(GOOD.lines[0], verb="update"), *GOOD.lines[1:]), "1", "key a"),
        ((replace(GOOD.lines[0], kind=EMPLOYEE), *GOOD.lines[1:]), "1", "key a"),
        ((), "1", "key a"),
    ],
)
def test_every_operation_stands_in_it_once_as_the_journal_says(
    lines: tuple[object, ...], line: str, key: str
) -> None:
    assert found(replace(GOOD, lines=lines)) == [("proof_line", key, {"line": line})]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("side", "counts", "named"),
    [
        (T, SideCounts(updated=1, failed=1), "skipped"),
        (T, SideCounts(updated=2, failed=1, skipped=1), "updated"),
        (T, SideCounts(updated=1, skipped=1), "failed"),
        (P, SideCounts(linked=1), "skipped"),
        (P, SideCounts(linked=1, skipped=2, created=1), "created"),
    ],
)
def test_every_number_is_the_sum_of_what_it_stands_for(
    side: Side, counts: SideCounts, named: str
) -> None:
    sides = {**GOOD.counts[CUSTOMER], side: counts}
    wrong = replace(GOOD, counts={CUSTOMER: sides})
    assert found(wrong) == [("proof_counts", None, {"counted": named})]
    assert found(replace(GOOD, counts={}))[0][0] == "proof_counts"


@pytest.mark.parametrize(
    ("counts", "inputs", "named"),
    [
        ({"linked": 4}, PLAN.inputs, "linked"),
        ({}, (read(T, 4), read(P, 8)), "records"),
        ({}, (read(T, 3), read(P, 3)), "records"),
        ({}, (read(T, 0), read(P, 7)), None),
        ({}, (read(T, 3), read(P, 4)), None),
        ({}, (), None),
    ],
)
def test_the_plans_numbers_account_for_every_record_that_was_read(
    counts: dict[str, int], inputs: tuple[Input, ...], named: str | None
) -> None:
    plan = replace(PLAN, inputs=inputs, counts={CUSTOMER: replace(PLAN.counts[CUSTOMER], **counts)})
    expected = [("proof_counts", None, {"counted": named})] if named else []
    assert found(report(RUN, plan, ENTRIES), plan) == expected


def test_a_clock_that_was_set_back_is_said() -> None:
    later = {**ENTRIES, "e": JournalEntry("e", Phase.DONE, AT + timedelta(hours=1))}
    assert clock_flaws(later, AT + timedelta(hours=1)) == []
    assert clock_flaws(later, None) == []
    assert clock_flaws({}, datetime(2000, 1, 1, tzinfo=UTC)) == []
    [problem] = clock_flaws(later, AT)
    assert (problem.code, problem.actor) == ("clock_set_back", Actor.IT)
    assert problem.params == {
        "before": "2026-11-21T10:00:00+00:00",
        "after": "2026-11-21T09:00:00+00:00",
    }


def test_the_same_records_have_the_same_hash_and_others_another() -> None:
    one = raw(CUSTOMER, T, "1", name="Ås", is_private=None)
    variants = [
        snapshot(one),
        snapshot(replace(one, id="2")),
        snapshot(replace(one, version="2")),
        snapshot(replace(one, version=None)),
        snapshot(replace(one, values={"name": "Ås"})),
        snapshot(replace(one, values={"name": "Ås", "is_private": False})),
        snapshot(replace(one, values={"name": "Ås", "is_inactive": None})),
        snapshot(replace(one, values={"name": "As", "is_private": None})),
        snapshot(one, one),
        snapshot(kind=CUSTOMER, side=T),
    ]
    assert len({content_hash(shot) for shot in variants}) == len(variants)
    assert content_hash(variants[0]) == content_hash(snapshot(replace(one, label="x", keys={})))


def test_the_hash_of_many_records_depends_on_every_one() -> None:
    many = [raw(CUSTOMER, T, str(n), name=f"K{n}") for n in range(1001)]
    hashes = {content_hash(snapshot(*many))}
    for at in (0, 499, 500, 1000):
        changed = [*many]
        changed[at] = replace(many[at], values={"name": "x"})
        hashes.add(content_hash(snapshot(*changed)))
    assert len(hashes) == 5


def test_every_stop_and_question_is_part_of_the_sum() -> None:
    stops = tuple(Stop(Problem(code, kind="customer"), T, count=n) for n, code in enumerate("abc"))
    plan = replace(PLAN, operations=(), stops=stops)
    made = report(RUN, plan, {}, None)
    assert made.counts[CUSTOMER][T] == SideCounts(skipped=4)
    assert flaws(plan, {}, made) == []
