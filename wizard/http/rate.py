"""How fast a key may ask: pure rules fed by the server's rate headers, and their shared state.

The headers tell how many calls are left in the current period and in how many whole seconds it
ends. Every answer narrows both down, so that the last calls of a period are used and the first
of the next wait no longer than they must.

Several threads may share a budget. What they have under way has been counted by the server or
will be, nobody knows which; so a call is made only where the period has room for all of those
besides, and where it has not, their answers are waited for before the period's end is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf

from wizard.http.retry import LONGEST_PAUSE
from wizard.model.pace import Pace
from wizard.model.ports import Clock

_GRAIN = 0.001


@dataclass(frozen=True, slots=True)
class Period:
    """What is known of the current period.

    ``remaining`` is the least that the server has said to be left of it. ``ends`` is the earliest
    moment (seconds since the epoch) at which it has surely ended; were it further off than
    ``longest``, the clock has been set back and says nothing. ``slack`` is 1 once the server has
    shown that it rounds down, by saying 0 while the period lasts. ``began`` is when the period was
    first heard of.
    """

    remaining: int
    ends: float
    longest: float
    slack: float = 0.0
    began: float = 0.0


def before_call(period: Period | None, under_way: int, now: float) -> float | None:
    """Seconds to wait before the next call, 0 where nothing is known to stand in its way.

    None where an answer to one of the calls that are ``under_way`` has to be heard first: they may
    use the period up, and of a period that has just begun only the first answer tells.
    """
    if period is None:
        return 0.0
    left = period.ends - now
    lasts = 0 < left <= period.longest
    if lasts and period.remaining <= 0:
        # a little more than is left, or rounding in the clock would leave a rest that never ends
        return left + _GRAIN
    return None if under_way and (not lasts or period.remaining <= under_way) else 0.0


def after_call(
    period: Period | None, headers: Mapping[str, str], now: float, taken: float = inf
) -> Period | None:
    """What an answer's headers (lower-case names) add to what is known.

    ``taken`` is when leave was given for the call. The answer to one that was made before the
    period was heard of may be of the period before, and then says nothing of this one.
    """
    remaining, reset = (_whole(headers, f"x-rate-limit-{n}") for n in ("remaining", "reset"))
    if remaining is None or reset is None:
        return period
    slack = 1.0 if reset == 0 or (period is not None and period.slack) else 0.0
    left = min(reset + slack, LONGEST_PAUSE)
    fresh = Period(remaining, now + left, left, slack, now)
    if period is None or now >= period.ends:
        return fresh
    ends = period.ends + slack - period.slack
    if now + reset > ends + 1:
        return fresh  # the server has begun another period
    if taken < period.began and fresh.ends < ends - 1:
        return period
    return replace(
        fresh,
        remaining=min(period.remaining, remaining),
        ends=min(ends, fresh.ends),
        longest=max(period.longest, left),
        began=period.began,
    )


def _whole(headers: Mapping[str, str], name: str) -> int | None:
    value = headers.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None


class RateBudget:
    """One budget for all calls of a key, however many threads and clients share it.

    Every call that ``take`` gave leave for has to be ``settled`` by whoever made it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: Callable[[Pace], None] = lambda pace: None
        self._answered = threading.Condition()
        self._period: Period | None = None
        self._under_way = 0
        self._pace = Pace()

    def listen(self, told: Callable[[Pace], None]) -> None:
        """Tell somebody after every answer, and before every wait, how it stands."""
        self._told = told

    def take(self) -> float:
        """Wait for leave to make one call, count it, and return when that was."""
        taken = self._now()
        while wait := self._try():
            self._tell(waits=wait)
            self._clock.sleep(wait)
            self._tell(waited=wait)
            taken = self._now()
        self._tell(calls=1)
        return taken

    def settled(self, headers: Mapping[str, str], taken: float) -> None:
        """Take in the headers of the answer to a call that was ``taken`` leave for at that time.

        They are empty where there was no answer.
        """
        with self._answered:
            self._under_way -= 1
            self._period = after_call(self._period, headers, self._now(), taken)
            limit = _whole(headers, "x-rate-limit-limit")
            self._answered.notify_all()
        self._tell(limit=limit)

    def block(self, seconds: float) -> None:
        """Let nobody call for so long: the server has said so."""
        with self._answered:
            slack = self._period.slack if self._period else 0.0
            self._period = Period(0, self._now() + seconds, seconds, slack)

    def _try(self) -> float:
        """Count the call, or say how long to wait before trying again."""
        with self._answered:
            while True:
                wait = before_call(self._period, self._under_way, self._now())
                if wait is not None:
                    break
                self._answered.wait()
            if not wait:
                self._under_way += 1
            return wait

    def _tell(
        self, *, calls: int = 0, waited: float = 0.0, waits: float = 0.0, limit: int | None = None
    ) -> None:
        with self._answered:
            period, was = self._period, self._pace
            pace = self._pace = Pace(
                was.calls + calls,
                was.waited + waited,
                waits,
                max(0, period.remaining - self._under_way) if period else None,
                max(0.0, period.ends - self._now()) if period else 0.0,
                was.limit if limit is None else limit,
                max(was.period, period.longest) if period else 0.0,
            )
        self._told(pace)

    def _now(self) -> float:
        return self._clock.now().timestamp()
