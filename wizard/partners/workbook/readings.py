"""Readings: one parsed workbook for all who read the same bytes of it.

A workbook that holds the rows of many clients is opened for each of them, by several workers at
once. It is parsed once, and anew when it has changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from wizard.model.records import Kind

if TYPE_CHECKING:
    from wizard.partners.workbook.sheet import Book

_Book = TypeVar("_Book", bound="Book")


class Readings(Generic[_Book]):
    """Holds the newest reading of a workbook, and no other.

    A reading never changes. Whoever holds one knows which bytes it is of, and that is what a
    replacement is checked against: what others have read since makes no difference to that.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._newest: _Book | None = None

    def of(self, path: Path, data: bytes, read: Callable[[Path, bytes], _Book]) -> _Book:
        """The reading of these bytes, made by ``read`` where there is none."""
        with self._turn:
            book = self._newest
            known = book is not None and book.file(Kind.CUSTOMER) == path
            if book is None or not known or book.content(Kind.CUSTOMER) != data:
                book = self._newest = read(path, data)
            return book

    def keep(self, book: _Book) -> None:
        """From now on this is the newest."""
        with self._turn:
            self._newest = book
