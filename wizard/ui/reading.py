"""The program read while its frame stands, each module on the thread where it can be read.

PySide keeps what it knows of every class in one table, and Qt looks there without Python's lock,
as when a screen reader asks what a widget is. A class that a lane makes at that moment ends the
process. (So it is in shiboken 6.11 with a Python before 3.12: ``PepType_SOTP``.) What knows Qt is
therefore read on the window's thread, in pieces, and before it a lane reads all that does not,
which takes most of the time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from PySide6 import QtWidgets

_PAGES_USE = ("documents", "flow", "messages", "partners.workbook", "review")
_INSIDE = ("widgets.flow", "widgets.rail", "widgets.foot", "page", "content", "inside")
_PAGES = ("models", "widgets", "pages")


def what_the_inside_uses() -> None:
    """All but Qt that the inside of the window works with; for a lane."""
    import_module("wizard.ui.workshop")
    import_module("wizard.messages")


def what_pages_use() -> None:
    """All but Qt that the pages work with; for a lane."""
    for package in _PAGES_USE:
        deque(_modules(package), maxlen=0)


def inside() -> Iterator[None]:
    """The inside of the window; for the window's thread, which is free after each piece."""
    for name in _INSIDE:
        import_module(f"wizard.ui.{name}")
        yield


def pages() -> Iterator[None]:
    """All pages and what they show; for the window's thread, which is free after each piece.

    PySide makes all kinds of widgets at once when Qt first hands out one of a kind it has to find
    out: they are made here as well, one by one.
    """
    for package in _PAGES:
        yield from _modules(f"ui.{package}")
    for name in dir(QtWidgets):
        getattr(QtWidgets, name)
        yield


def _modules(package: str) -> Iterator[None]:
    found = import_module(f"wizard.{package}")
    for module in iter_modules(found.__path__, f"{found.__name__}."):
        import_module(module.name)
        yield
