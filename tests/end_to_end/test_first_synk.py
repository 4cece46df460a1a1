"""The contract's road: practice, check, plan, apply, and a second synk with nothing left to do."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

from .conftest import Desk

KINDS = ("employee", "customer", "project")


def test_the_practice_command_prints_where_it_is_and_its_keys(desk: Desk) -> None:
    command = desk.command("practice", "--employees", "3", "--customers", "2", "--projects", "1")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=desk.environ()) as run:
        assert run.stdout
        line = json.loads(run.stdout.readline())
        desk.configure(url=line["url"])
        tokens = {
            "TRIPLETEX_EMPLOYEE_TOKEN": line["employee_token"],
            "TRIPLETEX_CONSUMER_TOKEN": line["consumer_token"],
        }
        checked = desk.run("check", desk.setup, "--json", **tokens)
        run.send_signal(signal.SIGTERM)
        assert run.wait(20) == 0
    assert set(line) == {
        "url",
        "web",
        "employee_token",
        "consumer_token",
        "office_token",
        "office_clients",
    }
    assert line["url"].endswith("/v2")
    assert line["office_token"].startswith("eyJ")
    assert [set(each) for each in line["office_clients"]] == [
        {"id", "name", "organization_number"}
    ] * 4
    assert checked.code == 0, checked.err


def test_check_says_whose_company_it_is_and_writes_nothing(desk: Desk) -> None:
    before = desk.workbook.read_bytes()
    found = desk.run("check", desk.setup, "--json")
    assert found.code == 0, found.err
    company = desk.world.company
    assert found.json["company"] == {
        "id": company.id,
        "name": company.name,
        "organization_number": company.organization_number,
    }
    assert found.json["key"]["type"] == "company"
    states = {one["id"]: one["state"] for one in found.json["requirements"]}
    assert states["right:AUTH_CUSTOMER_ADMIN"] == "met"
    assert states["module:API_V2"] == "met"
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == before


def test_what_was_planned_is_what_happens_in_every_record(desk: Desk) -> None:
    planned = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    assert planned.code == 3
    assert desk.writes() == []
    applied = desk.run("apply", desk.setup, "--plan", desk.plan, "--skip-questions", "--json")
    assert applied.code == 0, applied.err
    expected = [
        (one["verb"], one["side"], one["kind"], one["key"], _written(one["fields"]))
        for one in json.loads(desk.plan.read_text())["operations"]
    ]
    report = desk.run("report", applied.json["run"])
    happened = [
        (one["verb"], one["side"], one["kind"], one["key"]) for one in report.json["operations"]
    ]
    assert happened == [one[:4] for one in expected]
    assert {one["state"] for one in report.json["operations"]} == {"done"}
    again = desk.run("plan", desk.setup, "--out", desk.plan, "--json")
    assert again.json["operations"] == []
    assert _counted(applied.json["counts"]) == _planned(planned.json["operations"])


def test_a_second_synk_writes_nothing_on_either_side(desk: Desk) -> None:
    first = desk.run("sync", desk.setup, "--skip-questions", "--json")
    assert first.code == 0, first.err
    desk.world.requests.clear()
    workbook = desk.workbook.read_bytes()
    second = desk.run("sync", desk.setup, "--skip-questions", "--json")
    assert second.code == 0, second.err
    assert desk.writes() == []
    assert desk.workbook.read_bytes() == workbook
    assert _counted(second.json["counts"]) == {}


def test_questions_go_out_in_a_file_and_come_back_answered(desk: Desk) -> None:
    questions = desk.folder / "questions.json"
    first = desk.run("plan", desk.setup, "--out", desk.plan, "--questions", questions, "--json")
    assert first.code == 3
    asked = json.loads(questions.read_text())
    for one in asked:
        one["answer"] = "skip" if "link" in one["options"] else "tripletex"
    questions.write_text(json.dumps(asked))
    second = desk.run("plan", desk.setup, "--out", desk.plan, "--answers", questions, "--json")
    assert second.code == 0, second.err
    applied = desk.run("apply", desk.setup, "--plan", desk.plan, "--json")
    assert applied.code == 0, applied.err


def test_a_plan_is_refused_once_the_registers_have_changed(desk: Desk) -> None:
    desk.run("plan", desk.setup, "--out", desk.plan)
    customer = next(iter(desk.world.company.customers))
    desk.world.edit("customer", customer, name="Endret i mellomtiden AS")
    refused = desk.run("apply", desk.setup, "--plan", desk.plan, "--skip-questions", "--json")
    assert refused.code == 4
    assert refused.codes == {"plan_outdated"}
    assert desk.writes() == []


def test_a_plan_edited_by_hand_is_refused(desk: Desk) -> None:
    desk.run("plan", desk.setup, "--out", desk.plan)
    plan = json.loads(desk.plan.read_text())
    plan["operations"] = plan["operations"][1:]
    desk.plan.write_text(json.dumps(plan))
    refused = desk.run("apply", desk.setup, "--plan", desk.plan, "--skip-questions", "--json")
    assert (refused.code, refused.codes) == (2, {"plan_edited"})


def test_reports_are_written_in_every_format(desk: Desk) -> None:
    run = desk.run("sync", desk.setup, "--skip-questions", "--json").json["run"]
    out = desk.folder / "report.html"
    assert desk.run("report", run, "--format", "html,xlsx", "--out", out).code == 0
    assert out.read_text().startswith("<!doctype html>")
    assert out.with_suffix(".xlsx").read_bytes()[:2] == b"PK"
    assert run in desk.run("runs").out


def test_the_demo_runs_a_whole_synk_in_both_languages(desk: Desk, tmp_path: Path) -> None:
    for language, word in (("nb_NO.UTF-8", "koblet"), ("en_GB.UTF-8", "linked")):
        found = desk.run("demo", "--headless", LANG=language, LC_ALL=language, TMPDIR=str(tmp_path))
        assert found.code == 0, found.err
        assert word in found.out


def _written(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _planned(operations: list[dict[str, str]]) -> dict[tuple[str, str, str], int]:
    words = {"link": "linked", "create": "created", "update": "updated"}
    records = {(one["kind"], one["side"], words[one["verb"]], one["key"]) for one in operations}
    found: dict[tuple[str, str, str], int] = {}
    for kind, side, word, _ in records:
        found[kind, side, word] = found.get((kind, side, word), 0) + 1
    return found


def _counted(counts: dict[str, dict[str, dict[str, int]]]) -> dict[tuple[str, str, str], int]:
    return {
        (kind, side, word): count
        for kind, sides in counts.items()
        for side, words in sides.items()
        for word, count in words.items()
        if count and word != "skipped"
    }
