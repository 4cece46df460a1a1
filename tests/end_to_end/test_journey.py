"""From the first page to a finished synk: the real window, real Chromium, the keyboard alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .browser import Keyboard, chromium
from .conftest import Desk, MakeDesk
from .desktop import Desktop
from .program import Program, program
from .test_practice_pages import WORDS

SETUP = """version = 1
partner = "workbook"

[tripletex]
base_url = "{url}"
"""
NAME = "Tripletex-kobling"


@pytest.mark.parametrize("language", ["nb", "en"])
def test_from_the_first_page_to_a_finished_synk(
    seat: Desktop, make_desk: MakeDesk, tmp_path: Path, language: str
) -> None:
    desk = make_desk(employees=6, customers=5, projects=4)
    desk.setup.write_text(SETUP.format(url=desk.url), encoding="utf-8")
    desk.world.switch_integrations(False)
    before = rows(desk)
    with (
        chromium(tmp_path / "browser", seat.environ, language) as web,
        program(seat, desk, language, "--setup", desk.setup, TRIPLETEX_EMPLOYEE_TOKEN="") as window,
    ):
        words = WORDS[language]
        window.arrive(1, "What do you want to connect to Tripletex?")
        window.come_forward()
        window.enter("Next")
        window.arrive(2, "Switch on Integrasjoner")
        window.push("Open Tripletex")
        web.open(window.until(seat.opened))
        switch_on(web, words)
        window.come_forward()
        window.tick("I have switched on Integrasjoner")
        window.enter("Next")
        window.arrive(3, "Make the key in Tripletex")
        seat.turn_to(web.process)
        make_key(web, words, owner=desk.world.company.employees[desk.world.owner])
        window.come_forward()
        window.heard("A key lies on the clipboard")
        window.press("Return")
        window.arrive(4, "Paste the key you copied")
        window.heard("The key works")
        window.enter("Yes, the right company")
        window.arrive(5, "Connect to {partner}", partner="Excel")
        window.push("Choose a file")
        window.choose_file(desk.workbook)
        window.see("Columns recognised: {count}", count=10)
        window.push("Compare")
        window.arrive(6, "Go through the differences before anything changes")
        decide(window)
        window.push("Next: see what will happen")
        window.arrive(6, "This will happen when you start")
        made, written = planned(window)
        confirm(window)
        window.press("Return")
        window.arrive(7, "The first synk is running")
        window.heard("The first synk has come to its end")
        window.enter("See the result")
        window.arrive(8, "The connection is in place")
        assert figure(window, "created") + figure(window, "updated") == written
        window.push("Close")
        assert window.process.wait(timeout=20) == 0
    assert rows(desk) == before + made
    settled(seat, desk)


def switch_on(web: Keyboard, words: dict[str, str]) -> None:
    """Switch Integrasjoner on, as page 2 says."""
    web.follow(words["subscription"])
    web.follow(words["terms"])
    web.follow(words["activate"])


def make_key(web: Keyboard, words: dict[str, str], owner: dict[str, str]) -> None:
    """Make a key as page 3 says, and copy it with the page's own button."""
    web.follow(words["employees"])
    web.follow(f"{owner['firstName']} {owner['lastName']}")
    web.follow(words["tab"])
    web.follow(words["new"])
    web.tick(words["custom"])
    web.tick(words["all"])
    web.fill(words["application"], NAME)
    web.fill(words["name"], NAME)
    web.follow(words["make"])
    web.push(words["copy"])
    web.until(lambda: words["copied"] in web.text)


def decide(window: Program) -> None:
    """Answer everything that waits: by a rule, about two whole records, and row by row."""
    window.push("Use Tripletex for all {count}", count=2)
    window.turn(window.word("Employees") + " 9", window.word("Customers") + " 8")
    window.push("Use {partner} for all {count}", count=2, partner="Excel")
    window.push("Next: {count} to look at", count=2)
    window.heard("Is this the same person?")
    window.press("3", "Return")
    window.heard("Is this the same project?")
    window.press("1", "Return")
    window.heard("Go through the differences before anything changes")
    window.see("{count} rows are shown", count=2)
    window.go_to("Differences")
    for _ in range(2):
        window.press("2")
        window.heard(", Excel")
    window.see("Nothing waits for you. You can still decide otherwise.")


def confirm(window: Program) -> None:
    """Type the number that the brake asks for; with another one nothing can be started."""
    brake = "This writes {count} records. Type {count} to confirm it."
    [count, *_] = window.read(brake)
    window.type_in(brake, f"{count}1", count=count)
    assert not window.find("Start the synk")
    window.press("BackSpace")
    window.ready("Start the synk")


def planned(window: Program) -> tuple[int, int]:
    """What the plan makes in Tripletex, and writes in all."""
    made, written = window.read("**{count}** are made"), window.read("{count} changes")
    return int(made[-1]), sum(map(int, written))


def figure(window: Program, word: str) -> int:
    """A number on the last page, as it is read aloud."""
    wanted = re.compile(rf"^(\d+) {window.word(word)}$", re.MULTILINE)
    return int(window.until(lambda: wanted.search(window.text())).group(1))


def rows(desk: Desk) -> int:
    """How many records the company has, of what is written there."""
    company = desk.world.company
    kinds = (company.departments, company.employees, company.customers, company.projects)
    return sum(map(len, kinds)) - len(company.token_employees)


def settled(seat: Desktop, desk: Desk) -> None:
    """Both sides are as the plan said, and the key is where it was to be kept: a plan made anew,
    with the key from the keyring, finds nothing more to write."""
    desk.configure()
    environ = {**seat.environ, "TRIPLETEX_EMPLOYEE_TOKEN": ""}
    found = desk.run("plan", desk.setup, "--out", desk.plan, "--json", **environ)
    assert found.json["counts"], found.err
    assert json.loads(desk.plan.read_text())["operations"] == []
