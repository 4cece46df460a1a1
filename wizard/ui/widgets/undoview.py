"""Taking a run back: first what that would do, with a consent, and then as it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.model.records import Side
from wizard.ui.theme import SPACE
from wizard.ui.widgets.resultview import ResultView
from wizard.ui.widgets.runview import RunView
from wizard.ui.widgets.tick import Tick


class UndoView(QWidget):
    """``preview`` and ``consent`` before it is done, ``run`` while it is."""

    def __init__(self, partner: Callable[[], str], now: Callable[[], datetime]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[3])
        self.preview, self.consent = ResultView(), Tick()
        self.preview.retry.hide()
        self.run = RunView(partner, now, (Side.TRIPLETEX, Side.PARTNER))
        for widget in (self.preview, self.consent, self.run):
            column.addWidget(widget)
        column.setStretchFactor(self.run, 1)

    def show_plan(self, plan: SyncPlan) -> None:
        """Show what would be taken back; the consent is asked for anew."""
        self.consent.box.setChecked(False)
        self.preview.show_undoing(plan)
        self.going(on=False)

    def going(self, *, on: bool) -> None:
        """Show the run itself, or what it would do."""
        self.run.setVisible(on)
        self.preview.setVisible(not on)
        self.consent.setVisible(not on)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.preview.retranslate()
        self.run.retranslate()
        self.consent.say(
            _("I want to take this synk back"),
            _("What somebody has edited since is left alone. The undo itself cannot be undone."),
        )
