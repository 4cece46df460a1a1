"""What a widget draws: every text with its colour and place, as it is handed to the painter.

A screen shot knows pixels only; this knows the words, also those that a table draws by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QRegion
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text in a colour (``#RRGGBB``), at a place in its window."""

    text: str
    ink: str
    area: QRectF
    widget: QWidget


class _Engine(QPaintEngine):
    """Writes down texts, and lets everything else go."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[tuple[str, str, QRectF]] = []
        self._ink = ""

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: Any) -> None:  # noqa: N802 - Qt's name
        if state.state() & QPaintEngine.DirtyFlag.DirtyPen:
            self._ink = state.pen().color().name()

    def drawTextItem(self, place: Any, item: Any) -> None:  # noqa: N802 - Qt's name
        where = self.painter().worldTransform().map(place)
        height = item.ascent() + item.descent()
        area = QRectF(where.x(), where.y() - item.ascent(), item.width(), height)
        if item.text().strip():
            self.texts.append((item.text(), self._ink, area))

    def drawPixmap(self, *_: Any) -> None:  # noqa: N802 - Qt's name
        pass

    drawImage = drawPath = drawPolygon = drawRects = drawLines = drawPixmap  # noqa: N815
    drawEllipse = drawPoints = drawTiledPixmap = drawPixmap  # noqa: N815


class _Paper(QPaintDevice):
    """As large as a widget, and never seen."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.engine = _Engine()
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
    """Every text that can be seen in a window now, widget by widget."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty():
            continue
        paper = _Paper(widget)
        widget.render(paper, QPoint(), QRegion(), QWidget.RenderFlag(0))
        origin = widget.mapTo(window, QPoint())
        for text, ink, area in paper.engine.texts:
            shown = area.intersected(QRectF(seen))
            if shown.height() >= area.height() / 2 and shown.width():  # a sliver is no text
                yield Drawn(text, ink, shown.translated(QRectF(origin, origin).topLeft()), widget)
