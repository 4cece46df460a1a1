"""How clients let the key in: steps beside a drawing, and a task for who has the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.documents.accessguide import DRAWING, access_steps
from wizard.documents.errand import Errand
from wizard.i18n import translate as _
from wizard.ui.page import Page
from wizard.ui.theme import SPACE
from wizard.ui.widgets.handoff import HandOff
from wizard.ui.widgets.keyguide import KeyDrawing, KeySteps
from wizard.ui.widgets.opener import OpenTripletex


class AccessGuide(QWidget):
    """``errand`` makes the task when it is asked for."""

    def __init__(self, page: Page, errand: Callable[[], Errand]) -> None:
        super().__init__()
        self.steps, self.drawing = KeySteps(page.desk.copy), KeyDrawing()
        self._open, self.hand_off = OpenTripletex(page), HandOff(page, errand)
        columns, left, right = QHBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(26)
        for column, widgets in (
            (left, (self.steps, self._open)),
            (right, (self.drawing, self.hand_off)),
        ):
            column.setSpacing(SPACE[3])
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            columns.addLayout(column, 1)

    @property
    def address(self) -> str:
        """Where a person logs in."""
        return self._open.address

    def retranslate(self, key: str) -> None:
        """Say everything in the language in use; ``key`` is what the key is called."""
        steps = access_steps(key)
        self.steps.show_steps(steps)
        self.drawing.show_fields(DRAWING, (), steps)
        self._open.retranslate()
        self.hand_off.retranslate(
            _("Do you lack the right?"),
            _(
                "It has to be done by somebody with Brukeradministrator i klientkontoer. Make a "
                "task that names the clients that are missing. It holds no secrets."
            ),
        )
