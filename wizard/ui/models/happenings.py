"""What happens in a run, line by line: at what time, to which record, with what result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wizard.documents.problems import worded
from wizard.documents.words import field_word, kind_word, side_word
from wizard.errors import Problem
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.journal import JournalEntry, ReportLine, SyncReport
from wizard.model.pace import Pace
from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Record, Side
from wizard.sync.engine import Survey
from wizard.sync.report import state_of
from wizard.ui.models.tables import Column, Lines
from wizard.ui.tally import is_over

WAITS = "waits"
STATES = {
    "linked": (mark("Linked"), "tag-ok"),
    "created": (mark("Created"), "tag-ok"),
    "updated": (mark("Updated"), "tag-ok"),
    "removed": (mark("Removed"), "tag-ok"),
    "unlinked": (mark("Unlinked"), "tag-ok"),
    "put_back": (mark("Put back"), "tag-ok"),
    "skipped": (mark("Stopped"), "tag-bad"),
    "failed": (mark("Stopped"), "tag-bad"),
    "uncertain": (mark("Uncertain"), "tag-warn"),
    WAITS: (mark("Waits"), "tag-warn"),
}
_FAULTS = ("skipped", "failed", "uncertain")
_PHASES = {"done": "", "failed": "failed", "skipped": "skipped"}
_VERBS = {
    Verb.LINK: "linked",
    Verb.CREATE: "created",
    Verb.UPDATE: "updated",
    Verb.REMOVE: "removed",
    Verb.UNLINK: "unlinked",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line; ``at`` is None for what an earlier attempt did, whose time is in the journal."""

    at: datetime | None
    state: str
    kind: Kind | None = None
    side: Side | None = None
    key: str = ""
    name: str = ""
    fields: tuple[str, ...] = ()
    problem: Problem | None = None
    seconds: int = 0

    @property
    def fault(self) -> bool:
        """Whether it did not go as a person would have wished."""
        return self.state in _FAULTS


class Names:
    """What the records of a survey are called; a run knows them by number."""

    def __init__(self, survey: Survey | None = None) -> None:
        self._survey = survey
        self._known: dict[tuple[Kind, Side], dict[str, Record]] = {}

    def of(self, operation: Operation) -> str:
        """The name of the record that is written or of the one across; or empty."""
        ids = ((operation.side, operation.target), (operation.side.other, operation.source))
        for side, id_ in ids:
            record = self._records(operation.kind, side).get(id_ or "")
            if record is not None:
                parts = (record.values.get(one) for one in ("name", "first_name", "last_name"))
                name = " ".join(str(one) for one in parts if one)
                return "" if name == operation.key else name
        return ""

    def _records(self, kind: Kind, side: Side) -> dict[str, Record]:
        if (kind, side) not in self._known:
            sides = self._survey.snapshots.get(kind, {}) if self._survey else {}
            found = sides[side].records if side in sides else ()
            self._known[kind, side] = {record.id: record for record in found}
        return self._known[kind, side]


def settled(
    operation: Operation, entry: JournalEntry, at: datetime, *, undo: bool = False, name: str = ""
) -> Happening | None:
    """What became of an operation; None for what was only remembered, which nobody waits for."""
    state = state_of(operation.verb, entry)
    if not operation.write and state not in _FAULTS:
        return None
    if undo and state == "updated":
        state = "put_back"
    fields = tuple(operation.fields) if operation.verb is Verb.UPDATE else ()
    return Happening(
        at, state, operation.kind, operation.side, operation.key, name, fields, entry.problem
    )


def waiting(pace: Pace, at: datetime) -> Happening:
    """Tripletex has asked for a pause."""
    return Happening(at, WAITS, seconds=round(pace.waits))


def of_report(report: SyncReport) -> list[Happening]:
    """What is told of a run afterwards, in its order."""
    undo = bool(report.run.undoes)
    return [
        _line(line, undo=undo)
        for line in report.lines
        if is_over(line) and (line.problem or line.verb not in ("link", "unlink"))
    ]


def log(*, timed: bool = True) -> Lines[Happening]:
    """The table of what happens; without times for a run that is over."""
    columns: tuple[Column[Happening], ...] = (
        Column(lambda: _("Time"), _time, lambda line: "soft"),
        Column(lambda: _("What"), what, lambda line: "strong", share=5),
        Column(lambda: _("Result"), _result, lambda line: STATES[line.state][1]),
        Column(lambda: _("Explanation"), why, lambda line: "soft", share=6),
    )
    return Lines(columns if timed else columns[1:])


def what(line: Happening) -> str:
    """The record, as a person calls it."""
    if line.kind is None:
        return side_word(Side.TRIPLETEX)
    return " ".join(one for one in (kind_word(line.kind), line.key, line.name) if one)


def why(line: Happening) -> str:
    """Why it was stopped and what to do, which fields were written, or what is waited for."""
    if line.state == WAITS:
        return _("Tripletex asks us to wait {seconds} s").format(seconds=line.seconds)
    if line.problem is not None:
        said = say(worded(line.problem))
        return f"{said.message} {said.remedy}"
    if line.kind is None:
        return ""
    return ", ".join(field_word(line.kind, name) for name in line.fields)


def _time(line: Happening) -> str:
    return f"{line.at.astimezone():%H:%M:%S}" if line.at else "–"


def _result(line: Happening) -> str:
    return _(STATES[line.state][0])


def _line(line: ReportLine, *, undo: bool) -> Happening:
    state = _PHASES.get(line.phase.value, "uncertain") or _VERBS[Verb(line.verb)]
    if undo and state == "updated":
        state = "put_back"
    fields = tuple(line.fields) if line.verb == "update" else ()
    return Happening(None, state, line.kind, line.side, line.key, "", fields, line.problem)
