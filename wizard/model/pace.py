"""Pace: how fast a key may ask, and how long so many calls take at that."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf


@dataclass(frozen=True, slots=True)
class Pace:
    """What the answers have told so far of the budget that all calls of a key share.

    ``calls`` were made, and ``waited`` seconds were spent waiting for leave to make one.
    ``waits`` is above 0 while a call waits: for so many seconds. ``left`` calls may be made in the
    ``ends`` seconds that are left of the period, and ``limit`` in each ``period`` seconds after
    it; None and 0 where nobody has said.
    """

    calls: int = 0
    waited: float = 0.0
    waits: float = 0.0
    left: int | None = None
    ends: float = 0.0
    limit: int | None = None
    period: float = 0.0

    def seconds_for(self, calls: float, each: float) -> float:
        """How long so many calls take, ``each`` seconds one, with the waits on the way."""
        if self.left is None or not self.limit or self.period <= 0:
            return calls * each
        now = min(self.left, _fitting(self.ends, each))
        if calls <= now:
            return calls * each
        rest, most = calls - now, min(self.limit, _fitting(self.period, each))
        full = ceil(rest / most) - 1
        return self.ends + full * self.period + (rest - full * most) * each


def _fitting(seconds: float, each: float) -> float:
    return seconds / each if each > 0 else inf
