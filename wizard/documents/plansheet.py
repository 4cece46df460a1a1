"""A plan as a workbook for people: every write with what stands there before and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from wizard.documents.problems import worded
from wizard.documents.sheets import Table, add_sheet, save_workbook
from wizard.documents.words import (
    NOTHING,
    field_word,
    kind_word,
    reason_word,
    side_word,
    value_word,
    verb_word,
)
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.plan import Operation, SyncPlan


def write_plan_sheet(path: Path, plan: SyncPlan) -> None:
    """Write a plan for this user only, in the language in use; raises ``FailedError``.

    The values are whole: whoever is to approve them has to see them.
    """
    workbook = Workbook(write_only=True)
    writes = [row for one in plan.operations for row in _rows(one, plan.partner_name)]
    header = (
        _("Where"),
        _("What"),
        _("Kind"),
        _("Record"),
        _("Field"),
        _("Before"),
        _("After"),
        _("Why"),
    )
    note = f"{plan.company.name} – {plan.fingerprint}"
    add_sheet(workbook, Table(_("What will happen"), header, writes, note))
    stops = [(kind, subject, *said) for kind, subject, said in _stops(plan)]
    left = (_("Kind"), _("Record"), _("Why"), _("What to do"))
    add_sheet(workbook, Table(_("Left alone"), left, stops))
    save_workbook(workbook, path)


def _rows(operation: Operation, partner: str) -> Iterator[tuple[str, ...]]:
    kind = operation.kind
    first = (
        side_word(operation.side, partner=partner),
        verb_word(operation.verb),
        kind_word(kind),
        operation.key,
    )
    why = reason_word(operation.because)
    if not operation.fields:
        yield (*first, NOTHING, NOTHING, NOTHING, why)
    for name, after in operation.fields.items():
        before = value_word(kind, name, operation.before.get(name), full=True)
        after_word = value_word(kind, name, after, full=True)
        yield (*first, field_word(kind, name), before, after_word, why)


def _stops(plan: SyncPlan) -> Iterator[tuple[str, str, tuple[str, str]]]:
    for stop in plan.stops:
        problem = stop.problem
        said = say(worded(problem))
        kinds = [kind_word(one) for one in plan.kinds if one.value == problem.kind]
        yield "".join(kinds), problem.subject or "", (said.message, said.remedy)
