"""Reading: fields, pages, sorting, filters and checksums."""

from itertools import pairwise

import pytest

from wizard.practice import Options


def values(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["values"]


def test_star_leaves_nested_objects_as_pointers(practice, api):
    employee = values(api.get("/employee", params={"fields": "*", "count": 1}))[0]
    assert set(employee["department"]) == {"id", "url"}
    assert set(employee["address"]) == {"id", "url"}
    assert all(set(each) == {"id", "url"} for each in employee["employments"])
    assert employee["url"] == f"practice/v2/employee/{employee['id']}"
    assert "changes" not in employee


def test_fields_open_what_they_name(api):
    fields = "id, department( id,name ), employments(startDate,division(name)), address(*)"
    employee = values(api.get("/employee", params={"fields": fields, "count": 1}))[0]
    assert set(employee) == {"id", "department", "employments", "address"}
    assert set(employee["department"]) == {"id", "name"}
    assert employee["employments"][0]["division"] == {"name": "Fjordglimt Håndverk AS"}
    assert employee["address"]["country"] == {"id": 161, "url": "practice/v2/country/161"}


def test_changes_come_only_when_asked_for(practice, world, api):
    customer = practice.first("customer")
    world.edit("customer", customer, name="Nytt Navn AS")
    api.put(f"/customer/{customer}", json={"email": "ny@kunde.example"})
    value = api.get(f"/customer/{customer}", params={"fields": "*,changes"}).json()["value"]
    assert [change["changeType"] for change in value["changes"]] == ["CREATE", "UPDATE", "UPDATE"]
    human, ours = (change["employeeId"] for change in value["changes"][1:])
    assert human == world.owner
    assert ours in world.company.token_employees
    assert value["changes"][-1]["timestamp"] == "2026-11-21T11:00:00+01:00"


@pytest.mark.parametrize(
    ("path", "fields", "culprit", "dto"),
    [
        ("/employee", "id,shoeSize", "shoeSize", "EmployeeDTO"),
        ("/project", "customer(orgNo)", "orgNo", "CustomerDTO"),
        ("/employee", "employments(pay)", "pay", "EmploymentDTO"),
        ("/department", "name(x)", "x", "DepartmentDTO"),
    ],
)
def test_illegal_field(api, refused, path, fields, culprit, dto):
    said = refused(api.get(path, params={"fields": fields}), 400, 11000)
    assert said["message"] == (
        f"Illegal field in fields filter: {culprit}. "
        f"{culprit} does not match a field in the model: {dto}"
    )


@pytest.mark.parametrize("fields", ["id,", "id(", "(id)", "customer(name", "id name", "*)"])
def test_fields_that_cannot_be_read(api, refused, fields):
    refused(api.get("/project", params={"fields": fields}), 400, 11000)


def test_missing_text_is_empty_and_not_null(practice, world, api):
    employee = world.add("employee", firstName="Bo", lastName="Lie")
    value = api.get(f"/employee/{employee}").json()["value"]
    assert value["email"] == value["phoneNumberMobile"] == value["employeeNumber"] == ""
    assert value["dateOfBirth"] is None
    assert value["userType"] is None


def test_pages_do_not_tell_the_total(api):
    first = api.get("/customer", params={"count": 4, "sorting": "id"}).json()
    assert (first["from"], first["count"], first["fullResultSize"]) == (0, 4, 5)
    last = api.get("/customer", params={"from": 12, "count": 4, "sorting": "id"}).json()
    assert last["count"] == 2
    assert last["fullResultSize"] == 14


def test_count_is_a_thousand_at_most(make):
    practice = make(customers=1100)
    for count in ({}, {"count": 5000}):
        assert practice.api.get("/customer", params=count).json()["count"] == 1000


def test_more_than_ten_thousand_matches(make, refused):
    practice = make(customers=15)
    practice.world.options.max_matches = 10
    refused(practice.api.get("/customer", params={"count": 1}), 422, 23000)
    assert practice.api.get("/customer", params={"customerName": "gråsten"}).status_code == 200


def test_the_limit_on_matches_is_ten_thousand():
    assert Options().max_matches == 10_000


def test_negative_from(api, refused):
    said = refused(api.get("/customer", params={"from": -1}), 422, 18000, "arg:from")
    assert said["developerMessage"] is None
    assert said["validationMessages"][0]["path"] == "arg:from"


def test_sorting(api):
    names = [row["name"] for row in values(api.get("/customer", params={"sorting": "-name"}))]
    assert names == sorted(names, reverse=True)
    rows = values(
        api.get(
            "/project",
            params={"sorting": "customer.name,-startDate", "fields": "startDate,customer(name)"},
        )
    )
    keys = [(row["customer"]["name"] if row["customer"] else "") for row in rows]
    assert keys == sorted(keys)
    for one, other in pairwise(rows):
        if one["customer"] == other["customer"]:
            assert one["startDate"] >= other["startDate"]


@pytest.mark.parametrize("pattern", ["end:desc", "customer", "name.first", "url", "-nothing"])
def test_bad_sorting(api, refused, pattern):
    said = refused(api.get("/project", params={"sorting": pattern}), 422, 17000)
    assert said["message"] == f"Field specified for use in sorting does not exist: '{pattern}'"


def test_bad_id_lists(api, refused):
    said = refused(api.get("/customer", params={"id": "1,to"}), 422, 12000)
    assert said["message"] == (
        "'1,to': Listen med ID-er må være en kommaseparert liste med positive heltall."
    )
    refused(api.get("/project", params={"customerId": "x"}), 422, 15000, "customerId")


def test_employee_filters(practice, world, api):
    def numbers(**params):
        rows = values(api.get("/employee", params=params))
        return [row["employeeNumber"] for row in rows]

    assert numbers(employeeNumber="103") == ["103"]
    assert numbers(employeeNumber="10") == []
    assert len(numbers(email="FJORDGLIMT")) == 11  # contains, whatever the case
    assert numbers(firstName="mårt") == ["101"]
    assert numbers(assignableProjectManagers="true") == ["101", "102", "105", "108", "111"]
    assert set(numbers(onlyProjectManagers="true")) <= {"101", "102", "105"}
    assert numbers(id=str(world.owner)) == ["101"]


def test_contacts_are_left_out_unless_asked_for(world, api):
    world.add("employee", firstName="Ekstern", lastName="Kontakt", isContact=True)
    names = [row["firstName"] for row in values(api.get("/employee"))]
    assert "Ekstern" not in names
    everyone = values(api.get("/employee", params={"includeContacts": "true"}))
    assert len(everyone) == len(names) + 1
    contacts = values(api.get("/employee", params={"onlyContacts": "true"}))
    assert [row["firstName"] for row in contacts] == ["Ekstern"]


def test_keys_are_employees_too(world, api):
    rows = values(api.get("/employee"))
    keys = values(api.get("/employee", params={"onlyEmployeeTokens": "true"}))
    assert {row["id"] for row in keys} == world.company.token_employees
    assert keys[0] in rows


def test_customer_filters(practice, world, api):
    customer = world.company.customers[practice.first("customer")]

    def found(**params):
        return [row["id"] for row in values(api.get("/customer", params=params))]

    assert found(organizationNumber=customer["organizationNumber"]) == [customer.id]
    assert found(organizationNumber=customer["organizationNumber"][:8]) == []
    assert found(email=customer["email"]) == [customer.id]
    assert found(email=customer["email"][:-1]) == []
    assert found(customerAccountNumber="10001,10002") == [customer.id, found()[1]]
    assert found(customerName=customer["name"].upper()) == [customer.id]


def test_inactive_customers_hide_by_default(make):
    practice = make()
    assert len(values(practice.api.get("/customer"))) == 14
    assert len(values(practice.api.get("/customer", params={"isInactive": "true"}))) == 1
    practice.world.options.customer_inactive_default = "all"
    assert len(values(practice.api.get("/customer"))) == 15


def test_changed_since_is_honoured_or_not(practice, world, api):
    customer = practice.first("customer")
    practice.clock.advance(days=1)
    world.edit("customer", customer, name="Endret AS")
    since = {"changedSince": "2026-11-22T00:00:00"}
    assert [row["id"] for row in values(api.get("/customer", params=since))] == [customer]
    world.options.honour_changed_since = False
    assert len(values(api.get("/customer", params=since))) == 14


def test_project_filters(practice, world, api):
    project = world.company.projects[practice.first("project")]

    def found(**params):
        return [row["id"] for row in values(api.get("/project", params=params))]

    assert found(number=project["number"]) == [project.id]
    assert project.id in found(name=project["name"][:6].lower())
    assert project.id in found(customerId=str(project.reference("customer")))
    assert project.id in found(startDateFrom=project["startDate"])
    assert project.id not in found(startDateTo=project["startDate"])  # exclusive
    closed, still_open = found(isClosed="true"), found(isClosed="false")
    assert sorted(closed + still_open) == sorted(world.company.projects)
    assert closed


def test_bad_dates_and_flags_in_the_query(api, refused):
    refused(api.get("/project", params={"startDateFrom": "1.2.2026"}), 422, 15000, "startDateFrom")
    refused(api.get("/project", params={"isClosed": "ja"}), 422, 15000, "isClosed")


def test_checksum(practice, world, api):
    assert api.get("/customer").json()["versionDigest"] == "'If-None-Match' header not specified"
    digest = api.get("/customer", headers={"If-None-Match": "x"}).json()["versionDigest"]
    again = api.get("/customer", headers={"If-None-Match": digest})
    assert again.status_code == 304
    assert again.content == b""
    world.edit("customer", practice.first("customer"), name="Endret AS")
    assert api.get("/customer", headers={"If-None-Match": digest}).status_code == 200


def test_employees_have_no_checksum(api):
    answer = api.get("/employee", headers={"If-None-Match": "x"})
    assert answer.json()["versionDigest"] == "Checksum not yet supported for this endpoint"


@pytest.mark.parametrize("path", ["/nowhere", "/employee/x", "/division/1", "/employee/"])
def test_unknown_routes(api, refused, path):
    assert refused(api.get(path), 404, 21000)["message"] == "HTTP 404 Not Found"


def test_employees_cannot_be_deleted(practice, api, refused):
    refused(api.delete(f"/employee/{practice.first('employee')}"), 404, 21000)


@pytest.mark.parametrize("kind", ["employee", "customer", "project", "department", "activity"])
def test_unknown_ids(api, refused, kind):
    assert refused(api.get(f"/{kind}/1"), 404, 6000)["message"] == "Object not found"


def test_every_answer_carries_a_request_id_of_its_own(practice, api):
    answers = [api.get("/employee"), api.get("/nowhere"), practice.anonymous.get("/employee")]
    assert len({answer.headers["x-tlx-request-id"] for answer in answers}) == 3


def test_countries_company_and_modules(world, api):
    norway = values(api.get("/country", params={"code": "NO"}))[0]
    assert (norway["id"], norway["name"], norway["isoAlpha2Code"]) == (161, "Norge", "NO")
    company = api.get(f"/company/{world.company.id}").json()["value"]
    assert company["name"] == world.company.name
    assert api.get("/company/1").status_code == 404
    assert "API_V2" in [row["name"] for row in values(api.get("/company/salesmodules"))]
    activities = {row["name"]: row for row in values(api.get("/activity"))}
    assert set(activities) == {
        "Administrasjon",
        "Ferie",
        "Prosjektadministrasjon",
        "Fakturerbart arbeid",
    }
    assert not activities["Ferie"]["deletable"]
