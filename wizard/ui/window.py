"""The inside of the window: rail, page and foot around one journey."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from wizard import i18n
from wizard.errors import Problem
from wizard.flow.journey import Journey, StepId
from wizard.i18n import translate as _
from wizard.ui import opening
from wizard.ui.background import Task
from wizard.ui.content import Content, edge
from wizard.ui.desk import Desk
from wizard.ui.frame import PRODUCT
from wizard.ui.habits import Habits
from wizard.ui.look import Appearance
from wizard.ui.page import Deed, Notice, Page
from wizard.ui.pages import page_class
from wizard.ui.papers import Papers
from wizard.ui.readingorder import lead_on
from wizard.ui.rechecking import Recheck
from wizard.ui.shell import Doors, foot_says, place, problem_words, rail_lines
from wizard.ui.voice import announce
from wizard.ui.widgets.choices import Settings
from wizard.ui.widgets.foot import Foot, FootSays
from wizard.ui.widgets.rail import Rail

_AHEAD_MS = 300  # after a page has been drawn, the one after it is made


class Window(QWidget):
    """Shows the page of the step where the journey stands, and derives the rest from it.

    The desktop's window around it is its ``Frame``.
    """

    def __init__(self, desk: Desk, habits: Habits) -> None:
        super().__init__()
        self.desk = desk
        self._habits = habits
        self._pages: dict[StepId, Page] = {}
        self.page: Page | None = None
        self._asked = False
        self._turning = False  # what a page says as it comes is read once, when it is there
        self._told: str | None = None  # the title that was announced last, once a page stands
        self.rail, self.content, self.foot = Rail(), Content(), Foot()
        # made before what stands below them, so that they are read before it
        self.rail.show_steps(rail_lines(desk.runner.flow, desk.runner.journey, ""))
        self.settings, self.papers = Settings(self.rail.foot), Papers(self, desk, self.tell)
        self._recheck = Recheck(desk, lambda: self.page, self.show_step)
        self._lay_out()
        self.rail.gone_to.connect(self._go)
        self.settings.language_chosen.connect(self.speak)
        self.settings.appearance_chosen.connect(self._wear)
        self.settings.help_asked.connect(self._help)
        self.settings.about_asked.connect(self.papers.about)
        desk.look.changed.connect(self._restyled)
        desk.connection.changed.connect(self._lane_changed)

    # what others ask of it

    def show_step(self) -> None:
        """Bring the page of the journey's step to the front, and say so."""
        step = self.desk.runner.journey.here
        self._told = None
        if self.page is not None:
            self.page.left()
        self.page = self._page(step)
        self._turning = True
        try:
            self.content.put(self.page)
            self.page.show_answers()
            self.page.entered()
            self._recheck.begin()
        finally:
            self._turning = False
        self.refresh()
        number, count = place(self.desk.runner.flow, self.desk.runner.journey)
        said = _("Step {number} of {count}: {title}")
        self._told = self.page.title()
        announce(self, said.format(number=number, count=count, title=self._told))
        QTimer.singleShot(0, self.content.focus_first)
        QTimer.singleShot(_AHEAD_MS, self, self._make_next)

    def refresh(self) -> None:
        """Read the page again, and show everything that follows from what it says."""
        runner, page = self.desk.runner, self.page
        if page is None or self._turning:
            return
        if runner.journey.here is not page.step:
            self.show_step()
            return
        self.desk.look.brand(self.desk.profile.look if self.desk.profile else None)
        self.window().setWindowTitle(_(PRODUCT))
        self.rail.show_names(_(PRODUCT), runner.journey.company)
        self.rail.show_steps(rail_lines(runner.flow, runner.journey, self.desk.partner))
        page.setEnabled(not runner.flow.locked(runner.journey, page.step))
        self.content.say(page.title(), page.lead())
        if self._told not in (None, page.title()):
            self._told = page.title()
            announce(self, self._told)
        self.foot.show_says(self._foot(page))
        self._show_notice(page.notice)

    def speak(self, language: str) -> None:
        """Say everything in a language from now on."""
        i18n.use(language)
        self._habits.language = language
        self.settings.retranslate(self.desk.look.appearance)
        for page in self._pages.values():
            page.retranslate()
        self.content.dismiss()
        self.refresh()

    def begin(self, found: opening.Opened) -> None:
        """Begin with what was found, or go on with it where the journey has begun already."""
        self.desk.profiles.update(found.profiles)
        runner = self.desk.runner
        if found.resumable is not None and not runner.journey.changed:
            self.desk.resumable = found.resumable
        self.show_step()
        if found.prefilled is not None:
            self._prefill(found.prefilled)
        if found.problem is not None:
            self.tell((found.problem,))

    def open(self, setup: Path) -> None:
        """Begin with a set-up file that comes while the window stands; it is read beside it."""
        store = self.desk.runner.store
        task = Task(lambda task: opening.read(setup, store.load))
        task.succeeded.connect(self.begin)
        task.failed.connect(self.tell)
        self.desk.disk.start(task)

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Show a problem that no page's own work met."""
        if self.page is not None:
            self.page.notice = Notice(problems[0])
            self.refresh()

    # what Qt asks of it

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses the button with the focus, else the primary one; Esc asks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            plain = isinstance(focused, QPushButton) and not focused.isCheckable()
            (focused if plain and isinstance(focused, QPushButton) else self.foot.primary).click()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """The Tab key leads on as the window is read, and brings what it comes to into view."""
        led = lead_on(self, self.content, forward=forward)
        return led or super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Everything is stored already; work that is under way is stopped only when asked to."""
        if self.desk.connection.busy:
            event.ignore()
            self._ask(
                _("Something is still under way"),
                _("It can be stopped between two writes, and goes on where it stopped."),
                _("Stop safely and close"),
                self._stop_and_close,
            )
            return
        if self.page is not None:
            self.page.closing()
            self.page.left()
        self.desk.watching.cancel()
        self.desk.disk.finish()
        event.accept()

    # what its parts ask of it

    def _page(self, step: StepId) -> Page:
        if step not in self._pages:
            page = page_class(step)(self.desk)
            page.changed.connect(self.refresh)
            page.advanced.connect(self._advance)
            page.ripe.connect(self.foot.focus_primary)
            self.content.take(page)
            self._pages[step] = page
        return self._pages[step]

    def _make_next(self) -> None:
        """Make the page that comes next while nothing is asked of the window's thread."""
        # a page that is made would wait for what a lane is still reading
        if self.desk.disk.busy:
            QTimer.singleShot(_AHEAD_MS, self, self._make_next)
            return
        step = self.desk.runner.flow.next(self.desk.runner.journey)
        if step is not None:
            self._page(step.id)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(edge(upright=True))
        row.addWidget(self.content.frame(self.foot), 1)
        self.settings.retranslate(self.desk.look.appearance)

    def _foot(self, page: Page) -> FootSays:
        runner = self.desk.runner
        says = foot_says(page, runner.flow, runner.journey, Doors(self._back, self._leave))
        if not runner.flow.locked(runner.journey, page.step):
            return says
        return FootSays(Deed(_("Next"), self._advance), says.back, None, says.leaving, says.busy)

    def _show_notice(self, notice: Notice | None) -> None:
        if notice is None:
            self.content.problem_over()
            return
        message, remedy = problem_words(notice.problem)
        deeds = [Deed(notice.retry_text(), notice.retry)] if notice.retry else []
        if notice.problem.code == "unexpected":
            deeds.append(Deed(_("Fault report …"), lambda: self.papers.fault_report(notice)))
        if self.content.show_problem(message, remedy, deeds, notice.problem.detail or ""):
            announce(self, f"{message} {remedy}")

    def _go(self, step: StepId) -> None:
        if self.desk.runner.go(step):
            self.show_step()

    def _back(self) -> None:
        within = self.page is not None and self.page.stepped_back()
        if not within and self.desk.runner.back():
            self.show_step()

    def _advance(self) -> None:
        if self.desk.runner.advance():
            self.show_step()

    def _prefill(self, journey: Journey) -> None:
        """Begin with a set-up file; where something is begun already, ask before it is left."""

        def begin() -> None:
            if not self.desk.connection.busy:
                self.desk.runner.begin(journey)
                self.show_step()

        if self.desk.runner.journey.changed:
            text = _("Do you want to leave what is begun here, and begin with the file?")
            self._ask(_("A set-up file was opened"), text, _("Begin with the file"), begin)
        else:
            begin()

    def _wear(self, appearance: Appearance) -> None:
        self._habits.appearance = appearance
        self.desk.look.choose(appearance)

    def _restyled(self) -> None:
        self.settings.retranslate(self.desk.look.appearance)

    def _help(self) -> None:
        if self.page is not None:
            shut = (Deed(_("Close"), self.content.dismiss),)
            self.content.show_words(_("Help and explanations"), self.page.help(), shut)
            announce(self, self.page.help())

    def _escape(self) -> None:
        if self.content.asks:
            self.content.dismiss()
            self.content.focus_first()
        else:
            self._ask(
                _("Do you want to stop here?"),
                _("Everything is stored. You go on where you left off the next time."),
                _("Close"),
                self._leave,
            )

    def _ask(self, strong: str, text: str, deed: str, do: Callable[[], object]) -> None:
        deeds = (Deed(_("Go on"), self._escape), Deed(deed, do))
        self.content.show_words(strong, text, deeds, asks=True)
        announce(self, f"{strong} {text}")

    def _stop_and_close(self) -> None:
        self._asked = True
        self.content.dismiss()
        self.desk.connection.cancel()

    def _lane_changed(self) -> None:
        if self._asked and not self.desk.connection.busy:
            self._leave()

    def _leave(self) -> None:
        self.window().close()
