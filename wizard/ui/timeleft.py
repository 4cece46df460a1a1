"""How long it still takes, told so that the number does not jump about. No Qt."""

from __future__ import annotations

from math import ceil

from wizard.i18n import translate as _

_NEAR = 5.0
_SHARE = 0.25


def steady(promised: float | None, left: float, now: float) -> float:
    """The moment to promise as the end, where ``left`` is the newest estimate in seconds.

    What was promised holds until it is off by more than a quarter of what is left: then the clock
    that a person sees only runs down, and what is wrong is still put right.
    """
    if promised is None:
        return now + left
    off = abs(now + left - promised)
    return promised if off <= max(_NEAR, _SHARE * max(left, promised - now)) else now + left


def time_left(seconds: float) -> str:
    """So many seconds as a person says them, rounded up the more the longer it takes."""
    if seconds <= 10:
        return _("a few seconds left")
    if seconds <= 90:
        return _("about {count} seconds left").format(count=ceil(seconds / 10) * 10)
    minutes = ceil(seconds / 60)
    if minutes < 60:
        return _("about {count} minutes left").format(count=minutes)
    hours, rest = divmod(ceil(minutes / 10) * 10, 60)
    return _("about {hours} h {minutes} min left").format(hours=hours, minutes=rest)
