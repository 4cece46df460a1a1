"""What a widget draws: every text with its colour and place, as it is handed to the painter.

A screen shot knows pixels only; this knows the words, also those that a table draws by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QRegion
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text in a colour (``#RRGGBB``), at a place in its window."""

    text: str
    ink: str
    area: QRectF
    widget: QWidget


class _Painted(QObject):
    """Knows which widget is being painted."""

    def __init__(self) -> None:
        super().__init__()
        self.widget: QWidget | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widget = watched
        return False


class _Engine(QPaintEngine):
    """Writes down texts, and lets everything else go."""

    def __init__(self, painted: _Painted) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[Drawn] = []
        self._painted = painted

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: Any) -> None:  # noqa: N802 - Qt's name
        """What has changed is asked of the painter, where there is a text."""

    def drawTextItem(self, place: Any, item: Any) -> None:  # noqa: N802 - Qt's name
        if item.text().strip() and self._painted.widget is not None:
            painter = self.painter()
            where = painter.deviceTransform().map(place)
            height = item.ascent() + item.descent()
            area = QRectF(where.x(), where.y() - item.ascent(), item.width(), height)
            ink = painter.pen().color().name()
            self.texts.append(Drawn(item.text(), ink, area, self._painted.widget))

    def drawPixmap(self, *_: Any) -> None:  # noqa: N802 - Qt's name
        pass

    drawImage = drawPath = drawPolygon = drawRects = drawLines = drawPixmap  # noqa: N815
    drawEllipse = drawPoints = drawTiledPixmap = drawPixmap  # noqa: N815


class _Paper(QPaintDevice):
    """As large as a widget, and never seen."""

    def __init__(self, widget: QWidget, painted: _Painted) -> None:
        super().__init__()
        self.engine = _Engine(painted)
        kinds = QPaintDevice.PaintDeviceMetric
        dots = widget.logicalDpiX()
        self._measures = {
            kinds.PdmWidth: widget.width(),
            kinds.PdmHeight: widget.height(),
            kinds.PdmDpiX: dots,
            kinds.PdmDpiY: dots,
            kinds.PdmPhysicalDpiX: dots,
            kinds.PdmPhysicalDpiY: dots,
            kinds.PdmDepth: 32,
            kinds.PdmDevicePixelRatioScaled: 0x10000,
        }

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name
        return self.engine

    def metric(self, kind: QPaintDevice.PaintDeviceMetric) -> int:
        return self._measures.get(kind, 1)


def drawn(window: QWidget) -> Iterator[Drawn]:
    """Every text that can be seen in a window now."""
    painted = _Painted()
    paper = _Paper(window, painted)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(painted)
    window.render(paper, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    application.removeEventFilter(painted)
    for one in paper.engine.texts:
        seen = one.widget.visibleRegion().boundingRect()
        origin = one.widget.mapTo(window, QPoint())
        shown = one.area.intersected(QRectF(seen.translated(origin)))
        if shown.height() >= one.area.height() / 2 and shown.width():  # a sliver is no text
            yield replace(one, area=shown)
