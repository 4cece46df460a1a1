"""What the review and the plan do in a lane; it imports what no first picture waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.documents.filtering import OperationFinder
from wizard.model.plan import SyncPlan, Verb
from wizard.model.records import Kind, Side
from wizard.review.brake import brake
from wizard.review.decisions import Decisions
from wizard.review.finding import Finder
from wizard.review.outline import Line, SideNumbers, lines_of, names_of, numbers_of
from wizard.ui.models.reviewing import Gathered

if TYPE_CHECKING:
    from wizard.flow.clients import Packed
    from wizard.flow.journey import Journey
    from wizard.model.matching import Conflict, Resolution
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


@dataclass(frozen=True, slots=True)
class Outlined:
    """A plan made ready to be shown: line by line, searchable, in numbers."""

    lines: Sequence[Line]
    finder: OperationFinder
    numbers: Mapping[Side, SideNumbers]
    verbs: Counter[Verb]
    kinds: tuple[Kind, ...]
    brake: int | None


def names_in(plan: SyncPlan, survey: Survey | None) -> Sequence[str]:
    """What the records of a plan are called, as far as both registers were read."""
    return names_of(plan, survey.snapshots if survey else {})


def unpacked(packed: Packed) -> tuple[SyncPlan, Outlined]:
    """A client's plan as it was packed, and all that is shown of it."""
    plan, names = packed.opened()
    return plan, outline(plan, names)


def outline(plan: SyncPlan, names: Sequence[str]) -> Outlined:
    """All that is shown of a plan; ``names`` are what its records are called, in its order."""
    lines = lines_of(plan, names)
    there = {one.kind for one in plan.operations}
    return Outlined(
        lines,
        OperationFinder([one.operation for one in lines], [one.name for one in lines]),
        {side: numbers_of(plan, side) for side in Side},
        Counter(one.operation.verb for one in lines),
        tuple(kind for kind in Kind if kind in there),
        brake(plan),
    )
