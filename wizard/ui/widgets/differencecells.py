"""The cells of the table of differences, and the editor of an own value."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from wizard.documents.words import NOTHING
from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.review.rows import Row, State
from wizard.ui.look import theme
from wizard.ui.models.differences import Column, DifferencesModel
from wizard.ui.widgets.cells import (
    INSET,
    RIGHT,
    Cells,
    Index,
    TagLook,
    draw_mark,
    draw_sides,
    sides_in,
    strong,
)

SIDES = (Choice.TRIPLETEX, Choice.PARTNER)
_BAD = TagLook("bad", "bad_soft")
_OWN = TagLook("brand", "brand_soft")
_PLAIN = TagLook()


class Own(QLineEdit):
    """Where an own value is typed; Enter is its own and does not press the window's button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keep Enter and Esc, which the table takes for done and never mind."""
        super().keyPressEvent(event)
        event.accept()


class DifferenceCells(Cells):
    """Draws a model of differences; a click on a side chooses it, on a question opens it."""

    def draw(self, painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
        """By column."""
        model = _model(index)
        row, column = model.row_at(index), index.column()
        if column == Column.RECORD:
            self._record(painter, area, index, font)
        elif column == Column.CHOICE:
            self._choice(painter, area, index, font)
        elif column == Column.WHY:
            bad = row.problem is not None or row.whole
            self.tag(painter, area, str(index.data()), font, _BAD if bad else _PLAIN)
        else:
            text = str(index.data() or "")
            ink = theme().ink_soft if text == NOTHING else theme().ink
            self.say(painter, area, text, font, ink)

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line for an own value."""
        editor = Own(parent)
        model = _model(index)
        editor.setAccessibleName(_("Own value"))
        editor.setPlaceholderText(_("Own value"))
        editor.setText(model.own(index))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """It was filled in when it was made; what is typed stays."""

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Answer with what was typed; nothing typed is no answer."""
        if isinstance(editor, Own) and isinstance(model, DifferencesModel) and editor.text():
            model.answer_own(index, editor.text())

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on one of the two sides."""
        if (
            event.type() is not QEvent.Type.MouseButtonRelease
            or not isinstance(event, QMouseEvent)
            or not isinstance(model, DifferencesModel)
            or index.column() != Column.CHOICE
        ):
            return False
        if model.row_at(index).whole:
            model.opened.emit(model.place(index))
            return True
        cell = option.rect.adjusted(INSET, 0, -RIGHT, -1)
        areas = sides_in(cell, model.names, option.font)
        for choice, area in zip(SIDES, areas, strict=True):
            if area.contains(event.position().toPoint()):
                model.reviewing.decide([model.place(index)], choice)
                return True
        return False

    def _record(self, painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
        model = _model(index)
        row = model.row_at(index)
        if model.marked(index):
            draw_mark(painter, area)
            area = area.adjusted(20, 0, 0, 0)
        wide = self.say(painter, area, str(index.data()), strong(font), theme().ink)
        number, rest = f"#{row.number}", area.adjusted(wide + 5, 0, 0, 0)
        if row.number and QFontMetrics(font).horizontalAdvance(number) <= rest.width():
            self.say(painter, rest, number, font, theme().ink_soft)

    def _choice(self, painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
        model = _model(index)
        row, chosen, state = model.row_at(index), model.chosen(index), model.state(index)
        text = str(index.data())
        if state is State.STOPPED:
            self.say(painter, area, NOTHING, font, theme().ink_soft)
        elif _sided(row, chosen):
            used = SIDES.index(chosen) if chosen in SIDES else -1
            areas = sides_in(area, model.names, font)
            painter.setFont(font)
            draw_sides(painter, areas, model.names, used, quiet=state is State.ITSELF)
        else:
            shown = text if chosen is not None else _("Choose …")
            self.tag(painter, area, shown, font, _OWN)


def _sided(row: Row, chosen: Choice | None) -> bool:
    """Whether the row shows two sides to choose from, and neither an own answer nor a question."""
    return not row.whole and chosen in (None, *SIDES)


def _model(index: Index) -> DifferencesModel:
    model = index.model()
    assert isinstance(model, DifferencesModel)
    return model
