"""An accounting office on the command line: the real program, with a workbook a client."""

from __future__ import annotations

import json
import signal
import subprocess
from collections import Counter

import pytest
from openpyxl import load_workbook

from wizard.cli.demo import write_workbook
from wizard.practice.office import grant, withdraw
from wizard.practice.rights import ALL_RIGHTS
from wizard.store.store import open_store

from .conftest import OFFICE_SETUP, TITLES

TEMPLATE = """version = 1
name = "Standard"
partner = "workbook"

[decisions]
fill_missing = "none"

[[answers]]
kind = "customer"
reason = "differs"
field = "email"
answer = "tripletex"
"""

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desk(make_office):
    return make_office()


def key_of(desk):
    return desk.world.keys.find(desk.world.office_token)


def test_check_names_every_client_and_what_it_lacks(desk):
    first, second, third = desk.books
    grant(second, key_of(desk), "STANDARD_PRIVILEGES_AUDITOR")
    desk.workbook_of(third).unlink()
    ran = desk.run("check", desk.setup, "--json")
    assert ran.code == 4, ran.err
    assert ran.json["key"]["type"] == "office"
    assert ran.json["company"]["name"] == desk.world.office.name
    found = {one["id"]: one for one in ran.json["clients"]}
    assert found[first.id]["access"] == "given"
    assert found[first.id]["organization_number"] == first.organization_number
    assert found[first.id]["problems"] == []
    assert found[second.id]["access"] == "too_few"
    assert [one["code"] for one in found[third.id]["problems"]] == ["workbook.missing"]
    assert desk.writes() == []


def test_a_whole_office_is_set_up_in_one_go(desk):
    ran = desk.run("sync", desk.setup, "--jobs", "3", "--json")
    assert ran.code == 0, ran.err
    assert {one["state"] for one in ran.json["clients"]} == {"done"}
    assert ran.json["counts"]["customer"]["tripletex"]["created"] == 3
    for number, client in enumerate(desk.books):
        assert desk.names(client)[f"Ny Kunde {number} AS"] == 1
        assert len(load_workbook(desk.workbook_of(client))["Kunder"]["B"]) == 1 + len(
            desk.names(client)
        )
    desk.world.requests.clear()
    again = desk.run("sync", desk.setup, "--json")
    assert (again.code, desk.writes()) == (0, []), again.err
    for path in (desk.folder / "home").rglob("*"):
        kept = path.read_bytes() if path.is_file() else b""
        assert desk.world.office_token.encode() not in kept
        assert desk.world.consumer_token.encode() not in kept
    listed = desk.run("runs", "--json").json
    assert (len(listed["runs"]), len(listed["batches"])) == (6, 2)


def test_plan_and_apply_over_the_clients_with_one_answer_for_all(desk):
    desk.furnish(differing=True)
    questions = desk.folder / "questions.json"
    ran = desk.run("plan", desk.setup, "--out", desk.plan, "--questions", questions, "--json")
    assert ran.code == 3, ran.err
    assert {one["questions"] for one in ran.json["clients"]} == {1}
    assert ran.json["counts"]["customer"]["questions"] == 3
    assert "plan.json holds each client's plan in full" in ran.err
    refused = desk.run("apply", desk.setup, "--plan", desk.plan, "--json")
    assert (refused.code, desk.writes()) == (3, []), refused.err

    asked = json.loads(questions.read_text())
    assert (asked[0]["field"], asked[0]["options"]) == ("email", ["tripletex", "partner", "skip"])
    assert len(asked) == 1 + 3
    asked[0]["answer"] = "tripletex"
    questions.write_text(json.dumps(asked))
    answered = desk.run("plan", desk.setup, "--out", desk.plan, "--answers", questions, "--json")
    assert answered.code == 0, answered.err
    applied = desk.run("apply", desk.setup, "--plan", desk.plan, "--json")
    assert applied.code == 0, applied.err
    assert applied.json["counts"]["customer"]["partner"]["updated"] == 3


