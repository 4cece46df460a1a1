"""The review as a page shows it: bar, filters, table, what is said of a row, and the rules."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.review.rows import State
from wizard.ui.models import words
from wizard.ui.models.differences import Column, DifferencesModel
from wizard.ui.models.reviewing import Reviewing
from wizard.ui.theme import SPACE
from wizard.ui.voice import announce
from wizard.ui.widgets.cells import room_for_sides
from wizard.ui.widgets.differencecells import DifferenceCells
from wizard.ui.widgets.rowtable import RowTable
from wizard.ui.widgets.rulebar import RuleBar
from wizard.ui.widgets.statebar import Part, StateBar
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.toolbar import Toolbar

_SHARES = (1.45, 1.05, 1.35, 1.25, 1.35, 1.5)
_HEIGHT = 46
_WIDEST = 240
_KEYS = {
    Qt.Key.Key_1: Choice.TRIPLETEX,
    Qt.Key.Key_2: Choice.PARTNER,
    Qt.Key.Key_0: Choice.SKIP,
}


class ReviewView(QWidget):
    """Everything but the questions about whole records, which ``model.opened`` asks to be shown."""

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self.reviewing = reviewing
        self.bar, self.tools = StateBar(), Toolbar(reviewing)
        self.model = DifferencesModel(reviewing)
        self.table = RowTable(_SHARES, _HEIGHT)
        self.table.setModel(self.model)
        self.table.setItemDelegate(DifferenceCells(self.table))
        self.rules, self._said = RuleBar(reviewing), Strip("bad")
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for widget in (self.bar, self.tools):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)
        column.addWidget(self.rules)
        self.table.typed.connect(self._typed)
        self.table.selectionModel().currentChanged.connect(self._come_to)
        self.model.refused.connect(self._refuse)
        self.rules.ruled.connect(self._rule)
        self.tools.undo.clicked.connect(self.undo)
        reviewing.gathered.connect(self._show_bar)
        reviewing.filtered.connect(self._show_first)
        for keys, do in (("Ctrl+F", self.tools.focus_search), ("Ctrl+Z", self.undo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def retranslate(self, partner: str) -> None:
        """Say everything in the language in use; ``partner`` is what the partner is called."""
        self.model.partner = self.tools.partner = self.rules.partner = partner
        self.tools.retranslate()
        self.rules.retranslate()
        self.table.setAccessibleName(_("Differences"))
        self.table.setAccessibleDescription(
            _(
                "1 uses Tripletex, 2 the other system, 3 a value of your own, 0 leaves it alone. "
                "The space bar marks a row, Ctrl and Z undoes."
            )
        )
        room = room_for_sides(self.model.names, self.table.font())
        self.table.fixed = {int(Column.CHOICE): min(room, _WIDEST)}
        self.table.share_width()
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._show_bar()
        self._come_to(self.table.currentIndex())

    def show_rows(self, state: State | None) -> None:
        """Show the first kind that has rows of a state, or rows at all."""
        for wanted in (state, None):
            for kind in self.reviewing.counts:
                if self.reviewing.states_of(kind)[wanted] if wanted else True:
                    self.reviewing.look_for(replace(self.reviewing.wanted, kind=kind, state=wanted))
                    self.tools.retranslate()
                    return

    def _typed(self, event: QKeyEvent) -> None:
        index, key = self.table.currentIndex(), Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not index.isValid() or not plain:
            return
        event.accept()
        at = self.model.place(index)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key in _KEYS and not self.model.row_at(index).whole:
            self._choose(index, _KEYS[key])
        elif key == Qt.Key.Key_3 and Choice.VALUE in self.model.row_at(index).options:
            self.table.edit(index.siblingAtColumn(Column.CHOICE))
        elif key == Qt.Key.Key_Space:
            self.reviewing.mark(at)
        elif self.model.row_at(index).whole and (enter or key in (*_KEYS, Qt.Key.Key_3)):
            self.model.opened.emit(at)
        else:
            event.ignore()

    def _choose(self, index: QModelIndex, choice: Choice) -> None:
        if self.reviewing.decide([self.model.place(index)], choice):
            said = (index.siblingAtColumn(one) for one in (0, 1, 3))
            announce(self.table, ", ".join(str(one.data()) for one in said))
            self.table.go(1)

    def _rule(self, choice: Choice) -> None:
        count = self.reviewing.decide(self.reviewing.ruled, choice)
        announce(self.table, _("{count} decided").format(count=count))
        QTimer.singleShot(0, self._look_again)

    def undo(self) -> None:
        """Take the last step back, and show what it was about."""
        self.reviewing.undo()
        QTimer.singleShot(0, self._look_again)

    def _look_again(self) -> None:
        """Show what is wanted as it stands now: with very many rows, in a moment of its own."""
        self.tools.look_for(self.reviewing.wanted)

    def _show_first(self) -> None:
        self._come_to(QModelIndex())
        self.table.stand()

    def _come_to(self, index: QModelIndex) -> None:
        """Say why a row that is stopped is so, and where it can be mended."""
        row = self.model.row_at(index) if index.isValid() else None
        stopped = row is not None and row.problem is not None
        self._said.setVisible(stopped)
        if row is not None and stopped:
            self._said.look("bad")
            self._said.say(*words.explained(row))

    def _refuse(self, field: str, text: str) -> None:
        self._said.look("warn")
        self._said.say(
            _("«{value}» cannot stand in {field}.").format(value=text, field=field.lower()),
            _("Write it as it would stand in Tripletex, or choose one of the two sides."),
        )
        self._said.show()
        announce(self.table, self._said.accessibleName())

    def _show_bar(self) -> None:
        counts = self.reviewing.records()
        partner = self.model.partner or _("the other system")
        self.bar.show_parts(
            (
                Part("ok", counts.equal, _("equal")),
                Part("pointer", counts.differing + counts.questions, _("differ")),
                Part("info", counts.only_tripletex, _("only in Tripletex")),
                Part(
                    "info_bright",
                    counts.only_partner,
                    _("only in {partner}").format(partner=partner),
                ),
                Part("bad", counts.blocked, _("stopped")),
            )
        )
