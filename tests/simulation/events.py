"""What happens in the world at a moment, besides what becomes of the call that is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from .clock import SimClock
from .faults import Fault, Point, Schedule
from .trace import Trace

_JUMPS = (timedelta(minutes=7), timedelta(hours=1), timedelta(hours=26))


class Events:
    """Asks the schedule at every point; what is an event of the world happens here and now.

    ``happen`` holds what to do for the faults that are such events. The others are handed back
    to whoever asked, as the fate of what it was about to do.
    """

    def __init__(self, clock: SimClock, schedule: Schedule, dice: Random, trace: Trace) -> None:
        self.clock = clock
        self.schedule = schedule
        self.dice = dice
        self.trace = trace
        self.happen: Mapping[Fault, Callable[[], object]] = {}
        self._stopping = False

    def stop(self) -> None:
        """The user asks the program to stop."""
        self._stopping = True

    def stopped(self) -> bool:
        """Whether the user has asked; said once."""
        self._stopping, asked = False, self._stopping
        return asked

    def at(self, point: Point) -> Fault | None:
        """The fault that is the fate of what is about to be done, if any."""
        fault = self.schedule.at(point)
        if fault in (Fault.CLOCK_AHEAD, Fault.CLOCK_BACK):
            jump = self.dice.choice(_JUMPS)
            self.clock.wrong += jump if fault is Fault.CLOCK_AHEAD else -jump
        elif fault in self.happen:
            self.trace.say("event", fault.value)
            self.happen[fault]()
        else:
            return fault
        self.trace.say("clock", f"{self.clock.now():%Y-%m-%dT%H:%M:%S}")
        return None
