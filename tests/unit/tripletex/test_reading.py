"""Reading a company: whole, in order, in few calls, and honest about what may be hidden."""

from __future__ import annotations

from datetime import datetime

import pytest

from wizard.errors import RefusedError, UsageError
from wizard.model.records import Completeness, Kind, Mark
from wizard.practice import Fault, Options, open_office
from wizard.tripletex import Credentials, connect
from wizard.tripletex.identity import environment_of


def ids(picture):
    return [int(record.id) for record in picture.records]


def test_the_check_says_whose_key_it_is(practice):
    check = practice.endpoint().check()
    company = practice.world.company
    assert check.company.id == company.id
    assert check.company.organization_number == company.organization_number
    assert check.identity == f"tripletex:{company.id}"
    assert (check.key_type, check.environment) == ("company", "practice")
    assert check.key_owner.split()[0] == company.employees[practice.world.owner]["firstName"]


def test_an_accounting_offices_key_is_told_from_a_companys(practice):
    open_office(practice.world)
    for kinds in ((), (Kind.EMPLOYEE, Kind.CUSTOMER)):
        check = practice.endpoint(practice.world.office_token, kinds=kinds).check()
        assert check.key_type == "office"
        assert check.company.id == practice.world.office.id


def test_an_office_without_clients_is_known_by_what_its_company_is(practice):
    open_office(practice.world, clients=0)
    practice.world.office.details["accountantOrSimilar"] = True
    check = practice.endpoint(practice.world.office_token).check()
    assert check.key_type == "office"


def test_a_key_that_may_do_nothing_is_no_office_for_that(practice):
    check = practice.endpoint(practice.world.make_key(rights=[])).check()
    assert check.key_type == "company"


@pytest.mark.parametrize("count", [0, 999, 1000, 1001, 1999, 2500])
def test_every_customer_is_read_once_and_in_order(practice, count):
    practice.found(customers=count, employees=1, projects=0)
    picture = practice.endpoint().fetch(Kind.CUSTOMER)
    assert ids(picture) == sorted(practice.world.company.customers)
    assert len(practice.calls("GET", "/customer")) <= count // 1000 + 3


def test_inactive_customers_are_read_too(practice):
    [first, *_] = practice.world.company.customers
    practice.world.edit("customer", first, isInactive=True)
    picture = practice.endpoint().fetch(Kind.CUSTOMER)
    inactive = {int(record.id): record.values["is_inactive"] for record in picture.records}
    assert inactive[first] is True
    assert len(inactive) == len(practice.world.company.customers)


@pytest.mark.parametrize("disturb", ["add", "remove"])
def test_nothing_slips_through_when_others_work_between_two_pages(practice, disturb):
    world = practice.found(employees=1, customers=1500, projects=0)
    pages = []

    def between(method, path, status):
        if path.startswith("/customer"):
            pages.append(path)
            if len(pages) == 1 and disturb == "add":
                world.add("customer", name="Ny AS", customerNumber=99999)
            elif len(pages) == 1:
                world.remove("customer", min(world.company.customers))

    world.before_answer.append(between)
    assert ids(practice.endpoint().fetch(Kind.CUSTOMER)) == sorted(world.company.customers)


def test_a_list_that_never_holds_still_is_given_up(practice):
    world = practice.found(employees=1, customers=1500, projects=0)

    def always(method, path, status):
        if path.startswith("/customer"):
            world.remove("customer", min(world.company.customers))

    world.before_answer.append(always)
    with pytest.raises(RefusedError) as caught:
        practice.endpoint().fetch(Kind.CUSTOMER)
    assert caught.value.problems[0].code == "tripletex.list_changing"


def test_api_keys_are_not_people(practice):
    practice.world.make_key(rights=["AUTH_CUSTOMER_ADMIN"])
    picture = practice.endpoint().fetch(Kind.EMPLOYEE)
    company = practice.world.company
    assert set(ids(picture)) == set(company.employees) - company.token_employees


def test_a_contact_and_an_accounting_office_are_no_employees(practice):
    world = practice.world
    people = ids(practice.endpoint().fetch(Kind.EMPLOYEE))
    world.add("employee", firstName="Ekstern", lastName="Kontakt", isContact=True)
    world.add("employee", firstName="Regnskap", lastName="AS", isProxy=True)
    assert ids(practice.endpoint().fetch(Kind.EMPLOYEE)) == people


def test_a_field_that_is_left_out_is_unknown_and_not_empty(practice):
    key = practice.world.make_key(rights=["AUTH_EMPLOYEE_INFO"])
    picture = practice.endpoint(key).fetch(Kind.EMPLOYEE)
    for record in picture.records:
        assert record.values["first_name"]
        assert not {"date_of_birth", "bank_account", "first_workday"} & record.values.keys()
    assert picture.completeness is Completeness.COMPLETE


def test_more_than_tripletex_will_list(practice):
    practice.found(options=Options(rate_limit=None, max_matches=100), customers=130)
    picture = practice.endpoint().fetch(Kind.CUSTOMER)
    assert picture.completeness is Completeness.DENIED
    assert picture.reason.code == "tripletex.too_many"


