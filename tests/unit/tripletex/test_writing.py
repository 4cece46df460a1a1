"""Writing to a company: once, in few calls, and never more sure of it than the answer is."""

from __future__ import annotations

import json
from collections import Counter

import httpx
import pytest

from wizard.model.journal import Change, Draft
from wizard.model.journal import OutcomeState as State
from wizard.model.records import Kind
from wizard.practice import Fault
from wizard.tripletex import Credentials, connect

CUSTOMER = {"name": "Ås Bygg AS", "number": "77001", "city": "Ås", "postal_code": "1430"}


def customers(count):
    return [
        Draft(f"op{n}", {"name": f"Kunde {n}", "number": str(70_000 + n)}) for n in range(count)
    ]


def department(practice):
    return str(min(practice.world.company.departments))


def person(practice, **values):
    values = {"first_name": "Kari", "last_name": "Åsen", "department": "Salg", **values}
    return Draft("op", values, {"department": department(practice)})


def change(record, **values):
    return Change("op", record.id, values, version=record.version, handles=record.handles)


def test_new_customers_go_a_hundred_a_call_and_come_back_in_order(practice):
    drafts = customers(250)
    outcomes = practice.endpoint().create(Kind.CUSTOMER, drafts)

    assert {one.state for one in outcomes} == {State.DONE}
    assert [one.operation for one in outcomes] == [one.operation for one in drafts]
    for draft, outcome in zip(drafts, outcomes, strict=True):
        assert outcome.record.values["number"] == draft.values["number"]
        assert practice.row("customer", outcome.record.id)["name"] == draft.values["name"]
    assert len(practice.calls("POST", "/customer")) == 3


def test_every_answer_brings_the_id_by_which_tripletex_knows_the_request(practice):
    endpoint = practice.endpoint()
    several = endpoint.create(Kind.CUSTOMER, customers(2))
    [alone] = endpoint.create(Kind.CUSTOMER, [Draft("op", {"name": "Berg AS"})])
    [part] = endpoint.update(
        Kind.EMPLOYEE, [Change("op", alone.record.id, {"last_name": "X"}, version="0")]
    )
    assert several[0].request == several[1].request
    requests = [several[0].request, alone.request, part.request]
    assert part.state is not State.DONE
    assert all(requests)
    assert len(set(requests)) == 3


def test_a_customer_with_its_address_in_one_call(practice):
    [outcome] = practice.endpoint().create(
        Kind.CUSTOMER, [Draft("op", {**CUSTOMER, "country": "SE"})]
    )
    row = practice.row("customer", outcome.record.id)
    assert (row["postalAddress"]["city"], row["postalAddress"]["country"]["id"]) == ("Ås", 201)
    assert [call[1] for call in practice.calls("POST", "/customer")] == ["/customer"]


def test_numbers_that_tripletex_gives_come_back(practice):
    manager = str(practice.world.owner)
    draft = Draft(
        "op",
        {"name": "Påbygg", "start_date": "2026-01-01", "manager_number": "1"},
        {"manager_number": manager},
    )
    [outcome] = practice.endpoint().create(Kind.PROJECT, [draft])
    assert outcome.record.values["number"] == practice.row("project", outcome.record.id)["number"]
    assert outcome.record.version == "0"


def test_a_new_employee_gets_no_access_and_no_invitation(practice):
    [outcome] = practice.endpoint().create(
        Kind.EMPLOYEE, [person(practice, email="kari@example.no", phone_mobile="912 34 567")]
    )
    row = practice.row("employee", outcome.record.id)
    assert row["userType"] == "NO_ACCESS"
    assert row["phoneNumberMobile"] == "91234567"
    assert practice.world.invitation_mails == []


