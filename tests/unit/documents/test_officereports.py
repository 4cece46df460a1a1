"""An office's report: every client, what it comes to, and why some are not done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from wizard.documents.officequestions import asked_of
from wizard.documents.officereports import batch_json, summed
from wizard.documents.officesheet import office_html, summarise_office, write_office_xlsx
from wizard.documents.questions import write_questions
from wizard.errors import Actor, Problem
from wizard.model.batch import BatchHead, ClientState, Member
from wizard.model.connection import Company
from wizard.model.matching import Choice, Conflict
from wizard.model.records import Kind

OFFICE = Company(1, "Fjord Regnskap AS", "889640782")
AT = datetime(2026, 11, 21, 10, tzinfo=UTC)
LACKS = Problem(
    "tripletex.right_missing_key",
    Actor.ADMINISTRATOR,
    "customer",
    params={"right": "AUTH_CUSTOMER_ADMIN"},
)
MEMBERS = (
    Member(Company(11, "Åse <Bygg> AS", "923609016"), ClientState.DONE, "run-1"),
    Member(Company(12, "=Bø Fisk AS", "974760673"), ClientState.FAILED, "", 4, (LACKS,)),
    Member(Company(13, "Ås Kafé AS", "971032081"), ClientState.DECIDE, "", 3, (), 4),
)
HEAD = BatchHead(
    "batch-1",
    OFFICE,
    AT,
    AT,
    {state: sum(one.state is state for one in MEMBERS) for state in ClientState},
)
NUMBERS = dict.fromkeys(("linked", "created", "updated", "skipped", "failed", "uncertain"), 0)
COUNTS = {
    11: {
        "customer": {
            "tripletex": NUMBERS | {"created": 2, "linked": 1},
            "partner": NUMBERS | {"created": 3},
        }
    }
}


def test_counts_are_summed_number_by_number():
    assert summed([{"a": {"x": 1, "y": 2}}, {"a": {"y": 3}, "b": {"x": 1}}, {}]) == {
        "a": {"x": 1, "y": 5},
        "b": {"x": 1},
    }


def test_the_batch_stands_with_its_clients_totals_and_causes():
    found = batch_json(HEAD, MEMBERS, COUNTS)
    assert (found["run"], found["office"]["id"]) == ("batch-1", 1)
    assert found["counts"] == COUNTS[11]
    assert [(one["id"], one["state"], one["exit_code"]) for one in found["clients"]] == [
        (11, "done", 0),
        (12, "failed", 4),
        (13, "decide", 3),
    ]
    assert found["clients"][1]["problems"][0]["code"] == "tripletex.right_missing_key"
    [cause] = found["causes"]
    assert cause["requirement"] == "AUTH_CUSTOMER_ADMIN"
    assert cause["clients"] == ["974760673"]
    assert cause["message"]
    assert cause["remedy"]


def test_a_person_reads_the_same_in_either_language():
    norwegian = summarise_office(HEAD, MEMBERS, COUNTS, "nb")
    assert norwegian.title == "1 av 3 klienter er ferdige"
    assert summarise_office(HEAD, MEMBERS, COUNTS, "en").title == "1 of 3 clients are done"
    first = norwegian.clients[0]
    assert (first.name, first.numbers[:3]) == ("Åse <Bygg> AS", (1, 5, 0))
    assert [(one.count, one.names) for one in norwegian.causes] == [(1, ("=Bø Fisk AS",))]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_page_holds_every_client_and_runs_nothing(language):
    page = office_html(HEAD, MEMBERS, COUNTS, language)
    assert "Åse &lt;Bygg&gt; AS" in page
    assert "<Bygg>" not in page
    for one in MEMBERS:
        assert one.company.organization_number in page
    assert "http" not in page.split("<body>")[1]


def test_the_workbook_holds_every_client_and_no_formula(tmp_path):
    path = tmp_path / "kontor.xlsx"
    write_office_xlsx(path, HEAD, MEMBERS, COUNTS, "nb")
    book = load_workbook(path)
    rows = list(book["Klienter"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [one.company.name for one in MEMBERS]
    assert all(cell.data_type != "f" for row in book["Klienter"] for cell in row)
    assert [row[0] for row in book["Årsaker"].iter_rows(min_row=2, values_only=True)] == [1]


def question(id_, *, field="email", options=(Choice.TRIPLETEX, Choice.PARTNER, Choice.SKIP)):
    return Conflict(id_, Kind.CUSTOMER, "differs", f"Kunde {id_}", options, field, "a", "b")


PAIR = Conflict(
    "p", Kind.CUSTOMER, "same_name", "Kunde p", (Choice.LINK, Choice.SKIP), None, "a", "b"
)


def answered(tmp_path, asked, **answers):
    path = tmp_path / "answers.json"
    write_questions(path, asked.conflicts)
    text = path.read_text()
    for id_, choice in answers.items():
        before, found, after = text.partition(f'"id": "{id_}"')
        assert found
        text = before + found + after.replace('"answer": null', f'"answer": "{choice}"', 1)
    path.write_text(text)
    return {one.conflict: one.choice for one in asked.answered(path)}


def test_alike_questions_stand_once_and_each_below(tmp_path):
    asked = asked_of([[question("a"), question("b")], [question("c"), PAIR]], ["Fjell", "Havgap"])
    once = asked.once[0].question.id
    assert [one.subject for one in asked.conflicts] == [
        "All that are alike: 3 records at 2 clients",
        "All that are alike: 1 records at 1 clients",
        "Fjell: Kunde a",
        "Fjell: Kunde b",
        "Havgap: Kunde c",
        "Havgap: Kunde p",
    ]
    assert answered(tmp_path, asked, **{once: "partner", "b": "tripletex"}) == {
        "a": Choice.PARTNER,
        "b": Choice.TRIPLETEX,
        "c": Choice.PARTNER,
    }


def test_without_a_file_nothing_is_answered():
    assert asked_of([[question("a")]]).answered(None) == ()


def test_whether_two_are_one_is_answered_one_by_one(tmp_path):
    asked = asked_of([[PAIR]], ["Fjell"])
    assert asked.once[0].options == (Choice.SKIP,)
    assert answered(tmp_path, asked, p="link") == {"p": Choice.LINK}
