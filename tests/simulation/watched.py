"""The partner's endpoint with the faults of the schedule before and after its calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from wizard.errors import Actor, Problem
from wizard.model.connection import Capabilities, ConnectionCheck
from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.ports import Endpoint
from wizard.model.records import Kind, Side, Snapshot

from .crash import CrashError
from .disk import book_disk
from .events import Events
from .faults import Fault, Point
from .partner import Book, Partner

_Write = TypeVar("_Write", Draft, Change, Removal)
_LOST = {
    Fault.PARTNER_LOST_BEFORE: OutcomeState.UNCERTAIN,
    Fault.PARTNER_LOST_AFTER: OutcomeState.UNCERTAIN,
    Fault.PARTNER_UNSENT: OutcomeState.UNSENT,
}


class Watched:
    """The real connector's endpoint; what is ours is only what happens to it."""

    side = Side.PARTNER

    def __init__(self, inner: Endpoint, partner: Partner, events: Events) -> None:
        self._inner = inner
        self._partner = partner
        self._events = events

    def capabilities(self) -> Capabilities:
        return self._inner.capabilities()

    def check(self) -> ConnectionCheck:
        return self._inner.check()

    def fetch(self, kind: Kind) -> Snapshot:
        return self._inner.fetch(kind)

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> Sequence[Outcome]:
        return self._write("create", kind, drafts, self._inner.create)

    def update(self, kind: Kind, changes: Sequence[Change]) -> Sequence[Outcome]:
        return self._write("update", kind, changes, self._inner.update)

    def remove(self, kind: Kind, removals: Sequence[Removal]) -> Sequence[Outcome]:
        return self._write("remove", kind, removals, self._inner.remove)

    def close(self) -> None:
        self._inner.close()

    def _write(
        self,
        verb: str,
        kind: Kind,
        writes: Sequence[_Write],
        carry_out: Callable[[Kind, Sequence[_Write]], Sequence[Outcome]],
    ) -> Sequence[Outcome]:
        self._events.clock.sleep(0.05)
        fault = self._events.at(Point.PARTNER_WRITE)
        said = [verb, kind.value, len(writes), f"[{fault.name}]" if fault else ""]
        if fault is Fault.CRASH_BEFORE:
            self._events.trace.say("partner", *said, "crash")
            raise CrashError
        self._happen(fault)
        if fault in (Fault.PARTNER_LOST_BEFORE, Fault.PARTNER_UNSENT):
            outcomes: Sequence[Outcome] = ()
        else:
            with book_disk(fault, self._touch):
                outcomes = carry_out(kind, writes)
        if fault is Fault.CRASH_AFTER:
            self._events.trace.say("partner", *said, "crash")
            raise CrashError
        if fault in _LOST:
            problem = Problem("http.broken", Actor.IT, params={"host": "partner", "cause": "lost"})
            outcomes = [Outcome(one.operation, _LOST[fault], problem=problem) for one in writes]
        states = sorted({one.state.value for one in outcomes})
        self._events.trace.say("partner", *said, *states)
        return outcomes

    def _touch(self) -> None:
        if isinstance(self._partner, Book):
            self._partner.touch()

    def _happen(self, fault: Fault | None) -> None:
        if not isinstance(self._partner, Book):
            return
        if fault is Fault.BOOK_OPEN:
            self._partner.open_elsewhere()
        elif fault is Fault.BOOK_BROKEN:
            self._partner.destroy()
