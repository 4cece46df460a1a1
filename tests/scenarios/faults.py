"""An endpoint that fails on order, and calls that end in a crash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from scenarios.registers import Clock

from wizard.errors import FailedError, Problem
from wizard.model.connection import Capabilities, ConnectionCheck
from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Snapshot

_Write = TypeVar("_Write", Draft, Change, Removal)
_State = OutcomeState


class Fault(StrEnum):
    """What becomes of one call."""

    LOST_BEFORE = "lost before it was carried out"
    LOST_AFTER = "carried out, the answer lost"
    LOST_LATE = "the answer lost, carried out a minute later"
    LOST_HALF = "half of it carried out, the answer lost"
    UNSENT = "never sent"
    EXISTS = "refused as existing, but nothing is there"
    STALE = "refused as changed"
    REJECTED = "refused"
    BATCH_NONE = "refused as a batch, nothing kept"
    BATCH_HALF = "refused as a batch, what stood before the refused one kept"
    FETCH = "cannot be read"


TRANSIENT = (
    Fault.LOST_BEFORE,
    Fault.LOST_AFTER,
    Fault.LOST_LATE,
    Fault.LOST_HALF,
    Fault.UNSENT,
    Fault.BATCH_NONE,
    Fault.BATCH_HALF,
    Fault.FETCH,
)
"""Faults after which the same work can still be done."""

_ANSWERS = {
    Fault.LOST_BEFORE: _State.UNCERTAIN,
    Fault.LOST_AFTER: _State.UNCERTAIN,
    Fault.LOST_LATE: _State.UNCERTAIN,
    Fault.LOST_HALF: _State.UNCERTAIN,
    Fault.UNSENT: _State.UNSENT,
    Fault.EXISTS: _State.EXISTS,
    Fault.STALE: _State.STALE,
    Fault.REJECTED: _State.REJECTED,
    Fault.BATCH_NONE: _State.BATCH_REJECTED,
    Fault.BATCH_HALF: _State.BATCH_REJECTED,
}
_OF_BATCHES = (Fault.BATCH_NONE, Fault.BATCH_HALF)
_KEPT = {Fault.LOST_AFTER: 1.0, Fault.LOST_HALF: 0.5, Fault.BATCH_HALF: 0.5}


class Faulty:
    """An endpoint whose calls meet the faults of a schedule, one a call, until it is used up."""

    def __init__(self, inner: Endpoint, schedule: Iterator[Fault | None]) -> None:
        self.side = inner.side
        self.calls: Counter[str] = Counter()
        self._inner = inner
        self._schedule = schedule
        self._late: list[Callable[[], object]] = []

    def capabilities(self) -> Capabilities:
        return self._inner.capabilities()

    def check(self) -> ConnectionCheck:
        return self._inner.check()

    def close(self) -> None:
        self._inner.close()

    def fetch(self, kind: Kind) -> Snapshot:
        self.calls["fetch"] += 1
        if next(self._schedule, None) is Fault.FETCH:
            raise FailedError(Problem("http.broken"))
        return self._inner.fetch(kind)

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        return self._write(kind, drafts, self._inner.create)

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        return self._write(kind, changes, self._inner.update)

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        return self._write(kind, removals, self._inner.remove)

    def later(self) -> None:
        """Time has passed: what was still at work is done now."""
        late, self._late = self._late, []
        for write in late:
            write()

    def _write(
        self,
        kind: Kind,
        writes: Sequence[_Write],
        carry_out: Callable[[Kind, Sequence[_Write]], Sequence[Outcome]],
    ) -> Sequence[Outcome]:
        self.calls["write"] += 1
        fault = next(self._schedule, None)
        if fault is None or fault is Fault.FETCH or (fault in _OF_BATCHES and len(writes) == 1):
            return carry_out(kind, writes)
        kept = writes[: int(len(writes) * _KEPT.get(fault, 0))]
        if kept:
            carry_out(kind, kept)
        if fault is Fault.LOST_LATE:
            self._late.append(lambda: carry_out(kind, writes))
        return [Outcome(one.operation, _ANSWERS[fault]) for one in writes]


class Slow(Clock):
    """A clock that lets late calls end while somebody sleeps."""

    def __init__(self, endpoints: Sequence[Faulty]) -> None:
        super().__init__()
        self._endpoints = endpoints

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        for endpoint in self._endpoints:
            endpoint.later()


class CrashError(Exception):
    """The program is gone."""


class Fuse:
    """Counts calls, and blows at one of them."""

    def __init__(self, blows_at: int) -> None:
        self._left = blows_at

    @property
    def blown(self) -> bool:
        return self._left <= 0

    def burn(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise CrashError


class Fused:
    """Anything whose named calls burn a fuse, before they are carried out and after."""

    def __init__(self, inner: Any, fuse: Fuse, calls: frozenset[str]) -> None:
        self._inner, self._fuse, self._calls = inner, fuse, calls

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._inner, name)
        if name not in self._calls:
            return attribute

        def call(*given: Any, **named: Any) -> Any:
            self._fuse.burn()
            answer = attribute(*given, **named)
            self._fuse.burn()
            return answer

        return call


STORE_CALLS = frozenset({"begin_run", "intend", "settle", "finish_run"})
SIDE_CALLS = frozenset({"fetch", "create", "update", "remove"})


def schedule(faults: Mapping[int, Fault]) -> Iterator[Fault | None]:
    """The faults at these calls, none at the others."""
    last = max(faults, default=0)
    return iter([faults.get(call) for call in range(1, last + 1)])
