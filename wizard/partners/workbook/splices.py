"""Replaces pieces of a text, or of bytes, and leaves the rest as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import AnyStr, Generic, NamedTuple


class Splice(NamedTuple, Generic[AnyStr]):
    """What stands from ``start`` to ``end`` becomes ``new``; an insertion has them equal."""

    start: int
    end: int
    new: AnyStr


def spliced(whole: AnyStr, splices: Iterable[Splice[AnyStr]]) -> AnyStr:
    """The whole with all replacements made; what is inserted at a place goes before what begins.

    Insertions at one place stay in the order in which they are given.
    """
    pieces: list[AnyStr] = []
    at = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [whole[at:start], new]
        at = end
    pieces.append(whole[at:])
    return whole[:0].join(pieces)
