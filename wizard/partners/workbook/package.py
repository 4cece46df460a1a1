"""The parts of an .xlsx: opened with suspicion, read as XML without entities, written back whole.

An .xlsx is a zip of XML parts. The parts that hold our cells are edited in place, byte by byte,
and every other part goes back as it came. A library that reads the workbook and writes it anew
would drop what it does not know: pictures, charts, pivot tables, formatted text, and the
computed values of every formula, which the next reading needs.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers import expat

from wizard.errors import Problem, UsageError

MAX_FILE = 200 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "vbaproject.bin"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Attributes = dict[str, str]
_END_TAG = re.compile(rb"</(?:[^\s:>]+:)?([^\s:>]+)\s*>")


class UnsafeXmlError(ValueError):
    """XML that declares a document type: the door to entity attacks, never in a workbook."""


def read_limited(path: Path) -> bytes:
    """A file's bytes, unless it is missing, unreadable, or larger than any register is."""
    params = {"file": path.name}
    try:
        if path.stat().st_size > MAX_FILE:
            params["limit"] = str(MAX_FILE // 1024 // 1024)
            raise UsageError(Problem("workbook.too_large", params=params))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(Problem("workbook.missing", params=params)) from None
    except OSError as error:
        detail = error.strerror
        raise UsageError(Problem("workbook.no_access", params=params, detail=detail)) from error


def unpack(path: Path, data: bytes) -> Mapping[str, bytes]:
    """The parts of a workbook by name, in the order of the file; raises ``UsageError``."""
    params = {"file": path.name}
    if data.startswith(_OLE):
        code = "workbook.encrypted" if _ENCRYPTED in data else "workbook.old_format"
        raise UsageError(Problem(code, params=params))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if len({info.filename for info in infos}) < len(infos):
                raise zipfile.BadZipFile("two parts of one name")
            if sum(info.file_size for info in infos) > MAX_UNPACKED:
                params["limit"] = str(MAX_UNPACKED // 1024 // 1024)
                raise UsageError(Problem("workbook.too_large", params=params))
            if any(posixpath.basename(info.filename).lower() == _MACROS for info in infos):
                raise UsageError(Problem("workbook.macros", params=params))
            return {info.filename: package.read(info) for info in infos}
    except (*_BROKEN, RuntimeError) as error:
        # RuntimeError is zipfile's word for a part with a password or a packing of its own.
        raise UsageError(Problem("workbook.not_a_workbook", params=params)) from error


def repack(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The workbook with some parts replaced, and all else, order and dates too, as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, changed.get(info.filename) or old.read(info))
    return out.getvalue()


def parse(
    xml: bytes,
    start: Callable[[str, Attributes, int], None],
    end: Callable[[str, int], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk an XML part: names come without prefix, with the byte at which their tag begins.

    Raises ``UnsafeXmlError`` for a document type and ``expat.ExpatError`` for what is not XML.
    """
    if xml.startswith(_UTF16):
        raise expat.ExpatError("UTF-16")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(
        name.rpartition(":")[2], attributes, parser.CurrentByteIndex
    )
    if end is not None:
        ended = end
        parser.EndElementHandler = lambda name: ended(
            name.rpartition(":")[2], parser.CurrentByteIndex
        )
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(xml, True)


def has_end_tag(xml: bytes, tag: str, at: int) -> bool:
    """Whether the end tag of an element stands here; an empty element has none.

    The parser tells of the end of an empty element at the byte after it.
    """
    found = _END_TAG.match(xml, at)
    return found is not None and found[1].decode() == tag


def byte_after(xml: bytes, tag: str, at: int) -> int:
    """The byte after an element whose end the parser told of at this byte."""
    return xml.index(b">", at) + 1 if has_end_tag(xml, tag, at) else at


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """What a part points at: relation id to the last word of its type and the part's name."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes, at: int) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            kind = attributes["Type"].rpartition("/")[2]
            found[attributes["Id"]] = (kind, target.lstrip("/"))

    own = posixpath.join(folder, "_rels", f"{name}.rels")
    if own in parts:
        parse(parts[own], start)
    return found


def _refuse_doctype(*declared: object) -> None:
    raise UnsafeXmlError
