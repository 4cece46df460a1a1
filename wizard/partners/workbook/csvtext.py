"""The text of a .csv file: its encoding, its delimiter, and its cells with their places."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

_SAID = re.compile(r"sep=([;,])(?:\r\n|\n|\r)", re.IGNORECASE)
_UTF8_IN_1252 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_ACTIVE = re.compile(r"'*(?:[=@\t\r]|[+-](?![\d\s().-]*\Z))")


class EncodingError(ValueError):
    """Bytes that are neither UTF-8 nor Windows-1252, or (``mixed``) both in one file."""

    def __init__(self, *, mixed: bool) -> None:
        super().__init__("mixed" if mixed else "unknown")
        self.mixed = mixed


class OpenQuoteError(ValueError):
    """A quotation mark that nothing closes; ``line`` is where it opens, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


class Piece(NamedTuple):
    """A cell's place in the text, quotation marks included, and what it says without them."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class CsvText:
    """A file's text, how it is written, and its rows by number; a row knows where it ends."""

    text: str
    encoding: str
    delimiter: str
    newline: str
    quotes_all: bool
    rows: Mapping[int, tuple[Piece, ...]]

    def written(self, value: str) -> str:
        """A value as a cell of this file, quoted where it has to be or where all cells are."""
        if _ACTIVE.match(value):
            value = f"'{value}"  # a spreadsheet would run it as a formula
        special = any(sign in value for sign in (self.delimiter, '"', "\n", "\r"))
        if self.quotes_all or special:
            return '"' + value.replace('"', '""') + '"'
        return value


def decode(data: bytes) -> tuple[str, str]:
    """A file's text and encoding, which writes it back to the same bytes.

    Raises ``EncodingError``.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        raise EncodingError(mixed=False)
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data, "utf-8-sig"), "utf-8-sig"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if _UTF8_IN_1252.search(data):
            raise EncodingError(mixed=True) from None
        return _strict(data, "cp1252"), "cp1252"


def take_apart(text: str, encoding: str) -> CsvText:
    """Find every cell; raises ``OpenQuoteError``."""
    said = _SAID.match(text)
    begin = said.end() if said else 0
    delimiter = said[1] if said else _delimiter(text)
    rows = _rows(text, begin, delimiter)
    newline = re.search(r"\r\n|\n|\r", text)
    cells = [text[p.start : p.start + 1] for row in rows.values() for p in row if p.start < p.end]
    return CsvText(
        text,
        encoding,
        delimiter,
        newline[0] if newline else "\r\n",
        quotes_all=bool(cells) and all(first == '"' for first in cells),
        rows=rows,
    )


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise EncodingError(mixed=False) from None


def _delimiter(text: str) -> str:
    """What parts the header's titles; ours hold neither sign, so the one that is there more."""
    first = next((line for line in text.splitlines() if line.strip(';, "')), "")
    return "," if first.count(",") > first.count(";") else ";"


def _rows(text: str, begin: int, delimiter: str) -> dict[int, tuple[Piece, ...]]:
    # The quoted part never gives back what it took: a quotation mark that is not closed must not
    # be read as one that closes early.
    cell = re.compile(
        rf'((?:"(?:[^"]|"")*+"|(?!"))[^{delimiter}\r\n]*+)({delimiter}|\r\n|\n|\r|\Z)'
    )
    rows: dict[int, tuple[Piece, ...]] = {}
    row: list[Piece] = []
    at = begin
    while at < len(text) or row:
        found = cell.match(text, at)
        if found is None:
            raise OpenQuoteError(len(re.findall(r"\r\n|\n|\r", text[:at])) + 1)
        row.append(Piece(at, found.end(1), _unquoted(found[1])))
        at = found.end()
        if found[2] != delimiter:
            rows[len(rows) + 1] = tuple(row)
            row = []
    return rows


def _unquoted(raw: str) -> str:
    value = raw
    if raw.startswith('"'):
        body, _, after = raw[1:].rpartition('"')
        value = body.replace('""', '"') + after
    return value[1:] if value.startswith("'") and _ACTIVE.match(value[1:]) else value
