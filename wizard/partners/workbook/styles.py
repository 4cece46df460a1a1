"""Number formats of an .xlsx: which styles are dates, and a date style where there is none."""

from __future__ import annotations

import re

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from wizard.partners.workbook.package import Attributes, byte_after, parse

_TAG = re.compile(rb"""<[^\s>/]+(?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ONLY_ZEROS = re.compile(r"0+")
_DATE_FORMAT = b"14"  # the short date of whoever opens the workbook


class Styles:
    """The cell styles of a workbook, by the index its cells use."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._formats: list[str] = []
        self._elements: list[tuple[int, int]] = []
        self._count = 0
        self._close = 0
        self._added: dict[int, int] = {}
        self._read()
        self._dates = [is_date_format(f) and not is_timedelta_format(f) for f in self._formats]

    def is_date(self, style: int) -> bool:
        """Whether a number in this style is shown as a date."""
        return style < len(self._dates) and self._dates[style]

    def is_text(self, style: int) -> bool:
        """Whether the style keeps what is typed as text."""
        return style < len(self._formats) and self._formats[style] == "@"

    def digits(self, style: int) -> int:
        """How many digits the style pads a number to; 0 where it does not."""
        known = style < len(self._formats) and _ONLY_ZEROS.fullmatch(self._formats[style])
        return len(known[0]) if known else 0

    def as_date(self, style: int) -> int:
        """This style where it is a date, else one like it that is."""
        if self.is_date(style) or not self._elements:
            return style
        return self._added.setdefault(style, len(self._elements) + len(self._added))

    def xml(self) -> bytes:
        """The styles' part with what was added."""
        if not self._added:
            return self._xml
        new = b"".join(self._dated(style) for style in self._added)
        head = re.sub(
            rb'\bcount="\d+"',
            b'count="%d"' % (len(self._elements) + len(self._added)),
            self._xml[self._count : self._elements[0][0]],
        )
        body = self._xml[self._elements[0][0] : self._close]
        return self._xml[: self._count] + head + body + new + self._xml[self._close :]

    def _dated(self, style: int) -> bytes:
        begin, end = self._elements[style] if style < len(self._elements) else self._elements[0]
        element = self._xml[begin:end]
        tag = tag_at(element, 0)
        for name, value in ((b"numFmtId", _DATE_FORMAT), (b"applyNumberFormat", b"1")):
            tag = with_attribute(tag, name, value)
        return tag + element[len(tag_at(element, 0)) :]

    def _read(self) -> None:
        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        path: list[str] = []
        ids: list[int] = []
        begun = 0

        def start(tag: str, attributes: Attributes, at: int) -> None:
            nonlocal begun
            path.append(tag)
            if tag == "numFmt":
                formats[int(attributes["numFmtId"])] = attributes["formatCode"]
            elif tag == "cellXfs":
                self._count = at
            elif path[-2:] == ["cellXfs", "xf"]:
                begun = at
                ids.append(int(attributes.get("numFmtId", 0)))

        def end(tag: str, at: int) -> None:
            if path[-2:] == ["cellXfs", "xf"]:
                self._elements.append((begun, byte_after(self._xml, tag, at)))
            elif tag == "cellXfs":
                self._close = at
            path.pop()

        parse(self._xml, start, end)
        self._formats = [formats.get(number, "General") for number in ids]


def tag_at(xml: bytes, at: int) -> bytes:
    """The start, end or empty tag that begins at this byte; raises ValueError."""
    if xml.startswith(b"</", at):
        return xml[at : xml.index(b">", at) + 1]
    found = _TAG.match(xml, at)
    if not found:
        raise ValueError("no tag")
    return found[0]


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """A tag with one attribute set to a plain value."""
    pattern = re.compile(rb"(\s" + name + rb"\s*=\s*)(?:\"[^\"]*\"|'[^']*')")
    if pattern.search(tag):
        return pattern.sub(lambda found: found[1] + b'"' + value + b'"', tag, count=1)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b' %s="%s"' % (name, value) + tag[end:]
