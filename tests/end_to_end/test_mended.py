"""A fault at every step of the window, mended by keys alone, the way the page says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wizard import paths
from wizard.flow.journey import StepId
from wizard.practice import Fault
from wizard.practice.rights import ALL_RIGHTS

from .beginnings import SEAL, left_at
from .conftest import Desk, MakeDesk
from .desktop import Desktop
from .program import Program, program
from .test_journey import confirm, figure


@pytest.fixture
def small(make_desk: MakeDesk) -> Desk:
    return make_desk(employees=6, customers=5, projects=4)


@contextmanager
def resumed(
    seat: Desktop, desk: Desk, step: StepId, language: str = "nb", **environment: str
) -> Iterator[Program]:
    """The program, gone on with at a step."""
    left_at(desk, step)
    with continued(seat, desk, language, **environment) as window:
        yield window


@contextmanager
def continued(
    seat: Desktop, desk: Desk, language: str = "nb", **environment: str
) -> Iterator[Program]:
    """The program, gone on with where it was left."""
    environ = {"TRIPLETEX_EMPLOYEE_TOKEN": desk.world.employee_token, **SEAL, **environment}
    with program(seat, desk, language, **environ) as window:
        window.push("Continue")
        yield window


def typed(key: str) -> str:
    """A key as it is typed: tried as soon as it is whole, before the signs that fill it up."""
    return key.rstrip("=")


def start(window: Program) -> None:
    """Start the synk, the number typed where the brake asks for it."""
    brake = window.word("This writes {count} records. Type {count} to confirm it.").split("{")[0]
    window.until(lambda: window.find("Start the synk") or brake in window.text())
    if not window.find("Start the synk"):
        confirm(window)
    window.push("Start the synk")


def test_a_connection_file_that_cannot_be_used(seat: Desktop, small: Desk) -> None:
    broken, good = small.folder / "broken.toml", small.folder / "good.toml"
    broken.write_text("[[[")
    good.write_text(
        (paths.resources() / "profiles" / "workbook.toml")
        .read_text()
        .replace('id = "workbook"', 'id = "nordlys"')
        .replace('name = "Excel"', 'name = "Nordlys"')
    )
    with program(seat, small, "nb", **SEAL) as window:
        window.push("Another system …")
        window.choose_file(broken)
        window.told("profile_not_toml")
        window.push("Choose another file")
        window.choose_file(good)
        window.until(lambda: window.find("Next"))
        window.push("Next")
        window.arrive(2, "Switch on Integrasjoner")


def test_no_browser_opens(seat: Desktop, small: Desk, tmp_path: Path) -> None:
    with resumed(seat, small, StepId.INTEGRATIONS, PATH=str(tmp_path)) as window:
        window.push("Open Tripletex")
        window.told("no_browser")
        assert small.url.removesuffix("/v2") in window.text()
        window.tick("I have switched on Integrasjoner")
        window.press("Return")
        window.arrive(3, "Make the key in Tripletex")


def test_integrasjoner_is_not_on_after_all(seat: Desktop, small: Desk) -> None:
    small.world.switch_integrations(False)
    with resumed(seat, small, StepId.PASTE_KEY) as window:
        window.type_in("The key from Tripletex", typed(small.world.employee_token))
        window.told("tripletex.integrations_off")
        small.world.switch_integrations(True)
        window.push("Try again")
        window.heard("The key works")
        window.push("Yes, the right company")
        window.arrive(5, "Connect to {partner}", partner="Excel")


def test_a_key_that_is_none_and_then_the_right_one(seat: Desktop, small: Desk) -> None:
    gone = small.world.make_key()
    small.world.revoke(gone)
    with resumed(seat, small, StepId.PASTE_KEY, "en") as window:
        for wrong, code in (("kari@firma.example", "key_is_email"), (gone[:60], "key_half")):
            window.type_in("The key from Tripletex", wrong)
            window.press("Return")
            window.told(code)
        window.type_in("The key from Tripletex", typed(gone))
        window.told("tripletex.key_refused")
        window.go_to("Show the key")
        window.press("space")
        window.type_in("The key from Tripletex", f'"Bearer {small.world.employee_token[:-9]}')
        window.press("ctrl+a", "ctrl+x")
        window.type_in("The key from Tripletex", f'{small.world.employee_token[-9:]} "')
        window.press("Home", "ctrl+v")
        window.heard("The key works")
        window.push("Yes, the right company")
        window.arrive(5, "Connect to {partner}", partner="Excel")


def test_a_key_with_too_few_rights(seat: Desktop, small: Desk) -> None:
    rights = {str(one) for one in ALL_RIGHTS} - {"AUTH_CUSTOMER_ADMIN"}
    with resumed(seat, small, StepId.PASTE_KEY) as window:
        window.type_in("The key from Tripletex", typed(small.world.make_key(rights=rights)))
        window.heard("The key works")
        window.see("AUTH_CUSTOMER_ADMIN")
        window.push("Use another key")
        window.type_in("The key from Tripletex", typed(small.world.employee_token))
        window.heard("The key works")
        assert not window.shows("AUTH_CUSTOMER_ADMIN")
        window.push("Yes, the right company")
        window.arrive(5, "Connect to {partner}", partner="Excel")


def test_there_is_no_keyring_to_keep_the_key_in(seat: Desktop, small: Desk) -> None:
    bus = f"unix:path={small.folder / 'nobody'}"
    without = {"DBUS_SESSION_BUS_ADDRESS": bus, "AT_SPI_BUS_ADDRESS": seat.reader.address}
    left_at(small, StepId.PASTE_KEY)
    with continued(seat, small, **without, TRIPLETEX_EMPLOYEE_TOKEN="") as window:
        window.type_in("The key from Tripletex", typed(small.world.employee_token))
        window.heard("The key works")
        window.push("Yes, the right company")
        window.told("store.keyring_absent")
        window.push("Use it in this run only")
        window.arrive(5, "Connect to {partner}", partner="Excel")


def test_a_workbook_that_cannot_be_read(seat: Desktop, small: Desk) -> None:
    broken = small.folder / "broken.xlsx"
    broken.write_text("not a workbook")
    lacking = load_workbook(small.workbook)
    lacking["Kunder"].delete_rows(1)
    lacking["Ansatte"].delete_rows(1)
    lacking["Prosjekter"].delete_rows(1)
    whole = small.workbook.read_bytes()
    lacking.save(small.workbook)
    with resumed(seat, small, StepId.CONNECT_PARTNER, "en") as window:
        window.push("Choose a file")
        window.choose_file(broken)
        window.told("workbook.not_a_workbook")
        window.push("Choose another file")
        window.choose_file(small.workbook)
        window.told("workbook.no_key_column")
        small.workbook.write_bytes(whole)
        window.push("Try again")
        window.push("Compare")
        window.arrive(6, "Go through the differences before anything changes")


def test_the_company_is_out_of_reach_while_it_is_read(seat: Desktop, small: Desk) -> None:
    with resumed(seat, small, StepId.CONNECT_PARTNER) as window:
        window.push("Choose a file")
        window.choose_file(small.workbook)
        window.ready("Compare")
        small.world.faults.append(Fault("reset_before", times=10_000))
        window.push("Compare")
        window.told("http.broken")
        small.world.faults.clear()
        window.push("Try again")
        window.tick("Leave the {count} that are not decided alone this time", count=7)
        window.push("Next: see what will happen")
        window.arrive(6, "This will happen when you start")


def test_the_company_is_out_of_reach_when_it_is_gone_on(seat: Desktop, small: Desk) -> None:
    left_at(small, StepId.DIFFERENCES)
    small.world.faults.append(Fault("reset_before", times=10_000))
    with continued(seat, small, "en") as window:
        window.told("http.broken")
        small.world.faults.clear()
        window.push("Try again")
        window.see("Confirmed by you")
        window.push("Next")
        window.arrive(5, "Connect to {partner}", partner="Excel")


def test_a_plan_that_somebody_made_old(seat: Desktop, small: Desk) -> None:
    with resumed(seat, small, StepId.PLAN, "en") as window:
        window.ready("Try with five first")
        edited = max(small.world.company.customers)
        small.world.edit("customer", edited, email="ny@adresse.example")
        start(window)
        window.told("plan_outdated")
        assert small.writes() == []
        window.push("Compare again")
        window.arrive(6, "Go through the differences before anything changes")
        finish(window)
    assert small.world.company.customers[edited]["email"] == "ny@adresse.example"


def finish(window: Program) -> None:
    """From the comparison to the end, what is not decided left alone."""
    window.ready("Differences")
    left = window.read("Leave the {count} that are not decided alone this time")[0]
    window.tick("Leave the {count} that are not decided alone this time", count=left)
    window.push("Next: see what will happen")
    window.heard("This will happen when you start")
    start(window)
    window.heard("The first synk has come to its end")
    window.push("See the result")
    window.arrive(8, "The connection is in place")


def test_the_connection_is_lost_in_the_middle(seat: Desktop, small: Desk) -> None:
    def lose(method: str, path: str, status: int) -> None:
        if method == "POST" and "customer" in path:
            small.world.faults.append(Fault("reset_before", times=10_000))

    small.world.before_answer.append(lose)
    with resumed(seat, small, StepId.PLAN) as window:
        start(window)
        window.heard("The first synk is not finished")
        small.world.before_answer.clear()
        small.world.faults.clear()
        window.push("Continue the synk")
        window.heard("The first synk has come to its end")


def test_the_workbook_is_open_elsewhere(seat: Desktop, small: Desk) -> None:
    lock = small.folder / f".~lock.{small.workbook.name}#"
    with resumed(seat, small, StepId.PLAN, "en") as window:
        window.ready("Try with five first")
        lock.write_text("")
        start(window)
        window.told("workbook.open_elsewhere")
        lock.unlink()
        window.push("Try again")
        window.heard("The first synk has come to its end")


def test_what_was_stopped_is_mended_and_tried_again(seat: Desktop, small: Desk) -> None:
    with resumed(seat, small, StepId.PLAN, "en") as window:
        start(window)
        window.heard("The first synk has come to its end")
        window.push("See the result")
        window.arrive(8, "The connection is in place")
        complete(small.workbook)
        window.push("Try only those that failed")
        window.arrive(6, "Go through the differences before anything changes")
        finish(window)
        assert figure(window, "created") == 3
    [made] = [one for one in small.world.company.customers.values() if "Tistelås" in one["name"]]
    assert made["organizationNumber"] == ""


def test_records_that_did_not_go_through_are_tried_again(seat: Desktop, small: Desk) -> None:
    small.world.faults.append(Fault("json_500", "customer", "POST", times=10_000))
    with resumed(seat, small, StepId.PLAN) as window:
        start(window)
        window.heard("The first synk has come to its end")
        window.push("See the result")
        window.arrive(8, "The connection is in place")
        before = set(small.world.company.customers)
        small.world.faults.clear()
        window.push("Try only those that failed")
        window.arrive(6, "Go through the differences before anything changes")
        finish(window)
        assert figure(window, "created") == 3  # with the project that hangs on one of them
    made = set(small.world.company.customers) - before
    names = sorted(small.world.company.customers[one]["name"] for one in made)
    assert names == ["Hegrelia Keramikk AS", "Småhølen Brygge AS"]


def complete(path: Path) -> None:
    """Fill in what the three records lack that the rules stop."""
    book = load_workbook(path)
    for sheet, found, title, value in (
        ("Ansatte", "Bjarne", "Etternavn", "Lie"),
        ("Kunder", "Tistelås Verft AS", "Organisasjonsnummer", None),
        ("Prosjekter", "Forprosjekt slipp", "Startdato", "01.12.2026"),
    ):
        columns = {cell.value: cell.column for cell in book[sheet][1]}
        row = next(row[0].row for row in book[sheet].iter_rows() if found in [c.value for c in row])
        book[sheet].cell(row, columns[title]).value = value
    book.save(path)


def test_a_run_that_was_killed_is_in_the_way_of_the_next(seat: Desktop, small: Desk) -> None:
    with resumed(seat, small, StepId.PLAN) as window:

        def kill(method: str, path: str, status: int) -> None:
            if method == "POST" and "customer" in path:
                window.process.kill()

        small.world.before_answer.append(kill)
        start(window)
        window.process.wait(timeout=30)
    small.world.before_answer.clear()
    left_at(small, StepId.PLAN)
    with continued(seat, small) as window:
        start(window)
        window.told("run_unfinished")
        window.push("Go on with that run")
        window.heard("The first synk is not finished")
        window.push("Continue the synk")
        window.heard("The first synk has come to its end")
    names = [one["name"] for one in small.world.company.customers.values()]
    assert len(names) == len(set(names))


def test_stopped_safely_in_the_middle_and_gone_on_with(seat: Desktop, small: Desk) -> None:
    def slow(method: str, path: str, status: int) -> None:
        if method == "POST" and "token" not in path:
            small.world.options.latency_ms = 1500

    with resumed(seat, small, StepId.PLAN, "en") as window:
        small.world.before_answer.append(slow)
        start(window)
        window.until(small.writes)
        window.push("Stop safely")
        window.heard("The first synk is not finished")
        small.world.before_answer.clear()
        small.world.options.latency_ms = 0
        window.press("Escape")
        window.heard("Do you want to stop here?")
        window.push("Close")
        assert window.process.wait(timeout=20) == 0
    with continued(seat, small, "en") as window:
        window.push("Continue the synk")
        window.heard("The first synk has come to its end")
