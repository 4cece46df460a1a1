"""One client's plan in full, in the place of the list, before the clients are approved together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.flow.standing import ClientRow
from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.ui import aside
from wizard.ui.page import Page
from wizard.ui.widgets.wholeplan import WholePlan


class ClientPlan(QWidget):
    """``turned`` comes when a plan takes the place of the list, and when the list is back."""

    turned = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._row: ClientRow | None = None
        self.whole = WholePlan(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self.hide()

    @property
    def on(self) -> bool:
        """Whether a client's plan is looked at."""
        return self._row is not None

    def title(self) -> str:
        """Whose plan it is."""
        name = self._row.name if self._row else ""
        return _("This will happen at {client}").format(client=name)

    def open(self, row: ClientRow) -> None:
        """Show the plan that waits to be approved, where the client has one."""
        packed = row.result.plan if row.result else None
        if packed is not None:
            self._page.work(
                lambda task: aside.unpacked(packed),
                lambda made: self._show(row, *made),
                saying=lambda: _("Reading the plan …"),
                lane=self._page.desk.disk,
            )

    def close_it(self) -> None:
        """Show the list again."""
        self._row = None
        self.turned.emit()

    def _show(self, row: ClientRow, plan: SyncPlan, found: aside.Outlined) -> None:
        self._row, self.whole.whose = row, row.number
        self.whole.show_plan(plan, found)
        self.turned.emit()
        self.whole.view.table.setFocus()
