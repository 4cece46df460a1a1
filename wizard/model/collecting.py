"""Collecting: having a whole register in memory, and letting it go, without holding others up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MANY = 100_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles from running inside; also a decorator.

    A computation over a whole register makes millions of values, and the collector would walk
    through all of them again and again: a quarter of the time at 50,000 records a side. It would
    find nothing, for records, matches and operations never lead back to what holds them; they are
    freed as soon as nobody holds them, collector or not. So very many of them are taken out of all
    later searches too.
    """
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        if ran:
            gc.enable()


def let_go(*many: list[Any] | dict[Any, Any]) -> None:
    """Empty lists and dictionaries of very many, one thing at a time.

    Left to themselves they are freed as a whole, in one step of Python's: every other thread, the
    window's too, would wait for a third of a second while a hundred thousand records go.
    """
    for each in many:
        take = each.popitem if isinstance(each, dict) else each.pop
        while each:
            take()
