"""A report as one page: for the screen, for paper, and for whoever it is sent to."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.documents.page import page
from wizard.documents.proven import moment, proven
from wizard.documents.summary import summarise
from wizard.documents.words import NOTHING
from wizard.i18n import current, mark, translate
from wizard.model.journal import SyncReport

_LABELS: Mapping[str, str] = {
    "company": mark("Company"),
    "partner": mark("Partner"),
    "started": mark("Started"),
    "finished": mark("Finished"),
    "run": mark("Run"),
    "numbers": mark("In numbers"),
    "kind": mark("Kind"),
    "side": mark("Written in"),
    "total": mark("Total"),
    "stopped": mark("Stopped"),
    "stopped_lead": mark("Mend what the reason says, and run the sync again."),
    "subject": mark("Record"),
    "reason": mark("Reason"),
    "remedy": mark("What to do"),
    "actor": mark("Who can do it"),
    "done": mark("Everything that was done"),
    "nothing_done": mark("The plan held nothing to write."),
    "key": mark("Number or name"),
    "verb": mark("Deed"),
    "result": mark("Result"),
    "fields": mark("Values written"),
    "record": mark("Id there"),
    "proof": mark("Proof"),
    "proof_lead": mark(
        "What this report stands on. «tripletex-wizard report {run} --verify» checks it against "
        "the journal on the machine where the sync was run."
    ),
    "read": mark("What was read"),
    "records": mark("Records"),
    "whole": mark("Seen"),
    "why_whole": mark("Why everything was read"),
    "decisions": mark("Decisions"),
    "field": mark("Field"),
    "choice": mark("Answer"),
    "decided_by": mark("Who answered"),
    "decided_at": mark("When"),
    "plan": mark("Plan"),
    "journal": mark("Journal"),
    "masked": mark(
        "Dates of birth are hidden in this report, and only the last four digits of bank accounts "
        "are shown."
    ),
}


def report_html(report: SyncReport, language: str | None = None, *, printed: bool = False) -> str:
    """The page, in the language in use or the one named; ``printed`` is for paper."""
    spoken = language or current()
    summary = summarise(report, spoken)
    return page(
        "report.html",
        spoken,
        printed=printed,
        labels={name: translate(label, spoken) for name, label in _LABELS.items()},
        counted=tuple(summary.headings.items()),
        summary=summary,
        run=report.run,
        started=moment(report.run.started, spoken),
        finished=moment(report.run.finished, spoken),
        proof=proven(report, spoken),
        nothing=NOTHING,
    )
