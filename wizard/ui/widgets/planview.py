"""The plan in full: filtered by what is done, side and kind, searched, and told line by line."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QFont, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.documents.filtering import OperationFinder
from wizard.documents.words import kind_word, side_word
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.plan import Verb
from wizard.model.records import Kind, Side
from wizard.ui.aside import Outlined
from wizard.ui.look import theme
from wizard.ui.models.planlines import PlanColumn, PlanModel, whole
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cells import Cells, Index, TagLook, strong
from wizard.ui.widgets.filterbutton import FilterButton
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.rowtable import RowTable
from wizard.ui.widgets.search import Search
from wizard.ui.widgets.segments import Segments
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.text import Tag

_SHARES = (0.75, 2.6, 1.1, 1.2, 2.0)
_HEIGHT = 40
_TYPED_FOR_MS = 120
_VERBS = {
    Verb.CREATE: mark("Are made {count}"),
    Verb.UPDATE: mark("Are changed {count}"),
    Verb.LINK: mark("Are linked {count}"),
}


class PlanView(QWidget):
    """The lines, and above them what they are filtered by; ``save`` is the page's to connect."""

    def __init__(self) -> None:
        super().__init__()
        self.partner = ""
        self._found = Outlined((), OperationFinder(()), {}, Counter(), (), None)
        self.verbs, self.side, self.kind = Segments(), FilterButton(), FilterButton()
        self.stopped, self.search, self.save = Tag("tag-bad"), Search(), Button()
        self.model, self.table = PlanModel(), RowTable(_SHARES, _HEIGHT)
        self.table.setModel(self.model)
        self.table.setItemDelegate(_PlanCells(self.table))
        self._told = Strip("info")
        self._told.hide()
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=_TYPED_FOR_MS)
        self._typing.timeout.connect(self._find)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.verbs.chosen.connect(lambda _: self._find())
        for button in (self.side, self.kind):
            button.chosen.connect(self._filtered)
        self.table.selectionModel().currentChanged.connect(self._come_to)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.search.setFocus)

    def show_plan(self, found: Outlined) -> None:
        """Show another plan."""
        self._found = found
        self.retranslate(self.partner)

    def retranslate(self, partner: str) -> None:
        """Say everything in the language in use; ``partner`` is what the partner is called."""
        self.partner = self.model.partner = partner
        self.save.setText(_("Save the plan"))
        self.search.retranslate(_("Search in names, numbers and values"))
        self.table.setAccessibleName(_("What will happen"))
        counted = self._found.verbs
        verbs = [
            (verb, _(said).format(count=counted[verb]))
            for verb, said in _VERBS.items()
            if counted[verb]
        ]
        every = (None, _("All {count}").format(count=len(self._found.lines)))
        chosen = self.verbs.value
        self.verbs.offer([every, *verbs], chosen if chosen in dict(verbs) else None)
        self._offer(self.side.value, self.kind.value)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(PlanColumn) - 1)
        self.table.share_width()
        self._find()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        verbs, filters = Flow(), Flow()
        for row in (verbs, filters):
            column.addWidget(row)
        verbs.addWidget(self.verbs)
        verbs.addWidget(self.stopped)
        verbs.turn()
        verbs.addWidget(self.save)
        filters.addWidget(self.side)
        filters.addWidget(self.kind)
        filters.turn()
        filters.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self._told)

    def _offer(self, side: object, kind: object) -> None:
        sides = [(one, side_word(one, partner=self.partner)) for one in Side]
        self.side.offer(_("Where"), _("all"), sides, side if isinstance(side, Side) else None)
        kinds = [(one, kind_word(one, plural=True)) for one in self._found.kinds]
        self.kind.offer(_("Kind"), _("all"), kinds, kind if isinstance(kind, Kind) else None)

    def _filtered(self, value: object) -> None:
        chosen = {self.side: self.side.value, self.kind: self.kind.value}
        sender = self.sender()
        if isinstance(sender, FilterButton):
            chosen[sender] = value
        self._offer(chosen[self.side], chosen[self.kind])
        self._find()

    def _find(self) -> None:
        verb, side, kind = self.verbs.value, self.side.value, self.kind.value
        found = self._found.finder.find(
            kind=kind if isinstance(kind, Kind) else None,
            side=side if isinstance(side, Side) else None,
            verb=verb if isinstance(verb, Verb) else None,
            text=self.search.text(),
        )
        self.model.show_lines(self._found.lines, found)
        self._come_to(QModelIndex())

    def _come_to(self, index: QModelIndex) -> None:
        """Say a new record in full."""
        line = self.model.line(index) if index.isValid() else None
        new = line is not None and line.operation.verb is Verb.CREATE
        self._told.setVisible(new)
        if line is not None and new:
            what = index.siblingAtColumn(PlanColumn.WHAT)
            self._told.say(str(what.data()), whole(line))


class _PlanCells(Cells):
    """The reason as a tag, and what there was before in a softer ink."""

    def draw(self, painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
        """By column."""
        text, column = str(index.data() or ""), index.column()
        if column == PlanColumn.BECAUSE:
            self.tag(painter, area, text, font, TagLook())
        elif column == PlanColumn.WHAT:
            self.say(painter, area, text, strong(font), theme().ink)
        else:
            soft = column == PlanColumn.BEFORE
            self.say(painter, area, text, font, theme().ink_soft if soft else theme().ink)
