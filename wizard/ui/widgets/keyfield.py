"""The field a key is pasted into: hidden unless one asks to see it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from wizard.i18n import translate as _
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button

_A_PASTE = 5  # characters that come at once; nobody types that many


class KeyField(QWidget):
    """``pasted`` says that a text has come in at once, ``edited`` that it changed in any way."""

    pasted = Signal()
    edited = Signal()
    nothing = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE[2])
        self.line, self.show_it, self.paste_it = QLineEdit(), Button("link"), Button()
        self.line.setProperty("look", "key")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.show_it.setCheckable(True)
        for widget, stretch in ((self.line, 1), (self.show_it, 0), (self.paste_it, 0)):
            row.addWidget(widget, stretch)
        self._before = ""
        self.show_it.toggled.connect(self._shown)
        self.paste_it.clicked.connect(self._paste)
        self.line.textChanged.connect(self._changed)

    def retranslate(self) -> None:
        """Name the field and its buttons."""
        self.line.setAccessibleName(_("The key from Tripletex"))
        self.line.setPlaceholderText(_("Paste the key here"))
        self.paste_it.setText(_("Paste"))
        self._shown(self.show_it.isChecked())

    def text(self) -> str:
        """What stands in the field, as it was pasted."""
        return self.line.text()

    def put(self, text: str) -> None:
        """Put a text in the place of what stands there."""
        self.line.setText(text)

    def clear(self) -> None:
        """Empty the field, its memory for undoing included; nobody is told."""
        with QSignalBlocker(self.line):
            self.line.clear()
        self._before = ""
        self.show_it.setChecked(False)

    def _shown(self, on: bool) -> None:
        echo = QLineEdit.EchoMode
        self.line.setEchoMode(echo.Normal if on else echo.Password)
        self.show_it.setText(_("Hide") if on else _("Show"))
        self.show_it.setAccessibleName(_("Hide the key") if on else _("Show the key"))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.nothing.emit()
        elif text == self.line.text():
            self.pasted.emit()
        else:
            self.put(text)

    def _changed(self, text: str) -> None:
        before, self._before = self._before, text
        self.edited.emit()
        replaced = len(text) >= _A_PASTE and not text.startswith(before[:1] or text[:1])
        if replaced or len(text) - len(before) >= _A_PASTE:
            self.pasted.emit()