@pytest.mark.parametrize("action", ["html_502", "json_500", "truncate", "reset_before", "hang"])
def test_a_reading_gets_over_a_hiccup(practice, action):
    practice.world.faults.append(Fault(action, path="^/project"))
    picture = practice.endpoint().fetch(Kind.PROJECT)
    assert ids(picture) == sorted(practice.world.company.projects)


def test_a_service_that_stays_down_is_said_to_be_down(practice):
    practice.world.faults.append(Fault("html_502", path="^/project", times=99))
    with pytest.raises(RefusedError) as caught:
        practice.endpoint().fetch(Kind.PROJECT)
    assert caught.value.problems[0].code == "tripletex.unavailable"


def test_nothing_is_asked_twice(practice):
    endpoint = practice.endpoint()
    endpoint.check()
    endpoint.capabilities()
    for kind in Kind:
        endpoint.fetch(kind)
    practice.world.requests.clear()
    endpoint.capabilities()
    for kind in Kind:
        endpoint.fetch(kind)
    # four kinds, and customers in two lists
    assert len(practice.calls()) == 5


def test_the_rate_limit_is_kept_without_a_429(practice):
    world = practice.found(options=Options(rate_limit=10), employees=1, customers=0, projects=0)
    endpoint = practice.endpoint(kinds=[Kind.PROJECT])
    for _ in range(40):
        endpoint.fetch(Kind.PROJECT)
    assert [call for call in world.requests if call[2] == 429] == []
    assert sum(practice.clock.slept) < 60


def test_why_everything_is_read_is_said_for_every_kind(practice):
    why = practice.endpoint().capabilities().why_whole
    assert why.keys() == set(Kind)
    assert why[Kind.CUSTOMER] == "tripletex.feed_unreliable"
    assert {why[kind] for kind in Kind if kind is not Kind.CUSTOMER} == {"tripletex.no_feed"}


def test_what_the_company_decides_of_new_employees(practice):
    can = practice.endpoint().capabilities()
    assert "department" in can.required[Kind.EMPLOYEE]
    assert can.unwritable == {}
    assert can.settle_after == 1

    company = practice.world.company
    practice.world.add("division", name="Verksted")
    for department in list(company.departments)[1:]:
        company.departments.drop(department)
    can = practice.endpoint().capabilities()
    assert "department" not in can.required[Kind.EMPLOYEE]
    assert can.unwritable[Kind.EMPLOYEE, "first_workday"].code == "tripletex.many_divisions"

    for division in list(company.divisions):
        company.divisions.drop(division)
    can = practice.endpoint().capabilities()
    assert can.unwritable[Kind.EMPLOYEE, "first_workday"].code == "tripletex.no_division"


def test_who_may_manage_projects_is_said_only_where_nobody_is_hidden(practice):
    field = (Kind.PROJECT, "manager_number")
    eligible = practice.endpoint().capabilities().eligible[field]
    assert str(practice.world.owner) in eligible
    assert len(eligible) < len(practice.world.company.employees)

    narrow = practice.world.make_key(rights=["AUTH_PROJECT_MANAGER_COMPANY"])
    assert field not in practice.endpoint(narrow).capabilities().eligible


def test_a_key_is_not_sent_unencrypted_over_a_network(practice):
    credentials = Credentials("employee-token", "consumer-token")
    with pytest.raises(UsageError) as caught:
        connect(
            base_url="http://tripletex.no/v2",
            credentials=credentials,
            clock=practice.clock,
            kinds=[],
        )
    assert caught.value.problems[0].code == "tripletex.insecure_address"


@pytest.mark.parametrize(
    ("host", "environment"),
    [
        ("tripletex.no", "production"),
        ("api-test.tripletex.tech", "test"),
        ("127.0.0.1", "practice"),
        ("tripletex.no.example", None),
    ],
)
def test_the_environment_is_told_by_the_host(host, environment):
    assert environment_of(host) == environment


def test_when_a_record_was_changed_is_read_only_where_it_matters(practice):
    [first, *_] = practice.world.company.customers
    practice.world.edit("customer", first, name="Ny AS")
    [plain, *_] = practice.endpoint().fetch(Kind.CUSTOMER).records
    assert plain.changed is None
    [dated, *_] = practice.endpoint(dated=True).fetch(Kind.CUSTOMER).records
    latest = practice.world.company.customers[first].changes[-1]["timestamp"]
    assert dated.changed == datetime.fromisoformat(latest)


def test_a_sub_project_is_told_apart(practice):
    [main, below, *_] = practice.world.company.projects
    practice.world.edit("project", below, mainProject={"id": main})
    marks = {int(one.id): one.marks for one in practice.endpoint().fetch(Kind.PROJECT).records}
    assert marks[below] == {Mark.SUBPROJECT}
    assert marks[main] == frozenset()


def test_an_email_and_a_birth_date_are_filled_but_never_changed(practice):
    locked = practice.endpoint().capabilities().only_when_empty
    assert locked == {Kind.EMPLOYEE: {"email", "date_of_birth"}}
