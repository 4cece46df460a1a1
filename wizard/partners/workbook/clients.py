"""Workbooks of an accounting office: one a client, found by its name, or one for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.model.ports import PartnerCompanies
from wizard.model.records import Kind
from wizard.partners.workbook.cells import number_in
from wizard.partners.workbook.labels import ROW, SHEETS, is_client_title, plain_number
from wizard.partners.workbook.opening import source_of
from wizard.partners.workbook.sheet import Cell, Sheet

PLACE = "{organization_number}"
CLIENT = "client"
"""The setting that says whose rows of a workbook are opened."""

_BRACES = re.compile(r"[{}]")
_DIGITS = 9


def settings_of(settings: Mapping[str, str], number: str) -> Mapping[str, str]:
    """The settings that open one client's rows; raises ``UsageError`` where there are none.

    The number comes from Tripletex and becomes part of a path, so it is digits or nothing, and
    what it leads to has to lie where the pattern says.
    """
    digits = plain_number(number)
    if len(digits) != _DIGITS:
        raise UsageError(Problem("workbook.client_number"))
    file = settings.get("file", "")
    if PLACE not in file:
        _check_braces(file)
        return {**settings, CLIENT: digits}
    _check_braces(file.replace(PLACE, ""))
    path = Path(file.replace(PLACE, digits)).expanduser()
    if not path.resolve().is_relative_to(_folder(file).resolve()):
        raise UsageError(Problem("workbook.client_outside", subject=path.name))
    return {**settings, "file": str(path)}


def companies(settings: Mapping[str, str], kinds: Sequence[Kind]) -> PartnerCompanies:
    """The clients that the workbooks hold, and what cannot be told whose it is."""
    file = settings.get("file", "")
    if PLACE in file:
        return PartnerCompanies(frozenset(_named(file)))
    book = source_of(settings).read()
    found: set[str] = set()
    problems: list[Problem] = []
    for kind in (one for one in kinds if one in SHEETS):
        sheet = book.sheet(kind)
        for row, number in _numbers(sheet) if sheet else ():
            if len(number) == _DIGITS:
                found.add(number)
            elif sheet:
                subject = f"{sheet.name}, {ROW['nb']} {row}"
                problems.append(Problem("workbook.nobodys_row", kind=kind, subject=subject))
    return PartnerCompanies(frozenset(found), tuple(problems))


def _numbers(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """The rows below the header, and the digits that stand in the column of clients."""
    header = sheet.rows[min(sheet.rows)] if sheet.rows else {}
    columns = [at for at, cell in header.items() if is_client_title(str(cell.value or ""))]
    for row in sorted(sheet.rows)[1:] if columns else ():
        yield row, number_in(sheet.rows[row].get(columns[0], Cell()))


def _named(file: str) -> Iterator[str]:
    """The numbers for which the pattern leads to something that is there."""
    pattern, folder = str(Path(file).expanduser()), _folder(file)
    place = re.escape(PLACE)
    named = re.escape(pattern).replace(place, r"(\d{9})", 1).replace(place, r"\1")
    inside = Path(pattern).relative_to(folder).as_posix()
    for path in folder.glob(inside.replace(PLACE, "*")):
        if found := re.fullmatch(named, str(path), re.ASCII):
            yield found[1]


def _folder(file: str) -> Path:
    """The folder that everything lies in that the pattern can lead to."""
    return Path(f"{file.partition(PLACE)[0]}x").expanduser().parent


def _check_braces(rest: str) -> None:
    if _BRACES.search(rest):
        raise UsageError(Problem("workbook.client_pattern", params={"place": PLACE}))
