"""Below the differences: one answer for all that is shown or marked, the number always first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from wizard.documents.words import field_word
from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.ui.models.reviewing import Reviewing
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text

RULES = (Choice.TRIPLETEX, Choice.PARTNER, Choice.SKIP)


class RuleBar(Card):
    """``ruled`` comes with the choice that somebody makes for all; ``skip`` is a box to tick."""

    ruled = Signal(object)

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__("ruled")
        self._reviewing = reviewing
        self.partner = ""
        self._said = Text("strong", wraps=False)
        self.buttons = {choice: Button() for choice in RULES}
        self.skip = QCheckBox()
        row = Flow()
        row.addWidget(self._said)
        row.turn()
        for choice, button in self.buttons.items():
            row.addWidget(button)
            button.clicked.connect(lambda _=False, one=choice: self.ruled.emit(one))
        self.column.addWidget(row)
        self.column.addWidget(self.skip)
        reviewing.filtered.connect(self.retranslate)
        reviewing.marked.connect(self.retranslate)
        reviewing.decided.connect(self._show_open)

    def retranslate(self) -> None:
        """Say how many it is about and what can be answered to them."""
        found = self._reviewing
        able = found.decisions.able_count(found.ruled, RULES)
        most = max(able.values(), default=0)
        self._said.setText(self._about(most))
        texts = {
            Choice.TRIPLETEX: _("Use Tripletex for all {count}"),
            Choice.PARTNER: _("Use {partner} for all {count}"),
            Choice.SKIP: _("Leave all {count} alone"),
        }
        partner = self.partner or _("the other")
        for choice, button in self.buttons.items():
            button.setText(texts[choice].format(count=able[choice], partner=partner))
            button.setVisible(able[choice] > 1)
        self._show_open()

    def _about(self, count: int) -> str:
        found, wanted = self._reviewing, self._reviewing.wanted
        if found.marks:
            return _("{count} marked").format(count=len(found.marks))
        if not found.shown:
            return _("Nothing is like this.")
        if wanted.kind and wanted.field and count:
            name = field_word(wanted.kind, wanted.field)
            return _("{count} differences in {field}").format(count=count, field=name.lower())
        count = len(found.shown)
        return (
            _("1 row is shown") if count == 1 else _("{count} rows are shown").format(count=count)
        )

    def _show_open(self) -> None:
        open_ = self._reviewing.open
        self.skip.setVisible(open_ > 0)
        self.skip.setText(
            _("Leave the {count} that are not decided alone this time").format(count=open_)
        )
        self.skip.setAccessibleName(self.skip.text())
