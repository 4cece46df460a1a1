"""What a report stands on is told in every form, and no private value with it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from unit.documents.samples import ACCOUNT, full_report, report

from wizard.documents.html import report_html
from wizard.documents.proven import proven
from wizard.documents.reports import report_json
from wizard.documents.xlsx import write_report_xlsx
from wizard.model.journal import SyncReport
from wizard.model.matching import Authority, Choice, Policy, Resolution
from wizard.model.proof import Input, JournalHead, Proof
from wizard.model.records import Completeness, Kind, Side

DIGEST, HEAD = "d1" * 32, "e2" * 32
DECISIONS = (
    Resolution(
        "q-1",
        Choice.VALUE,
        ACCOUNT,
        "kari",
        "2026-11-21T08:00:00+00:00",
        Kind.EMPLOYEE,
        "1021 Kari Nes",
        "bank_account",
    ),
    Resolution("q-2", Choice.GONE, kind=Kind.CUSTOMER, subject="10042 Ås Bygg AS"),
    Resolution("q-3", Choice.SKIP),
)
PROOF = Proof(
    (
        Input(
            Kind.EMPLOYEE, Side.TRIPLETEX, DIGEST, 12, Completeness.COMPLETE, "tripletex.no_feed"
        ),
        Input(Kind.EMPLOYEE, Side.PARTNER, DIGEST, 9, Completeness.PARTIAL, "workbook.no_feed"),
    ),
    Policy(fields={Kind.EMPLOYEE: {"email": Authority.TRIPLETEX}}),
    DECISIONS,
    JournalHead(14, HEAD),
)


def proved() -> SyncReport:
    made = full_report()
    lines = tuple(replace(line, request="77aa-1") for line in made.lines)
    return replace(made, lines=lines, proof=PROOF)


def test_programs_are_told_everything_but_private_values() -> None:
    found = json.loads(json.dumps(report_json(proved(), "en")))
    proof = found["proof"]
    assert proof["plan"] == "f"
    assert proof["journal"] == {"rows": 14, "hash": HEAD}
    assert proof["inputs"][1] == {
        "kind": "employee",
        "side": "partner",
        "digest": DIGEST,
        "records": 9,
        "completeness": "partial",
        "why_whole": {
            "code": "workbook.no_feed",
            "message": "A file does not say what has changed in it, so everything was read and "
            "compared.",
        },
    }
    assert proof["rules"]["default"] == "ask"
    assert proof["rules"]["fields"] == {"employee": {"email": "tripletex"}}
    own, gone, bare = proof["decisions"]
    assert (own["choice"], own["value"]) == ("value", "••••8903")
    assert (own["decided_by"], own["decided_at"]) == ("kari", "2026-11-21T08:00:00+00:00")
    assert (gone["kind"], gone["subject"], gone["value"]) == ("customer", "10042 Ås Bygg AS", None)
    assert (bare["kind"], bare["decided_at"]) == (None, None)
    assert {one["request"] for one in found["operations"]} == {"77aa-1"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Bevis", "Kanskje ikke alt", "Borte for godt", "kari")),
        ("en", ("Proof", "Perhaps not all", "Gone for good", "kari")),
    ],
)
def test_people_are_told_on_the_page_and_in_the_workbook(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    page = report_html(proved(), language)
    path = tmp_path / "report.xlsx"
    write_report_xlsx(proved(), path, language)
    sheet = load_workbook(path).worksheets[-1]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert sheet.title == words[0]
    for word in words:
        assert word in page
        assert word in cells | {sheet.title}
    assert {DIGEST, "fields.employee.email", f"14 · {HEAD}", "12"} <= cells
    for told in (HEAD, "run-7 --verify"):
        assert told in page
    assert ACCOUNT not in page
    assert not [cell for cell in cells if ACCOUNT in cell]


def test_a_report_of_an_earlier_version_proves_nothing_and_says_so_to_programs() -> None:
    assert report_json(report())["proof"] is None
    assert proven(report(), "en") is None
    assert "--verify" not in report_html(report(), "en")


def test_a_run_from_before_the_chain_has_no_end_of_it() -> None:
    unchained = replace(proved(), proof=replace(PROOF, journal=None))
    assert report_json(unchained)["proof"]["journal"] is None
    assert "Journal " not in report_html(unchained, "en")
