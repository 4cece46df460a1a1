"""A text to read in a window of its own, and to save exactly as it is read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from wizard.documents.saving import save
from wizard.errors import FailedError
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.ui.page import Deed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.text import Text


class Paper(QDialog):
    """Shows ``text`` under a title and a lead; ``open`` brings it to the front."""

    def __init__(self, parent: QWidget, title: str, lead: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(760, 560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "content")
        column, self._foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[3])
        column.setSpacing(SPACE[2])
        heading, words, self.said = Text("title"), Text("lead"), Text("soft")
        heading.setText(title)
        words.setText(lead)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(title)
        self._foot.addWidget(self.said, 1)
        self.with_deed(Deed(_("Close"), self.close))
        for widget in (heading, words, self.text):
            column.addWidget(widget)
        column.addLayout(self._foot)

    def with_deed(self, deed: Deed) -> Paper:
        """The same with one more button, at the right."""
        button = Button(deed.look)
        button.setText(deed.text)
        button.clicked.connect(deed.do)
        self._foot.addWidget(button)
        return self

    def with_file(self, name: str) -> Paper:
        """The same with a button that saves it, by this name unless another is chosen."""
        return self.with_deed(Deed(_("Save …"), lambda: self._ask(name), look="primary"))

    def write(self, path: Path) -> None:
        """Save exactly the text that is shown, and say so."""
        try:
            save(path, self.text.toPlainText().encode())
        except FailedError as error:
            said = say(error.problems[0])
            self.said.setText(f"{said.message} {said.remedy}")
        else:
            self.said.setText(_("Saved as {file}").format(file=path.name))

    def _ask(self, suggested: str) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, self.windowTitle(), suggested, "*.txt")
        if name:
            self.write(Path(name))
