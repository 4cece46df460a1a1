"""A fault report says what helps, and nothing of keys, persons or the user's own folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from wizard import __version__
from wizard.documents.faultreport import fault_report
from wizard.errors import Problem
from wizard.flow.answers import ChooseAnswers
from wizard.flow.journey import Journey
from wizard.http.redact import Redactor

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
SECRET = "eyJ0b2tlbklkIjoxMjM0NTY3ODkwfQ"


def made(log: Path, partner: str = "svenn") -> str:
    redactor = Redactor()
    redactor.add("hemmelig-nøkkel-1")
    journey = Journey().answered(ChooseAnswers(partner))
    problems = (Problem("unexpected", detail="500 / 1000"),)
    return fault_report(journey, problems, log, now=NOW, redact=redactor.redact)


def test_it_says_what_helps(tmp_path: Path) -> None:
    log = tmp_path / "wizard.log"
    log.write_text("first\n" * 600 + "GET /employee 500\n", encoding="utf-8")
    text = made(log)
    assert __version__ in text
    assert "step: choose" in text
    assert "partner: svenn" in text
    assert "problem: unexpected  500 / 1000" in text
    assert text.endswith("GET /employee 500\n")
    assert text.count("first") == 399


def test_nothing_of_keys_persons_or_folders_is_in_it(tmp_path: Path) -> None:
    log = tmp_path / "wizard.log"
    log.write_text(
        f"{SECRET}\nhemmelig-nøkkel-1\nkari.nordmann@fjell.no\n1503 40 12345\n15034012345\n"
        f"{Path.home()}/regnskap/feil.py\n",
        encoding="utf-8",
    )
    text = made(log, str(Path.home() / "Kari" / "profil.toml"))
    for hidden in (SECRET, "hemmelig", "kari", "fjell.no", "12345", str(Path.home())):
        assert hidden not in text
    assert "~/regnskap/feil.py" in text
    assert "partner: own profile file" in text


def test_without_a_log_it_says_so(tmp_path: Path) -> None:
    assert "no log: FileNotFoundError" in made(tmp_path / "none.log")
