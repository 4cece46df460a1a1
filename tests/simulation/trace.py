"""The trace: numbered lines of all that happened, the same in every run of a seed."""

from __future__ import annotations

from datetime import UTC

from .clock import SimClock


class Trace:
    """Collects the lines; nothing random and nothing of this machine goes into one."""

    def __init__(self, clock: SimClock) -> None:
        self.lines: list[str] = []
        self._clock = clock

    def say(self, what: str, *about: object) -> None:
        """One line: its number, the true time, what, and what about it."""
        time = f"{self._clock.true.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3]
        said = " ".join(str(one) for one in about)
        self.lines.append(f"{len(self.lines) + 1:5} {time} {what:<9} {said}".rstrip())
