"""kill -9 of the window in the middle of a batch, twice, and on with it as its page offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from openpyxl import load_workbook

from wizard.flow.journey import StepId

from .beginnings import SEAL, office_left_at
from .conftest import MakeOffice, OfficeDesk
from .desktop import Desktop
from .program import Program, program

CLIENTS = 12  # more than are worked at at once, so that some have not begun when it is killed

pytestmark = pytest.mark.timeout(300)


def test_a_window_that_is_killed_in_mid_batch_makes_nothing_twice_and_nothing_elsewhere(
    seat: Desktop, make_office: MakeOffice
) -> None:
    desk = make_office(CLIENTS)
    before = in_tripletex(desk)
    office_left_at(desk, StepId.CLIENT_DIFFERENCES)
    with gone_on_with(seat, desk) as window:
        window.enter("Next: see what will happen")
        window.see("This will happen at the clients")
        window.tick("I have seen what will happen at the clients that are ready")
        brake = "This writes {count} records. Type {count} to confirm it."
        [count, *_] = window.read(brake)
        window.type_in(brake, count, count=count)
        desk.kill_at_write(window.process, 1)
        window.enter("Sync {count} clients", count=CLIENTS)
        desk.killed(window.process)
    begun = sum((in_tripletex(desk) - before).values())
    assert 2 <= begun < CLIENTS  # it was killed in the middle

    with gone_on_with(seat, desk) as window:
        window.see("The first synk of the clients is not finished")
        desk.kill_at_write(window.process, 0)
        window.push("Continue the synk")
        desk.killed(window.process)

    with gone_on_with(seat, desk) as window:
        window.see("The first synk of the clients is not finished")
        window.push("Continue the synk")
        window.see("The first synk of the clients has come to its end")
    assert in_tripletex(desk) == before + Counter(
        (client.id, f"Ny Kunde {number} AS") for number, client in enumerate(desk.books)
    )
    for client in desk.books:
        assert in_workbook(desk, client.organization_number) == desk.names(client)
    desk.world.requests.clear()
    again = desk.run("sync", desk.setup, "--json", **SEAL)
    assert (again.code, desk.writes()) == (0, []), again.err


@contextmanager
def gone_on_with(seat: Desktop, desk: OfficeDesk) -> Iterator[Program]:
    """The window in front, on with what was left earlier."""
    with program(seat, desk, "nb", **SEAL) as window:
        window.come_forward()
        window.push("Continue")
        yield window


def in_tripletex(desk: OfficeDesk) -> Counter[tuple[int, str]]:
    """The customers of every company that there is, the office's and strangers' too."""
    return Counter(
        (company.id, str(row["name"]))
        for company in desk.world.companies.values()
        for row in company.customers.values()
    )


def in_workbook(desk: OfficeDesk, number: str) -> Counter[str]:
    """The customers in a client's workbook; no two have the same id."""
    sheet = load_workbook(desk.folder / "clients" / f"{number}.xlsx")["Kunder"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    ids = [row[3] for row in rows]
    assert len(set(ids)) == len(ids)
    return Counter(str(row[1]) for row in rows)
