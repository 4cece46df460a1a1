"""What people get wrong: the documented exit code, a sentence and a remedy, nothing written."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from wizard.practice import Fault, Options

from .conftest import Desk, MakeDesk, Ran


def assert_refused(desk: Desk, found: Ran, code: int, problem: str, before: bytes) -> None:
    assert found.code == code, found.err
    assert problem in found.codes, found.codes
    assert found.json["ok"] is False
    for one in found.json["problems"]:
        assert one["message"]
        assert one["remedy"]
        assert "{" not in one["message"] + one["remedy"]
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == before


PASTED: dict[str, Callable[[str], str]] = {
    "line breaks": lambda token: f"\n{token[:30]}\r\n {token[30:]}\n",
    "quotes": lambda token: f"«{token}»",
    "Bearer": lambda token: f"Bearer {token}",
}


@pytest.mark.parametrize("way", PASTED)
def test_a_key_is_cleaned_of_what_came_along_with_it(desk: Desk, way: str) -> None:
    pasted = PASTED[way](desk.world.employee_token)
    assert desk.run("check", desk.setup, TRIPLETEX_EMPLOYEE_TOKEN=pasted).code == 0


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("", "key_missing"),
        ("kari@firma.example", "key_is_email"),
        ("half", "key_half"),
        ("hei", "key_not_a_key"),
        ("session", "tripletex.key_refused"),
        ("revoked", "tripletex.key_refused"),
    ],
)
def test_a_key_that_is_none(desk: Desk, key: str, problem: str) -> None:
    token = desk.world.employee_token
    made = {
        "half": token[: len(token) // 2],
        "session": desk.world.consumer_token,
    }.get(key, key)
    if key == "revoked":
        desk.world.revoke(token)
        made = token
    before = desk.workbook.read_bytes()
    found = desk.run("check", desk.setup, "--json", TRIPLETEX_EMPLOYEE_TOKEN=made)
    assert_refused(desk, found, 4, problem, before)


def test_a_wrong_consumer_token(desk: Desk) -> None:
    before = desk.workbook.read_bytes()
    wrong = {"TRIPLETEX_CONSUMER_TOKEN": desk.world.employee_token}
    found = desk.run("check", desk.setup, "--json", **wrong)
    assert_refused(desk, found, 4, "tripletex.consumer_token_refused", before)


@pytest.mark.parametrize("how", ["refuse_all", "refuse_sessions"])
def test_integrasjoner_switched_off(make_desk: MakeDesk, how: str) -> None:
    desk = make_desk(Options(rate_limit=None, integrations_off=how))
    desk.world.switch_integrations(False)
    before = desk.workbook.read_bytes()
    found = desk.run("sync", desk.setup, "--json")
    assert found.code == 4, found.err
    assert any("Integrasjoner" in one["remedy"] for one in found.json["problems"])
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ('\n[tripletex2]\nkey = "x"\n', "setup_secret"),
        ('\n[scope]\nkinds = ["employee"]\nfoo = 1\n', "setup_unknown_key"),
        ("\n[[[", "setup_not_toml"),
        ('\n[scope]\nkinds = ["invoice"]\n', "setup_wrong_value"),
        ("\n[decisions.employee]\nshoe_size = 'ask'\n", "setup_unknown_key"),
    ],
)
def test_a_setup_file_that_cannot_be_used(desk: Desk, more: str, problem: str) -> None:
    desk.configure(more.replace("tripletex2]\nkey", "tripletex2]\napi_key"))
    before = desk.workbook.read_bytes()
    found = desk.run("check", desk.setup, "--json")
    assert_refused(desk, found, 2, problem, before)


def test_a_key_in_the_setup_file_is_never_repeated(desk: Desk) -> None:
    desk.configure(f'\n[partner_settings2]\nnote = "{desk.world.employee_token}"\n')
    found = desk.run("check", desk.setup, "--json")
    assert (found.code, found.codes) == (2, {"setup_secret"})
    assert desk.world.employee_token[:20] not in found.out + found.err


def test_a_setup_file_that_is_not_there(desk: Desk) -> None:
    found = desk.run("check", desk.folder / "no.toml", "--json")
    assert (found.code, found.codes) == (2, {"setup_unreadable"})


def without_sheet(book: Workbook) -> None:
    del book["Kunder"]


def without_header(book: Workbook) -> None:
    book["Kunder"].delete_rows(1, 1000)


def with_equal_headers(book: Workbook) -> None:
    book["Kunder"].cell(1, 2).value = "Kundenummer"


def with_merged_header(book: Workbook) -> None:
    book["Kunder"].merge_cells("A1:B1")


@pytest.mark.parametrize(
    "spoil", [without_sheet, without_header, with_equal_headers, with_merged_header]
)
def test_a_workbook_that_cannot_be_read(desk: Desk, spoil: Callable[[Workbook], None]) -> None:
    book = load_workbook(desk.workbook)
    spoil(book)
    book.save(desk.workbook)
    before = desk.workbook.read_bytes()
    found = desk.run("sync", desk.setup, "--json")
    assert found.code == 2, found.err
    assert found.json["problems"][0]["remedy"]
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == before


def impossible_date(book: Workbook) -> None:
    book["Ansatte"].cell(2, 6).value = "31.02.1985"


def text_for_a_flag(book: Workbook) -> None:
    book["Kunder"].cell(2, 8).value = "kanskje"


def formula_error(book: Workbook) -> None:
    cell = book["Kunder"].cell(2, 3)
    cell.value, cell.data_type = "#REF!", "e"


def merged_cells(book: Workbook) -> None:
    book["Kunder"].merge_cells("B2:C2")


def double_number(book: Workbook) -> None:
    book["Kunder"].cell(3, 1).value = book["Kunder"].cell(2, 1).value


@pytest.mark.parametrize(
    "spoil", [impossible_date, text_for_a_flag, formula_error, merged_cells, double_number]
)
def test_a_row_that_cannot_be_right_is_left_alone(
    desk: Desk, spoil: Callable[[Workbook], None]
) -> None:
    stopped = desk.run("plan", desk.setup, "--out", desk.plan, "--json").json["problems"]
    book = load_workbook(desk.workbook)
    spoil(book)
    book.save(desk.workbook)
    found = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    assert found.code == 3
    assert len(found.json["problems"]) > len(stopped)
    kind = "employee" if spoil is impossible_date else "customer"
    blocked = found.json["counts"][kind]["blocked"]
    assert blocked >= 1
    assert all(one["message"] and one["remedy"] for one in found.json["problems"])


@pytest.mark.parametrize("action", ["html_502", "truncate", "json_500"])
def test_an_answer_that_makes_no_sense(desk: Desk, action: str) -> None:
    desk.world.faults.append(Fault(action, "customer", "GET", times=1000))
    before = desk.workbook.read_bytes()
    found = desk.run("sync", desk.setup, "--json")
    assert found.code == 4, found.err
    assert found.json["problems"][0]["remedy"]
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == before


def test_no_net(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        desk.configure(url=f"http://127.0.0.1:{taken.getsockname()[1]}/v2")
        before = desk.workbook.read_bytes()
        found = desk.run("check", desk.setup, "--json")
    assert found.code == 4, found.err
    assert found.json["problems"][0]["remedy"]
    assert desk.workbook.read_bytes() == before


def test_nothing_to_resume(desk: Desk) -> None:
    found = desk.run("resume", "--json")
    assert (found.code, found.codes) == (2, {"nothing_to_resume"})


def test_an_unknown_run(desk: Desk) -> None:
    assert desk.run("report", "20000101-0000-aaaa").code == 2


def test_a_full_disk(desk: Desk) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    before = desk.workbook.read_bytes()
    done = subprocess.run(
        desk.command("sync", desk.setup, "--skip-questions", "--json"),
        cwd=desk.folder,
        env=desk.environ(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limited,
    )
    found = Ran(done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in found.err
    assert found.code == 1, found.err
    assert found.codes & {"store.disk_full", "store.disk_failed"}
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == before


@pytest.mark.parametrize(
    ("changed", "code", "problem"),
    [
        ({"schema": "tripletex-wizard/0"}, 2, "plan_other_version"),
        ({"operations": []}, 2, "plan_edited"),
        ({"fingerprint": "0" * 24}, 2, "plan_edited"),
        ({"counts": None}, 2, "plan_unreadable"),
        ({"policy": {"default": "partner"}}, 2, "plan_edited"),
    ],
)
def test_a_plan_that_is_not_as_it_was_written(
    desk: Desk, changed: dict[str, object], code: int, problem: str
) -> None:
    desk.run("plan", desk.setup, "--out", desk.plan)
    plan = json.loads(desk.plan.read_text(encoding="utf-8"))
    desk.plan.write_text(json.dumps({**plan, **changed}), encoding="utf-8")
    before = desk.workbook.read_bytes()
    found = desk.run("apply", desk.setup, "--plan", desk.plan, "--skip-questions", "--json")
    assert_refused(desk, found, code, problem, before)


def test_a_plan_cut_off_in_the_middle(desk: Desk) -> None:
    desk.run("plan", desk.setup, "--out", desk.plan)
    desk.plan.write_bytes(desk.plan.read_bytes()[:-200])
    before = desk.workbook.read_bytes()
    found = desk.run("apply", desk.setup, "--plan", desk.plan, "--skip-questions", "--json")
    assert_refused(desk, found, 2, "plan_unreadable", before)


def test_a_plan_of_another_company(make_desk: MakeDesk) -> None:
    here, there = make_desk(), make_desk()
    there.world.company.details["organizationNumber"] = "987615842"
    here.run("plan", here.setup, "--out", here.plan)
    before = here.workbook.read_bytes()
    here.configure(url=there.url)
    tokens = {
        "TRIPLETEX_EMPLOYEE_TOKEN": there.world.employee_token,
        "TRIPLETEX_CONSUMER_TOKEN": there.world.consumer_token,
    }
    command = ("apply", here.setup, "--plan", here.plan, "--skip-questions", "--json")
    found = here.run(*command, **tokens)
    assert_refused(here, found, 4, "wrong_company", before)
    assert there.writes() == []
