"""What the program keeps of people cannot be read in its files, and it still finds its way."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .conftest import Desk, MakeDesk
from .test_keyring import in_session

KEY = base64.b64encode(bytes(range(32))).decode()
PERSONAL = {
    "Ansatte": ("Fornavn", "Etternavn", "E-post", "Mobil", "Fødselsdato", "Kontonummer"),
    "Kunder": ("Navn", "E-post", "Faktura-e-post", "Telefon", "Mobil", "Adresse"),
}
IN_TRIPLETEX = (
    "firstName",
    "lastName",
    "email",
    "phoneNumberMobile",
    "dateOfBirth",
    "bankAccountNumber",
    "name",
    "invoiceEmail",
    "phoneNumber",
)
UNLOCKED = """
printf unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
"$PYTHON" -c "$STORE_KEYS" && unset CANARY_EMPLOYEE CANARY_CONSUMER
"$PYTHON" -m wizard sync setup.toml --skip-questions --json >answer.json && \
"$PYTHON" -m wizard plan setup.toml --out plan.json --json >answer.json
"$PYTHON" -m keyring get tripletex-wizard store_key >store_key.txt
"""
LOCKED = '"$PYTHON" -m wizard runs --json >answer.json'
SHORTEST = 6  # bytes; what is shorter turns up in sealed values by chance


def personal(desk: Desk) -> set[bytes]:
    """Every personal value of both registers, in the spellings that a file might have."""
    company = desk.world.company
    found = {
        row[name]
        for rows in (company.employees, company.customers)
        for row in rows.values()
        for name in IN_TRIPLETEX
        if row.get(name)
    }
    for sheet, labels in PERSONAL.items():
        header, *rows = load_workbook(desk.workbook)[sheet].iter_rows(values_only=True)
        found |= {row[header.index(label)] for row in rows for label in labels}
    texts = {value if isinstance(value, str) else _day(value) for value in found if value}
    spellings = texts | {text.replace(" ", "").replace(".", "") for text in texts}
    spellings |= {json.dumps(text)[1:-1] for text in texts}
    return {text.encode() for text in spellings if len(text.encode()) >= SHORTEST}


def _day(value: object) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def own_files(desk: Desk) -> list[Path]:
    return [path for path in (desk.folder / "home").rglob("*") if path.is_file()]


def assert_sealed(desk: Desk, canaries: set[bytes]) -> None:
    names = {path.name for path in own_files(desk)}
    assert {"store.sqlite3", "wizard.log"} <= names
    for path in own_files(desk):
        content = path.read_bytes()
        assert [canary for canary in canaries if canary in content] == [], path


def test_no_persons_value_stands_in_the_programs_own_files(desk: Desk) -> None:
    canaries = personal(desk)
    assert len(canaries) > 200
    synced = desk.run("sync", desk.setup, "--skip-questions", "--json")
    assert synced.code == 0, synced.err
    assert_sealed(desk, canaries | personal(desk))

    report = desk.run("report", synced.json["run"])
    assert report.code == 0, report.err
    assert any(canary in report.out.encode() for canary in canaries)
    assert_sealed(desk, canaries)


def test_a_killed_run_leaves_nothing_to_read_and_can_be_resumed(make_desk: MakeDesk) -> None:
    desk = make_desk(employees=6, customers=5, projects=4)
    canaries = personal(desk)
    process = subprocess.Popen(
        desk.command("sync", desk.setup, "--skip-questions"),
        cwd=desk.folder,
        env=desk.environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def kill_at_a_write(_method: str, path: str, _status: int) -> None:
        if desk.writes() and "token/session" not in path:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(20)

    desk.world.before_answer.append(kill_at_a_write)
    assert process.wait(60) == -signal.SIGKILL
    desk.world.before_answer.clear()
    assert any(path.name == "store.sqlite3-wal" for path in own_files(desk))
    assert_sealed(desk, canaries)
    resumed = desk.run("resume", "--json")
    assert resumed.code == 0, resumed.err
    assert_sealed(desk, canaries)


def test_without_a_keyring_the_key_is_in_a_private_file_and_check_says_so(desk: Desk) -> None:
    checked = desk.run("check", desk.setup, "--json")
    assert checked.code == 0, checked.err
    assert checked.json["problems"] == []
    (sealed,) = [one for one in checked.json["requirements"] if one["id"] == "store:sealed"]
    assert sealed["state"] == "met"
    assert "store.key" in sealed["detail"]
    assert sealed["detail"] in desk.run("check", desk.setup).out
    assert not [path for path in own_files(desk) if path.name.startswith("store")]

    assert desk.run("sync", desk.setup, "--skip-questions").code == 0
    (key,) = [path for path in own_files(desk) if path.name == "store.key"]
    assert key.stat().st_mode & 0o777 == 0o600


def test_the_key_goes_into_the_keyring_and_no_other_is_made_while_that_is_locked(
    desk: Desk, tmp_path: Path
) -> None:
    code, found, said = in_session(desk, UNLOCKED, tmp_path / "unlocked")
    assert (code, found["operations"]) == (0, []), said
    assert "store.key" not in {path.name for path in own_files(desk)}
    key = (desk.folder / "store_key.txt").read_text().strip()
    assert len(base64.b64decode(key)) == 32

    code, found, _ = in_session(desk, LOCKED, tmp_path / "locked")
    assert code == 4
    (problem,) = json.loads(json.dumps(found["problems"]))
    assert problem["code"].startswith("store.")
    assert "TRIPLETEX_WIZARD_STORE_KEY" in problem["remedy"]
    assert "store.key" not in {path.name for path in own_files(desk)}

    assert desk.run("runs", "--json", TRIPLETEX_WIZARD_STORE_KEY=key).code == 0


def test_the_environments_key_is_used_and_left_nowhere(desk: Desk) -> None:
    given = {"TRIPLETEX_WIZARD_STORE_KEY": KEY}
    checked = desk.run("check", desk.setup, "--json", **given)
    (sealed,) = [one for one in checked.json["requirements"] if one["id"] == "store:sealed"]
    assert "TRIPLETEX_WIZARD_STORE_KEY" in sealed["detail"]
    synced = desk.run("sync", desk.setup, "--skip-questions", "--json", **given)
    assert synced.code == 0, synced.err
    assert desk.run("report", synced.json["run"], **given).code == 0
    assert "store.key" not in {path.name for path in own_files(desk)}
    for path in own_files(desk):
        content = path.read_bytes()
        assert KEY.encode() not in content, path
        assert base64.b64decode(KEY) not in content, path


@pytest.mark.parametrize("given", ["", base64.b64encode(bytes(32)).decode()])
def test_another_key_or_none_is_refused_before_anything_is_written(desk: Desk, given: str) -> None:
    right = {"TRIPLETEX_WIZARD_STORE_KEY": KEY}
    wrong = {"TRIPLETEX_WIZARD_STORE_KEY": given}
    run = desk.run("sync", desk.setup, "--skip-questions", "--json", **right).json["run"]
    desk.world.requests.clear()
    for command in (
        ("sync", desk.setup, "--skip-questions", "--json"),
        ("report", run),
        ("runs", "--json"),
    ):
        refused = desk.run(*command, **wrong)
        assert (refused.code, refused.codes) == (4, {"store.sealed_otherwise"})
    assert desk.writes() == []
    assert desk.run("report", run, **right).code == 0


def test_what_is_no_key_is_wrong_use_and_never_repeated(desk: Desk) -> None:
    for command in ("check", "sync"):
        wrong = desk.run(command, desk.setup, "--json", TRIPLETEX_WIZARD_STORE_KEY="hunter2hunter2")
        assert (wrong.code, wrong.codes) == (2, {"store.key_given_malformed"})
        assert "hunter2" not in wrong.out + wrong.err
    assert not [path for path in own_files(desk) if b"hunter2" in path.read_bytes()]


def test_who_begins_anew_keeps_the_links_and_writes_nothing_twice(desk: Desk) -> None:
    lost = {"TRIPLETEX_WIZARD_STORE_KEY": KEY}
    first = desk.run("sync", desk.setup, "--skip-questions", "--json", **lost)
    assert first.code == 0, first.err
    linked = desk.run("plan", desk.setup, "--out", desk.plan, "--json", **lost).json["counts"]
    desk.world.requests.clear()
    workbook = desk.workbook.read_bytes()

    begun = desk.run(
        "sync", desk.setup, "--skip-questions", "--json", TRIPLETEX_WIZARD_STORE_KEY="new"
    )

    assert begun.code == 0, begun.err
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == workbook
    again = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    assert again.json["counts"] == linked
    gone = desk.run("report", first.json["run"])
    assert (gone.code, gone.codes) == (2, {"store.run_purged"})
