"""A run as one watches it: a card for each of its two steps, and below what happens now."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.words import count_word
from wizard.i18n import translate as _
from wizard.model.journal import JournalEntry, SyncReport
from wizard.model.pace import Pace
from wizard.model.plan import Operation
from wizard.model.records import Side
from wizard.ui.models import happenings
from wizard.ui.models.happenings import Happening, Names
from wizard.ui.tally import Tally, Way
from wizard.ui.theme import SPACE
from wizard.ui.timeleft import time_left
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.linetable import LineTable
from wizard.ui.widgets.stepcard import StepCard
from wizard.ui.widgets.text import Text

_TOLD = ("linked", "unlinked", "created", "removed", "updated", "failed", "uncertain", "skipped")
_SHORTEST_WAIT = 1.0


class RunView(QWidget):
    """``partner`` gives the partner's name; ``order`` is which side is written first.

    ``begin`` shows a run; what it tells of its progress is handed to ``heard``.
    """

    def __init__(
        self, partner: Callable[[], str], now: Callable[[], datetime], order: tuple[Side, Side]
    ) -> None:
        super().__init__()
        self._partner, self._now, self._order = partner, now, order
        self.tally = Tally({side: Way() for side in Side})
        self._going = self._over = self._undo = False
        self._stood: float | None = None
        self._names = Names()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        cards, head = Columns(SPACE[2] + 2), QHBoxLayout()
        self.cards = {side: StepCard() for side in order}
        for card in self.cards.values():
            cards.add(card, 1)
        self._heading, self.faults = Text("heading"), Button()
        self.faults.setCheckable(True)
        self.faults.toggled.connect(self._filter)
        head.addWidget(self._heading, 1)
        head.addWidget(self.faults)
        self.lines = happenings.log()
        self.table = LineTable(self.lines, rows=5)
        column.addWidget(cards)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._say)

    def begin(self, tally: Tally, names: Names, *, undo: bool = False) -> None:
        """Follow a run from now on."""
        self.tally, self._names, self._undo = tally, names, undo
        self._going, self._over, self._stood = True, False, None
        self._clock.start()
        self._say()

    def wait(self, tally: Tally | None) -> None:
        """Show a run that has not begun."""
        self.tally = tally or Tally({side: Way() for side in Side})
        self._going, self._over = True, False
        self._say()

    def show_report(self, report: SyncReport, tally: Tally) -> None:
        """Show what was done in an earlier attempt, or in a run that is over."""
        self.tally, self._undo = tally, bool(report.run.undoes)
        if not self.lines.rowCount():
            self.lines.put(list(reversed(happenings.of_report(report))))
        self.rest(over=report.run.finished is not None)

    def rest(self, *, over: bool) -> None:
        """Nothing is written any more; ``over`` where nothing is left to write."""
        self._going, self._over = False, over
        self._clock.stop()
        self._say()

    def stand(self, *, still: bool) -> None:
        """The run stands still because a person asked it to, or goes on."""
        now = time.monotonic()
        if self._stood is not None:
            self.tally.rested(now - self._stood)
        self._stood = now if still else None
        self._say()

    def heard(self, progress: object) -> None:
        """What the run tells: an operation that is settled, or how the rate budget stands."""
        now = time.monotonic()
        if isinstance(progress, Pace):
            self.tally.paced(progress, now)
            if progress.waits >= _SHORTEST_WAIT:
                self.lines.add(happenings.waiting(progress, self._now()))
            return
        assert isinstance(progress, tuple)
        self._settled(progress[2], progress[3], now)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._heading.setText(_("What is happening now"))
        self._word_filter()
        self.table.say_nothing(_("Nothing here yet"))
        self.table.setAccessibleName(_("What is happening now"))
        self.lines.reworded()
        self._say()

    def _settled(self, operation: Operation, entry: JournalEntry, now: float) -> None:
        self.tally.settled(operation, entry, now)
        name = self._names.of(operation)
        line = happenings.settled(operation, entry, self._now(), undo=self._undo, name=name)
        if line is not None:
            self.lines.add(line)
        self._say()

    def _filter(self, only: bool) -> None:
        self.lines.keep(_is_fault if only else _is_any)
        self._word_filter()

    def _word_filter(self) -> None:
        only = self.faults.isChecked()
        self.faults.setText(_("Show everything") if only else _("Show only faults"))

    def _say(self) -> None:
        names = {Side.TRIPLETEX: _("Tripletex"), Side.PARTNER: self._partner()}
        for number, (side, card) in enumerate(self.cards.items(), start=1):
            title = _("Step {number} · {source} → {target}").format(
                number=number, source=names[side.other], target=names[side]
            )
            if self._undo:
                title = _("Step {number} · in {target}").format(number=number, target=names[side])
            way = self.tally.ways[side]
            look, state = self._state(number, way)
            card.show_way(way.done, way.total, look)
            card.say(title, state, self._words(side, way))

    def _state(self, number: int, way: Way) -> tuple[str, str]:
        if way.finished and (self._over or self._before_done(number)):
            return "tag-ok", _("Finished")
        if not self._going:
            return "tag-warn", _("Stopped")
        if not self._before_done(number):
            return "tag", _("Waits its turn")
        if self._stood is not None:
            return "tag-warn", _("Pause")
        return "tag-info", _("Under way")

    def _before_done(self, number: int) -> bool:
        """Whether the steps before this one have nothing left to do."""
        return all(self.tally.ways[side].finished for side in self._order[: number - 1])

    def _words(self, side: Side, way: Way) -> str:
        if not way.total:
            return _("Nothing to write here")
        if way.finished:
            parts = [
                f"{way.counts[name]} {count_word(name).lower()}"
                for name in _TOLD
                if way.counts[name]
            ]
            return " · ".join(parts)
        said = _("{done} of {total}").format(done=way.done, total=way.total)
        going = self._going and self._stood is None
        left = self.tally.promise(side, time.monotonic()) if going else None
        return said if left is None else f"{said} · {time_left(left)}"


def _is_fault(line: Happening) -> bool:
    return line.fault


def _is_any(line: Happening) -> bool:
    return True
