"""A report in a person's words, before it is laid out as a page or a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields

from wizard.documents.problems import worded
from wizard.documents.words import (
    NOTHING,
    actor_word,
    count_word,
    field_word,
    kind_word,
    phase_word,
    side_word,
    value_word,
    verb_word,
)
from wizard.errors import Problem
from wizard.i18n import mark, translate
from wizard.messages import say
from wizard.model.journal import Phase, ReportLine, SideCounts, SyncReport
from wizard.model.records import Kind, Side

_COUNTED = tuple(one.name for one in fields(SideCounts))

_HEADLINES: Mapping[str, tuple[str, str]] = {
    "unfinished": (
        mark("The sync is not finished"),
        mark("It was stopped on the way. What is done stays done, and the rest can be continued."),
    ),
    "uncertain": (
        mark("The sync is done, but some of it is uncertain"),
        mark("Uncertain: {uncertain}. It could not be seen whether these were written."),
    ),
    "failed": (
        mark("The sync is done, but not everything went through"),
        mark("Failed: {failed}. Each stands below with its reason and what to do."),
    ),
    "skipped": (
        mark("The sync is done, and some of it waits"),
        mark("Stopped: {skipped}. Each reason stands below, with what to do."),
    ),
    "limited": (
        mark("The sync is done, and some fields were left as they are"),
        mark("Each reason stands below, with what to do."),
    ),
    "nothing": (
        mark("Nothing had to be changed"),
        mark("Both systems agreed already."),
    ),
    "done": (
        mark("The sync is done"),
        mark("Everything in the plan was carried out."),
    ),
}
_UNDOES = mark("takes back {run}")
_UNANSWERED = mark("Questions without an answer: {count}. Their records were left as they are.")


@dataclass(frozen=True, slots=True)
class Stopped:
    """One thing that did not go as a person would have wished, and how to mend it."""

    kind: str
    subject: str
    message: str
    remedy: str
    actor: str
    detail: str


@dataclass(frozen=True, slots=True)
class Done:
    """One operation: what it was about and what became of it."""

    key: str
    verb: str
    phase: Phase
    result: str
    fields: tuple[tuple[str, str], ...]
    record: str
    request: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one kind on one side."""

    kind: str
    side: str
    lines: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """All that a report says, in one language.

    ``totals`` are the counts of all kinds and sides together, by their names, in the order in
    which people are told; ``headings`` stand over them. ``counts`` are those of each kind and
    side where anything happened. ``unanswered`` tells of open questions.
    """

    title: str
    lead: str
    totals: Mapping[str, int]
    headings: Mapping[str, str]
    counts: tuple[tuple[str, str, SideCounts], ...]
    stopped: tuple[Stopped, ...]
    groups: tuple[Group, ...]
    unanswered: str = ""


def summarise(report: SyncReport, language: str) -> Summary:
    """What a report says to a person who reads this language."""
    each = [(kind, side, report.counts[kind][side]) for kind in report.counts for side in Side]
    # only an undo removes
    counted = [name for name in _COUNTED if report.run.undoes or name != "removed"]
    totals = {name: sum(getattr(counts, name) for *_, counts in each) for name in counted}
    title, lead = _HEADLINES[_outcome(report, totals)]
    return Summary(
        translate(title, language) + _undo_of(report, language),
        translate(lead, language).format_map(totals),
        totals,
        {name: count_word(_heading(name, report), language) for name in totals},
        tuple(
            (kind_word(kind, plural=True, language=language), side_word(side, language), counts)
            for kind, side, counts in each
            if any(astuple(counts))
        ),
        tuple(stopped_of(problem, language) for problem in report.problems),
        tuple(_groups(report.lines, language)),
        translate(_UNANSWERED, language).format(count=report.questions) if report.questions else "",
    )


def _heading(name: str, report: SyncReport) -> str:
    return "unlinked" if report.run.undoes and name == "linked" else name


def _undo_of(report: SyncReport, language: str) -> str:
    """What a headline says of an undo besides: the run that it takes back."""
    undone = report.run.undoes
    return f" ({translate(_UNDOES, language).format(run=undone)})" if undone else ""


def _outcome(report: SyncReport, totals: Mapping[str, int]) -> str:
    if report.run.finished is None:
        return "unfinished"
    for worst in ("uncertain", "failed", "skipped"):
        if totals[worst]:
            return worst
    if report.stops:
        return "limited"
    return "done" if any(totals.values()) else "nothing"


def _groups(lines: tuple[ReportLine, ...], language: str) -> Iterator[Group]:
    places: dict[tuple[Kind, Side], list[Done]] = {(k, s): [] for k in Kind for s in Side}
    for line in lines:
        places[line.kind, line.side].append(_done(line, language))
    for (kind, side), done in places.items():
        if done:
            words = kind_word(kind, plural=True, language=language), side_word(side, language)
            yield Group(*words, tuple(done))


def _done(line: ReportLine, language: str) -> Done:
    return Done(
        line.key,
        verb_word(line.verb, language),
        line.phase,
        phase_word(line.phase, language),
        tuple(
            (
                field_word(line.kind, name, language),
                value_word(line.kind, name, value, language=language),
            )
            for name, value in line.fields.items()
        ),
        line.record or NOTHING,
        line.request,
        say(worded(line.problem, language), language).message if line.problem else "",
    )


def stopped_of(problem: Problem, language: str) -> Stopped:
    """A problem in a person's words."""
    said = say(worded(problem, language), language)
    kind = Kind(problem.kind) if problem.kind in list(Kind) else None
    return Stopped(
        kind_word(kind, language=language) if kind else "",
        problem.subject or "",
        said.message,
        said.remedy,
        actor_word(problem.actor, language),
        problem.detail or "",
    )
