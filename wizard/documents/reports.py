"""A report as programs read it: what became of a plan, in numbers and line by line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wizard.documents.problems import problem_json, problems_json
from wizard.documents.proven import rules_json
from wizard.documents.words import masked
from wizard.errors import Problem
from wizard.messages import say
from wizard.model.journal import ReportLine, RunHead, SideCounts, SyncReport


def report_json(report: SyncReport, language: str | None = None) -> dict[str, Any]:
    """The run, its counts, its operations with masked values, and its problems."""
    run = report.run
    return {
        "run": run.id,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "company": run.company,
        "partner": run.partner,
        **({"undoes": run.undoes} if run.undoes else {}),
        "counts": counts_json(report),
        "operations": [_line(line, language) for line in report.lines],
        "problems": problems_json(report.problems, language),
        "proof": _proof(report, language),
    }


def counts_json(report: SyncReport) -> dict[str, dict[str, dict[str, int]]]:
    """What was done to how many records, by kind and side."""
    return {
        kind.value: {side.value: _counts(counts, report.run) for side, counts in sides.items()}
        for kind, sides in report.counts.items()
    }


def _proof(report: SyncReport, language: str | None) -> dict[str, Any] | None:
    """What the run stands on; None in a report of a version that left none."""
    proof = report.proof
    if proof is None:
        return None
    return {
        "plan": report.run.fingerprint,
        "inputs": [
            {
                "kind": one.kind.value,
                "side": one.side.value,
                "digest": one.digest,
                "records": one.records,
                "completeness": one.completeness.value,
                "why_whole": {
                    "code": one.why_whole,
                    "message": say(Problem(one.why_whole), language).message,
                },
            }
            for one in proof.inputs
        ],
        "rules": rules_json(proof.policy),
        "decisions": [
            {
                "conflict": one.conflict,
                "kind": one.kind.value if one.kind else None,
                "subject": one.subject,
                "field": one.field,
                "choice": one.choice.value,
                "value": masked(one.kind, one.field, one.value) if one.kind and one.field else None,
                "decided_by": one.decided_by,
                "decided_at": one.decided_at or None,
            }
            for one in proof.decisions
        ],
        "journal": asdict(proof.journal) if proof.journal else None,
    }


def _counts(counts: SideCounts, run: RunHead) -> dict[str, int]:
    """The contract's numbers; only an undo removes."""
    every = asdict(counts)
    return every if run.undoes else {name: one for name, one in every.items() if name != "removed"}


def _line(line: ReportLine, language: str | None) -> dict[str, Any]:
    return {
        "verb": line.verb,
        "side": line.side.value,
        "kind": line.kind.value,
        "key": line.key,
        "state": line.phase.value,
        "fields": {name: masked(line.kind, name, value) for name, value in line.fields.items()},
        "record": line.record,
        "request": line.request or None,
        "problem": problem_json(line.problem, language) if line.problem else None,
    }
