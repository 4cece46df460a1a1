"""The `fields` parameter: `id,name,customer(*),employments(startDate, division(name))`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\s*([(),]|[^\s(),]+)")


class FieldsSyntaxError(ValueError):
    """The text is not a list of fields; `at` is what could not be read."""

    def __init__(self, at: str) -> None:
        super().__init__(f"cannot be read at {at!r}")
        self.at = at


@dataclass
class Selection:
    """Which fields of an object are wanted: all (`star`), or by name; a name may carry what is
    wanted of the object behind it."""

    star: bool = False
    names: dict[str, Selection | None] = field(default_factory=dict)


def parse_fields(text: str) -> Selection:
    """Read the parameter. Nothing at all means the standard fields, which `*` gives too."""
    tokens = [*_tokens(text), ""]
    if tokens == [""]:
        return Selection(star=True)
    selection, at = _read(tokens, 0)
    if tokens[at]:
        raise FieldsSyntaxError(tokens[at])
    return selection


def _tokens(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(text.strip()):
        yield found[1]


def _read(tokens: list[str], at: int) -> tuple[Selection, int]:
    selection = Selection()
    while True:
        name = tokens[at]
        if name in ("", "(", ")", ","):
            raise FieldsSyntaxError(name)
        at += 1
        inner: Selection | None = None
        if tokens[at] == "(":
            inner, at = _read(tokens, at + 1)
            if tokens[at] != ")":
                raise FieldsSyntaxError(tokens[at])
            at += 1
        if name == "*" and inner is None:
            selection.star = True
        else:
            selection.names[name] = inner
        if tokens[at] != ",":
            return selection, at
        at += 1
