"""What did not go as a person would have wished: the record, why, what to do, and who can."""

from __future__ import annotations

from wizard.documents.summary import Stopped, stopped_of
from wizard.errors import Problem
from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.model.journal import SyncReport
from wizard.ui.models.tables import Column, Lines

PILOT = "pilot_left"
"""The stop that says how much a trial has left for later; it is no fault."""


def stops() -> Lines[Problem]:
    """The table of problems."""
    columns: tuple[Column[Problem], ...] = (
        Column(lambda: _("Record"), _record, lambda one: "strong", share=5),
        Column(lambda: _("Reason"), lambda one: _said(one).message, share=6),
        Column(lambda: _("What to do"), lambda one: _said(one).remedy, lambda one: "soft", share=7),
        Column(lambda: _("Who"), lambda one: _said(one).actor, lambda one: "soft", share=2),
    )
    return Lines(columns)


def stopped(report: SyncReport) -> list[Problem]:
    """The faults of a report, in its order."""
    return [one for one in report.problems if one.code != PILOT]


def is_trial(report: SyncReport) -> bool:
    """Whether the run was a trial that has left the rest for later."""
    return any(one.code == PILOT for one in report.stops)


def _said(problem: Problem) -> Stopped:
    return stopped_of(problem, current())


def _record(problem: Problem) -> str:
    said = _said(problem)
    return " ".join(one for one in (said.kind, said.subject) if one) or "–"