def test_a_new_employee_comes_with_the_employment(practice):
    draft = person(
        practice, date_of_birth="1990-02-03", first_workday="2026-08-01", last_workday="2026-12-31"
    )
    endpoint = practice.endpoint()
    [outcome] = endpoint.create(Kind.EMPLOYEE, [draft])
    [record] = [r for r in endpoint.fetch(Kind.EMPLOYEE).records if r.id == outcome.record.id]
    assert record.values["first_workday"] == "2026-08-01"
    assert record.values["last_workday"] == "2026-12-31"


def test_the_only_department_is_taken_where_a_draft_names_none(practice):
    company = practice.world.company
    only, *others = list(company.departments)
    for one in others:
        company.departments.drop(one)
    endpoint = practice.endpoint()
    # one that is made on the way does not change what the plan was made on
    endpoint.create(Kind.DEPARTMENT, [Draft("d", {"name": "Ny"})])
    [outcome] = endpoint.create(
        Kind.EMPLOYEE, [Draft("op", {"first_name": "Kari", "last_name": "Åsen"})]
    )
    assert practice.row("employee", outcome.record.id)["department"]["id"] == only


def test_an_email_in_use_is_refused_for_good_and_alone(practice):
    taken = practice.row("employee", practice.world.owner)["email"]
    [outcome] = practice.endpoint().create(Kind.EMPLOYEE, [person(practice, email=taken)])
    assert outcome.state is State.REJECTED
    assert outcome.problem.code == "tripletex.email_refused"
    assert (outcome.problem.kind, outcome.problem.subject) == ("employee", "Kari Åsen")
    assert "422/18000" in outcome.problem.detail


def test_a_number_in_use_is_there_already(practice):
    taken = next(iter(practice.world.company.customers.values()))["customerNumber"]
    [outcome] = practice.endpoint().create(
        Kind.CUSTOMER, [Draft("op", {"name": "Ny AS", "number": str(taken)})]
    )
    assert outcome.state is State.EXISTS
    assert outcome.problem.params["field"] == "number"


@pytest.mark.parametrize("semantics", ["all_or_nothing", "per_element_stop"])
def test_one_bad_record_refuses_its_batch_and_no_other(practice, semantics):
    practice.world.options.list_semantics = semantics
    drafts = customers(150)
    drafts[3] = Draft("bad", {"name": "", "number": "79999"})
    outcomes = practice.endpoint().create(Kind.CUSTOMER, drafts)
    states = [one.state for one in outcomes]
    assert Counter(states) == {State.BATCH_REJECTED: 100, State.DONE: 50}
    assert set(states[:100]) == {State.BATCH_REJECTED}


def test_a_value_tripletex_cannot_hold_stops_its_own_record_alone(practice):
    drafts = [*customers(2), Draft("bad", {"name": "X", "country": "XX"})]
    outcomes = practice.endpoint().create(Kind.CUSTOMER, drafts)
    assert [one.state for one in outcomes] == [State.DONE, State.DONE, State.REJECTED]
    assert outcomes[2].problem.code == "tripletex.country_unknown"


def test_a_change_keeps_what_it_does_not_name(practice):
    endpoint = practice.endpoint()
    record = endpoint.fetch(Kind.CUSTOMER).records[0]
    before = dict(practice.row("customer", record.id))
    [outcome] = endpoint.update(Kind.CUSTOMER, [change(record, city="Ny by", phone="22334455")])
    after = practice.row("customer", record.id)
    assert outcome.state is State.DONE
    assert int(outcome.record.version) == int(record.version) + 1
    assert (after["postalAddress"]["city"], after["phoneNumber"]) == ("Ny by", "22334455")
    for kept in ("addressLine1", "postalCode", "id"):
        assert after["postalAddress"][kept] == before["postalAddress"][kept]
    assert after["name"] == before["name"]


@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.PROJECT, Kind.DEPARTMENT])
def test_changes_go_in_one_call(practice, kind):
    endpoint = practice.endpoint()
    records = endpoint.fetch(kind).records[:3]
    changes = [Change(r.id, r.id, {"name": f"Ny {r.id}"}, version=r.version) for r in records]
    outcomes = endpoint.update(kind, changes)
    assert [(o.operation, o.record.id) for o in outcomes] == [(r.id, r.id) for r in records]
    assert [call[1] for call in practice.calls("PUT")] == [f"/{kind.value}/list"]


