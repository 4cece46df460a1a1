"""«Rapport»: what was done, by whom, with which rules, as a file or an e-mail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from wizard.documents import reportmail
from wizard.documents.html import report_html
from wizard.documents.reports import report_json
from wizard.documents.saving import save
from wizard.documents.xlsx import write_report_xlsx
from wizard.i18n import translate as _
from wizard.model.journal import SyncReport
from wizard.ui.page import Page
from wizard.ui.printing import REPORT, print_pdf
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.text import Text

SCHEMA = "tripletex-wizard/1"
_SAID_FOR_MS = 6000


class ReportCard(Card):
    """``report`` gives the report when it is asked for."""

    def __init__(self, page: Page, report: Callable[[], SyncReport | None]) -> None:
        super().__init__()
        self._page, self._report = page, report
        self._title, self._what, self._said = Text("strong"), Text("soft"), Text("small")
        self.pdf, self.xlsx, self.json, self.mail = (Button() for _each in range(4))
        row = Flow(SPACE[0])
        for button in (self.pdf, self.xlsx, self.json, self.mail):
            row.addWidget(button)
        for label in (self._title, self._what):
            self.column.addWidget(label)
        self.column.addWidget(row)
        self.column.addWidget(self._said)
        self.column.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=_SAID_FOR_MS)
        self._said.hide()
        self._timer.timeout.connect(self._said.hide)
        self.pdf.clicked.connect(lambda: self._ask(".pdf"))
        self.xlsx.clicked.connect(lambda: self._ask(".xlsx"))
        self.json.clicked.connect(lambda: self._ask(".json"))
        self.mail.clicked.connect(self._send)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Report"))
        self._what.setText(_("What was done, by whom, by which rules."))
        names = {self.pdf: "PDF", self.xlsx: "Excel", self.json: "JSON"}
        for button, name in names.items():
            button.setText(name)
            button.setAccessibleName(_("Save the report as {format}").format(format=name))
        self.mail.setText(_("Send by e-mail"))

    def save(self, path: Path) -> None:
        """Write the report in the form that the name says; a problem stands in the banner."""
        report = self._report()
        if report is None:
            return
        self._page.work(
            lambda task: _write(report, path),
            lambda nothing: self._say(_("Saved as {file}").format(file=path.name)),
            saying=lambda: _("Writing the report …"),
            lane=self._page.desk.disk,
        )

    def _ask(self, ending: str) -> None:
        report = self._report()
        if report is None:
            return
        suggested = f"tripletex-kobling-{report.run.id}{ending}"
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the report"), suggested, f"*{ending}"
        )
        if name:
            self.save(Path(name) if Path(name).suffix == ending else Path(name + ending))

    def _send(self) -> None:
        report = self._report()
        if report is None:
            return
        if self._page.desk.open_url(reportmail.mail_address(report)):
            self._say(_("The e-mail is begun in your mail program."))
        else:
            self._page.desk.copy(reportmail.report_text(report))
            self._say(_("Copied. Paste it into an e-mail."))

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        self._timer.start()


def _write(report: SyncReport, path: Path) -> None:
    if path.suffix == ".pdf":
        print_pdf(report_html(report, printed=True), path, REPORT)
    elif path.suffix == ".xlsx":
        write_report_xlsx(report, path)
    else:
        text = json.dumps({"schema": SCHEMA, **report_json(report)}, ensure_ascii=False, indent=2)
        save(path, text.encode())