def test_a_template_answers_once_for_all(desk):
    desk.furnish(differing=True)
    file = desk.folder / "standard.toml"
    file.write_text(TEMPLATE)
    waiting = desk.run("sync", desk.setup, "--json")
    assert (waiting.code, desk.writes()) == (3, []), waiting.err
    assert {one["state"] for one in waiting.json["clients"]} == {"decide"}
    kept = desk.run("templates", "--import", file, "--json")
    assert kept.json["templates"] == [{"name": "Standard", "partner": "workbook"}]
    ran = desk.run("sync", desk.setup, "--template", "Standard", "--json")
    assert ran.code == 0, ran.err
    out = desk.folder / "again.toml"
    assert desk.run("templates", "--export", "Standard", "--out", out).code == 0
    assert desk.run("check", desk.setup, "--template", out).code == 0
    unknown = desk.run("sync", desk.setup, "--template", "Annen", "--json")
    assert (unknown.code, unknown.codes) == (2, {"template_unknown"})


def test_only_the_clients_of_a_list_are_worked_at(desk):
    first, second, third = desk.books
    withdraw(third, key_of(desk))
    file = desk.folder / "klienter.csv"
    file.write_text(f"{first.organization_number}\n{third.organization_number}\n12345678\n")
    ran = desk.run("sync", desk.setup, "--clients", file, "--json")
    assert ran.code == 1, ran.err
    assert [one["id"] for one in ran.json["clients"]] == [first.id]
    assert ran.codes == {"office.number_length", "tripletex.client_shut"}
    assert desk.names(second)["Ny Kunde 1 AS"] == 0


def test_one_clients_trouble_stops_nobody(desk):
    first, second, third = desk.books
    desk.workbook_of(second).write_bytes(b"no workbook")
    ran = desk.run("sync", desk.setup, "--json")
    assert ran.code == 1, ran.err
    assert {one["id"]: one["state"] for one in ran.json["clients"]} == {
        first.id: "done",
        second.id: "failed",
        third.id: "done",
    }
    [cause] = ran.json["causes"]
    assert cause["code"] == "workbook.not_a_workbook"
    assert cause["clients"] == [second.organization_number]
    for one in ("json", "html", "xlsx"):
        out = desk.folder / f"kontor.{one}"
        assert desk.run("report", ran.json["run"], "--format", one, "--out", out).code == 0
        assert out.stat().st_size > 500
    one_client = next(one["run"] for one in ran.json["clients"] if one["run"])
    assert desk.run("report", one_client).json["run"] == one_client
    undone = desk.run("undo", one_client, "--json")
    assert undone.code == 0, undone.err
    whole = desk.run("undo", ran.json["run"], "--json")
    assert (whole.code, whole.codes) == (2, {"office.undo_by_client"})


def test_an_ordinary_key_is_refused_for_an_office_and_an_offices_for_a_company(desk):
    ordinary = desk.run(
        "sync", desk.setup, "--json", TRIPLETEX_EMPLOYEE_TOKEN=desk.world.employee_token
    )
    assert (ordinary.code, ordinary.codes) == (4, {"step_key_not_offices"})
    desk.configure()
    write_workbook(desk.workbook, {"Kunder": [TITLES], "Ansatte": [("Navn",)], "Prosjekter": []})
    more = '\n[scope]\nkinds = ["customer"]\n'
    desk.configure(more)
    for command in (("sync", desk.setup), ("plan", desk.setup, "--out", desk.plan)):
        office = desk.run(*command, "--json")
        assert (office.code, office.codes) == (4, {"step_key_of_office"})
    desk.setup.write_text(OFFICE_SETUP.format(url=desk.url).replace('"workbook"', '"svenn"'))
    alone = desk.run("sync", desk.setup, "--json")
    assert (alone.code, alone.codes) == (2, {"office.partner_of_one"})
    desk.configure(more)
    wrong = desk.run("sync", desk.setup, "--jobs", "2", "--json")
    assert (wrong.code, wrong.codes) == (2, {"office.options_of_office"})
    for more in ((), ("--give-up",)):
        none = desk.run("resume", *more, "--jobs", "2", "--json")
        assert (none.code, none.codes) == (2, {"office.jobs_of_batch"})
    assert desk.writes() == []


