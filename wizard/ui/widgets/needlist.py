"""Requirements, one a row: its state in a word and a colour, why, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.vocabulary import STATES
from wizard.i18n import translate as _
from wizard.model.connection import RequirementState
from wizard.ui.needs import Need
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.keyguide import emptied
from wizard.ui.widgets.text import Tag, Text

_LOOKS: Mapping[RequirementState, str] = {
    RequirementState.MET: "tag-ok",
    RequirementState.MISSING: "tag-bad",
    RequirementState.UNKNOWN: "tag-warn",
}
_TAG_WIDTH, _LABEL_WIDTH = 84, 190


class NeedRow(QWidget):
    """One requirement; its remedy is shown when it is asked for."""

    def __init__(self, need: Need) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[1], SPACE[1], SPACE[1])
        column.setSpacing(SPACE[0])
        row = Columns(SPACE[2])
        state, label, why = Tag(_LOOKS[need.state]), Text("strong"), Text("soft")
        state.setText(_(STATES[need.state]))
        label.setText(need.label)
        why.setText(need.why)
        place = QHBoxLayout()
        place.addWidget(state)
        place.addStretch(1)
        held = QWidget()
        held.setLayout(place)
        held.setMinimumWidth(_TAG_WIDTH)
        place.setContentsMargins(0, 0, 0, 0)
        label.setMinimumWidth(_LABEL_WIDTH)
        row.add(held)
        row.add(label, 2)
        row.add(why, 5)
        column.addWidget(row)
        self.setAccessibleName(f"{need.label}: {state.text()}. {need.why}")
        if need.remedy:
            self._offer(need, row, column)

    def _offer(self, need: Need, row: Columns, column: QVBoxLayout) -> None:
        remedy = Text()
        remedy.say(need.remedy)
        remedy.setContentsMargins(_TAG_WIDTH + SPACE[2], 0, SPACE[2], SPACE[0])
        remedy.hide()
        more = Button("link")
        more.setCheckable(True)
        more.setText(_("Show how"))
        more.setAccessibleName(_("Show how: {what}").format(what=need.label))
        more.setAccessibleDescription(need.remedy)
        more.toggled.connect(remedy.setVisible)
        more.toggled.connect(lambda on: more.setText(_("Hide") if on else _("Show how")))
        row.add(more)
        column.addWidget(remedy)


class NeedList(Card):
    """All of them in one card, a line between each."""

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._shown: tuple[Need, ...] = ()

    def show_needs(self, needs: Sequence[Need]) -> None:
        """Show these; rows that are the same stay as they are."""
        if tuple(needs) == self._shown:
            return
        self._shown = tuple(needs)
        emptied(self.column)
        for place, need in enumerate(needs):
            if place:
                line = QFrame()
                line.setProperty("look", "edge")
                line.setFixedHeight(1)
                self.column.addWidget(line)
            self.column.addWidget(NeedRow(need))
