"""What a page is: it says of itself what it asks and how it stands; the shell does the rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.errors import Problem
from wizard.flow.answers import Answers
from wizard.flow.journey import StepId
from wizard.flow.ports import Control, Found
from wizard.flow.steps import Effect
from wizard.i18n import translate as _
from wizard.ui.background import Lane, Task
from wizard.ui.drawing import draw_next
from wizard.ui.theme import SPACE

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

_DRAWN_AFTER = 0.03
"""Seconds that work waits in its lane, until the window has drawn that it is under way.

A lane that computes and a window that is drawn at the same time take Python from each other at
every call into Qt: the window would take three times as long.
"""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a button does: its text, what happens, and whether it can happen now.

    ``look`` is ``""`` for a plain button, ``link`` or ``danger``.
    """

    text: str
    do: Callable[[], object]
    enabled: bool = True
    look: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A problem above the page, and the one thing that can be done about it here.

    ``retry`` is called by the banner's button, whose text ``retry_text`` gives in the language in
    use; by default it says to try again.
    """

    problem: Problem
    retry: Callable[[], object] | None = None
    retry_text: Callable[[], str] = lambda: _("Try again")


Failed = Callable[[tuple[Problem, ...]], object]


class Page(QWidget):
    """One step. A page builds its widgets in ``build`` and gives them words in ``retranslate``.

    It opens no message box and knows no other page. Whenever something the shell shows has
    changed (answers, ``busy``, ``notice``, titles), it emits ``changed``. With ``ripe`` it says
    that what it waited for has come from outside: the primary button is next, and gets the focus.
    """

    step: ClassVar[StepId]

    changed = Signal()
    advanced = Signal()
    ripe = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.notice: Notice | None = None
        self._under_way: list[tuple[Task, Callable[[], str]]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE[4])
        self.build()
        self.body.addStretch(1)
        self.retranslate()

    # what a page makes

    def build(self) -> None:
        """Make the widgets, once, without words."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Give every widget its words and its accessible name, in the language in use."""
        raise NotImplementedError

    def show_answers(self) -> None:
        """Show the journey's answers; called each time the page comes to the front."""

    def entered(self) -> None:
        """The page has come to the front: begin to watch or to work, where it does."""

    def left(self) -> None:
        """The page goes from the front: stop watching."""

    def closing(self) -> None:
        """The window closes: store at once what waits to be stored."""

    def heard(self, progress: object) -> None:
        """What work under way tells of its progress, on the window's thread."""

    # what a page says of itself

    def title(self) -> str:
        """What to do here, in a few words."""
        raise NotImplementedError

    def lead(self) -> str:
        """One line or two below the title."""
        return ""

    def help(self) -> str:
        """What a person may wonder about here, in a few sentences, for «Help and explanations»."""
        raise NotImplementedError

    def answers(self) -> Answers:
        """The answers as they stand in the widgets."""
        raise NotImplementedError

    def primary(self) -> str:
        """The deed on the primary button."""
        return _("Next")

    def extra(self) -> Deed | None:
        """The page's own action beside the primary button."""
        return None

    def leaving(self) -> tuple[Deed, ...] | None:
        """What stands at the foot's left; None for the shell's own «Cancel – save for later»."""
        return None

    def offers_back(self) -> bool:
        """Whether going back is offered, where there is a step to go back to."""
        return True

    def stepped_back(self) -> bool:
        """Go back within the page, where it shows one thing after another; whether it did."""
        return False

    @property
    def valid(self) -> bool:
        """Whether the primary button can be pressed; by default, whether the step is complete."""
        journey = self.desk.runner.journey.answered(self.answers())
        return not self.desk.runner.flow.step(journey, self.step).problems(journey)

    @property
    def busy(self) -> str:
        """What is being done beside the window, as it says on the screen; ``""`` for nothing."""
        return self._under_way[0][1]() if self._under_way else ""

    # what the shell asks for

    def proceed(self) -> None:
        """The primary button's deed: by default, keep the answers and go on."""
        self.keep()
        self.advanced.emit()

    # what a page does

    def keep(self) -> None:
        """Store the answers as they stand."""
        self.desk.runner.answer(self.answers())

    def work(
        self,
        work: Callable[[Task], Any],
        then: Callable[[Any], object],
        *,
        saying: Callable[[], str],
        lane: Lane | None = None,
        failed: Failed | None = None,
    ) -> Task:
        """Do something beside the window; ``then`` takes its answer on the window's thread.

        ``saying`` is what is being done, in words. By default it is done in the connection's
        lane, and when it fails, the first problem stands in the banner with «Try again»;
        ``failed`` takes the problems instead.
        """

        def again() -> None:
            self.work(work, then, saying=saying, lane=lane, failed=failed)

        def banner(problems: tuple[Problem, ...]) -> None:
            self.notice = Notice(problems[0], again)

        def patiently(task: Task) -> Any:
            time.sleep(_DRAWN_AFTER)
            return work(task)

        task = Task(patiently)
        self.notice = None
        self._under_way.append((task, saying))
        task.progressed.connect(self.heard)
        task.failed.connect(failed or banner)
        task.succeeded.connect(self._draw_next)
        task.succeeded.connect(then)
        task.ended.connect(self._ended)
        (lane or self.desk.connection).start(task)
        self.changed.emit()
        return task

    def perform(
        self,
        *effects: Effect,
        then: Callable[[Found], object],
        saying: Callable[[], str],
        failed: Failed | None = None,
    ) -> Task:
        """Carry out effects of the journey; the runner has learnt from them when ``then`` comes.

        Progress comes to ``heard``, as what ``Control.watch`` or ``Control.pace`` is told. The
        task's ``hold`` and ``cancel`` let a run rest or stop between two writes.
        """
        runner = self.desk.runner

        def work(task: Task) -> Found:
            tell = task.tell
            control = Control(lambda *settled: tell(settled), task.halts, tell, tell)
            return runner.perform(*effects, control=control)

        def learn(found: Found) -> None:
            runner.learn(found)
            then(found)

        return self.work(work, learn, saying=saying, failed=failed)

    @Slot()
    def _draw_next(self) -> None:
        draw_next(self)

    @Slot()
    def _ended(self) -> None:
        ended = self.sender()
        self._under_way = [one for one in self._under_way if one[0] is not ended]
        self.changed.emit()
