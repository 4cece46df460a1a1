"""The steps to a key with their texts to copy, and the drawing that numbers the same fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wizard.documents.keyguide import Drawn, KeyStep
from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.copychip import CopyChip
from wizard.ui.widgets.guide import Drawing, DrawnField, GuideStep
from wizard.ui.widgets.text import Text, plain


class KeySteps(QWidget):
    """The numbered steps; made anew where there are others, worded anew where there are not."""

    def __init__(self, copy: Callable[[str], None]) -> None:
        super().__init__()
        self._copy = copy
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[3])
        self._shape: tuple[str, ...] = ()
        self._made: list[tuple[GuideStep, CopyChip | None]] = []

    def show_steps(self, steps: Sequence[KeyStep]) -> None:
        """Show these steps, in the language in use."""
        shape = tuple(step.copied for step in steps)
        if shape != self._shape or len(steps) != len(self._made):
            self._make(steps)
            self._shape = shape
        for step, (guide, chip) in zip(steps, self._made, strict=True):
            guide.say(step.what, step.where)
            if chip is not None:
                chip.say(step.copied_is, step.copied)

    def _make(self, steps: Sequence[KeyStep]) -> None:
        emptied(self._column)
        self._made = []
        for number, step in enumerate(steps, start=1):
            guide, chip = GuideStep(number), None
            if step.copied:
                chip = CopyChip(self._copy)
                guide.column.addSpacing(SPACE[0])
                guide.column.addWidget(chip)
            self._column.addWidget(guide)
            self._made.append((guide, chip))


class KeyDrawing(Drawing):
    """Tripletex's page as it is drawn: what is left as it is, then the numbered fields."""

    def __init__(self) -> None:
        super().__init__()
        self._fields = QVBoxLayout()
        self._fields.setSpacing(SPACE[1])
        self.column.addLayout(self._fields)

    def show_fields(self, name: str, above: Sequence[Drawn], steps: Sequence[KeyStep]) -> None:
        """Draw these fields, and say in words which step points at which."""
        emptied(self._fields)
        for drawn in above:
            self._add(drawn, 0)
        said = []
        for number, step in enumerate(steps, start=1):
            if step.drawn is not None:
                self._add(step.drawn, number)
                said.append(f"{number}: {step.drawn.label or plain(step.drawn.value)}")
        alternative = _("Drawing of {page}. The numbers point at: {fields}.").format(
            page=name, fields=", ".join(said)
        )
        self.say(name, _("What it looks like in Tripletex"), alternative)

    def _add(self, drawn: Drawn, number: int) -> None:
        if drawn.label:
            label = Text("small")
            label.setText(drawn.label)
            self._fields.addWidget(label)
        if drawn.button:
            self._fields.addLayout(_pressed(drawn, number))
            return
        field = DrawnField(number)
        field.name.setProperty("look", "" if number else "soft")
        field.name.setText(drawn.value)
        self._fields.addWidget(field)


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
        shiboken6.delete(item)  # it is nobody's now


def _pressed(drawn: Drawn, number: int) -> QHBoxLayout:
    """The button that ends it, at the right and with its number in it."""
    row = QHBoxLayout()
    button = Text("drawn-button", wraps=False)
    button.setText(f"{number}   {drawn.value}")
    row.addStretch(1)
    row.addWidget(button)
    return row
