"""The middle of the window: title, lead, banner and page, which scroll together above the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from wizard.ui.drawing import draw_next
from wizard.ui.page import Deed, Page
from wizard.ui.readingorder import stops
from wizard.ui.theme import LEAD_WIDTH, SPACE
from wizard.ui.widgets.foot import Foot
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.text import Text


def edge(*, upright: bool = False) -> QFrame:
    """A thin line between two parts of the window."""
    line = QFrame()
    line.setProperty("look", "edge")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


class _Lead(Text):
    """Never wider than one reads with ease, and high enough for that where it is asked."""

    def __init__(self) -> None:
        super().__init__("lead")
        self.setMaximumWidth(LEAD_WIDTH)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Qt asks for the whole width, which the text does not get."""
        return super().heightForWidth(min(width, LEAD_WIDTH))


class Content(QScrollArea):
    """One title, one lead, one banner, one page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("look", "content")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(SPACE[5], SPACE[5] - 2, SPACE[5], SPACE[4])
        self._column.setSpacing(SPACE[2])
        self._title, self._lead = Text("title"), _Lead()
        self._words, self._problem = Strip("info"), Strip("bad")
        for widget in (self._title, self._lead, self._words, self._problem):
            self._column.addWidget(widget)
        self._words.hide()
        self._problem.hide()
        self._column.addSpacing(SPACE[1])
        self._page: Page | None = None
        self.setWidget(inner)
        self.asks = False

    def frame(self, foot: Foot) -> QWidget:
        """The content with a foot below it."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self, 1)
        column.addWidget(edge())
        column.addWidget(foot)
        return whole

    def take(self, page: Page) -> None:
        """Make a page ready to be put here: most of what that takes is how its widgets look."""
        page.hide()
        page.setParent(self.widget())
        for widget in (page, *page.findChildren(QWidget)):
            widget.ensurePolished()

    def put(self, page: Page) -> None:
        """Show a page in the place of the last."""
        draw_next(self)
        if self._page is not None:
            self._page.hide()
            self._column.removeWidget(self._page)
        self._page = page
        self._column.addWidget(page, 1)
        page.show()
        self.dismiss()
        self.verticalScrollBar().setValue(0)

    def say(self, title: str, lead: str) -> None:
        """The page's title and lead."""
        self._title.setText(title)
        self._lead.say(lead)
        self._lead.setVisible(bool(lead))
        if self._page is not None:
            self._page.setAccessibleName(title)
            self._page.setAccessibleDescription(lead)

    def show_problem(self, message: str, remedy: str, deeds: Sequence[Deed], detail: str) -> bool:
        """Show a problem above the page; whether it is one that was not shown before."""
        fresh = self._problem.isHidden() or self._problem.accessibleName() != f"{message} {remedy}"
        self._problem.say(message, remedy, deeds, detail=detail)
        self._problem.show()
        if fresh:
            self.verticalScrollBar().setValue(0)
        return fresh

    def problem_over(self) -> None:
        """Take the problem away."""
        self._problem.hide()

    def show_words(
        self, strong: str, text: str, deeds: Sequence[Deed], *, asks: bool = False
    ) -> None:
        """Explain or ask something above the page; a question takes the focus."""
        self.asks = asks
        self._words.say(strong, text, deeds, primary=asks)
        self._words.show()
        self.verticalScrollBar().setValue(0)
        if self._words.buttons:
            self._words.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Take the explanation or the question away."""
        self.asks = False
        self._words.hide()

    def focus_first(self) -> None:
        """Put the focus on the page's first control."""
        if self._page is None:
            return
        found = stops(self._page)
        if found:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)
