"""One side of the plan in numbers: a step of the synk."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from wizard.documents.words import kind_word
from wizard.i18n import translate as _
from wizard.model.records import Kind, Side
from wizard.review.outline import SideNumbers
from wizard.ui.widgets.cards import Card
from wizard.ui.widgets.text import Tag, Text


class SideCard(Card):
    """Says how much is made, changed and linked there, and that nothing is deleted."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side
        self._title, self._tag = Text("strong", wraps=False), Tag()
        self._numbers, self._kinds = Text(), Text("soft")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._tag)
        self.column.addLayout(head)
        self.column.addWidget(self._numbers)
        self.column.addWidget(self._kinds)
        self.column.addStretch(1)

    def show_numbers(self, numbers: SideNumbers, partner: str) -> None:
        """Say it in the language in use."""
        ours = self._side is Side.TRIPLETEX
        title = _("Step 2 · in Tripletex") if ours else _("Step 1 · in {partner}")
        self._title.setText(title.format(partner=partner))
        many = _("{count} changes").format(count=numbers.written)
        self._tag.setText(_("1 change") if numbers.written == 1 else many)
        said = [
            _("**{count}** are made").format(count=sum(numbers.created.values())),
            _("**{count}** are changed").format(count=sum(numbers.updated.values())),
            _("**0** are deleted"),
        ]
        if numbers.linked:
            said.insert(0, _("**{count}** are linked").format(count=numbers.linked))
        self._numbers.say("  ·  ".join(said))
        self._kinds.setText(self._more(numbers, partner))
        self.setAccessibleName(" ".join((self._title.text(), self._tag.text(), self._kinds.text())))

    def _more(self, numbers: SideNumbers, partner: str) -> str:
        ours, said = self._side is Side.TRIPLETEX, []
        made = [
            f"{count} {kind_word(kind, plural=count != 1).lower()}"
            for kind, count in numbers.created.items()
        ]
        if made:
            only = _("Only in {partner}: {what}.") if ours else _("Only in Tripletex: {what}.")
            said.append(only.format(partner=partner, what=", ".join(made)))
        if numbers.filled:
            said.append(_("Empty fields that are filled: {count}.").format(count=numbers.filled))
        if ours and numbers.created.get(Kind.EMPLOYEE):
            said.append(_("New employees get no log-in, and nobody gets an e-mail."))
        return " ".join(said)
