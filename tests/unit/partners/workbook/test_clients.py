"""Workbooks of an accounting office: one a client, or one in which each sees its own rows."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import Workbook, load_workbook

from wizard.errors import UsageError
from wizard.model.journal import Change, Draft, OutcomeState, Removal
from wizard.model.ports import OfficeConnector
from wizard.model.records import Kind
from wizard.partners.memory import CONNECTOR as MEMORY
from wizard.partners.workbook import CONNECTOR, turns
from wizard.partners.workbook.turns import turn

FJELL = "923609016"
HAVGAP = "974 760 673"
KINDS = (Kind.CUSTOMER,)
TITLES = ("Organisasjonsnummer klient", "Kundenummer", "Navn", "Notat")


def code_of(raised):
    [problem] = raised.value.problems
    return problem.code


@pytest.fixture
def shared(tmp_path):
    """One workbook for all: two rows of Fjell's, one of Havgap's, one of nobody's."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Kunder"
    for row in (
        TITLES,
        (923609016, 1, "Åse AS", None),
        (974760673, 1, "Åse AS", None),
        ("923 609 016", 2, "Bo AS", "ring først"),
        (None, 3, "Ukjent AS", None),
    ):
        sheet.append(row)
    path = tmp_path / "alle.xlsx"
    book.save(path)
    return path


def opened(settings, client):
    return CONNECTOR.open(CONNECTOR.settings_of(settings, client), KINDS)


def names(endpoint):
    return sorted(one.values["name"] for one in endpoint.fetch(Kind.CUSTOMER).records)


def rows(path):
    cells = load_workbook(path)["Kunder"].iter_rows(min_row=2, max_col=3, values_only=True)
    return [row for row in cells if any(row)]


def test_only_a_connector_that_keeps_clients_apart_is_for_offices():
    assert isinstance(CONNECTOR, OfficeConnector)
    assert not isinstance(MEMORY, OfficeConnector)


def test_each_client_s_workbook_is_found_by_its_number(tmp_path):
    settings = {"file": str(tmp_path / "{organization_number}.xlsx"), "column.customer.X": "name"}
    assert CONNECTOR.settings_of(settings, HAVGAP) == {
        "file": str(tmp_path / "974760673.xlsx"),
        "column.customer.X": "name",
    }


def test_the_number_may_name_a_folder_and_stand_twice(tmp_path):
    pattern = tmp_path / "{organization_number}" / "kunder {organization_number}.xlsx"
    found = CONNECTOR.settings_of({"file": str(pattern)}, FJELL)
    assert found == {"file": str(tmp_path / "923609016" / "kunder 923609016.xlsx")}


@pytest.mark.parametrize("number", ["", "../../../etc", "92360901", "9236090161", "abc"])
def test_a_number_that_is_none_becomes_no_path(tmp_path, number):
    settings = {"file": str(tmp_path / "{organization_number}.xlsx")}
    with pytest.raises(UsageError) as raised:
        CONNECTOR.settings_of(settings, number)
    assert code_of(raised) == "workbook.client_number"


@pytest.mark.parametrize("file", ["{name}.xlsx", "{organization_number}{x}.xlsx", "a}.xlsx"])
def test_other_braces_are_a_mistake(file):
    with pytest.raises(UsageError) as raised:
        CONNECTOR.settings_of({"file": file}, FJELL)
    assert code_of(raised) == "workbook.client_pattern"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "clients"
    folder.mkdir()
    (tmp_path / "secret.xlsx").write_bytes(b"")
    (folder / "923609016.xlsx").symlink_to(tmp_path / "secret.xlsx")
    with pytest.raises(UsageError) as raised:
        CONNECTOR.settings_of({"file": str(folder / "{organization_number}.xlsx")}, FJELL)
    assert code_of(raised) == "workbook.client_outside"


def test_the_clients_that_have_a_workbook_are_listed(tmp_path):
    for name in ("923609016.xlsx", "974760673.xlsx", "notater.xlsx", "12345678.xlsx"):
        (tmp_path / name).write_bytes(b"")
    found = CONNECTOR.companies({"file": str(tmp_path / "{organization_number}.xlsx")}, KINDS)
    assert (found.numbers, found.problems) == ({"923609016", "974760673"}, ())


def test_the_clients_in_a_shared_workbook_are_listed_and_nobodys_rows_named(shared):
    found = CONNECTOR.companies({"file": str(shared)}, KINDS)
    assert found.numbers == {"923609016", "974760673"}
    assert [(one.code, one.subject) for one in found.problems] == [
        ("workbook.nobodys_row", "Kunder, rad 5")
    ]


def test_each_client_sees_its_own_rows_only(shared):
    settings = {"file": str(shared)}
    assert names(opened(settings, FJELL)) == ["Bo AS", "Åse AS"]
    assert names(opened(settings, HAVGAP)) == ["Åse AS"]
    assert opened(settings, FJELL).check().identity == f"{shared}#923609016"


def test_each_client_writes_its_own_rows_only(shared):
    settings = {"file": str(shared)}
    fjell, havgap = opened(settings, FJELL), opened(settings, HAVGAP)
    [ase] = havgap.fetch(Kind.CUSTOMER).records
    [made] = havgap.create(Kind.CUSTOMER, [Draft("a", {"number": "9", "name": "Cato AS"})])
    changed = Change("b", ase.id, {"name": "Åse Fisk AS"}, version=ase.version)
    [renamed] = havgap.update(Kind.CUSTOMER, [changed])
    assert {made.state, renamed.state} == {OutcomeState.DONE}
    assert names(fjell) == ["Bo AS", "Åse AS"]
    assert names(havgap) == ["Cato AS", "Åse Fisk AS"]
    assert rows(shared)[1] == (974760673, 1, "Åse Fisk AS")
    assert rows(shared)[-1] == (974760673, 9, "Cato AS")


