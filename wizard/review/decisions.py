"""What a person has decided so far, with every step to be undone again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wizard.model.matching import Choice, Resolution
from wizard.model.records import Value
from wizard.review.columns import Column
from wizard.review.finding import STATES
from wizard.review.rows import Row, State


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice and, with VALUE, the own value; by whom and when, as a resolution says it."""

    choice: Choice
    value: Value = None
    by: str = ""
    at: str = ""


_Step = tuple[Sequence[int], list[Answer | None]]
_OPEN, _CHOSEN = STATES.index(State.OPEN), STATES.index(State.CHOSEN)


class Decisions:
    """The answers to rows, by their places.

    ``states`` is how every row stands, one byte a row, by its place in ``STATES``.
    """

    def __init__(self, rows: Sequence[Row], resolutions: Iterable[Resolution] = ()) -> None:
        self._rows = rows
        self._answers: list[Answer | None] = [None] * len(rows)
        self._done: list[_Step] = []
        self._changes = 0
        self._resolved: tuple[int, tuple[Resolution, ...]] = (0, ())
        self._options = Column(one.options for one in rows)
        self._untouched = bytes(STATES.index(one.untouched) for one in rows)
        self._wholes = [at for at, one in enumerate(rows) if one.whole]
        self.states = bytearray(self._untouched)
        places = {one.question.id: at for at, one in enumerate(rows) if one.question}
        for one in resolutions:
            at = places.get(one.conflict)
            if at is not None and one.choice in rows[at].options:
                answer = Answer(one.choice, one.value, one.decided_by, one.decided_at)
                self._put([at], answer)

    def state(self, at: int) -> State:
        """How a row stands."""
        return STATES[self.states[at]]

    def answer(self, at: int) -> Answer | None:
        """What a person has answered to a row."""
        return self._answers[at]

    def choice(self, at: int) -> Choice | None:
        """What will be done about a row: the answer to it, else what holds without one."""
        answer = self._answers[at]
        return answer.choice if answer else self._rows[at].preset

    def able(self, places: Sequence[int], choice: Choice) -> Sequence[int]:
        """Those rows to which this can be answered."""
        return self._options.among(places, self._allowing(choice))

    def able_count(self, places: Sequence[int], choices: Iterable[Choice]) -> Counter[Choice]:
        """To how many of these rows each of these can be answered."""
        counted = self._options.counted(places)
        return Counter(
            {
                choice: sum(counted[options] for options in self._allowing(choice))
                for choice in choices
            }
        )

    def decide(self, places: Sequence[int], answer: Answer) -> Sequence[int]:
        """Answer rows alike, in one step; those it was, for those that cannot be are left."""
        able = self.able(places, answer.choice)
        if able:
            self._done.append((able, self._held(able)))
            self._put(able, answer)
        return able

    def decide_each(self, answers: Sequence[tuple[int, Answer]]) -> Sequence[int]:
        """Answer rows one by one, in a single step; those it was."""
        able = [(at, one) for at, one in answers if one.choice in self._rows[at].options]
        places = [at for at, _ in able]
        if able:
            self._done.append((places, self._held(places)))
            for at, one in able:
                self._put([at], one)
        return places

    @property
    def undoable(self) -> int:
        """How many steps can be undone."""
        return len(self._done)

    def undo(self) -> Sequence[int]:
        """Take the last step back; the places of the rows it was about."""
        if not self._done:
            return ()
        self._changes += 1
        places, before = self._done.pop()
        if isinstance(places, range) and before.count(None) == len(before):
            stretch = slice(places.start, places.stop)
            self._answers[stretch] = before
            self.states[stretch] = self._untouched[stretch]
            return places
        for at, answer in zip(places, before, strict=True):
            self._answers[at] = answer
            self.states[at] = self._untouched[at] if answer is None else _CHOSEN
        return places

    def counts(self, start: int = 0, end: int | None = None) -> Counter[State]:
        """How many rows stand in each state, from one place to before another."""
        stop = len(self.states) if end is None else end
        return Counter(
            {state: self.states.count(code, start, stop) for code, state in enumerate(STATES)}
        )

    def open_wholes(self) -> list[int]:
        """The questions about whole records that nobody has answered."""
        return [at for at in self._wholes if self.states[at] == _OPEN]

    def about_wholes(self, places: Sequence[int]) -> bool:
        """Whether any of these rows asks about whole records."""
        among = places if isinstance(places, range) else set(places)
        return any(at in among for at in self._wholes)

    def resolutions(self) -> tuple[Resolution, ...]:
        """All that a person has answered, as the plan takes it; it may be asked for in a lane.

        As long as nothing changes it is one and the same, for there may be very many.
        """
        changes, (then, found) = self._changes, self._resolved
        if then != changes:
            answers = zip(self._rows, list(self._answers), strict=True)
            found = tuple([_resolution(row, one) for row, one in answers if one is not None])
            self._resolved = changes, found
        return found

    def moved(self, rows: Sequence[Row]) -> Decisions:
        """The same answers and the same steps over rows that were gathered anew.

        Rows that are there no longer (the fields of a pair that is no pair any more) are dropped.
        """
        new = Decisions(rows, self.resolutions())
        now = {one.question.id: at for at, one in enumerate(rows) if one.question}
        ids = [one.question.id if one.question else "" for one in self._rows]
        for places, before in self._done:
            kept = [
                (now[ids[at]], one)
                for at, one in zip(places, before, strict=True)
                if ids[at] in now
            ]
            if kept:
                new._done.append(([at for at, _ in kept], [one for _, one in kept]))
        return new

    def _allowing(self, choice: Choice) -> list[object]:
        """The sets of answers that hold this one."""
        return [one for one in self._options.values if isinstance(one, tuple) and choice in one]

    def _held(self, places: Sequence[int]) -> list[Answer | None]:
        if isinstance(places, range):
            return self._answers[places.start : places.stop]
        return [self._answers[at] for at in places]

    def _put(self, places: Sequence[int], answer: Answer) -> None:
        self._changes += 1
        if isinstance(places, range):
            stretch, length = slice(places.start, places.stop), len(places)
            self._answers[stretch] = [answer] * length
            self.states[stretch] = bytes((_CHOSEN,)) * length
            return
        answers, states = self._answers, self.states
        for at in places:
            answers[at] = answer
            states[at] = _CHOSEN


def _resolution(row: Row, answer: Answer) -> Resolution:
    assert row.question is not None
    what, one = row.question, answer
    about = what.kind, what.subject, what.field
    return Resolution(what.id, one.choice, one.value, one.by, one.at, *about)
