"""The review as the window works with it: what was gathered, what is shown, what is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from wizard.documents.answers import own_value, user
from wizard.model.matching import Choice, Resolution
from wizard.model.plan import KindCounts
from wizard.model.records import Kind, Value
from wizard.review.decisions import Answer, Decisions
from wizard.review.finding import Filter, Finder
from wizard.review.rows import Review, State


@dataclass(frozen=True, slots=True)
class Gathered:
    """A review with its index and its answers, made in a lane and handed over whole."""

    review: Review
    finder: Finder
    decisions: Decisions


class Reviewing(QObject):
    """One review in front of a person.

    ``gathered`` comes with other rows, ``filtered`` when other rows are shown, ``decided`` with
    every answer or its undoing, ``marked`` when marks change. ``shown`` are the places of the
    rows that are shown.
    """

    gathered = Signal()
    filtered = Signal()
    decided = Signal()
    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.take(Gathered(Review((), {}), Finder(()), Decisions(())))

    def take(self, found: Gathered) -> None:
        """Show another review; what is looked for stays."""
        self.rows, self.counts = found.review.rows, found.review.counts
        self.finder, self.decisions = found.finder, found.decisions
        self.wanted = getattr(self, "wanted", Filter())
        self.marks: set[int] = set()
        self.stale = False
        self.shown: Sequence[int] = ()
        self.gathered.emit()
        self.look_for(self.wanted)

    def look_for(self, wanted: Filter) -> None:
        """Show the rows that are wanted."""
        self.wanted = wanted
        self.shown = self.finder.find(wanted, self.decisions.states)
        self.marks.clear()
        self.filtered.emit()

    @property
    def ruled(self) -> Sequence[int]:
        """The rows a rule is about: those that are marked, else all that are shown."""
        return sorted(self.marks) if self.marks else self.shown

    @property
    def open(self) -> int:
        """How many rows only a person can decide, and nobody has."""
        return self.states()[State.OPEN]

    def states(self) -> Counter[State]:
        """How many rows stand in each state."""
        return self.decisions.counts()

    def states_of(self, kind: Kind | None) -> Counter[State]:
        """How many rows of a kind stand in each state."""
        return self.decisions.counts(*self.finder.span(kind))

    def records(self, kind: Kind | None = None) -> KindCounts:
        """The records by state, of one kind or of all."""
        chosen = [one for name, one in self.counts.items() if kind in (None, name)]
        return KindCounts(
            sum(one.linked for one in chosen),
            sum(one.equal for one in chosen),
            sum(one.differing for one in chosen),
            sum(one.only_tripletex for one in chosen),
            sum(one.only_partner for one in chosen),
            sum(one.blocked for one in chosen),
            sum(one.questions for one in chosen),
        )

    def mark(self, at: int) -> None:
        """Mark a row, or take its mark away."""
        self.marks ^= {at}
        self.marked.emit()

    def decide(self, places: Sequence[int], choice: Choice, value: Value = None) -> int:
        """Answer rows alike; how many it was."""
        return self._after(self.decisions.decide(places, Answer(choice, value, user(), _now())))

    def decide_own(self, at: int, text: str) -> bool:
        """Answer a row with a person's own value; whether it is one that the field can hold."""
        row = self.rows[at]
        if row.field is None:
            return False
        try:
            value = own_value(row.kind, row.field, text)
        except ValueError:
            return False
        return bool(self.decide([at], Choice.VALUE, value))

    def decide_as(self, resolutions: Sequence[Resolution]) -> int:
        """Answer rows as a file does, in one step; how many it was."""
        places = {one.question.id: at for at, one in enumerate(self.rows) if one.question}
        answers = [
            (places[one.conflict], Answer(one.choice, one.value, one.decided_by, one.decided_at))
            for one in resolutions
            if one.conflict in places
        ]
        return self._after(self.decisions.decide_each(answers))

    def undo(self) -> None:
        """Take the last step back."""
        self._after(self.decisions.undo())

    def _after(self, places: Sequence[int]) -> int:
        # what is decided about whole records changes which fields there are to decide
        self.stale = self.stale or self.decisions.about_wholes(places)
        if places:
            self.decided.emit()
        return len(places)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