def test_employees_are_changed_one_by_one(practice):
    endpoint = practice.endpoint()
    records = endpoint.fetch(Kind.EMPLOYEE).records[:2]
    outcomes = endpoint.update(
        Kind.EMPLOYEE, [change(r, bank_account="12345678903") for r in records]
    )
    assert [one.state for one in outcomes] == [State.DONE, State.DONE]
    assert len(practice.calls("PUT", "/employee/")) == 2


def test_a_foreign_edit_is_never_overwritten(practice):
    endpoint = practice.endpoint()
    for kind, field, name in (
        (Kind.CUSTOMER, "name", "name"),
        (Kind.EMPLOYEE, "lastName", "last_name"),
    ):
        record = endpoint.fetch(kind).records[0]
        practice.world.edit(kind.value, int(record.id), **{field: "Andres endring"})
        [outcome] = endpoint.update(kind, [change(record, **{name: "Vår"})])
        assert outcome.state is State.STALE
        assert practice.row(kind.value, record.id)[field] == "Andres endring"


def test_a_change_that_expects_no_version_is_not_sent(practice):
    [outcome] = practice.endpoint().update(Kind.CUSTOMER, [Change("op", "1", {"name": "X"})])
    assert outcome.state is State.STALE
    assert practice.calls("PUT") == []


def test_a_change_without_values_needs_no_call(practice):
    [outcome] = practice.endpoint().update(Kind.CUSTOMER, [Change("op", "1", {}, version="0")])
    assert outcome.state is State.DONE
    assert practice.calls("PUT") == []


def test_what_has_been_deleted_meanwhile_is_not_found(practice):
    endpoint = practice.endpoint()
    record = endpoint.fetch(Kind.PROJECT).records[0]
    practice.world.remove("project", int(record.id))
    [outcome] = endpoint.update(Kind.PROJECT, [change(record, name="X")])
    assert (outcome.state, outcome.problem.code) == (State.REJECTED, "tripletex.not_found")


class TestEmployment:
    """First and last workday live in an object of their own."""

    def workdays(self, record, **values):
        return Change(
            "op", record.id, values, record.version, part="employment", handles=record.handles
        )

    def test_one_that_exists_is_changed_at_its_own_version(self, practice):
        endpoint = practice.endpoint()
        record = endpoint.fetch(Kind.EMPLOYEE).records[0]
        [outcome] = endpoint.update(
            Kind.EMPLOYEE, [self.workdays(record, last_workday="2027-01-31")]
        )
        kept = practice.row("employment", record.handles["employment_id"])
        assert kept["endDate"] == "2027-01-31"
        assert kept["startDate"] == record.values["first_workday"]
        assert outcome.record.values["last_workday"] == "2027-01-31"
        assert outcome.record.handles["employment_version"] == str(kept.version)

        again = endpoint.update(Kind.EMPLOYEE, [self.workdays(record, last_workday=None)])
        assert again[0].state is State.STALE

    def test_the_first_one_is_made_in_the_only_division(self, practice):
        endpoint = practice.endpoint()
        [made] = endpoint.create(Kind.EMPLOYEE, [person(practice, date_of_birth="1990-02-03")])
        [outcome] = endpoint.update(
            Kind.EMPLOYEE, [self.workdays(made.record, first_workday="2026-08-01")]
        )
        assert outcome.state is State.DONE
        kept = practice.row("employment", outcome.record.handles["employment_id"])
        assert str(kept["employee"]["id"]) == made.record.id
        assert kept["division"]["id"] == min(practice.world.company.divisions)

    def test_none_is_made_where_the_division_is_not_known(self, practice):
        practice.world.add("division", name="Verksted")
        endpoint = practice.endpoint()
        [made] = endpoint.create(Kind.EMPLOYEE, [person(practice, date_of_birth="1990-02-03")])
        [outcome] = endpoint.update(
            Kind.EMPLOYEE, [self.workdays(made.record, first_workday="2026-08-01")]
        )
        assert outcome.state is State.REJECTED
        assert outcome.problem.code == "tripletex.many_divisions"


