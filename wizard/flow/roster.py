"""The roster: which clients an office expects, laid beside those that have let its key in. Pure.

A list of clients comes as rows of text, from a workbook, a CSV file or the clipboard. One row
that cannot be read never costs the others: it is named with its number and its reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wizard.errors import Problem
from wizard.model.batch import Access
from wizard.model.connection import Company, ConnectionCheck, Requirement, RequirementState
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind
from wizard.sync.spelling import clean

_ORGANIZATION = MAPPINGS[Kind.CUSTOMER].fields["organization_number"]
_NUMBER = re.compile(
    r"(?:\bNO[\s-]?)?(?<!\d)\d(?:[\s.]?\d){8}(?!\d)(?:[\s-]?MVA\b)?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d(?:[\s.]?\d){3,}")
_NUMBERS_TITLE = re.compile(r"(?i)org[a-z]*[ .-]*(nr|nummer|number|no)?[. ]*")
_TITLES = re.compile(r"(?i)klient|client|navn|name|kunde|firma|org")
_ABOVE = 20  # rows within which the titles stand, if there are any
_SHOWN = 40  # characters of a row that a message repeats
_PARTS = re.compile(r"[;,\t]")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list, by the number a person finds it by, with its cells that are not blank."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """A client that is expected, by its organisation number: nine digits."""

    number: str
    name: str
    row: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The clients that are expected, in their order, and the rows that name none."""

    expected: tuple[Expected, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The organisation numbers."""
        return tuple(one.number for one in self.expected)


def organization_number(text: str) -> str | None:
    """Nine digits out of «NO 923 609 016 MVA» and the like, or None where they are not valid."""
    try:
        value = clean(_ORGANIZATION, text.replace(".", " "))
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def pasted(text: str) -> list[Line]:
    """The rows of a text from the clipboard; several clients on one line are as many rows."""
    lines = []
    for row, line in enumerate(text.splitlines(), 1):
        cells = tuple(part.strip() for part in _PARTS.split(line) if part.strip())
        several = len(cells) > 1 and all(_NUMBER.search(cell) for cell in cells)
        lines += [Line(row, (cell,)) for cell in cells] if several else [Line(row, cells)]
    return lines


def read_roster(lines: Iterable[Line], office: str = "") -> Roster:
    """The clients that the rows name; ``office`` is the office's own organisation number.

    A row may hold the number anywhere, and what else it holds first is taken for the name. What
    stands above the titles of the columns is no part of the list.
    """
    expected: dict[str, Expected] = {}
    problems: list[Problem] = []
    for line in _below_titles([one for one in lines if any(map(str.strip, one.cells))]):
        read = _read(line)
        if isinstance(read, Problem):
            problems.append(read)
        elif read.number == office:
            problems.append(_wrong("office.number_own", line))
        elif read.number in expected:
            first = expected[read.number].row
            problems.append(_wrong("office.number_twice", line, first=str(first)))
        else:
            expected[read.number] = read
    return Roster(tuple(expected.values()), tuple(problems))


@dataclass(frozen=True, slots=True)
class Placed:
    """A client in the list, among those that are reached, or in both.

    ``company`` is None as long as it has not let the key in. ``lacking`` are the rights that are
    missing, as far as they have been read.
    """

    number: str
    name: str
    access: Access
    company: Company | None = None
    lacking: tuple[Requirement, ...] = ()


def beside(
    roster: Roster | None,
    reached: Sequence[Company],
    checks: Mapping[int, ConnectionCheck] | None = None,
) -> tuple[Placed, ...]:
    """Every client of the roster in its order, and after them those that were not expected.

    Without a roster all that are reached are expected. ``checks`` are what clients have said of
    themselves so far, by the company's id.
    """
    known, left = checks or {}, dict.fromkeys(reached)
    by_number: dict[str, list[Company]] = {}
    for each in reached:
        by_number.setdefault(_plain(each.organization_number), []).append(each)
    placed = []
    for one in roster.expected if roster else ():
        here = by_number.get(_plain(one.number), [])
        for each in here:
            left.pop(each, None)
        placed += [_placed(each, known, Access.GIVEN) for each in here] or [
            Placed(one.number, one.name, Access.WAITING)
        ]
    access = Access.UNEXPECTED if roster else Access.GIVEN
    return (*placed, *(_placed(each, known, access) for each in left))


def chosen(reached: Sequence[Company], numbers: Collection[str]) -> tuple[Company, ...]:
    """Those of the clients whose organisation numbers are named."""
    wanted = {organization_number(one) or one for one in numbers}
    return tuple(one for one in reached if _plain(one.organization_number) in wanted)


def missing(placed: Iterable[Placed]) -> tuple[str, ...]:
    """The organisation numbers that still wait for access, to be copied."""
    return tuple(one.number for one in placed if one.access is Access.WAITING)


def same_number(one: str, other: str) -> bool:
    """Whether two spellings are of one organisation number."""
    return _plain(one) == _plain(other)


@lru_cache(maxsize=10_000)  # the same numbers are laid beside one another every few seconds
def _plain(number: str) -> str:
    return organization_number(number) or "".join(number.split())


def _placed(company: Company, checks: Mapping[int, ConnectionCheck], access: Access) -> Placed:
    check = checks.get(company.id)
    lacking = tuple(
        one
        for one in (check.requirements if check else ())
        if one.state is RequirementState.MISSING
    )
    if lacking and access is Access.GIVEN:
        access = Access.TOO_FEW
    return Placed(_plain(company.organization_number), company.name, access, company, lacking)


def _read(line: Line) -> Expected | Problem:
    found = [(cell, match[0]) for cell in line.cells for match in _NUMBER.finditer(cell)]
    for cell, text in found:
        number = organization_number(text)
        if number is not None:
            return Expected(number, _name(line, cell, text), line.row)
    if found:
        return _wrong("office.number_wrong", line, number=found[0][1])
    digits = [one for cell in line.cells for one in _digits_in(cell)]
    if digits:
        return _wrong("office.number_length", line, number=digits[0], count=str(_count(digits[0])))
    return _wrong("office.number_missing", line)


def _name(line: Line, cell: str, text: str) -> str:
    """What stands beside the number: in its own cell, or else in the first other one."""
    own = " ".join(cell.replace(text, " ").split()).strip(" -–:()")
    others = (other.strip() for other in line.cells if other != cell)
    return own or next((other for other in others if any(map(str.isalpha, other))), "")


def _below_titles(lines: Sequence[Line]) -> Sequence[Line]:
    for place, line in enumerate(lines[:_ABOVE]):
        if any(_NUMBERS_TITLE.fullmatch(cell.strip()) for cell in line.cells):
            return lines[place + 1 :]
    text = " ".join(lines[0].cells) if lines else ""
    titled = _TITLES.search(text) is not None and not any(map(str.isdigit, text))
    return lines[1:] if titled else lines


def _digits_in(cell: str) -> Iterator[str]:
    return (match[0] for match in _DIGITS.finditer(cell))


def _count(text: str) -> int:
    return sum(map(str.isdigit, text))


def _wrong(code: str, line: Line, **params: str) -> Problem:
    text = " ".join(line.cells)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Problem(code, subject=shown, params={"row": str(line.row), **params})
