"""When a request may be sent again, and after how long: a pure rule.

A refusal for going too fast and a connection that was never made are not uncertain: nothing
happened, so any method waits and is sent. After anything uncertain only a GET is repeated; for
a write, repeating is the decision of whoever keeps the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wizard.http.reply import Reply, TransportFault, Trouble

TOO_MANY_REQUESTS = 429
THROTTLED_TRIES = 9  # a storm of a minute and a half at the default wait
REFUSED_TRIES = 4
UNCERTAIN_TRIES = 4
DEFAULT_PAUSE = 10.0
LONGEST_PAUSE = 900.0


def wait_before_resend(
    method: str, tries: int, came: Reply | TransportFault, chance: Callable[[], float]
) -> float | None:
    """Seconds to wait before sending again after ``tries`` tries, or None to stop trying.

    ``chance`` gives a number from 0 up to 1 and spreads clients that failed at the same moment.
    """
    if isinstance(came, TransportFault):
        if came.trouble is Trouble.REFUSED:
            return _backoff(tries, chance) if tries < REFUSED_TRIES else None
        uncertain = came.trouble is Trouble.BROKEN
    elif came.status == TOO_MANY_REQUESTS:
        return throttle_pause(came.headers, chance) if tries < THROTTLED_TRIES else None
    else:
        uncertain = came.status >= 500 or (came.status < 300 and came.unreadable is not None)
    if uncertain and method == "GET" and tries < UNCERTAIN_TRIES:
        return _backoff(tries, chance)
    return None


def throttle_pause(headers: Mapping[str, str], chance: Callable[[], float]) -> float:
    """How long a 429 asks for: Reset, else Retry-After, else about ten seconds.

    The server counts in whole seconds, so up to one more is added for what it rounded away.
    """
    for name in ("x-rate-limit-reset", "retry-after"):
        value = headers.get(name, "")
        if value.isascii() and value.isdecimal():
            return min(float(value), LONGEST_PAUSE) + 1.0
    return DEFAULT_PAUSE + chance() * 2.0


def _backoff(tries: int, chance: Callable[[], float]) -> float:
    return float(0.5 * 2**tries) * (0.5 + chance() / 2)
