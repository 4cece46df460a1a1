"""A list of clients in a file or a text, read into a roster."""

from __future__ import annotations

from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.flow.roster import Line, Roster, pasted, read_roster
from wizard.partners.workbook.anyrows import rows_in

_LONGEST = 1_000_000  # characters that anybody pastes on purpose


def roster_in(path: Path, office: str = "") -> Roster:
    """The roster of an .xlsx, .csv or .txt file; raises ``UsageError`` where it is not one.

    ``office`` is the office's own organisation number, which is no client's.
    """
    lines = [Line(row, cells) for row, cells in rows_in(path).items()]
    roster = read_roster(lines, office)
    if not roster.expected and not roster.problems:
        raise UsageError(Problem("office.list_empty", subject=path.name))
    return roster


def roster_of(text: str, office: str = "") -> Roster:
    """The roster of a text that somebody pasted; raises ``UsageError`` where it is too long."""
    if len(text) > _LONGEST:
        raise UsageError(Problem("office.text_too_long"))
    return read_roster(pasted(text), office)
