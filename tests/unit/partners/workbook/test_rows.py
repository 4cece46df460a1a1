"""Rows become records with ids that stay, versions that tell, and faults that say where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from unit.partners.workbook.books import (
    CUSTOMERS,
    EMPLOYEES,
    book,
    column,
    create,
    customers,
    opened,
    records,
    saved,
    update,
)

from wizard.model.journal import Change, Draft, OutcomeState
from wizard.model.records import Kind


def test_a_fault_names_sheet_row_and_column_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [[1, "Kari", "Ås", None, "31.02.2024"], [2, "Ola", "Ø", None, date(1985, 2, 3)]]
    path = saved(tmp_path, book({"Ansatte": [EMPLOYEES, *rows]}))
    kari, ola = records(path, Kind.EMPLOYEE)
    fault = kari.faults["date_of_birth"]
    assert (fault.code, fault.subject) == ("workbook.impossible_date", "Ansatte, rad 2")
    assert fault.params["column"] == "Fødselsdato"
    assert "date_of_birth" not in kari.values
    assert kari.values["first_name"] == "Kari"
    assert (ola.values["date_of_birth"], dict(ola.faults)) == ("1985-02-03", {})


def test_english_sheets_speak_english(tmp_path: Path) -> None:
    sheet = [["Name", "Country", "Inactive"], ["A", "Narnia", None]]
    path = saved(tmp_path, book({"Customers": sheet}))
    (record,) = records(path)
    assert record.faults["country"].subject == "Customers, row 2"
    update(path, record, country="SE", is_inactive=False)
    assert (column(path, "Customers", "Country"), column(path, "Customers", "Inactive")) == (
        ["Sweden"],
        ["no"],
    )


def test_norwegian_postal_codes_get_their_zero_back(tmp_path: Path) -> None:
    rows = [
        [1, "A", 150, "Norge"],
        [2, "B", 150, None],
        [3, "C", 150, "Island"],
        [4, "D", "0150"],
        [5, "E", 5003],
    ]
    codes = [record.values["postal_code"] for record in records(customers(tmp_path, *rows))]
    assert codes == ["0150", "0150", "150", "0150", "5003"]


def test_a_column_padded_with_zeros_stays_numbers(tmp_path: Path) -> None:
    made = book({"Kunder": [CUSTOMERS, [1, "A", 150], [2, "B", 5003]]})
    for row in (2, 3):
        made["Kunder"].cell(row, 3).number_format = "0000"
    path = saved(tmp_path, made)
    assert records(path)[0].values["postal_code"] == "0150"
    create(path, number="3", name="C", postal_code="0250")
    assert column(path, "Kunder", "Postnummer") == [150, 5003, 250]
    assert column(path, "Kunder", "Kundenummer") == [1, 2, 3]
    assert records(path)[2].values["postal_code"] == "0250"


def test_the_same_file_proposes_the_same_ids(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"], [1, "A"], [2, "B"])
    first, again = records(path), records(path)
    assert [r.id for r in first] == [r.id for r in again]
    assert len({r.id for r in first}) == 3
    assert not any(record.anchored for record in first)


def test_the_first_save_stores_every_id_that_was_proposed(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"], [1, "A"], [2, "B"])
    before = records(path)
    update(path, before[2], name="Ny")
    after = records(path)
    assert column(path, "Kunder", "ID") == [r.id for r in before] == [r.id for r in after]
    assert all(record.anchored for record in after)
    assert [r.version for r in after[:2]] == [r.version for r in before[:2]]


def test_a_copied_row_without_its_id_is_a_new_record(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    (first,) = records(path)
    update(path, first)
    made = openpyxl.load_workbook(path)
    made["Kunder"].append([1, "A"])
    made.save(path)
    known, new = records(path)
    assert (known.id, known.anchored) == (first.id, True)
    assert new.id != known.id
    assert not new.anchored


def test_an_id_that_stands_twice_stops_both_rows_and_is_left_as_it_is(tmp_path: Path) -> None:
    header = [*CUSTOMERS, "ID"]
    rows = [[n, "A", None, None, None, id_] for n, id_ in ((1, "a"), (2, "a"), (3, "b"), (4, None))]
    path = customers(tmp_path, *rows, header=header)
    one, two, three, four = records(path)
    assert one.faults["name"].code == two.faults["name"].code == "workbook.id_twice"
    assert len({one.id, two.id}) == 2
    assert one.values["number"] == "1"
    assert update(path, one, name="Ny").state is OutcomeState.REJECTED
    assert update(path, two).state is OutcomeState.REJECTED
    assert update(path, three, name="Ny").state is OutcomeState.DONE
    assert column(path, "Kunder", "ID") == ["a", "a", "b", four.id]


def test_an_unanchored_row_that_was_edited_is_stale_not_unknown(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    endpoint = opened(path)
    (record,) = endpoint.fetch(Kind.CUSTOMER).records
    customers(tmp_path, [1, "Noe annet"])
    change = Change("op", record.id, {"name": "Ny"}, record.version)
    (outcome,) = endpoint.update(Kind.CUSTOMER, [change])
    assert outcome.state is OutcomeState.STALE


def test_an_edit_by_somebody_else_makes_only_that_row_stale(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"], [2, "B"])
    update(path, records(path)[0])
    endpoint = opened(path)
    first, second = records(path)
    theirs = openpyxl.load_workbook(path)
    theirs["Kunder"]["B2"] = "Deres"
    theirs.save(path)
    changes = [Change(r.id, r.id, {"country": "SE"}, r.version) for r in (first, second)]
    states = [outcome.state for outcome in endpoint.update(Kind.CUSTOMER, changes)]
    assert states == [OutcomeState.STALE, OutcomeState.DONE]
    assert column(path, "Kunder", "Navn") == ["Deres", "B"]
    assert column(path, "Kunder", "Land") == [None, "Sverige"]


def test_a_draft_is_found_again_in_another_run(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    first = create(path, number="2", name="B")
    assert first.record is not None
    made = openpyxl.load_workbook(path)
    made["Kunder"]["B3"] = "Omdøpt"
    made.save(path)
    again = create(path, number="2", name="B")
    assert again.state is OutcomeState.DONE
    assert again.record is not None
    assert (again.record.id, again.record.values["name"]) == (first.record.id, "Omdøpt")
    assert column(path, "Kunder", "Kundenummer") == [1, 2]


def test_numbers_as_ids_and_rows_with_nothing_but_an_id(tmp_path: Path) -> None:
    header = ["ID", *CUSTOMERS]
    path = customers(tmp_path, [17, 1, "A"], [18], [None, None, " "], header=header)
    assert [(r.id, r.anchored) for r in records(path)] == [("17", True)]


def test_departments_are_the_names_on_the_employees(tmp_path: Path) -> None:
    rows = [
        [n, "Kari", "Ås", None, None, name]
        for n, name in enumerate(["Salg", "salg ", "Drift", None])
    ]
    path = saved(tmp_path, book({"Ansatte": [EMPLOYEES, *rows]}))
    endpoint = opened(path, Kind.DEPARTMENT, Kind.EMPLOYEE)
    snapshot = endpoint.fetch(Kind.DEPARTMENT)
    assert [(r.id, r.values) for r in snapshot.records] == [
        ("Drift", {"name": "Drift"}),
        ("Salg", {"name": "Salg"}),
    ]
    assert snapshot.completeness == "complete"
    assert Kind.DEPARTMENT not in endpoint.capabilities().writable
    (outcome,) = endpoint.create(Kind.DEPARTMENT, [Draft("d", {"name": "Ny"})])
    assert outcome.state is OutcomeState.REJECTED


def test_dates_count_from_1904_where_the_file_does(tmp_path: Path) -> None:
    made = book({"Ansatte": [EMPLOYEES]})
    made.epoch = openpyxl.utils.datetime.MAC_EPOCH
    made["Ansatte"].append([1, "Kari", "Ås", None, date(1985, 2, 3)])
    path = saved(tmp_path, made)
    (record,) = records(path, Kind.EMPLOYEE)
    assert record.values["date_of_birth"] == "1985-02-03"
    update(path, record, date_of_birth="1999-12-31")
    assert [day.date() for day in column(path, "Ansatte", "Fødselsdato")] == [date(1999, 12, 31)]


def test_a_rejected_draft_leaves_no_gap(tmp_path: Path) -> None:
    path = customers(tmp_path, [1, "A"])
    drafts = [Draft("a", {"number": "2"}), Draft("b", {"name": "B"}), Draft("c", {"name": "C"})]
    opened(path).create(Kind.CUSTOMER, drafts)
    assert column(path, "Kunder", "Navn") == ["A", "B", "C"]
