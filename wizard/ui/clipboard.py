"""Sees a key that lies on the clipboard, but only between ``start`` and ``stop``."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from wizard.tripletex.keydoctor import whole_key

_LONGEST = 4_000  # characters; what is longer is somebody's document, and none of our business


class KeyWatch(QObject):
    """Tells a page that a whole key lies on the clipboard; nothing but keys is ever kept of it."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.key = ""
        self._watching = False

    def start(self) -> None:
        """Look now, and each time something is copied or the window comes to the front.

        Where only the program in front is shown the clipboard, a key copied in the browser is
        seen when the window comes back.
        """
        if not self._watching:
            self._watching = True
            QGuiApplication.clipboard().dataChanged.connect(self._look)
            QGuiApplication.instance().applicationStateChanged.connect(self._came)  # type: ignore[union-attr]
        self._look()

    def stop(self) -> None:
        """Look no more, and forget what was seen."""
        if self._watching:
            self._watching = False
            QGuiApplication.clipboard().dataChanged.disconnect(self._look)
            QGuiApplication.instance().applicationStateChanged.disconnect(self._came)  # type: ignore[union-attr]
        self.key = ""

    def _came(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._look()

    def _look(self) -> None:
        text = QGuiApplication.clipboard().text()
        key = whole_key(text) if len(text) <= _LONGEST else ""
        if key != self.key:
            self.key = key
            self.changed.emit()
