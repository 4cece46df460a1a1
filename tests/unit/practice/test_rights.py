"""Rights: what a narrow key sees, what silently is not there, and what is refused."""

import pytest

from wizard.practice import Options
from wizard.practice.rights import ALL_RIGHTS, ENTITLEMENT_IDS


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["values"]]


def test_there_are_78_and_six_of_their_ids_are_known():
    assert len(ALL_RIGHTS) == len(set(ENTITLEMENT_IDS.values())) == 78
    low = {name: number for name, number in ENTITLEMENT_IDS.items() if number < 1001}
    assert sorted(low.values()) == [1, 6, 10, 11, 14, 15]


def test_a_key_can_do_no_more_than_its_owner(practice, world, refused):
    key = world.make_key(owner_rights=["AUTH_CUSTOMER_ADMIN"])
    client = practice.login(key)
    assert client.get("/customer").status_code == 200
    refused(client.get("/project"), 403, 9000)


def test_rights_may_be_taken_from_a_key_in_use(practice, world, api, refused):
    assert api.get("/customer").status_code == 200
    world.company.rights[world.owner] -= {"AUTH_CUSTOMER_ADMIN"}
    world.company.rights[world.owner] -= {"AUTH_CUSTOMER_INFO", "AUTH_CREATE_CUSTOMER"}
    refused(api.get("/customer"), 403, 9000)


def test_a_narrow_key_sees_only_its_owner_among_employees(practice, world):
    client = practice.narrow("AUTH_CUSTOMER_ADMIN")
    assert ids(client.get("/employee")) == [world.owner]
    stranger = list(world.company.employees)[1]
    assert client.get(f"/employee/{stranger}").status_code == 404
    keys = ids(client.get("/employee", params={"onlyEmployeeTokens": "true"}))
    assert len(keys) == 1
    assert set(keys) < world.company.token_employees


@pytest.mark.parametrize("right", ["AUTH_EMPLOYEE_INFO", "AUTH_COMPANY_EMPLOYEE_ADMIN"])
def test_rights_that_show_all_employees(practice, world, right):
    assert ids(practice.narrow(right).get("/employee")) == list(world.company.employees)


PRIVATE = {"dateOfBirth", "nationalIdentityNumber", "bankAccountNumber", "address", "employments"}


def test_private_fields_vanish_without_a_word(practice, world):
    client = practice.narrow("AUTH_EMPLOYEE_INFO")
    row = client.get("/employee", params={"fields": "*,employments(*)"}).json()["values"][0]
    assert not PRIVATE & set(row)
    assert client.get("/employee", params={"fields": "id,dateOfBirth"}).json()["values"][0] == {
        "id": world.owner
    }
    through = client.get(f"/employee/{world.owner}", params={"fields": "*"}).json()["value"]
    assert not PRIVATE & set(through)
    paid = practice.narrow("AUTH_EMPLOYEE_INFO", "AUTH_WAGE_INFORMATION")
    assert set(paid.get("/employee").json()["values"][0]) >= PRIVATE


@pytest.mark.parametrize("path", ["/employee/employment", "/employee/employment/details"])
def test_employments_are_refused_rather_than_hidden(practice, refused, path):
    refused(practice.narrow("AUTH_EMPLOYEE_INFO").get(path), 403, 9000)
    assert practice.narrow("AUTH_WAGE_INFORMATION").get(path).status_code == 200


def test_customers_of_the_owner_or_all_or_none(practice, world, refused):
    own = [
        row.id
        for row in world.company.customers.values()
        if row.reference("accountManager") == world.owner and not row["isInactive"]
    ]
    assert own
    assert ids(practice.narrow("AUTH_CUSTOMER_INFO").get("/customer")) == own
    assert ids(practice.narrow("AUTH_CREATE_CUSTOMER").get("/customer")) == own
    assert len(ids(practice.narrow("AUTH_CUSTOMER_ADMIN").get("/customer"))) == 14
    refused(practice.narrow("AUTH_INVOICING").get("/customer"), 403, 9000)