@pytest.mark.parametrize("position", [2, 6])
def test_kill_9_in_mid_batch_is_resumed_without_a_duplicate(make_office, position):
    desk = make_office(8, latency_ms=5)
    names = {client.id: desk.names(client) for client in desk.books}
    process = subprocess.Popen(
        desk.command("sync", desk.setup, "--jobs", "4"),
        cwd=desk.folder,
        env=desk.environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desk.kill_at_write(process, position)
    desk.killed(process)

    resumed = desk.run("resume", "--json")
    assert resumed.code == 0, resumed.err
    assert {one["state"] for one in resumed.json["clients"]} == {"done"}
    for number, client in enumerate(desk.books):
        assert desk.names(client) == names[client.id] + Counter([f"Ny Kunde {number} AS"])
        ids = [cell.value for cell in load_workbook(desk.workbook_of(client))["Kunder"]["D"]]
        assert len(ids) == len(set(ids)) == 1 + len(desk.names(client))
    desk.world.requests.clear()
    again = desk.run("sync", desk.setup, "--json")
    assert (again.code, desk.writes()) == (0, []), again.err


def test_ctrl_c_stops_between_two_writes_and_resume_goes_on(make_office):
    desk = make_office(8, latency_ms=20)
    process = subprocess.Popen(
        desk.command("sync", desk.setup, "--jobs", "2", "--json"),
        cwd=desk.folder,
        env=desk.environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def interrupt(method, path, status):
        if method == "POST" and path.startswith("/customer"):
            desk.world.before_answer.clear()
            process.send_signal(signal.SIGINT)

    desk.world.before_answer.append(interrupt)
    out, _ = process.communicate(timeout=60)
    stopped = json.loads(out)
    assert (process.returncode, stopped["exit_code"]) == (5, 5)
    assert stopped["states"]["waiting"] > 0
    resumed = desk.run("resume", "--jobs", "2", "--json")
    assert resumed.code == 0, resumed.err
    assert resumed.json["run"] == stopped["run"]
    for number, client in enumerate(desk.books):
        assert desk.names(client)[f"Ny Kunde {number} AS"] == 1


def test_a_key_that_is_replaced_in_mid_batch_is_gone_on_with(desk):
    world, old = desk.world, key_of(desk)

    def replace(method, path, status):
        if method == "POST" and path.startswith("/customer"):
            world.before_answer.clear()
            world.revoke(old.token)

    world.before_answer.append(replace)
    stopped = desk.run("sync", desk.setup, "--jobs", "1", "--json")
    assert stopped.code == 5, stopped.err
    assert "tripletex.key_refused" in stopped.codes
    assert {one["state"] for one in stopped.json["clients"]} >= {"waiting"}
    refused = desk.run("resume", "--json")
    assert (refused.code, refused.codes) == (4, {"tripletex.key_refused"})

    new = world.issue(
        old.owner,
        world.applications[0],
        name="Ny kontornøkkel",
        rights=ALL_RIGHTS,
        language="no",
        office=True,
    )
    for client in desk.books:
        grant(client, new, "ALL_PRIVILEGES")
    world.office_token = new.token
    resumed = desk.run("resume", "--json")
    assert resumed.code == 0, resumed.err
    for number, client in enumerate(desk.books):
        assert desk.names(client)[f"Ny Kunde {number} AS"] == 1


def test_two_programs_do_not_work_at_one_office_at_once(desk):
    store = open_store(desk.folder / "home" / "state")
    with store.lease(desk.world.office.id):
        refused = desk.run("sync", desk.setup, "--json")
    assert (refused.code, desk.writes()) == (4, []), refused.err
    first, *_ = desk.books
    with store.lease(first.id):
        ran = desk.run("sync", desk.setup, "--json")
    store.close()
    assert ran.code == 1, ran.err
    busy = next(one for one in ran.json["clients"] if one["id"] == first.id)
    assert busy["state"] == "failed"
    assert {one["code"] for one in busy["problems"]} <= {
        "store.company_busy",
        "store.company_busy_just_now",
    }
    assert sum(one["state"] == "done" for one in ran.json["clients"]) == 2


def test_a_key_that_is_deleted_while_clients_are_planned_is_said_once(desk):
    def revoke(method, path, status):
        if path.startswith("/customer"):
            desk.world.before_answer.clear()
            desk.world.revoke(desk.world.office_token)

    desk.world.before_answer.append(revoke)
    ran = desk.run("plan", desk.setup, "--out", desk.plan, "--jobs", "1", "--json")
    assert (ran.code, ran.codes) == (4, {"tripletex.key_refused"}), ran.err
    assert not desk.plan.exists()
