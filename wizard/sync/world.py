"""What a run touches besides its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wizard.model.journal import JournalEntry
from wizard.model.plan import Operation
from wizard.model.ports import Clock, Endpoint, Store
from wizard.model.records import Side

Watch = Callable[[int, int, Operation, JournalEntry], None]


@dataclass(frozen=True, slots=True)
class World:
    """What a run touches: both sides, the store, and time.

    ``watch`` is told of every operation that is settled how many are done now, of how many, which
    it is and what became of it. ``stop`` is asked between writes, never inside one.
    """

    endpoints: Mapping[Side, Endpoint]
    store: Store
    clock: Clock
    watch: Watch = lambda done, total, operation, entry: None
    stop: Callable[[], bool] = lambda: False