def test_projects_of_the_owner_or_all_or_none(practice, world, refused):
    own = [
        row.id
        for row in world.company.projects.values()
        if row.reference("projectManager") == world.owner
    ]
    assert 0 < len(own) < len(world.company.projects)
    assert ids(practice.narrow("AUTH_PROJECT_MANAGER").get("/project")) == own
    everything = practice.narrow("AUTH_PROJECT_MANAGER_COMPANY").get("/project")
    assert ids(everything) == list(world.company.projects)
    refused(practice.narrow("AUTH_CREATE_PROJECT").get("/project"), 403, 9000)


WRITES = [
    ("POST", "/employee", {"AUTH_COMPANY_EMPLOYEE_ADMIN"}),
    ("POST", "/employee/employment", {"AUTH_COMPANY_EMPLOYEE_ADMIN"}),
    ("POST", "/customer", {"AUTH_CREATE_CUSTOMER"}),
    ("PUT", "/customer/list", {"AUTH_CUSTOMER_ADMIN"}),
    ("POST", "/project", {"AUTH_CREATE_PROJECT", "AUTH_PROJECT_MANAGER"}),
    ("POST", "/department", {"AUTH_COMPANY_ADMIN"}),
    ("POST", "/division", {"AUTH_COMPANY_ADMIN"}),
    ("POST", "/activity", {"AUTH_PROJECT_ADMIN_SETTINGS"}),
]


@pytest.mark.parametrize(("method", "path", "enough"), WRITES)
def test_writing_needs_its_rights(practice, refused, method, path, enough):
    allowed = practice.narrow(*enough).request(method, path, content=b"{")
    refused(allowed, 422, 22000)  # let in, as far as the body
    lacking = practice.narrow(*(ALL_RIGHTS - enough - {"AUTH_CUSTOMER_ADMIN"}), language="en")
    if path not in ("/department", "/activity"):  # these have two ways in
        said = refused(lacking.request(method, path, content=b"{"), 403, 9000)
        assert said["message"] == "You do not have permission to access this feature."


@pytest.mark.parametrize("path", ["/department", "/division", "/country", "/activity"])
def test_what_every_key_may_read(practice, path):
    assert practice.narrow().get(path).status_code == 200


def test_entitlements_of_owner_and_key(practice, world):
    client = practice.narrow("AUTH_CUSTOMER_ADMIN", "AUTH_INVOICING")
    who = client.get("/token/session/>whoAmI").json()["value"]
    owner = client.get("/employee/entitlement", params={"count": 100}).json()["values"]
    assert {row["name"] for row in owner} == ALL_RIGHTS
    asked = {"employeeId": who["actualEmployeeId"]}
    own = client.get("/employee/entitlement", params=asked).json()["values"]
    assert {row["entitlementId"] for row in own} == {14, 15}
    one = client.get(f"/employee/entitlement/{own[0]['id']}").json()["value"]
    assert one == own[0]


def test_entitlement_names_are_not_stable(make):
    practice = make(options=Options(rate_limit=None, entitlement_names="labels"))
    rows = practice.api.get("/employee/entitlement").json()["values"]
    assert next(row["name"] for row in rows if row["entitlementId"] == 1) == "User admin"
    assert not ALL_RIGHTS & {row["name"] for row in rows}


def test_entitlements_may_be_unreadable(make, refused):
    practice = make(options=Options(rate_limit=None, entitlements_readable=False))
    refused(practice.api.get("/employee/entitlement"), 403, 9000)


def test_entitlements_of_others_need_a_right(practice, world, refused):
    stranger = {"employeeId": list(world.company.employees)[1]}
    narrow = practice.narrow("AUTH_CUSTOMER_ADMIN")
    refused(narrow.get("/employee/entitlement", params=stranger), 403, 9000)
    assert practice.api.get("/employee/entitlement", params=stranger).status_code == 200


def test_rights_have_the_vendors_names(world):
    with pytest.raises(ValueError, match="AUTH_EVERYTHING"):
        world.make_key(rights=["AUTH_EVERYTHING"])
