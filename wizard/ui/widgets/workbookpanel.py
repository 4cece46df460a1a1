"""The workbook a partner exports: the file, what takes part of it, and its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QVBoxLayout, QWidget

from wizard.documents.words import kind_word
from wizard.errors import Problem
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.records import Kind
from wizard.partners.workbook.view import BookView, SheetView
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.columntable import ColumnTable
from wizard.ui.widgets.filedrop import FileDrop
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.text import Tag, Text


class WorkbookPanel(QWidget):
    """``kinds_said`` gives the kinds that are ticked."""

    kinds_said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        self.file, self.columns = FileDrop(), ColumnTable()
        self._view: BookView | None = None
        self._shown: Kind | None = None
        self._taking, self._kinds = Text("strong", wraps=False), Flow(SPACE[4])
        self._boxes: dict[Kind, QCheckBox] = {}
        self._tabs, self._tab_row = QButtonGroup(self), Flow(SPACE[0])
        self._known, self._unsaid = Tag("tag-ok"), Tag("tag-warn")
        self._trouble = Strip("warn")
        self._kinds.addWidget(self._taking)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE[2])
        inner.addWidget(self._kinds)
        inner.addWidget(self._tab_row)
        inner.addWidget(self._trouble)
        inner.addWidget(self.columns)
        column.addWidget(self.file)
        column.addWidget(self._inner)
        self._tabs.idClicked.connect(self._turned)
        self._inner.hide()

    def offer_kinds(self, kinds: Sequence[Kind]) -> None:
        """Make a box and a tab for each of these kinds, once."""
        if list(self._boxes) == list(kinds):
            return
        for box in self._boxes.values():
            box.deleteLater()
        for tab in self._tabs.buttons():
            tab.deleteLater()
        self._boxes = {}
        for place, kind in enumerate(kinds):
            box, tab = QCheckBox(), Button("segment")
            tab.setCheckable(True)
            tab.setAutoExclusive(True)  # a screen reader calls it one of several
            box.clicked.connect(self._ticked)
            self._boxes[kind] = box
            self._kinds.addWidget(box)
            self._tabs.addButton(tab, place)
            self._tab_row.addWidget(tab)
        for tag in (self._known, self._unsaid):
            self._tab_row.addWidget(tag)

    def show_book(self, view: BookView | None, about: str, taking_part: Sequence[Kind]) -> None:
        """Show a workbook, or that none is chosen, in the language in use."""
        self._view = view
        self.file.say(view.name if view else "", about)
        self._inner.setVisible(view is not None and bool(self._boxes))
        if view is None:
            return
        self._taking.setText(_("Taking part:"))
        there = [kind for kind in self._boxes if kind in view.sheets]
        if self._shown not in there:
            self._shown = there[0] if there else None
        for tab, (kind, box) in zip(self._tabs.buttons(), self._boxes.items(), strict=True):
            self._say_kind(kind, box, view.sheets.get(kind))
            box.setChecked(kind in taking_part)
            tab.setText(f"{kind_word(kind, plural=True)} {_rows(view.sheets, kind)}".strip())
            tab.setVisible(kind in there)
            tab.setChecked(kind is self._shown)
        self._show_sheet()

    def _say_kind(self, kind: Kind, box: QCheckBox, sheet: SheetView | None) -> None:
        word = kind_word(kind, plural=True)
        absent = _("{kind} (not in the file)").format(kind=word)
        box.setText(word if sheet else absent)
        box.setAccessibleName(_("Taking part: {kind}").format(kind=box.text()))

    def _show_sheet(self) -> None:
        sheet = self._view.sheets.get(self._shown) if self._view and self._shown else None
        for widget in (self.columns, self._known, self._unsaid):
            widget.setVisible(sheet is not None)
        problem = sheet.problem if sheet else None
        self._trouble.setVisible(problem is not None)
        if problem is not None:
            _said(self._trouble, problem)
        if sheet is None:
            return
        known = sum(1 for one in sheet.columns if one.field)
        unsaid = sum(1 for one in sheet.columns if one.suggested)
        self._known.setText(_("Columns recognised: {count}").format(count=known))
        self._unsaid.setText(_("To be chosen: {count}").format(count=unsaid))
        self._unsaid.setVisible(bool(unsaid))
        self.columns.show_sheet(sheet)

    def _turned(self, place: int) -> None:
        self._shown = list(self._boxes)[place]
        self._show_sheet()

    def _ticked(self) -> None:
        self.kinds_said.emit(tuple(kind for kind, box in self._boxes.items() if box.isChecked()))


def _rows(sheets: Mapping[Kind, SheetView], kind: Kind) -> str:
    return str(sheets[kind].rows) if kind in sheets else ""


def _said(strip: Strip, problem: Problem) -> None:
    words = say(problem)
    strip.say(words.message, words.remedy)
