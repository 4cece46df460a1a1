"""What became of a run: its numbers, and each thing that was stopped with reason and remedy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.errors import Problem
from wizard.i18n import translate as _
from wizard.model.journal import SyncReport
from wizard.model.plan import SyncPlan, Verb
from wizard.ui.models import stops
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.figures import Figure, Figures
from wizard.ui.widgets.linetable import LineTable
from wizard.ui.widgets.text import Text

_MOST_ROWS = 4


class ResultView(QWidget):
    """``retry`` stands beside the heading of what was stopped, where it is of use."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        self._figures, self.heading, self.retry = Figures(), Text("heading"), Button()
        self.lines = stops.stops()
        self.table = LineTable(self.lines, rows=1)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.retry)
        column.addWidget(self._figures)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._numbers: Callable[[], Sequence[Figure]] = lambda: ()
        self._heading: Callable[[], str] = lambda: ""

    def show_run(self, report: SyncReport) -> None:
        """Show what a run did, or what an undo took back."""
        undo = bool(report.run.undoes)
        self._numbers = lambda: _undone(report) if undo else _done(report)
        self._heading = lambda: _("This stays") if undo else _("Stopped")
        self._put(stops.stopped(report))

    def show_undoing(self, plan: SyncPlan) -> None:
        """Show what an undo would take back, and what would stay."""
        self._numbers = lambda: _undoing(plan)
        self._heading = lambda: _("This stays as it is")
        self._put([stop.problem for stop in plan.stops])

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._figures.say(self._numbers())
        self.heading.setText(self._heading())
        self.table.setAccessibleName(self._heading())
        self.lines.reworded()

    def _put(self, problems: Sequence[Problem]) -> None:
        self.lines.put(problems)
        self.heading.setVisible(bool(problems))
        self.table.setVisible(bool(problems))
        self.table.show_rows(min(len(problems), _MOST_ROWS))
        self.retranslate()


def _sum(report: SyncReport, *names: str) -> int:
    sides = [counts for each in report.counts.values() for counts in each.values()]
    return sum(getattr(counts, name) for counts in sides for name in names)


def stopped_count(report: SyncReport) -> int:
    """How many records were stopped, failed or are uncertain."""
    return _sum(report, "skipped", "failed", "uncertain")


def linked_count(report: SyncReport) -> int:
    """How many pairs are linked: those that were found, and those that were made."""
    return _sum(report, "linked", "created")


def _done(report: SyncReport) -> tuple[Figure, ...]:
    left = stopped_count(report)
    return (
        Figure(_sum(report, "linked"), _("linked together"), "tag-ok"),
        Figure(_sum(report, "created"), _("created"), "tag-info"),
        Figure(_sum(report, "updated"), _("updated"), "tag-info"),
        Figure(left, _("stopped"), "tag-bad" if left else "tag"),
    )


def _undone(report: SyncReport) -> tuple[Figure, ...]:
    stays = len(stops.stopped(report))
    return (
        Figure(_sum(report, "removed"), _("removed"), "tag-info"),
        Figure(_sum(report, "updated"), _("put back"), "tag-info"),
        Figure(_sum(report, "linked"), _("links forgotten"), "tag-info"),
        Figure(stays, _("stayed"), "tag-warn" if stays else "tag"),
    )


def _undoing(plan: SyncPlan) -> tuple[Figure, ...]:
    records = {
        verb: len({(one.side, one.kind, one.target) for one in plan.operations if one.verb is verb})
        for verb in Verb
    }
    stays = len(plan.stops)
    return (
        Figure(records[Verb.REMOVE], _("to be removed"), "tag-info"),
        Figure(records[Verb.UPDATE], _("to be put back"), "tag-info"),
        Figure(records[Verb.UNLINK], _("links to be forgotten"), "tag-info"),
        Figure(stays, _("stays"), "tag-warn" if stays else "tag"),
    )
