"""A plan in numbers and in full, of a company or of one of an office's clients, to be saved too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.model.records import Side
from wizard.ui import aside
from wizard.ui.page import Page
from wizard.ui.theme import SPACE
from wizard.ui.voice import announce
from wizard.ui.widgets.flow import Columns
from wizard.ui.widgets.planview import PlanView
from wizard.ui.widgets.sidecard import SideCard

_LEAST = 600
"""What the two sides want of the width to stand beside one another."""
_ORDER = (Side.PARTNER, Side.TRIPLETEX)


class WholePlan(QWidget):
    """Belongs to a page, in whose name it works; ``column`` takes what stands between its parts.

    ``whose`` is added to the name of the file that is suggested.
    """

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.plan: SyncPlan | None = None
        self.whose = ""
        self._page = page
        self._found: aside.Outlined | None = None
        self._sides = {side: SideCard(side) for side in _ORDER}
        self.view = PlanView()
        sides = Columns(SPACE[2] + 2, _LEAST)
        for card in self._sides.values():
            sides.add(card, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE[4])
        self.column.addWidget(sides)
        self.column.addWidget(self.view, 1)
        self.view.save.clicked.connect(self._ask_where)

    def show_plan(self, plan: SyncPlan, found: aside.Outlined) -> None:
        """Show this plan, made ready to be shown."""
        self.plan, self._found = plan, found
        self.view.show_plan(found)
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.view.retranslate(self._page.desk.partner)
        self._say()

    def save(self, path: Path) -> None:
        """Write the plan as a workbook."""
        plan = self.plan
        if plan is not None:
            self._page.work(
                lambda task: aside.write_plan(path, plan),
                lambda nothing: announce(self, _("Saved as {file}").format(file=path.name)),
                saying=lambda: _("Writing the Excel file …"),
                lane=self._page.desk.disk,
            )

    def file(self) -> Path | None:
        """Ask for the file that the plan is to be written in."""
        suggested = " ".join(one for one in (_("What will happen"), self.whose) if one)
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the plan"), f"{suggested}.xlsx", _("Excel files (*.xlsx)")
        )
        return Path(name) if name else None

    def _ask_where(self) -> None:
        path = self.file()
        if path:
            self.save(path)

    def _say(self) -> None:
        if self.plan is None or self._found is None:
            return
        partner = self._page.desk.partner or _("the other system")
        for side, card in self._sides.items():
            card.show_numbers(self._found.numbers[side], partner)
        stopped = sum(one.count for one in self.plan.stops)
        self.view.stopped.setText(_("{count} left alone").format(count=stopped))
        self.view.stopped.setVisible(stopped > 0)
