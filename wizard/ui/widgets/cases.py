"""Goes through the questions about whole records, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from wizard.documents.words import reason_word
from wizard.i18n import translate as _
from wizard.model.matching import Choice
from wizard.review.pairs import case_of
from wizard.review.rows import Row, State
from wizard.ui.models import words
from wizard.ui.models.reviewing import Reviewing
from wizard.ui.widgets.caseview import CaseView


class Cases(QObject):
    """``view`` shows one of them while ``on``; what is chosen there goes into the review."""

    def __init__(self, reviewing: Reviewing) -> None:
        super().__init__()
        self._reviewing = reviewing
        self.view = CaseView()
        self._queue: list[int] = []
        self._now = 0
        self._partner = ""
        self.on = False
        reviewing.gathered.connect(self._leave)

    @property
    def choice(self) -> Choice | None:
        """What is chosen of the one that is shown."""
        return self.view.choice if self.on else None

    @property
    def more(self) -> bool:
        """Whether another comes after it."""
        return self._now + 1 < len(self._queue)

    def title(self) -> str:
        """What is asked; empty where none is shown."""
        return words.asks(self._row) if self.on else ""

    def lead(self) -> str:
        """Why it is asked, and which of how many it is."""
        return _("{reason}. {number} of {count}.").format(
            reason=reason_word(self._row.reason), number=self._now + 1, count=len(self._queue)
        )

    def retranslate(self, partner: str) -> None:
        """Say everything in the language in use; ``partner`` is what the partner is called."""
        self._partner = partner
        if self.on:
            self._show()

    def begin(self, at: int | None = None) -> bool:
        """Show one of them, or the first that is open; whether there is any."""
        waiting = set(self._reviewing.decisions.open_wholes())
        self._queue = sorted(waiting | ({at} if at is not None else set()))
        self._now = self._queue.index(at) if at is not None else 0
        return self._show()

    def forward(self) -> bool:
        """Show the next; whether there is one."""
        self._now += 1
        return self._show()

    def back(self) -> bool:
        """Show the one before; whether there is one."""
        self._now -= 1
        return self._show()

    def decide(self) -> None:
        """Answer the one that is shown as it is chosen."""
        at, choice = self._queue[self._now], self.view.choice
        if choice is not None and choice is not self._reviewing.decisions.choice(at):
            self._reviewing.decide([at], choice)

    def alike(self) -> Sequence[int]:
        """The others that are open, ask for the same reason, and can be answered the same."""
        if self.choice is None:
            return []
        decisions, row = self._reviewing.decisions, self._row
        others = [
            at
            for at in self._queue[self._now + 1 :]
            if decisions.state(at) is State.OPEN
            and (self._reviewing.rows[at].kind, self._reviewing.rows[at].reason)
            == (row.kind, row.reason)
        ]
        return decisions.able(others, self.choice)

    def decide_alike(self) -> None:
        """Answer those like the one that is shown, and go past them."""
        alike = self.alike()
        if self.choice is not None:
            self._reviewing.decide(alike, self.choice)
        self._queue = [at for at in self._queue if at not in alike]

    @property
    def _row(self) -> Row:
        return self._reviewing.rows[self._queue[self._now]]

    def _show(self) -> bool:
        self.on = 0 <= self._now < len(self._queue)
        if self.on:
            at = self._queue[self._now]
            chosen = self._reviewing.decisions.choice(at)
            self.view.show_case(self._row, case_of(self._row.match), chosen, self._partner)
        return self.on

    def _leave(self) -> None:
        self.on = False
