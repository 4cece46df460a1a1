"""Collecting: Python's search for cycles, which waits while a whole register is computed on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles from running inside; also a decorator.

    A computation over a whole register makes millions of values, and the collector would walk
    through all of them again and again: a quarter of the time at 50,000 records a side. It would
    find nothing, for records, matches and operations never lead back to what holds them; they are
    freed as soon as nobody holds them, collector or not.
    """
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
