"""A report as a workbook: the numbers, what was stopped, and everything that was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from openpyxl import Workbook

from wizard.documents.proven import Proven, moment, proven
from wizard.documents.sheets import Table, add_sheet, save_workbook
from wizard.documents.summary import Summary, summarise
from wizard.i18n import current, mark, translate
from wizard.model.journal import SyncReport

_STOPPED = (
    mark("Kind"),
    mark("Record"),
    mark("Reason"),
    mark("What to do"),
    mark("Who can do it"),
    mark("Details"),
)
_DONE = (
    mark("Kind"),
    mark("Written in"),
    mark("Number or name"),
    mark("Deed"),
    mark("Result"),
    mark("Values written"),
    mark("Id there"),
    mark("Request"),
    mark("Reason"),
)
_READ = (
    mark("Kind"),
    mark("Side"),
    mark("Records"),
    mark("Seen"),
    mark("Why everything was read"),
    mark("Hash"),
)
_DECIDED = (
    mark("Kind"),
    mark("Record"),
    mark("Field"),
    mark("Answer"),
    mark("Who answered"),
    mark("When"),
)


def write_report_xlsx(report: SyncReport, path: Path, language: str | None = None) -> None:
    """Write the report to a file for this user only; raises ``FailedError``."""
    spoken = language or current()
    summary = summarise(report, spoken)
    workbook = Workbook(write_only=True)
    add_sheet(workbook, _numbers(report, summary, spoken))
    add_sheet(
        workbook,
        Table(
            translate(mark("Stopped"), spoken),
            [translate(label, spoken) for label in _STOPPED],
            [
                (one.kind, one.subject, one.message, one.remedy, one.actor, one.detail)
                for one in summary.stopped
            ],
        ),
    )
    add_sheet(
        workbook,
        Table(
            translate(mark("Everything done"), spoken),
            [translate(label, spoken) for label in _DONE],
            list(_done(summary)),
        ),
    )
    proof = proven(report, spoken)
    if proof:
        add_sheet(workbook, _proof(proof, spoken))
    save_workbook(workbook, path)


def _proof(proof: Proven, language: str) -> Table:
    """What was read, and under it the decisions, the rules, and where the journal ends."""
    journal = proof.journal
    facts = [(translate(mark("Plan"), language), proof.plan)]
    if journal:
        facts.append((translate(mark("Journal"), language), f"{journal.rows} · {journal.hash}"))
    return Table(
        translate(mark("Proof"), language),
        [translate(label, language) for label in _READ],
        [
            *(astuple(one) for one in proof.inputs),
            (),
            [translate(label, language) for label in _DECIDED],
            *(astuple(one) for one in proof.decisions),
            (),
            *proof.rules,
            (),
            *facts,
        ],
    )


def _numbers(report: SyncReport, summary: Summary, language: str) -> Table:
    """The counts, and under them what the report is about."""
    run = report.run
    facts = (
        (mark("Outcome"), summary.title),
        (mark("Company"), run.company),
        (mark("Partner"), run.partner),
        (mark("Started"), moment(run.started, language)),
        (mark("Finished"), moment(run.finished, language)),
        (mark("Run"), run.id),
    )
    return Table(
        translate(mark("Summary"), language),
        [
            translate(mark("Kind"), language),
            translate(mark("Written in"), language),
            *summary.headings.values(),
        ],
        [
            *(
                (kind, side, *(getattr(counts, name) for name in summary.totals))
                for kind, side, counts in summary.counts
            ),
            (translate(mark("Total"), language), "", *summary.totals.values()),
            (),
            *((translate(label, language), said) for label, said in facts),
        ],
    )


def _done(summary: Summary) -> Iterator[tuple[str, ...]]:
    for group in summary.groups:
        for line in group.lines:
            values = "\n".join(f"{label}: {value}" for label, value in line.fields)
            head = (group.kind, group.side, line.key, line.verb, line.result)
            yield (*head, values, line.record, line.request, line.note)
