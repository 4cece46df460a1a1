"""What a person has decided so far, with every step to be undone again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wizard.model.matching import Choice, Resolution
from wizard.model.records import Value
from wizard.review.rows import Row, State


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice and, with VALUE, the own value; by whom and when, as a resolution says it."""

    choice: Choice
    value: Value = None
    by: str = ""
    at: str = ""


_Step = tuple[Sequence[int], Sequence[Answer | None]]


class Decisions:
    """The answers to rows, by their places; ``states`` is how every row stands."""

    def __init__(self, rows: Sequence[Row], resolutions: Iterable[Resolution] = ()) -> None:
        self._rows = rows
        self._answers: dict[int, Answer] = {}
        self._done: list[_Step] = []
        self._untouched = [one.untouched for one in rows]
        self.states = list(self._untouched)
        places = {one.question.id: at for at, one in enumerate(rows) if one.question}
        for one in resolutions:
            at = places.get(one.conflict)
            if at is not None and one.choice in rows[at].options:
                answer = Answer(one.choice, one.value, one.decided_by, one.decided_at)
                self._put([at], answer)

    def answer(self, at: int) -> Answer | None:
        """What a person has answered to a row."""
        return self._answers.get(at)

    def choice(self, at: int) -> Choice | None:
        """What will be done about a row: the answer to it, else what holds without one."""
        answer = self._answers.get(at)
        return answer.choice if answer else self._rows[at].preset

    def able(self, places: Iterable[int], choice: Choice) -> list[int]:
        """Those rows to which this can be answered."""
        allowed: dict[tuple[Choice, ...], bool] = {}
        able = []
        for at in places:
            question = self._rows[at].question
            if question is None:
                continue
            options = question.options
            if options not in allowed:
                allowed[options] = choice in options
            if allowed[options]:
                able.append(at)
        return able

    def decide(self, places: Sequence[int], answer: Answer) -> int:
        """Answer rows alike, in one step; how many it was, for those that cannot be are left."""
        able = self.able(places, answer.choice)
        if able:
            self._done.append((able, [self._answers.get(at) for at in able]))
            self._put(able, answer)
        return len(able)

    def decide_each(self, answers: Sequence[tuple[int, Answer]]) -> int:
        """Answer rows one by one, in a single step; how many it was."""
        able = [(at, one) for at, one in answers if one.choice in self._rows[at].options]
        if able:
            places = [at for at, _ in able]
            self._done.append((places, [self._answers.get(at) for at in places]))
            for at, one in able:
                self._put([at], one)
        return len(able)

    @property
    def undoable(self) -> int:
        """How many steps can be undone."""
        return len(self._done)

    def undo(self) -> Sequence[int]:
        """Take the last step back; the places of the rows it was about."""
        if not self._done:
            return ()
        places, before = self._done.pop()
        for at, answer in zip(places, before, strict=True):
            if answer is None:
                self._answers.pop(at, None)
                self.states[at] = self._untouched[at]
            else:
                self._put([at], answer)
        return places

    def counts(self) -> Counter[State]:
        """How many rows stand in each state."""
        return Counter(self.states)

    def open_wholes(self) -> list[int]:
        """The questions about whole records that nobody has answered."""
        return [
            at
            for at, state in enumerate(self.states)
            if state is State.OPEN and self._rows[at].field is None
        ]

    def resolutions(self) -> tuple[Resolution, ...]:
        """All that a person has answered, as the plan takes it; it may be asked for in a lane."""
        found, answers = [], dict(self._answers)
        for at in sorted(answers):
            row, one = self._rows[at], answers[at]
            assert row.question is not None
            what = row.question
            found.append(
                Resolution(
                    what.id,
                    one.choice,
                    one.value,
                    one.by,
                    one.at,
                    what.kind,
                    what.subject,
                    what.field,
                )
            )
        return tuple(found)

    def moved(self, rows: Sequence[Row]) -> Decisions:
        """The same answers and the same steps over rows that were gathered anew.

        Rows that are there no longer (the fields of a pair that is no pair any more) are dropped.
        """
        new = Decisions(rows, self.resolutions())
        now = {one.question.id: at for at, one in enumerate(rows) if one.question}
        ids = [one.question.id if one.question else "" for one in self._rows]
        for places, before in self._done:
            kept = [
                (now[ids[at]], b) for at, b in zip(places, before, strict=True) if ids[at] in now
            ]
            if kept:
                new._done.append(([at for at, _ in kept], [one for _, one in kept]))
        return new

    def _put(self, places: Sequence[int], answer: Answer) -> None:
        self._answers.update(dict.fromkeys(places, answer))
        states = self.states
        for at in places:
            states[at] = State.CHOSEN
