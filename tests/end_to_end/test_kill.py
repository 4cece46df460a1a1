"""kill -9 between a write and its answer, at every write of a run on both sides, then resume."""

from __future__ import annotations

import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from wizard.practice import Fault

from .conftest import Desk, MakeDesk

PARTNER_WINS = '\n[decisions]\ndefault = "partner"\n'
KILLER = Path(__file__).parent / "killed"

pytestmark = pytest.mark.timeout(500)


@pytest.mark.parametrize("carried_out", [True, False], ids=["after", "before"])
def test_no_write_in_tripletex_is_ever_doubled(make_desk: MakeDesk, carried_out: bool) -> None:
    undisturbed = finished(make_desk)
    methods = [method for method, _, _ in undisturbed.writes()]
    assert set(methods) == {"POST", "PUT"}
    assert len(methods) > 5
    for position, method in enumerate(methods):
        desk = small(make_desk)
        if not carried_out:
            earlier = methods[:position].count(method)
            fault = Fault("html_502", "^(?!/?token)", method, times=1, skip=earlier)
            desk.world.faults.append(fault)
        run_killed_at(desk, position)
        assert_resumed(desk, undisturbed)


@pytest.mark.parametrize("when", ["before", "after"])
def test_no_row_in_the_workbook_is_ever_doubled(make_desk: MakeDesk, when: str) -> None:
    undisturbed = finished(make_desk)
    saves = 0
    while True:
        desk = small(make_desk)
        killed = subprocess.run(
            desk.command("sync", desk.setup, "--skip-questions"),
            cwd=desk.folder,
            env=desk.environ(KILL_AT_SAVE=f"{saves}:{when}", PYTHONPATH=str(KILLER)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        if killed.returncode == 0:
            break
        assert killed.returncode == -signal.SIGKILL
        assert_resumed(desk, undisturbed)
        saves += 1
    assert saves > 3


def small(make_desk: MakeDesk) -> Desk:
    desk = make_desk(employees=6, customers=5, projects=4)
    desk.configure(PARTNER_WINS)
    return desk


def finished(make_desk: MakeDesk) -> Desk:
    """The same synk, left in peace."""
    desk = small(make_desk)
    assert desk.run("sync", desk.setup, "--skip-questions").code == 0
    return desk


def assert_resumed(desk: Desk, undisturbed: Desk) -> None:
    resumed = desk.run("resume", "--json")
    assert resumed.code == 0, resumed.err
    assert in_tripletex(desk) == in_tripletex(undisturbed)
    assert in_workbook(desk) == in_workbook(undisturbed)
    desk.world.requests.clear()
    before = desk.workbook.read_bytes()
    again = desk.run("sync", desk.setup, "--skip-questions", "--json")
    assert (again.code, desk.writes()) == (0, []), again.err
    assert desk.workbook.read_bytes() == before


def in_tripletex(desk: Desk) -> dict[str, Counter[str]]:
    """What stands in Tripletex, by what makes a record itself."""
    company = desk.world.company
    names = ("firstName", "lastName", "employeeNumber", "name", "phoneNumber", "email", "endDate")
    return {
        kind: Counter(" ".join(str(one.get(name) or "") for name in names) for one in rows.values())
        for kind, rows in {
            "employee": company.employees,
            "customer": company.customers,
            "project": company.projects,
            "department": company.departments,
            "employment": company.employments,
        }.items()
    }


def in_workbook(desk: Desk) -> dict[str, Counter[tuple[str, ...]]]:
    """What stands in the workbook, without the ids."""
    book = load_workbook(desk.workbook)
    return {
        sheet.title: Counter(
            tuple(str(cell.value or "") for cell in row if cell.column_letter != "L")
            for row in sheet.iter_rows(max_col=10)
        )
        for sheet in book
    }


def run_killed_at(desk: Desk, position: int) -> None:
    """Run a synk and kill it at its n-th write in Tripletex, before that is answered."""
    process = subprocess.Popen(
        desk.command("sync", desk.setup, "--skip-questions"),
        cwd=desk.folder,
        env=desk.environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desk.kill_at_write(process, position)
    desk.killed(process)
