"""What the review and the plan do in a lane; it imports what no first picture waits for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.review.decisions import Decisions
from wizard.review.finding import Finder
from wizard.ui.models.reviewing import Gathered

if TYPE_CHECKING:
    from wizard.documents.filtering import OperationFinder
    from wizard.flow.journey import Journey
    from wizard.model.matching import Conflict, Resolution
    from wizard.model.plan import SyncPlan
    from wizard.review.outline import Line
    from wizard.sync.engine import Survey


def gather(
    journey: Journey, survey: Survey, answered: Decisions | Sequence[Resolution]
) -> Gathered:
    """Everything there is to go through; ``answered`` keeps its steps where it has some."""
    from wizard.effects import job_of
    from wizard.review.gathering import review

    job = job_of(journey)
    known = answered.resolutions() if isinstance(answered, Decisions) else answered
    found = review(survey, job.policy, known, job.rules)
    decisions = (
        answered.moved(found.rows)
        if isinstance(answered, Decisions)
        else Decisions(found.rows, known)
    )
    return Gathered(found, Finder(found.rows), decisions)


def write_questions(path: Path, questions: Sequence[Conflict]) -> None:
    """Questions as a workbook to be answered there; raises ``WizardError``."""
    from wizard.documents.questions import write_questions as write

    write(path, questions)


def read_answers(path: Path, questions: Sequence[Conflict]) -> list[Resolution]:
    """The answers in a workbook; raises ``UsageError`` naming every row that is wrong."""
    from wizard.documents.questions import read_answers as read

    return read(path, questions)


def write_plan(path: Path, plan: SyncPlan) -> None:
    """The plan as a workbook for people; raises ``FailedError``."""
    from wizard.documents.plansheet import write_plan_sheet

    write_plan_sheet(path, plan)


def outline(plan: SyncPlan, survey: Survey | None) -> tuple[tuple[Line, ...], OperationFinder]:
    """The plan line by line, and what finds its operations while a person types."""
    from wizard.documents.filtering import OperationFinder
    from wizard.review.outline import lines_of

    lines = lines_of(plan, survey.snapshots if survey else {})
    return lines, OperationFinder([one.operation for one in lines], [one.name for one in lines])
