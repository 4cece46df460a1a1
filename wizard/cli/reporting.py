"""The report command: one run, in the formats asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.app import App
from wizard.cli.frame import SCHEMA, Answer
from wizard.cli.officework import result_of as batch_of
from wizard.cli.synk import result_of
from wizard.documents.html import report_html
from wizard.documents.officereports import batch_json
from wizard.documents.officesheet import office_html, write_office_xlsx
from wizard.documents.reports import report_json
from wizard.documents.saving import save
from wizard.documents.xlsx import write_report_xlsx
from wizard.errors import Problem, UsageError
from wizard.i18n import translate as _
from wizard.store.batches import names_batch
from wizard.sync.verify import verify as verified

_FORMATS = ("json", "html", "xlsx")


def report(app: App, run: str, *, formats: str, out: Path | None) -> Answer:
    """Write the report of a run in each format; JSON without a file is the answer itself."""
    wanted = [one.strip().lower() for one in formats.split(",") if one.strip()]
    unknown = [one for one in wanted if one not in _FORMATS]
    if unknown or not wanted:
        params = {"format": ", ".join(unknown), "known": ", ".join(_FORMATS)}
        raise UsageError(Problem("report_format_unknown", params=params))
    if names_batch(run):
        head = app.store.batches.head(run)
        members, counts = batch_of(app, head)
        found = _Found(
            head.id,
            lambda: batch_json(head, members, counts),
            lambda: office_html(head, members, counts),
            lambda path: write_office_xlsx(path, head, members, counts),
        )
    else:
        report = result_of(app, run)
        found = _Found(
            report.run.id,
            lambda: report_json(report),
            lambda: report_html(report),
            lambda path: write_report_xlsx(report, path),
        )
    if wanted == ["json"] and out is None:
        return Answer(found.json())
    written = []
    for one in wanted:
        path = _path(found, one, out, alone=len(wanted) == 1)
        _write(found, one, path)
        written.append(str(path))
    lines = tuple(_("Written: {path}").format(path=path) for path in written)
    return Answer({"files": written}, lines)


@dataclass(frozen=True, slots=True)
class _Found:
    """A result in each of its formats, made when it is asked for."""

    id: str
    json: Callable[[], dict[str, Any]]
    html: Callable[[], str]
    save_xlsx: Callable[[Path], None]


def verify(app: App, run: str) -> Answer:
    """Whether a run is still as it was written down, from its first journal row to its report.

    Raises ``FailedError`` naming the first thing that is not, and ``UsageError`` where there is no
    such run, or nothing is kept of it any more.
    """
    head = app.store.run(run)
    found = verified(head, app.store)
    proof = found.proof
    assert proof is not None
    assert proof.journal is not None
    checked = {
        "journal_rows": proof.journal.rows,
        "journal_hash": proof.journal.hash,
        "operations": len(found.lines),
        "inputs": len(proof.inputs),
        "decisions": len(proof.decisions),
    }
    words = _(
        "Run {run} is as it was written: {journal_rows} rows of the journal hang together, and "
        "{operations} operations, {inputs} inputs and {decisions} decisions of the report agree "
        "with it."
    )
    line = words.format(run=head.id, **checked)
    unfinished = (_("The run is not finished."),) if head.finished is None else ()
    return Answer({"run": head.id, "verified": checked}, (line, *unfinished))


def _path(found: _Found, one: str, out: Path | None, *, alone: bool) -> Path:
    if out is None:
        return Path(f"tripletex-kobling-{found.id}.{one}")
    return out if alone else out.with_suffix(f".{one}")


def _write(found: _Found, one: str, path: Path) -> None:
    if one == "xlsx":
        found.save_xlsx(path)
    elif one == "html":
        save(path, found.html().encode())
    else:
        text = json.dumps({"schema": SCHEMA, **found.json()}, ensure_ascii=False, indent=2)
        save(path, text.encode())
