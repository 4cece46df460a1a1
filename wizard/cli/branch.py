"""The branch of a command: one company of its own, or an accounting office with its clients."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wizard.app import App
from wizard.cli import officework, synk
from wizard.cli.frame import Answer
from wizard.cli.office import Over, is_office
from wizard.errors import Problem, UsageError
from wizard.model.journal import RunState
from wizard.store.batches import names_batch


@dataclass(frozen=True, slots=True)
class Branch:
    """A set-up file and what the command says over it; which branch it is, the file says."""

    setup: Path
    clients: Path | None = None
    template: str | None = None
    jobs: int | None = None

    @property
    def over(self) -> Over:
        """What an office's command says over the file."""
        return Over(self.clients, self.template, self.jobs)

    def check(self, app: App) -> Answer:
        """Key, company, rights, modules and partner."""
        if is_office(self.setup, self.over):
            return officework.check(app, self.setup, self.over)
        return synk.check(app, self.setup)

    def plan(self, app: App, *, out: Path, questions: Path | None, answers: Path | None) -> Answer:
        """Read both sides and write the plan."""
        if is_office(self.setup, self.over):
            files = officework.Files(out, questions, answers)
            return officework.plan(app, self.setup, self.over, files)
        return synk.plan(app, self.setup, out=out, questions=questions, answers=answers)

    def apply(self, app: App, *, planned: Path, skip_questions: bool, only: int | None) -> Answer:
        """Carry out exactly the plan in a file."""
        if is_office(self.setup, self.over):
            said = officework.Said(skip_questions, only)
            return officework.apply(app, self.setup, self.over, said, planned)
        return synk.apply(
            app, self.setup, planned=planned, skip_questions=skip_questions, only=only
        )

    def sync(self, app: App, *, skip_questions: bool, only: int | None) -> Answer:
        """Plan and apply in one go."""
        if is_office(self.setup, self.over):
            said = officework.Said(skip_questions, only)
            return officework.sync(app, self.setup, self.over, said)
        return synk.sync(app, self.setup, skip_questions=skip_questions, only=only)


def resume(app: App, run: str | None, jobs: int | None) -> Answer:
    """Finish an interrupted run or batch: the one named, or the newest that is not finished.

    A batch goes before the runs of its clients, which it finishes too, ``jobs`` clients at once.
    """
    if run is None:
        open_ = [one for one in app.store.batches.heads() if one.finished is None]
        runs = [one for one in app.store.runs() if one.state is RunState.RUNNING]
        if open_ and (not runs or open_[0].started <= runs[0].started):
            run = open_[0].id
    if run is not None and names_batch(run):
        return officework.resume(app, run, Over(jobs=jobs))
    _check_alone(run, jobs)
    return synk.resume(app, run)


def give_up(app: App, run: str | None, jobs: int | None) -> Answer:
    """Close a run that cannot be finished, as it stands."""
    _check_alone(run, jobs)
    return synk.give_up(app, run)


def undo(app: App, run: str) -> Answer:
    """Take back what a run wrote; a batch is taken back client by client."""
    if names_batch(run):
        raise UsageError(Problem("office.undo_by_client", subject=run))
    return synk.undo(app, run)


def _check_alone(run: str | None, jobs: int | None) -> None:
    """A run of one company, or none at all, has no clients to be worked at at once."""
    if jobs is not None:
        raise UsageError(Problem("office.jobs_of_batch", subject=run or ""))
