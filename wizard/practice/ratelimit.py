"""The rate limit: so many calls in a window, counted for each key and consumer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .options import Options


@dataclass
class _Window:
    ends: float
    used: int = 0


class RateLimiter:
    """Counts calls. A window opens with the first call after the last one closed; that it is
    fixed rather than sliding, and ten seconds long, is read off measured headers."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._windows: dict[tuple[str, str], _Window] = {}
        self._refused = 0

    def count(self, who: tuple[str, str], now: float) -> tuple[bool, Mapping[str, str]]:
        """Count one call at `now`: whether it may go on, and the headers to answer with."""
        limit = self._options.rate_limit
        if limit is None:
            return True, {}
        window = self._windows.get(who)
        if window is None or now >= window.ends:
            window = self._windows[who] = _Window(now + self._options.rate_window_seconds)
        window.used += 1
        reset = math.ceil(window.ends - now)
        if window.used > limit:
            return False, self._refusal_headers(limit, reset)
        return True, _headers(limit, limit - window.used, reset)

    def _refusal_headers(self, limit: int, reset: int) -> Mapping[str, str]:
        """The headers of a 429, of which every n-th has no reset."""
        self._refused += 1
        every = self._options.reset_missing_every
        if every and self._refused % every == 0:
            return _headers(limit, 0, None)
        return _headers(limit, 0, reset)


def _headers(limit: int, remaining: int, reset: int | None) -> Mapping[str, str]:
    headers = {"X-Rate-Limit-Limit": str(limit), "X-Rate-Limit-Remaining": str(remaining)}
    return headers if reset is None else headers | {"X-Rate-Limit-Reset": str(reset)}