def test_another_client_s_row_cannot_be_reached_by_its_id(shared):
    settings = {"file": str(shared)}
    bo = next(
        one
        for one in opened(settings, FJELL).fetch(Kind.CUSTOMER).records
        if one.values["name"] == "Bo AS"
    )
    stranger = opened(settings, HAVGAP)
    [outcome] = stranger.update(Kind.CUSTOMER, [Change("a", bo.id, {"name": "Tyv AS"})])
    assert outcome.state is OutcomeState.REJECTED
    [outcome] = stranger.remove(Kind.CUSTOMER, [Removal("b", bo.id)])
    assert outcome.state is OutcomeState.DONE  # of what it sees, nothing of that id is left
    assert "Bo AS" in names(opened(settings, FJELL))


def test_a_row_that_was_made_is_removed_again_though_it_names_its_client(shared):
    endpoint = opened({"file": str(shared)}, FJELL)
    [made] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"number": "9", "name": "Cato AS"})])
    [gone] = endpoint.remove(Kind.CUSTOMER, [Removal("b", made.record.id, made.record.version)])
    assert gone.state is OutcomeState.DONE
    assert names(endpoint) == ["Bo AS", "Åse AS"]


def test_a_workbook_that_does_not_say_whose_rows_are_is_refused(tmp_path):
    book = Workbook()
    book.active.title = "Kunder"
    book.active.append(("Kundenummer", "Navn"))
    path = tmp_path / "alle.xlsx"
    book.save(path)
    with pytest.raises(UsageError) as raised:
        opened({"file": str(path)}, FJELL)
    assert code_of(raised) == "workbook.no_client_column"


def test_many_clients_rows_are_never_taken_for_one_company(shared):
    with pytest.raises(UsageError) as raised:
        CONNECTOR.open({"file": str(shared)}, KINDS)
    assert code_of(raised) == "workbook.many_clients"


def test_workers_at_one_file_lose_nobodys_row(shared):
    settings = {"file": str(shared)}
    ready = threading.Barrier(8)

    def work(worker):
        endpoint = opened(settings, (FJELL, HAVGAP)[worker % 2])
        ready.wait()
        states = []
        for number in range(4):
            draft = Draft(f"{worker}-{number}", {"name": f"Firma {worker}-{number}"})
            states += [one.state for one in endpoint.create(Kind.CUSTOMER, [draft])]
        return states

    with ThreadPoolExecutor(8) as pool:
        states = [state for found in pool.map(work, range(8)) for state in found]

    assert states == [OutcomeState.DONE] * 32
    made = {name: number for number, _, name in rows(shared) if name.startswith("Firma")}
    assert len(made) == 32
    assert all(number == (923609016, 974760673)[int(name[6]) % 2] for name, number in made.items())


def test_a_turn_is_one_threads_at_a_time(tmp_path):
    order = []
    waiting = threading.Event()

    def second():
        waiting.set()
        with turn(tmp_path):
            order.append("second")

    with turn(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait(5)
        thread.join(0.05)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_a_folder_that_is_not_there_is_nobodys_turn(tmp_path):
    with turn(tmp_path / "nowhere"):
        pass


def test_a_drive_without_locks_is_written_to_all_the_same(shared, monkeypatch):
    def refuse(handle, how):
        raise OSError("no locks available")

    monkeypatch.setattr(turns.fcntl, "flock", refuse)
    endpoint = opened({"file": str(shared)}, FJELL)
    [made] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "Cato AS"})])
    assert made.state is OutcomeState.DONE


def test_a_missing_workbook_is_made_with_the_first_write_and_not_before(tmp_path):
    settings = {"file": str(tmp_path / "{organization_number}.xlsx"), "missing": "make"}
    endpoint = opened(settings, FJELL)
    path = tmp_path / "923609016.xlsx"
    assert names(endpoint) == []
    assert {one.problem for one in endpoint.check().requirements} == {None}
    assert not path.exists()
    [made] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"number": "9", "name": "Cato AS"})])
    assert made.state is OutcomeState.DONE
    assert path.stat().st_mode & 0o077 == 0
    assert [row[:2] for row in rows(path)] == [("9", "Cato AS")]
    assert names(opened(settings, FJELL)) == ["Cato AS"]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_workbook_that_somebody_else_made_meanwhile_is_kept(tmp_path):
    settings = {"file": str(tmp_path / "{organization_number}.xlsx"), "missing": "make"}
    first, second = opened(settings, FJELL), opened(settings, FJELL)
    first.create(Kind.CUSTOMER, [Draft("a", {"name": "Cato AS"})])
    [outcome] = second.create(Kind.CUSTOMER, [Draft("b", {"name": "Dag AS"})])
    assert outcome.state is OutcomeState.DONE
    assert names(second) == ["Cato AS", "Dag AS"]


def test_without_being_told_so_no_workbook_is_made(tmp_path):
    with pytest.raises(UsageError) as raised:
        opened({"file": str(tmp_path / "{organization_number}.xlsx")}, FJELL)
    assert code_of(raised) == "workbook.missing"


def test_a_folder_that_is_missing_leaves_the_write_unsent(tmp_path):
    settings = {"file": str(tmp_path / "x" / "{organization_number}.xlsx"), "missing": "make"}
    endpoint = opened(settings, FJELL)
    [outcome] = endpoint.create(Kind.CUSTOMER, [Draft("a", {"name": "Cato AS"})])
    assert (outcome.state, outcome.problem.code) == (OutcomeState.UNSENT, "workbook.not_saved")
