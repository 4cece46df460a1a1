"""The names that the labelled registers draw from; they stand in ``words.txt``."""

from __future__ import annotations

from pathlib import Path

_LINES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
_WORDS = {name: words.split() for name, _, words in (line.partition(":") for line in _LINES)}

FIRST, LAST = _WORDS["first"], _WORDS["last"]
TRADES, PLACES = _WORDS["trades"], _WORDS["places"]
STREETS, WORKS = _WORDS["streets"], _WORDS["works"]
