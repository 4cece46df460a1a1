"""«Jeg har ikke rettigheten»: a task for who has it, as a sheet to print or a text to send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from wizard.documents.errand import Errand
from wizard.i18n import translate as _
from wizard.ui.page import Page
from wizard.ui.printing import print_pdf
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text

_SAID_FOR_MS = 4000


class HandOff(Card):
    """``errand`` makes the task when it is asked for, in the language in use then."""

    def __init__(self, page: Page, errand: Callable[[], Errand]) -> None:
        super().__init__()
        self._page, self._errand = page, errand
        self._title, self._why, self._said = Text("strong"), Text("soft"), Text("small")
        self.sheet, self.mail = Button(), Button()
        row = Flow()
        row.addWidget(self.sheet)
        row.addWidget(self.mail)
        for label in (self._title, self._why):
            self.column.addWidget(label)
        self.column.addWidget(row)
        self.column.addWidget(self._said)
        self._said.hide()
        self._timer = QTimer(self, singleShot=True, interval=_SAID_FOR_MS)
        self._timer.timeout.connect(self._said.hide)
        self.sheet.clicked.connect(self._ask_where)
        self.mail.clicked.connect(self._copy)

    def retranslate(self, title: str, why: str) -> None:
        """Say who has the right; the buttons say the same everywhere."""
        self._title.setText(title)
        self._why.setText(why)
        self.sheet.setText(_("Make a task sheet (PDF)"))
        self.mail.setText(_("Copy as e-mail"))

    def save(self, path: Path) -> None:
        """Write the task sheet; a problem stands in the page's banner."""
        html = self._errand().html()
        self._page.work(
            lambda task: print_pdf(html, path),
            lambda nothing: self._say(_("Saved as {file}").format(file=path.name)),
            saying=lambda: _("Making the task sheet …"),
            lane=self._page.desk.disk,
        )

    def _ask_where(self) -> None:
        suggested = self._errand().title + ".pdf"
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the task sheet"), suggested, _("PDF files (*.pdf)")
        )
        if name:
            self.save(Path(name))

    def _copy(self) -> None:
        self._page.desk.copy(self._errand().text())
        self._say(_("Copied. Paste it into an e-mail."))

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        self._timer.start()
