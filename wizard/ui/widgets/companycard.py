"""What a key opened: company, number, owner, type, environment; and is it the right one?"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.connection import ConnectionCheck
from wizard.ui.look import dressed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.buttons import Button
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Tag, Text

_ENVIRONMENTS: Mapping[str | None, str] = {
    "production": mark("Production"),
    "test": mark("Tripletex's test environment"),
    "practice": mark("Practice company on this machine"),
    None: mark("An environment that is not known here"),
}
_TYPES = {"company": mark("Standalone company"), "office": mark("Accounting office")}


class CompanyCard(Card):
    """``again`` checks the same key anew; ``other`` is for who sees that it is the wrong one."""

    def __init__(self) -> None:
        super().__init__("shown-ok")
        self._works, self._when = Tag("tag-ok"), Text("soft")
        self._question, self.again, self.other = Text("heading"), Button("link"), Button("link")
        head = QHBoxLayout()
        head.setSpacing(SPACE[2])
        head.addWidget(self._works)
        head.addWidget(self._when, 1)
        head.addWidget(self.again)
        grid = QGridLayout()
        grid.setContentsMargins(0, SPACE[1], 0, SPACE[1])
        grid.setHorizontalSpacing(SPACE[4])
        grid.setVerticalSpacing(2)
        self._cells = [[Text(look) for look in ("small", "strong", "soft")] for _column in range(3)]
        for column, cells in enumerate(self._cells):
            grid.setColumnStretch(column, 1)
            for row, cell in enumerate(cells):
                grid.addWidget(cell, row, column)
        ask = QHBoxLayout()
        ask.addWidget(self._question)
        ask.addStretch(1)
        ask.addWidget(self.other)
        for part in (head, grid, ask):
            self.column.addLayout(part)

    def say(self, check: ConnectionCheck, checked: str, *, confirmed: bool, asks: bool) -> None:
        """Show a check that named a company; ``checked`` is where and when it was made.

        ``asks`` is whether it can be the right one.
        """
        office = check.key_type == "office"
        self._works.setText(_("The key works"))
        dressed(self._works, "tag-ok" if asks else "tag-warn")
        self._when.setText(checked)
        company = check.company
        number = company.organization_number if company else ""
        shown = (
            (_("Company"), company.name if company else "", _number(number)),
            (_("The key belongs to"), check.key_owner or "–", ""),
            (
                _("Applies to"),
                _(_TYPES["office" if office else "company"]),
                _(_ENVIRONMENTS.get(check.environment, _ENVIRONMENTS[None])),
            ),
        )
        for cells, texts in zip(self._cells, shown, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                cell.setText(text)
        self._question.setText(_("Confirmed by you") if confirmed else _("Is this the right one?"))
        dressed(self._question, "soft" if confirmed else "heading")
        self._question.setVisible(asks)
        self.again.setText(_("Try again"))
        self.other.setText(_("Use another key"))
        self.setAccessibleName(". ".join(" ".join(one for one in part if one) for part in shown))


def _number(number: str) -> str:
    if len(number) == 9 and number.isdecimal():
        number = f"{number[:3]} {number[3:6]} {number[6:]}"
    return _("Org. no. {number}").format(number=number) if number else _("No organisation number")
