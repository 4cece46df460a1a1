"""A journey without a person: its answers come from a set-up file, or from a run that was begun.

It goes through the same runner and the same effects as the window's, and is not kept: the place
where a journey is kept belongs to whoever sits at the window.
"""

from __future__ import annotations

from pathlib import Path

from wizard.app import App
from wizard.effects import RealEffects
from wizard.flow.answers import FirstSyncAnswers
from wizard.flow.journey import Journey
from wizard.flow.runner import Runner
from wizard.flow.setupfile import prefilled
from wizard.model.journal import RunHead
from wizard.setup import read_setup


class _Nowhere:
    """Keeps no journey."""

    def load(self) -> Journey | None:
        return None

    def save(self, journey: Journey) -> None:
        pass

    def clear(self) -> None:
        pass


def of_setup(app: App, setup: Path) -> Runner:
    """The runner of a set-up file; raises ``UsageError`` where that cannot be used."""
    said = read_setup(setup).model_dump(mode="json", exclude_unset=True)
    return _runner(app, prefilled(said))


def of_run(app: App, head: RunHead) -> Runner:
    """The runner of a run that was begun earlier; the run itself keeps the set-up of that time."""
    return _runner(app, Journey().answered(FirstSyncAnswers(run=head.id)))


def _runner(app: App, journey: Journey) -> Runner:
    runner = Runner(RealEffects(app).by_name(), _Nowhere(), app.clock)
    runner.begin(journey)
    return runner
