"""A run can be verified afterwards, and what somebody changed of it is found and said."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .conftest import Desk, MakeDesk, Ran

SYNC = ("--skip-questions", "--json")


def store_of(desk: Desk) -> Path:
    (path,) = (desk.folder / "home").rglob("store.sqlite3")
    return path


def change(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(store_of(desk))) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def synced(make_desk: MakeDesk) -> tuple[Desk, str]:
    """A small desk after its first synk, and that run."""
    desk = make_desk(employees=4, customers=4, projects=3)
    found = desk.run("sync", desk.setup, *SYNC)
    assert found.code == 0, found.err
    return desk, found.json["run"]


def test_a_report_says_what_it_stands_on_and_verifies(synced: tuple[Desk, str]) -> None:
    desk, run = synced
    report = desk.run("report", run).json
    proof = report["proof"]
    read = {(one["kind"], one["side"]): one for one in proof["inputs"]}
    customers = read["customer", "tripletex"]
    assert customers["records"] == 4
    assert customers["completeness"] == "complete"
    assert customers["why_whole"]["code"] == "tripletex.feed_unreliable"
    assert read["employee", "tripletex"]["why_whole"]["code"] == "tripletex.no_feed"
    assert read["employee", "partner"]["why_whole"]["code"] == "workbook.no_feed"
    assert proof["rules"]["default"] == "ask"
    written = [one for one in report["operations"] if one["side"] == "tripletex"]
    assert written
    assert all(one["request"] for one in written)

    verified = desk.run("report", run, "--verify", "--json")
    assert (verified.code, verified.json["ok"]) == (0, True), verified.err
    checked = verified.json["verified"]
    assert checked["journal_hash"] == proof["journal"]["hash"]
    assert checked["operations"] == len(report["operations"])
    assert "journal" in desk.run("report", run, "--verify").out.lower()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "store.journal_broken"),
        ("UPDATE journal SET record = '999999' WHERE seq = 2", "store.journal_broken"),
        ("UPDATE runs SET report = substr(report, 1, 100)", "store.report_broken"),
        ("UPDATE runs SET chain = NULL", "proof_absent"),
    ],
)
def test_what_was_changed_afterwards_is_found(
    synced: tuple[Desk, str], statement: str, code: str
) -> None:
    desk, run = synced
    change(desk, statement)
    found = desk.run("report", run, "--verify", "--json")
    assert (found.code, found.codes) == (1, {code}), found.err
    assert all(one["message"] and one["remedy"] for one in found.json["problems"])


def test_a_store_cut_off_or_of_a_newer_version_is_a_problem(synced: tuple[Desk, str]) -> None:
    desk, run = synced
    change(desk, "PRAGMA wal_checkpoint(TRUNCATE)")
    good = store_of(desk).read_bytes()
    change(desk, "UPDATE tripletex_wizard_version SET version_num = '9999'")
    for command in (("report", run, "--verify"), ("runs",), ("sync", desk.setup)):
        assert_unusable(desk.run(*command, "--json"), "store.newer")
    for beside in ("-wal", "-shm"):
        store_of(desk).with_name(f"store.sqlite3{beside}").unlink(missing_ok=True)
    store_of(desk).write_bytes(good[: len(good) // 2])
    assert_unusable(desk.run("report", run, "--verify", "--json"), "store.broken")


def assert_unusable(found: Ran, code: str) -> None:
    assert (found.code, found.codes) == (2, {code}), found.err


def test_an_unfinished_run_comes_first_and_can_be_given_up(synced: tuple[Desk, str]) -> None:
    desk, run = synced
    change(desk, "UPDATE runs SET state = 'running', finished = NULL, report = NULL")
    desk.world.requests.clear()
    refused = desk.run("sync", desk.setup, *SYNC)
    assert (refused.code, refused.codes) == (5, {"run_unfinished"})
    change(desk, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    broken = desk.run("resume", run, "--json")
    assert (broken.code, broken.codes) == (1, {"store.journal_broken"})
    assert desk.writes() == []

    unnamed = desk.run("resume", "--give-up", "--json")
    assert (unnamed.code, unnamed.codes) == (2, {"run_to_give_up"})
    assert desk.run("resume", run, "--give-up", "--json").code == 0
    for again, code in ((("--give-up",), "run_not_open"), ((), "run_given_up")):
        found = desk.run("resume", run, *again, "--json")
        assert (found.code, found.codes) == (2, {code})
    after = desk.run("sync", desk.setup, *SYNC)
    assert (after.code, desk.writes()) == (0, []), after.err
    assert "given up" in desk.run("runs").out


def test_a_register_cut_short_stops_with_one_question_that_can_be_answered(
    synced: tuple[Desk, str],
) -> None:
    desk, _ = synced
    book = load_workbook(desk.workbook)
    book["Kunder"].delete_rows(2, 1000)
    book.save(desk.workbook)
    questions = desk.folder / "questions.json"
    plan = ("plan", desk.setup, "--out", desk.plan, "--json")
    asked = desk.run(*plan, "--questions", questions)
    assert asked.code == 3
    [many] = [one for one in json.loads(questions.read_text()) if one["reason"] == "many_gone"]
    assert (many["kind"], many["partner"], many["options"]) == (
        "customer",
        "0",
        ["gone", "forget", "skip"],
    )
    assert [one for one in asked.json["operations"] if one["kind"] == "customer"] == []
    desk.world.requests.clear()
    before = desk.workbook.read_bytes()
    assert desk.run("sync", desk.setup, "--json").code == 3
    assert (desk.writes(), desk.workbook.read_bytes()) == ([], before)

    questions.write_text(json.dumps([{**many, "answer": "Borte for godt"}]))
    desk.run(*plan, "--answers", questions)
    applied = desk.run("apply", desk.setup, "--plan", desk.plan, *SYNC)
    assert applied.code == 0, applied.err
    [decision] = desk.run("report", applied.json["run"]).json["proof"]["decisions"]
    assert (decision["choice"], decision["kind"]) == ("gone", "customer")
    assert decision["decided_by"]
    assert decision["decided_at"].startswith("20")
    later = desk.run(*plan).json
    assert "question_many_gone" not in {one["code"] for one in later["problems"]}


def test_after_one_edit_a_side_exactly_those_two_are_written(synced: tuple[Desk, str]) -> None:
    desk, _ = synced
    book = load_workbook(desk.workbook)
    header = [cell.value for cell in book["Kunder"][1]]
    rows = {row[0].value: row for row in book["Kunder"].iter_rows(min_row=2)}
    linked = [
        (id_, one)
        for id_, one in desk.world.company.customers.items()
        if str(one.get("customerNumber")) in {str(number) for number in rows}
    ]
    (first, _), (_, second) = linked[0], linked[-1]
    row = next(r for n, r in rows.items() if str(n) == str(second["customerNumber"]))
    row[header.index("E-post")].value = "ny.adresse@example.no"
    book.save(desk.workbook)
    desk.world.edit("customer", first, phoneNumber="22 33 44 55")
    desk.world.requests.clear()
    found = desk.run("sync", desk.setup, *SYNC)
    done = desk.run("report", found.json["run"]).json["operations"]
    assert sorted((one["side"], tuple(one["fields"])) for one in done) == [
        ("partner", ("phone",)),
        ("tripletex", ("email",)),
    ]
    assert len(desk.writes()) == 1
    desk.world.requests.clear()
    before = desk.workbook.read_bytes()
    assert desk.run("sync", desk.setup, *SYNC).code == 0
    assert (desk.writes(), desk.workbook.read_bytes()) == ([], before)
