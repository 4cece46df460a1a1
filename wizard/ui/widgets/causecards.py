"""What stops clients, a card a cause: how many, why, what to do, and to try those again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.documents.problems import worded
from wizard.documents.words import actor_word
from wizard.flow.causes import Cause
from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.ui.page import Deed
from wizard.ui.theme import SPACE
from wizard.ui.widgets.strip import Strip
from wizard.ui.widgets.text import Text

_NAMED = 3
_MOST = 12


class CauseCards(QWidget):
    """``mended`` comes with the cause that somebody has mended, ``sought`` with one whose clients
    somebody wants to see."""

    mended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        self._head, self._column = Text("heading"), column
        column.addWidget(self._head)
        self.cards: list[Strip] = []

    def show_causes(self, causes: Sequence[Cause]) -> None:
        """Show these, in the language in use."""
        shown = causes[:_MOST]
        self.setVisible(bool(shown))
        self._head.setText(_("What stops clients"))
        while len(self.cards) < len(shown):
            card = Strip("warn")
            self._column.addWidget(card)
            self.cards.append(card)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(shown))
            if place < len(shown):
                self._say(card, shown[place])

    def _say(self, card: Strip, cause: Cause) -> None:
        said = say(worded(cause.example))
        names = ", ".join(one.company.name for one in cause.members[:_NAMED])
        more = len(cause.members) - _NAMED
        if more > 0:
            names = _("{names} and {count} more").format(names=names, count=more)
        who = actor_word(cause.actor, current())
        head = _("{message} Clients: {count}").format(
            count=len(cause.members), message=said.message
        )
        remedy = f"{said.remedy} ({who})" if who else said.remedy
        again = _("Mended – try again ({count})").format(count=len(cause.members))
        card.say(head, f"{remedy} {names}", (Deed(again, self._mend(cause)),))

    def _mend(self, cause: Cause) -> Callable[[], object]:
        return lambda: self.mended.emit(cause)