class TestFaults:
    """A write whose answer is lost is uncertain, and is not sent again."""

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize(
        "action", ["reset_before", "reset_after", "hang", "truncate", "html_502", "json_500"]
    )
    def test_a_lost_answer(self, practice, action, count):
        practice.world.faults.append(Fault(action, path="^/customer", method="POST", times=9))
        outcomes = practice.endpoint().create(Kind.CUSTOMER, customers(count))
        assert [one.state for one in outcomes] == [State.UNCERTAIN] * count
        assert len(practice.calls("POST", "/customer")) == 1

    def test_a_429_is_waited_out_and_the_write_happens_once(self, practice):
        practice.world.faults.append(
            Fault("status_429", path="^/customer", method="POST", times=2, reset=False)
        )
        [outcome] = practice.endpoint().create(Kind.CUSTOMER, customers(1))
        assert outcome.state is State.DONE
        names = [row["name"] for row in practice.world.company.customers.values()]
        assert names.count("Kunde 0") == 1

    def test_a_429_that_does_not_end_is_not_written(self, practice):
        practice.world.faults.append(
            Fault("status_429", path="^/customer", method="POST", times=99)
        )
        [outcome] = practice.endpoint().create(Kind.CUSTOMER, customers(1))
        assert (outcome.state, outcome.problem.code) == (State.UNSENT, "tripletex.busy")

    def test_a_right_that_is_missing_refuses_the_whole_batch_at_once(self, practice):
        key = practice.world.make_key(rights=["AUTH_CUSTOMER_INFO"])
        outcomes = practice.endpoint(key).create(Kind.CUSTOMER, customers(3))
        assert {(one.state, one.problem.code) for one in outcomes} == {
            (State.REJECTED, "tripletex.forbidden")
        }

    @pytest.mark.parametrize("sent", [1, 2])
    def test_an_answer_about_something_else_settles_nothing(self, practice, sent):
        def server(request):
            path = request.url.path
            if path.endswith(":create"):
                return httpx.Response(201, json={"value": {"token": "a-session-token"}})
            if path.endswith("whoAmI"):
                value = {"companyId": 1, "employeeId": 2, "company": {"name": "A"}}
                return httpx.Response(200, json={"value": value})
            wrong = {"id": 5, "version": 0, "name": "En helt annen"}
            several = isinstance(json.loads(request.content), list)
            return httpx.Response(
                201, json={"values": [wrong] * sent} if several else {"value": wrong}
            )

        endpoint = connect(
            base_url="http://localhost/v2",
            credentials=Credentials("employee-token", "consumer-token"),
            clock=practice.clock,
            kinds=[Kind.CUSTOMER],
            transport=httpx.MockTransport(server),
        )
        outcomes = endpoint.create(Kind.CUSTOMER, customers(sent))
        assert {one.state for one in outcomes} == {State.UNCERTAIN}
        assert outcomes[0].problem.code == "tripletex.unconfirmed"
        endpoint.close()

    def test_what_must_be_asked_first_and_is_not_answered_stops_the_rest(self, practice):
        endpoint = practice.endpoint()
        endpoint.capabilities()
        practice.world.faults.append(Fault("html_502", path="^/country", times=99))
        drafts = [*customers(1), Draft("op", CUSTOMER | {"country": "SE"}), *customers(30)]
        outcomes = endpoint.create(Kind.CUSTOMER, drafts)
        assert {one.state for one in outcomes} == {State.UNSENT}
        assert practice.calls("POST", "/customer") == []
        assert len(practice.calls("GET", "/country")) < 6
