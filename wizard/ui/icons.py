"""The window's own icons: drawn in one colour of the theme, so that they turn dark with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wizard import paths
from wizard.ui.theme import Theme

_IN_SHEET = {"check": "on_brand", "dot": "brand", "chevron": "ink_soft"}
"""Icons that the style sheet names by file, and the colour each of them has there."""


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def coloured(name: str, colour: str) -> bytes:
    """An icon's SVG in a colour."""
    return _source(name).replace("currentColor", colour).encode()


@cache
def renderer(name: str, colour: str) -> QSvgRenderer:
    """What draws an icon in a colour, at any size."""
    return QSvgRenderer(QByteArray(coloured(name, colour)))


def paint(painter: QPainter, name: str, colour: str, area: QRectF) -> None:
    """Draw an icon into an area."""
    renderer(name, colour).render(painter, area)


@cache
@cache
def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """An icon for a button; twice and three times as fine for screens that show it."""
    made = QIcon()
    for fine in (1, 2, 3):
        picture = QPixmap(QSize(size, size) * fine)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        paint(painter, name, colour, QRectF(0, 0, size * fine, size * fine))
        painter.end()
        picture.setDevicePixelRatio(fine)
        made.addPixmap(picture)
    return made


def write_for_sheet(folder: Path, theme: Theme) -> None:
    """Put the icons that the style sheet names into a folder, in the theme's colours."""
    for name, token in _IN_SHEET.items():
        (folder / f"{name}.svg").write_bytes(coloured(name, getattr(theme, token)))
