"""Surveys of small registers, and plans in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unit.sync.building import ALL, CUSTOMER, EMPLOYEE, EVERYTHING, PROJECT, P, T, snapshot

from wizard.errors import Problem
from wizard.model.connection import Capabilities, Company, Part
from wizard.model.plan import Operation, SyncPlan, Verb
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot, Value
from wizard.sync.engine import Survey

KINDS = (EMPLOYEE, CUSTOMER, PROJECT)
COMPANY = Company(1, "Ås Bygg AS", "923609016")
WORKDAYS = Part(
    frozenset({"first_workday", "last_workday"}), "first_workday", frozenset({"date_of_birth"})
)
TRIPLETEX = Capabilities(
    ALL,
    required={PROJECT: frozenset({"name", "start_date", "manager_number"})},
    assigns={CUSTOMER: frozenset({"number"})},
    parts={EMPLOYEE: {"employment": WORKDAYS}},
)


def survey(
    *records: Record,
    kinds: Sequence[Kind] = KINDS,
    worth: Mapping[tuple[Side, Kind], Completeness] | None = None,
    reason: Problem | None = None,
    ours: Capabilities = TRIPLETEX,
    theirs: Capabilities = EVERYTHING,
    links: Mapping[Kind, Mapping[str, str]] | None = None,
) -> Survey:
    def shot(side: Side, kind: Kind) -> Snapshot:
        shown = [one for one in records if (one.side, one.kind) == (side, kind)]
        seen = (worth or {}).get((side, kind), Completeness.COMPLETE)
        return snapshot(*shown, kind=kind, side=side, completeness=seen, reason=reason)

    snapshots = {kind: {side: shot(side, kind) for side in Side} for kind in Kind}
    can = {T: ours, P: theirs}
    return Survey(COMPANY, "register.xlsx", tuple(kinds), can, snapshots, links or {})


def said(operations: Sequence[Operation]) -> list[tuple[Side, Verb, Kind, str]]:
    return [(one.side, one.verb, one.kind, one.key) for one in operations]


def codes(plan: SyncPlan) -> list[str]:
    return [stop.problem.code for stop in plan.stops]


KARI: dict[str, Value] = {"number": "1", "first_name": "Kari", "last_name": "Moe"}
OLA: dict[str, Value] = {"number": "2", "first_name": "Ola", "last_name": "Vik"}
HUS: dict[str, Value] = {"number": "9", "name": "Hus", "start_date": "2024-01-01"}
