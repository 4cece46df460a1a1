"""When what a turn of the window's thread has changed is drawn."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def draw_next(widget: QWidget) -> None:
    """Draw nothing of a widget in this turn of the window's thread, and all of it in the next.

    What changes a page and what draws it each take a while, and one turn with both would be long.
    """
    widget.setUpdatesEnabled(False)
    QTimer.singleShot(1, widget, lambda: widget.setUpdatesEnabled(True))
