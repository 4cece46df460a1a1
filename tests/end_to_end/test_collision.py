"""One number on two customers, answered in the workbook of questions."""

from __future__ import annotations

from collections import Counter

import pytest
from openpyxl import load_workbook

from wizard.cli.demo import write_workbook

from .conftest import MakeDesk


@pytest.mark.parametrize(
    "answer",
    ["Hold fra hverandre: nytt nummer i Tripletex", "Keep apart: new number at the partner"],
)
def test_two_with_one_number_get_one_each(make_desk: MakeDesk, answer: str) -> None:
    desk = make_desk(employees=1, customers=2, projects=0)
    numbers = [one["customerNumber"] for one in desk.world.company.customers.values()]
    rows = [["Kundenummer", "Navn"], *([one, f"Helt annet {one}"] for one in numbers)]
    sheets = {"Ansatte": [["Ansattnummer", "Fornavn"]], "Kunder": rows}
    write_workbook(desk.workbook, {**sheets, "Prosjekter": [["Prosjektnummer", "Prosjektnavn"]]})

    questions = desk.folder / "questions.xlsx"
    asked = desk.run("plan", desk.setup, "--out", desk.plan, "--questions", questions)
    assert asked.code == 3, asked.err
    book = load_workbook(questions)
    for row in book.worksheets[0].iter_rows(min_row=3):
        row[7].value = answer
    book.save(questions)
    planned = desk.run("plan", desk.setup, "--out", desk.plan, "--answers", questions, "--json")
    assert planned.code == 0, planned.err
    applied = desk.run("apply", desk.setup, "--plan", desk.plan, "--json")
    assert applied.code == 0, applied.err

    ours = Counter(
        (str(one["customerNumber"]), one["name"]) for one in desk.world.company.customers.values()
    )
    sheet = load_workbook(desk.workbook)["Kunder"]
    theirs = Counter((str(row[0].value), row[1].value) for row in sheet.iter_rows(min_row=2))
    assert ours == theirs
    assert len({number for number, _ in ours}) == 2 * len(numbers)
    desk.world.requests.clear()
    again = desk.run("sync", desk.setup, "--json")
    assert again.code == 0, again.err
    assert desk.writes() == []
