"""undo with the real program: both sides as they were, foreign edits kept, kill -9 on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import Any

import pytest
from openpyxl import load_workbook

from wizard.practice import Options

from .conftest import Desk, MakeDesk

PARTNER_WINS = '\n[decisions]\ndefault = "partner"\n'
MAPPED = {
    "customers": (
        "customerNumber name organizationNumber email invoiceEmail phoneNumber phoneNumberMobile "
        "isPrivateIndividual isInactive"
    ),
    "projects": "number name startDate endDate isInternal isClosed description customer",
    "employees": "employeeNumber firstName lastName phoneNumberMobile bankAccountNumber",
}


@pytest.fixture
def small(make_desk: MakeDesk) -> Desk:
    desk = make_desk(employees=6, customers=5, projects=4)
    desk.configure(PARTNER_WINS)
    return desk


def in_tripletex(desk: Desk) -> dict[str, Any]:
    company = desk.world.company
    found = {
        table: {
            id_: {name: row[name] for name in names.split()}
            for id_, row in getattr(company, table).items()
        }
        for table, names in MAPPED.items()
    }
    for id_, row in company.customers.items():
        lines = ("addressLine1", "postalCode", "city")
        found["customers"][id_]["address"] = [
            (row["postalAddress"] or {}).get(n) or "" for n in lines
        ]
    return found


def in_workbook(desk: Desk) -> dict[str, list[list[Any]]]:
    """Every cell of every sheet, the column of ids left out."""
    book = load_workbook(desk.workbook)
    found = {}
    for sheet in book:
        titles = [cell.value for cell in sheet[1]]
        keep = [n for n, title in enumerate(titles) if title != "ID"]
        rows = [[row[n].value for n in keep] for row in sheet.iter_rows()]
        while rows and not any(rows[-1]):
            rows.pop()
        found[sheet.title] = rows
    return found


def synced(desk: Desk, *options: str) -> str:
    done = desk.run("sync", desk.setup, "--skip-questions", "--json", *options)
    assert done.code == 0, done.err
    return str(done.json["run"])


def planned(desk: Desk) -> list[tuple[str, ...]]:
    desk.run("plan", desk.setup, "--out", desk.plan)
    names = ("verb", "side", "kind", "key", "fields", "because")
    made = json.loads(desk.plan.read_text())["operations"]
    return [tuple(str(one[name]) for name in names) for one in made]


def edit(desk: Desk, kind: str, id_: int, **values: Any) -> None:
    """Somebody changes a record in Tripletex."""
    company = desk.world.company
    before = company.table(kind)[id_]
    somebody = next(iter(company.employees))
    desk.world.replace(company, kind, before, {**before, **values}, somebody)


def assert_as_before(desk: Desk, before: dict[str, Any], sheets: dict[str, Any]) -> None:
    """Nothing is left of a run but its employees, for they cannot be deleted."""
    now = in_tripletex(desk)
    now["employees"] = {id_: now["employees"][id_] for id_ in before["employees"]}
    assert now == before
    assert in_workbook(desk) == sheets


def test_both_sides_are_as_they_were_and_the_next_plan_is_the_same(small: Desk) -> None:
    before, sheets, plan = in_tripletex(small), in_workbook(small), planned(small)
    run = synced(small)
    undone = small.run("undo", run, "--json")
    assert undone.code == 0, undone.err
    assert_as_before(small, before, sheets)
    assert undone.json["undoes"] == run
    assert undone.json["counts"]["customer"]["tripletex"]["removed"] == 2
    assert undone.json["counts"]["customer"]["partner"]["linked"] == 5
    assert undone.codes == {"undo_cannot_remove", "undo_in_use"}
    again = planned(small)
    assert {one[2] for one in set(plan) - set(again)} == {"employee", "department"}
    assert {one[2] for one in set(again) - set(plan)} == {"employee"}
    listed = small.run("runs", "--json").json["runs"]
    assert [one["undoes"] for one in listed] == [run, None]

    small.world.requests.clear()
    workbook = small.workbook.read_bytes()
    twice = small.run("undo", run, "--json")
    assert (twice.code, small.writes(), small.workbook.read_bytes()) == (0, [], workbook)
    refused = small.run("undo", listed[0]["run"], "--json")
    assert (refused.code, refused.codes) == (2, {"undo_of_undo"})


def test_what_somebody_edited_since_is_kept_on_both_sides(small: Desk) -> None:
    before, sheets = in_tripletex(small), in_workbook(small)
    run = synced(small)
    company = small.world.company
    made = max(set(company.customers) - set(before["customers"]))
    edit(small, "customer", made, email="ny@eik.example")
    book = load_workbook(small.workbook)
    book["Kunder"]["A2"].value = 77777
    book.save(small.workbook)
    undone = small.run("undo", run, "--json")
    assert undone.code == 0, undone.err
    assert "undo_kept_made" in undone.codes
    assert company.customers[made]["email"] == "ny@eik.example"
    assert in_workbook(small)["Kunder"][1][0] == 77777
    sheets["Kunder"][1][0] = 77777
    now = in_tripletex(small)
    assert {id_: now["customers"][id_] for id_ in before["customers"]} == before["customers"]


@pytest.mark.parametrize("position", [0, 2, 4, 6])
def test_killed_on_the_way_it_is_finished_by_resume(small: Desk, position: int) -> None:
    before, sheets = in_tripletex(small), in_workbook(small)
    run = synced(small)
    process = subprocess.Popen(
        small.command("undo", run),
        cwd=small.folder,
        env=small.environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seen = 0

    def kill(method: str, path: str, status: int) -> None:
        nonlocal seen
        if method in ("PUT", "DELETE") and "token/session" not in path:
            if seen == position:
                os.kill(process.pid, signal.SIGKILL)
                process.wait(20)
            seen += 1

    small.world.before_answer.append(kill)
    assert process.wait(60) == -signal.SIGKILL
    small.world.before_answer.clear()
    waiting = small.run("undo", run, "--json")
    assert (waiting.code, waiting.codes) == (2, {"undo_unfinished"})
    resumed = small.run("resume", "--json")
    assert resumed.code == 0, resumed.err
    assert_as_before(small, before, sheets)


def test_a_field_that_tripletex_does_not_empty_is_told(make_desk: MakeDesk) -> None:
    options = Options(rate_limit=None, null_in_put="kept")
    desk = make_desk(options, employees=6, customers=5, projects=4)
    desk.configure(PARTNER_WINS)
    book = load_workbook(desk.workbook)
    [titles, *rows] = book["Prosjekter"].iter_rows()
    at = {cell.value: n for n, cell in enumerate(titles)}
    table = desk.world.company.projects
    row = next(row for row in rows if str(row[at["Prosjektnummer"]].value) == "1001")
    row[at["Sluttdato"]].value = "01.02.2030"
    book.save(desk.workbook)
    project = next(one for one in table.values() if one["number"] == "1001")
    edit(desk, "project", project.id, endDate=None)
    run = synced(desk)
    assert table[project.id]["endDate"] == "2030-02-01"
    undone = desk.run("undo", run, "--json")
    assert undone.code == 1
    [said] = [one for one in undone.json["problems"] if one["code"] == "not_emptied"]
    assert (said["kind"], said["subject"]) == ("project", "1001")
    assert table[project.id]["endDate"] == "2030-02-01"


@pytest.mark.parametrize("status", [409, 422])
def test_a_customer_with_invoices_is_made_inactive_instead(
    make_desk: MakeDesk, status: Any
) -> None:
    desk = make_desk(
        Options(rate_limit=None, in_use_status=status), employees=6, customers=5, projects=4
    )
    desk.configure(PARTNER_WINS)
    known = set(desk.world.company.customers)
    run = synced(desk)
    made = min(set(desk.world.company.customers) - known)
    desk.world.company.customer_ties[made] = {"invoices"}
    undone = desk.run("undo", run, "--json")
    assert undone.code == 0, undone.err
    assert "undo_set_aside" in undone.codes
    assert desk.world.company.customers[made]["isInactive"]
    counts = undone.json["counts"]["customer"]["tripletex"]
    assert counts["removed"] == 1


def test_a_trial_shows_each_deed_and_the_next_synk_does_the_rest(small: Desk) -> None:
    undisturbed = planned(small)
    run = synced(small, "--only", "1")
    report = small.run("report", run).json
    trial = [(one["verb"], one["side"], one["kind"], one["key"]) for one in report["operations"]]
    assert set(trial) < {one[:4] for one in undisturbed}
    assert "pilot_left" in {one["code"] for one in report["problems"]}
    rest = synced(small)
    both = {
        *trial,
        *(
            (o["verb"], o["side"], o["kind"], o["key"])
            for o in small.run("report", rest).json["operations"]
        ),
    }
    assert both == {one[:4] for one in undisturbed}
