"""Time: the true one, which the servers have, and this machine's, which may be wrong."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count


class SimClock:
    """The program's clock. Time passes when somebody sleeps, and with every call.

    What a server is still at work on happens when its moment comes, and so does anything else
    that was told to happen ``later``.
    """

    def __init__(self, start: datetime) -> None:
        self.true = start
        self.wrong = timedelta(0)
        self._turn = count()
        self._later: list[tuple[datetime, int, Callable[[], object]]] = []

    def now(self) -> datetime:
        """What this machine believes the time to be."""
        return self.true + self.wrong

    def sleep(self, seconds: float) -> None:
        """Wait; on a clock that is wrong, just as long."""
        assert seconds >= 0, "nobody can sleep backwards"
        end = self.true + timedelta(seconds=seconds)
        while self._later and self._later[0][0] <= end:
            self.true, _, act = heapq.heappop(self._later)
            act()
        self.true = max(self.true, end)

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Let something happen so many seconds from now."""
        due = self.true + timedelta(seconds=seconds)
        heapq.heappush(self._later, (due, next(self._turn), act))
