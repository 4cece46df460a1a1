"""Two programs at once, and a workbook that lives on between two synks."""

from __future__ import annotations

from openpyxl import load_workbook

from wizard.store.store import open_store

from .conftest import Desk, MakeDesk

ONLY_CUSTOMERS = """
[scope]
kinds = ["customer"]

[decisions]
create_missing = "tripletex"
fill_missing = "tripletex"
"""


def test_the_second_program_at_one_company_is_refused(desk: Desk) -> None:
    store = open_store(desk.folder / "home" / "state")
    with store.lease(desk.world.company.id):
        refused = desk.run("sync", desk.setup, "--skip-questions", "--json")
    store.close()
    assert refused.code == 4, refused.err
    assert refused.codes <= {"store.company_busy", "store.company_busy_just_now"}
    assert desk.writes() == []
    assert desk.run("sync", desk.setup, "--skip-questions").code == 0


def test_a_row_that_was_made_in_tripletex_can_be_renamed_and_renumbered(
    make_desk: MakeDesk,
) -> None:
    header = ["Kundenummer", "Navn", "E-post"]
    desk = make_desk(sheets={"Kunder": [header, [777, "Nyhavn AS", "post@nyhavn.example"]]})
    desk.configure(ONLY_CUSTOMERS)
    assert desk.run("sync", desk.setup).code == 0
    customers = len(desk.world.company.customers)

    book = load_workbook(desk.workbook)
    for column, value in enumerate([778, "Nyhavna Brygge AS", "post@brygge.example"], start=1):
        book["Kunder"].cell(2, column).value = value
    book.save(desk.workbook)
    again = desk.run("sync", desk.setup, "--json")

    assert again.code == 0, again.err
    assert len(desk.world.company.customers) == customers
    renamed = [one for one in desk.world.company.customers.values() if one["customerNumber"] == 778]
    assert [one["name"] for one in renamed] == ["Nyhavna Brygge AS"]
