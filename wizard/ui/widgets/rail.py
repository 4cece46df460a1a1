"""The rail: where one is, what is done, and the settings of the window itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from wizard.flow.journey import StepId
from wizard.flow.map import StepState
from wizard.i18n import translate as _
from wizard.ui.look import dressed
from wizard.ui.theme import RAIL_WIDTH, SPACE
from wizard.ui.widgets.marks import StepMark
from wizard.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class RailLine:
    """A step as the rail shows it; ``second`` is the line below its name, or empty."""

    step: StepId
    name: str
    state: StepState
    second: str = ""


class RailStep(QPushButton):
    """One line of the rail; only a step that is done can be gone back to."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(SPACE[2])
        self._mark = StepMark()
        self._name, self._second = Text("step"), Text("step-second")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._second)
        row.addWidget(self._mark)
        row.addLayout(words, 1)

    def show_line(self, line: RailLine, number: int, of: int) -> None:
        """Show a step in its state, in words as well as in colour."""
        self._name.setText(line.name)
        self._second.setText(line.second)
        self._second.setVisible(bool(line.second))
        self._mark.show_step(number, line.state)
        here = line.state is StepState.HERE
        dressed(self._name, "step-here" if here else "step")
        if self.property("state") != line.state.value:
            self.setProperty("state", line.state.value)
            self.style().unpolish(self)
            self.style().polish(self)
        self.setEnabled(line.state is StepState.DONE)
        state = {
            StepState.DONE: _("done"),
            StepState.HERE: _("you are here"),
            StepState.AHEAD: _("not yet"),
        }[line.state]
        self.setAccessibleName(
            _("Step {number} of {count}: {name}, {state}").format(
                number=number, count=of, name=line.name, state=state
            )
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as its words need."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name


class Rail(QWidget):
    """Product, company, steps; ``foot`` takes the shell's own small buttons."""

    gone_to = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self.setFixedWidth(RAIL_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner, area = QWidget(), QScrollArea()
        for widget in (inner, area):
            widget.setProperty("look", "rail")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        outer.addWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 24, 18, 18)
        column.setSpacing(SPACE[0])
        self._product, self._company = Text("product"), Text("small")
        column.addWidget(self._product)
        column.addWidget(self._company)
        column.addSpacing(SPACE[3])
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        column.addLayout(self._steps)
        column.addStretch(1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(0)
        column.addLayout(self.foot)
        self.lines: list[RailStep] = []

    def show_names(self, product: str, company: str) -> None:
        """The product's name, and the company's where it is known."""
        self._product.setText(product)
        self._company.setText(company)

    def show_steps(self, lines: Sequence[RailLine]) -> None:
        """Show the steps of the journey."""
        while len(self.lines) < len(lines):
            made = RailStep()
            made.clicked.connect(self._clicked)
            self.lines.append(made)
            self._steps.addWidget(made)
        for place, step in enumerate(self.lines):
            step.setVisible(place < len(lines))
            if place < len(lines):
                step.setProperty("step", lines[place].step)
                step.show_line(lines[place], place + 1, len(lines))

    def _clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.gone_to.emit(StepId(sender.property("step")))
