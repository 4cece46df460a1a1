"""One client of the board: how it stands and why, its report, its undo, and taking it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wizard.flow.standing import ClientRow
from wizard.i18n import translate as _
from wizard.model.journal import SyncReport
from wizard.ui.models.clients import explained, spaced, state_words
from wizard.ui.page import Page
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.flow import Flow
from wizard.ui.widgets.reportcard import ReportCard
from wizard.ui.widgets.text import Text


class ClientCard(Card):
    """Hidden until a client is opened."""

    undone = Signal()
    removed = Signal()
    shut = Signal()

    def __init__(self, page: Page, report: Callable[[], SyncReport | None]) -> None:
        super().__init__()
        self.row: ClientRow | None = None
        self._name, self._state = Text("heading"), Text("soft")
        self.undo, self.remove, self.close_it = Button(), Button("danger"), Button("link")
        self.report = ReportCard(page, report)
        self.report.setProperty("look", "")
        self.report.column.setContentsMargins(0, 0, 0, 0)
        head, deeds = QHBoxLayout(), Flow()
        head.addWidget(self._name, 1)
        head.addWidget(self.close_it)
        for button in (self.undo, self.remove):
            deeds.addWidget(button)
        body, left = QHBoxLayout(), QVBoxLayout()
        left.setSpacing(SPACE[1])
        left.addWidget(self._state)
        left.addWidget(deeds)
        left.addStretch(1)
        body.addLayout(left, 1)
        body.addWidget(self.report, 1)
        self.column.addLayout(head)
        self.column.addLayout(body)
        self.undo.clicked.connect(self.undone)
        self.remove.clicked.connect(self.removed)
        self.close_it.clicked.connect(self.shut)
        self.hide()

    def show_client(self, row: ClientRow | None, report: SyncReport | None) -> None:
        """Show a client and the report of its run, or none."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self._name.setText(f"{row.name} · {spaced(row.number)}")
        why = explained(row)
        state = state_words(row)
        self._state.setText(state if why == state else f"{state}. {why}")
        self.report.setVisible(report is not None)
        self.undo.setVisible(report is not None and not report.run.undoes)
        self.setAccessibleName(f"{row.name}. {self._state.text()}")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.undo.setText(_("Take its synk back"))
        self.remove.setText(_("Take it off the board"))
        self.close_it.setText(_("Close"))
        self.report.retranslate()
