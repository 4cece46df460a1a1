"""Above the differences: kinds as tabs, filters, search, and undoing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.documents.words import field_word, kind_word
from wizard.i18n import translate as _
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind
from wizard.review.finding import Filter
from wizard.ui.models import words
from wizard.ui.models.reviewing import Reviewing
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.filterbutton import FilterButton
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.search import Search
from wizard.ui.widgets.segments import Segments

_TYPED_FOR_MS = 120


class Toolbar(QWidget):
    """Changes what the review looks for; ``partner`` is what the partner is called."""

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self._reviewing = reviewing
        self.partner = ""
        self.kinds = Segments()
        self.state, self.field, self.reason = FilterButton(), FilterButton(), FilterButton()
        self.search, self.undo, self.read = Search(), Button(), Button()
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=_TYPED_FOR_MS)
        self._typing.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.kinds.chosen.connect(self._kind)
        self.state.chosen.connect(lambda one: self._change(state=one))
        self.field.chosen.connect(lambda one: self._change(field=one))
        self.reason.chosen.connect(lambda one: self._change(reason=one))
        reviewing.gathered.connect(self.retranslate)
        reviewing.decided.connect(self._show_states)

    def retranslate(self) -> None:
        """Say everything in the language in use, with the numbers as they are."""
        found = self._reviewing
        self.search.retranslate(_("Search in names, numbers and values"))
        self.undo.setText(_("Undo"))
        self.undo.setToolTip("Ctrl+Z")
        self.read.setText(_("Read from Excel"))
        kinds = [
            (kind, f"{kind_word(kind, plural=True)} {_all(found, kind)}") for kind in found.counts
        ]
        self.kinds.offer(kinds, found.wanted.kind)
        self.kinds.setVisible(bool(kinds))
        self._show_states()
        self._show_filters()

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        tabs, filters = Flow(), Flow()
        for row in (tabs, filters):
            column.addWidget(row)
        tabs.addWidget(self.kinds)
        tabs.turn()
        tabs.addWidget(self.read)
        tabs.addWidget(self.undo)
        for widget in (self.state, self.field, self.reason):
            filters.addWidget(widget)
        filters.turn()
        filters.addWidget(self.search)

    def look_for(self, wanted: Filter) -> None:
        """Show the rows that are wanted, and say by what is filtered."""
        self._reviewing.look_for(wanted)
        self._show_filters()
        self._show_states()

    def _kind(self, kind: Kind) -> None:
        self.look_for(replace(self._reviewing.wanted, kind=kind, field=None, reason=None))

    def _change(self, **wanted: object) -> None:
        self.look_for(replace(self._reviewing.wanted, **wanted))

    def _search(self) -> None:
        self._change(text=self.search.text())

    def _show_states(self) -> None:
        found = self._reviewing
        counted = found.states_of(found.wanted.kind)
        choices = [
            (state, f"{_(word)} {counted[state]}")
            for state, word in words.STATES.items()
            if counted[state]
        ]
        self.state.offer(_("Status"), _("all"), choices, found.wanted.state)
        self.undo.setEnabled(found.decisions.undoable > 0)

    def _show_filters(self) -> None:
        found, kind = self._reviewing, self._reviewing.wanted.kind
        order = list(MAPPINGS[kind].fields) if kind else []
        counted = found.finder.fields(kind)
        fields = [
            (one, f"{field_word(kind, one)} {counted[one]}")
            for one in order
            if kind and counted[one]
        ]
        self.field.offer(_("Field"), _("all"), fields, found.wanted.field)
        reasons = [
            (code, f"{words.reason(code, self.partner)} {count}")
            for code, count in found.finder.reasons(kind).most_common()
        ]
        self.reason.offer(_("Reason"), _("all"), reasons, found.wanted.reason)


def _all(found: Reviewing, kind: Kind) -> int:
    """How many records of a kind there are."""
    counts = found.counts[kind]
    return (
        counts.linked + counts.only_tripletex + counts.only_partner + counts.blocked
    ) + counts.questions
