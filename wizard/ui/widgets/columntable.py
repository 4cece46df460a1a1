"""The columns of a sheet, a row each: title, what stands there, which field, how it is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from wizard.documents.words import NOTHING, field_word, value_word
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind
from wizard.partners.workbook.view import ColumnView, SheetView
from wizard.sync.spelling import InvalidValueError, forms
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.keyguide import emptied
from wizard.ui.widgets.picker import Picker
from wizard.ui.widgets.text import Text

_SHORT = 24  # characters of a value that are enough to know it again


class ColumnTable(Card):
    """``mapped`` gives a kind, a title and the field it is to stand for, or empty for none."""

    mapped = Signal(object, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(0, 0, 0, 0)
        self._kind = Kind.EMPLOYEE
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, SPACE[1], 0, SPACE[1])
        self._grid.setHorizontalSpacing(SPACE[3])
        self._grid.setVerticalSpacing(SPACE[0])
        for column, stretch in enumerate((3, 4, 0, 4)):
            self._grid.setColumnStretch(column, stretch)
        self.column.addLayout(self._grid)

    def show_sheet(self, sheet: SheetView) -> None:
        """Show a sheet's columns, in the language in use; the focus stays in its row."""
        focused = self.focusWidget()
        held = focused.property("title") if isinstance(focused, Picker) else None
        self._kind = sheet.kind
        emptied(self._grid)
        heads = (_("Column in the file"), _("As it stands"), _("Becomes"), _("As it is read"))
        for column, head in enumerate(heads):
            label = Text("small")
            label.setText(head)
            label.setContentsMargins(SPACE[2] if column == 0 else 0, 4, 0, 4)
            self._grid.addWidget(label, 0, column)
        for number, view in enumerate(sheet.columns):
            self._rule(2 * number + 1)
            self._row(2 * number + 2, sheet, view, held=view.title == held)

    def _rule(self, row: int) -> None:
        line = QFrame()
        line.setProperty("look", "edge")
        line.setFixedHeight(1)
        self._grid.addWidget(line, row, 0, 1, 4)

    def _row(self, row: int, sheet: SheetView, view: ColumnView, *, held: bool) -> None:
        title, sample, read = Text("strong"), Text("soft"), Text()
        title.setText(view.title)
        title.setContentsMargins(SPACE[2], 0, 0, 0)
        sample.setText(_cut(view.sample))
        shown, explained = read_as(sheet.kind, view)
        read.setText(_cut(shown))
        picker = Picker()
        look = "pick-ok" if view.field else "pick-warn" if view.suggested else "pick"
        picker.offer(_options(sheet, view), view.field or (None if view.suggested else ""), look)
        picker.setAccessibleName(_("Becomes: {title}").format(title=view.title))
        picker.setAccessibleDescription(f"{view.sample} → {explained or shown}")
        picker.setProperty("title", view.title)
        picker.picked.connect(self._picked)
        for column, widget in enumerate((title, sample, picker, read)):
            self._grid.addWidget(widget, row, column)
        if held:
            picker.setFocus()

    def _picked(self, field: str | None) -> None:
        picker = self.sender()
        if field is not None and isinstance(picker, Picker):
            self.mapped.emit(self._kind, str(picker.property("title")), field)


def read_as(kind: Kind, view: ColumnView) -> tuple[str, str]:
    """How the first value of a column is read, and where it cannot be, why."""
    if not view.field:
        return (_("stays in the file"), "") if not view.suggested else (NOTHING, "")
    if view.problem is not None:
        return _("cannot be read"), say(view.problem).message
    try:
        value = forms(MAPPINGS[kind].fields[view.field], view.value, foreign=False)[0]
    except InvalidValueError:
        return _("is not valid"), _("The value breaks the rules of its field.")
    return value_word(kind, view.field, value, full=True), ""


def _options(sheet: SheetView, view: ColumnView) -> Sequence[tuple[object, str]]:
    """The fields that no other column has, the suggested one first, and to leave it alone."""
    taken = {one.field for one in sheet.columns if one.field and one is not view}
    free = [name for name in MAPPINGS[sheet.kind].fields if name not in taken]
    free.sort(key=lambda name: name != view.suggested)
    fields = [(name, field_word(sheet.kind, name)) for name in free]
    head: list[tuple[object, str]] = [(None, _("Choose a field …"))] if view.suggested else []
    return [*head, *fields, ("", _("Is not used"))]


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
