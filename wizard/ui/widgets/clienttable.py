"""The table of an office's clients with its cells, and above it filter, order and search."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.flow import standing
from wizard.flow.standing import ClientRow, Order, standings
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.ui import icons
from wizard.ui.look import theme
from wizard.ui.models.clients import ORDERS, STANDINGS, ClientsModel, Column, access_look
from wizard.ui.theme import SPACE
from wizard.ui.widgets.cells import INSET, RIGHT, Cells, Index, TagLook, sized, strong
from wizard.ui.widgets.filterbutton import FilterButton
from wizard.ui.widgets.rowtable import RowTable
from wizard.ui.widgets.search import Search

_ROW = 41
_FEWEST = 6
_NARROW = 700
_TYPED_FOR_MS = 120
_BOX = 14
_SHARES = (0, 4, 0, 0, 2.6, 0, 4.4)
_ORDERS = {
    Order.NAME: mark("Client"),
    Order.NUMBER: mark("Org. no."),
    Order.ACCESS: mark("Access"),
    Order.DIFFERING: mark("Most differences"),
    Order.STANDING: mark("Status"),
    Order.SYNCED: mark("Last synk"),
}


class ClientCells(Cells):
    """Draws a client: the tick, words, and pills for access and state."""

    def draw(self, painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
        """By column."""
        model, column = _model(index), Column(index.column())
        row, text = model.row_at(index), str(index.data() or "")
        if column is Column.TICK:
            _draw_box(painter, area, row)
        elif column is Column.NAME:
            self.say(painter, area, text, strong(font), theme().ink)
        elif column is Column.ACCESS:
            self.tag(painter, area, text, font, _tag(access_look(row)))
        elif column is Column.STANDING:
            self.tag(painter, area, text, font, _tag(STANDINGS[row.standing][1]))
        else:
            soft = column is Column.PARTNER
            self.say(painter, area, text, font, theme().ink_soft if soft else theme().ink)


class ClientTable(QWidget):
    """``opened`` comes with the client somebody wants to look into, with Enter or a double click.

    Space ticks a client, Ctrl+A all that are shown; Ctrl+F searches; a heading puts in order.
    Without ``ticks`` there is nothing to tick; ``last`` is as in the model.
    """

    opened = Signal(object)

    def __init__(self, *, ticks: bool = True, last: bool = False) -> None:
        super().__init__()
        self.model = ClientsModel(last=last)
        self.state, self.order, self.search = FilterButton(), FilterButton(), Search()
        self.table = _Table(self.model)
        self.table.setColumnHidden(Column.TICK, not ticks)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(SPACE[1])
        for widget in (self.state, self.order):
            self.tools.addWidget(widget)
        self.tools.addStretch(1)
        self.tools.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addLayout(self.tools)
        column.addWidget(self.table, 1)
        self._typing = QTimer(self, singleShot=True, interval=_TYPED_FOR_MS)
        self._typing.timeout.connect(lambda: self._look(text=self.search.text()))
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.state.chosen.connect(lambda one: self._look(standing=one))
        self.order.chosen.connect(lambda one: self._look(order=one or Order.NAME, backwards=False))
        self.model.sifted.connect(self._offer)
        self.table.typed.connect(self._typed)
        self.table.doubleClicked.connect(lambda index: self.opened.emit(self.model.row_at(index)))

    def retranslate(self, partner: str) -> None:
        """Say everything in the language in use; ``partner`` is what the other system is called."""
        self.model.partner = partner
        self.search.retranslate(_("Search in names and organisation numbers"))
        self.table.setAccessibleName(_("Clients"))
        self.model.reworded()
        self.table.fit()

    def put(self, rows: tuple[ClientRow, ...]) -> None:
        """Show these clients."""
        self.model.put(rows)
        self.table.fit()

    @property
    def current(self) -> ClientRow | None:
        """The client that the table stands on."""
        index = self.table.currentIndex()
        return self.model.row_at(index) if index.isValid() else None

    def _look(self, **wanted: object) -> None:
        search: standing.Search = replace(self.model.search, **wanted)  # type: ignore[arg-type]
        self.model.look_for(search)

    def _offer(self) -> None:
        counted, search = standings(self.model.rows), self.model.search
        choices = [
            (one, f"{_(STANDINGS[one][0])} {counted[one]}") for one in STANDINGS if counted[one]
        ]
        self.state.offer(_("Status"), _("all"), choices, search.standing)
        orders = [(one, _(word)) for one, word in _ORDERS.items() if one is not Order.NAME]
        chosen = None if search.order is Order.NAME else search.order
        self.order.offer(_("Order"), _("Client"), orders, chosen)

    def _typed(self, event: QKeyEvent) -> None:
        index = self.table.currentIndex()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() == Qt.Key.Key_F:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif held and event.key() == Qt.Key.Key_A:
            self.model.tick_all()
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self.model.tick(index)
        elif event.key() == Qt.Key.Key_Return and index.isValid():
            self.opened.emit(self.model.row_at(index))
        else:
            return
        event.accept()


class _Table(RowTable):
    def __init__(self, model: ClientsModel) -> None:
        super().__init__(_SHARES, _ROW)
        self.setModel(model)
        self.setMinimumHeight(_FEWEST * _ROW)
        self.setItemDelegate(ClientCells(self))
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._ordered)
        self.clicked.connect(self._clicked)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what the partner calls a client where the room is for its state."""
        self.setColumnHidden(Column.PARTNER, self.viewport().width() < _NARROW)
        super().resizeEvent(event)

    def share_width(self) -> None:
        """Share the width; a column that is hidden has none."""
        for column, own in ((Column.PARTNER, None), (Column.TICK, INSET + _BOX + 12)):
            if self.isColumnHidden(column):
                self.fixed[column] = 0
            elif own is None:
                self.fixed.pop(column, None)
            else:
                self.fixed[column] = own
        super().share_width()

    def fit(self) -> None:
        """Give the columns whose words are known what they need."""
        model = self.model()
        assert isinstance(model, ClientsModel)
        metrics = QFontMetrics(sized(self.font(), 13, QFont.Weight.DemiBold))
        rows = range(min(60, model.rowCount()))
        for column in (Column.NUMBER, Column.ACCESS, Column.DIFFERING):
            words = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            words += [str(model.index(row, column).data()) for row in rows]
            pill = 20 if column is Column.ACCESS else 4
            wide = max(metrics.horizontalAdvance(one) for one in words) + INSET + RIGHT + pill
            self.fixed[column] = max(wide, self.horizontalHeader().sectionSizeHint(column))
        self.share_width()

    def _ordered(self, section: int) -> None:
        model = self.model()
        assert isinstance(model, ClientsModel)
        column = Column(section)
        if column is Column.TICK:
            model.tick_all()
        elif column in ORDERS:
            model.order_by(ORDERS[column])

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.TICK:
            _model(index).tick(index)


def _draw_box(painter: QPainter, area: QRect, row: ClientRow) -> None:
    box = QRectF(area.left(), area.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
    able = row.given and bool(row.number)
    if row.taken:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().brand))
        painter.drawRoundedRect(box, 3, 3)
        icons.paint(painter, "check", theme().on_brand, box.adjusted(1, 1, -1, -1))
        return
    painter.setPen(QPen(QColor(theme().border if able else theme().line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _tag(look: str) -> TagLook:
    return TagLook("ink_soft" if look == "neutral" else look, f"{look}_soft")


def _model(index: Index) -> ClientsModel:
    model = index.model()
    assert isinstance(model, ClientsModel)
    return model
