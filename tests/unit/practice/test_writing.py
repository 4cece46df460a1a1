"""Writing: what a POST and a PUT must hold, and what they leave behind."""

import pytest

from wizard.practice import Options


@pytest.fixture
def person(practice):
    department = {"id": practice.first("department")}
    return {
        "firstName": "Ola",
        "lastName": "Nordmann",
        "userType": "NO_ACCESS",
        "department": department,
    }


def created(answer):
    assert answer.status_code == 201, answer.text
    return answer.json()["value"]


# --- every kind -----------------------------------------------------------------------------


def test_create_answers_the_object(world, api, person):
    value = created(api.post("/employee", json=person | {"email": "ola@nordmann.example"}))
    assert (value["version"], value["firstName"]) == (0, "Ola")
    assert world.company.employees[value["id"]]["email"] == "ola@nordmann.example"


@pytest.mark.parametrize("name", ["id", "version"])
def test_neither_id_nor_version_in_a_post(api, person, refused, name):
    refused(api.post("/employee", json=person | {name: 1}), 422, 18000, name)


def test_put_changes_only_what_it_names(practice, world, api):
    customer = practice.first("customer")
    before = world.company.customers[customer]
    answer = api.put(f"/customer/{customer}", json={"version": 0, "phoneNumber": "22334455"})
    assert answer.status_code == 200
    after = world.company.customers[customer]
    assert after.version == 1
    assert {name for name in after if after[name] != before[name]} == {"phoneNumber", "version"}


def test_put_with_an_old_version_is_a_conflict(practice, world, api, refused):
    customer = practice.first("customer")
    world.edit("customer", customer, name="Noen var først AS")
    path = f"/customer/{customer}"
    refused(api.put(path, json={"version": 0, "name": "Nei AS"}), 409, 8000)
    assert api.put(path, json={"version": 1, "name": "Ja AS"}).status_code == 200
    assert api.put(path, json={"name": "Sist vinner AS"}).status_code == 200


@pytest.mark.parametrize("kind", ["employee", "customer", "project", "department"])
def test_what_was_read_can_be_sent_back_and_changes_nothing(practice, world, api, kind):
    for entity_id in list(world.company.table(kind)):
        before = world.company.table(kind)[entity_id]
        read = api.get(f"/{kind}/{entity_id}", params={"fields": "*,changes"}).json()["value"]
        answer = api.put(f"/{kind}/{entity_id}", json=read)
        assert answer.status_code == 200, answer.text
        after = world.company.table(kind)[entity_id]
        assert after.version == before.version + 1
        for name in before.keys() - {"version", "displayName"}:
            if isinstance(before[name], dict) and "city" in before[name]:
                assert before[name]["city"] == after[name]["city"]
            else:
                assert after[name] == before[name], name
    assert not world.invitation_mails


def test_null_in_a_put_empties_the_field(practice, world, api):
    customer = practice.first("customer")
    api.put(f"/customer/{customer}", json={"phoneNumber": None, "accountManager": None})
    after = world.company.customers[customer]
    assert after["phoneNumber"] == ""
    assert after["accountManager"] is None


def test_unknown_field(api, refused):
    said = refused(api.post("/customer", json={"name": "A", "nm": 1}), 422, 16000, "nm")
    assert said["message"] == "Request mapping failed"
    assert said["validationMessages"][0]["message"] == "Feltet eksisterer ikke i objektet."
    assert said["validationMessages"][0]["path"] is None


@pytest.mark.parametrize(
    ("sent", "field", "path"),
    [
        ({"dateOfBirth": "17.05.1990"}, "dateOfBirth", "dateOfBirth"),
        ({"firstName": 7}, "firstName", "firstName"),
        ({"isContact": "true"}, "isContact", "isContact"),
        ({"department": 5}, "department", "department"),
        ({"department": {"id": "5"}}, "department.id", "department.id"),
        ({"userType": "ADMIN"}, "userType", "userType"),
        ({"creditorBankCountryId": True}, "creditorBankCountryId", "creditorBankCountryId"),
        (
            {"employments": [{}, {"startDate": "x"}]},
            "employments.startDate",
            "employments[1].startDate",
        ),
    ],
)
def test_wrong_type_names_field_and_path(api, person, refused, sent, field, path):
    said = refused(api.post("/employee", json=person | sent), 422, 16000, field)
    assert said["validationMessages"][0]["path"] == path


def test_bodies_that_are_no_json_or_none(api, refused):
    refused(api.post("/customer", content=b"{name:"), 422, 22000)
    refused(api.post("/customer"), 400, 1000)
    refused(api.post("/customer", json=[]), 422, 16000)
    refused(api.post("/customer/list", json={}), 422, 16000)


def test_references_must_point_at_something(practice, world, api, refused, person):
    refused(api.post("/employee", json=person | {"department": {"id": 1}}), 404, 6000)
    mislabelled = {"id": practice.first("department"), "name": "Feil navn"}
    refused(api.post("/employee", json=person | {"department": mislabelled}), 404, 6000)
    named = {"department": {"name": "Uten id"}}
    refused(api.post("/employee", json=person | named), 422, 18000, "department.id")


def test_read_only_fields_are_passed_over(world, api):
    value = created(api.post("/customer", json={"name": "Ny AS", "isCustomer": False, "url": "x"}))
    assert value["isCustomer"] is True


def test_fields_without_a_register_are_refused(api, refused):
    sent = {"name": "Ny AS", "category1": {"id": 4}}
    refused(api.post("/customer", json=sent), 422, 18000, "category1")


# --- lists ----------------------------------------------------------------------------------


def test_list_answers_in_the_order_of_the_request(api):
    answer = api.post("/customer/list", json=[{"name": f"Nr {n} AS"} for n in range(5)])
    assert answer.status_code == 201
    assert set(answer.json()) == {"fullResultSize", "from", "count", "versionDigest", "values"}
    rows = answer.json()["values"]
    assert [row["name"] for row in rows] == [f"Nr {n} AS" for n in range(5)]
    assert [row["customerNumber"] for row in rows] == list(range(10016, 10021))


def test_a_bad_element_undoes_the_list(world, api, person, refused):
    counted, mails = len(world.company.employees), list(world.invitation_mails)
    user = person | {"userType": "STANDARD", "email": "a@ny.example"}
    refused(api.post("/employee/list", json=[user, person | {"firstName": None}]), 422, 18000)
    assert len(world.company.employees) == counted
    assert world.invitation_mails == mails
    assert api.post("/employee/list", json=[user]).status_code == 201


def test_or_it_only_stops_the_list(make, refused):
    practice = make(options=Options(rate_limit=None, list_semantics="per_element_stop"))
    sent = [{"name": "Før AS"}, {"name": ""}, {"name": "Etter AS"}]
    refused(practice.api.post("/customer/list", json=sent), 422, 18000, "name")
    names = [row["name"] for row in practice.world.company.customers.values()]
    assert "Før AS" in names
    assert "Etter AS" not in names


def test_put_list_checks_each_version(practice, world, api, refused):
    one, other = list(world.company.customers)[:2]
    world.edit("customer", other, description="noen var her")
    sent = [
        {"id": one, "version": 0, "name": "En AS"},
        {"id": other, "version": 0, "name": "To AS"},
    ]
    refused(api.put("/customer/list", json=sent), 409, 8000)
    assert world.company.customers[one]["name"] != "En AS"
    sent[1]["version"] = 1
    answer = api.put("/customer/list", json=sent)
    assert answer.status_code == 200
    assert [row["name"] for row in answer.json()["values"]] == ["En AS", "To AS"]


def test_list_has_a_largest_size(make, refused):
    practice = make(options=Options(rate_limit=None, max_list_elements=2))
    refused(practice.api.post("/customer/list", json=[{"name": "x"}] * 3), 422, 18000)


# --- employees ------------------------------------------------------------------------------


def test_email_is_unique_whatever_its_case(world, api, person, refused):
    taken = world.company.employees[world.owner]["email"]
    refused(api.post("/employee", json=person | {"email": taken.upper()}), 422, 18000, "email")


def test_email_cannot_be_changed_once_set(world, api, refused):
    without = next(row for row in world.company.employees.values() if not row["email"])
    path = f"/employee/{without.id}"
    assert api.put(path, json={"email": "ny@epost.example"}).status_code == 200
    refused(api.put(path, json={"email": "annen@epost.example"}), 422, 18000, "email")
    assert api.put(path, json={"email": "ny@epost.example"}).status_code == 200


def test_users_are_invited_and_others_are_not(world, api, person):
    user = person | {"userType": "EXTENDED", "email": "bruker@ny.example"}
    employee = created(api.post("/employee", json=user))
    api.post("/employee", json=person | {"email": "annen@ny.example"})
    assert [tuple(mail) for mail in world.invitation_mails] == [
        (employee["id"], "bruker@ny.example")
    ]


def test_giving_access_later_invites_too(world, api, person):
    employee = created(api.post("/employee", json=person | {"email": "senere@ny.example"}))
    path = f"/employee/{employee['id']}"
    api.put(path, json={"phoneNumberMobile": "91234567", "userType": None})
    assert not world.invitation_mails
    api.put(path, json={"userType": "STANDARD"})
    assert [mail.email for mail in world.invitation_mails] == ["senere@ny.example"]


def test_department_is_needed_where_departments_are_kept(make, refused):
    practice = make()
    sent = {"firstName": "Ola", "lastName": "Nordmann", "userType": "NO_ACCESS"}
    refused(practice.api.post("/employee", json=sent), 422, 18000, "department.id")
    assert "departmentManager" in practice.api.get("/department").json()["values"][0]
    practice.world.options.department_accounting = False
    assert practice.api.post("/employee", json=sent).status_code == 201
    assert "departmentManager" not in practice.api.get("/department").json()["values"][0]


def test_employee_numbers_may_be_unique(make, person, refused):
    practice = make()
    sent = person | {
        "employeeNumber": "101",
        "department": {"id": practice.first("department")},
    }
    refused(practice.api.post("/employee", json=sent), 422, 18000, "employeeNumber")
    practice.world.options.unique_employee_numbers = False
    assert practice.api.post("/employee", json=sent).status_code == 201


def test_date_of_birth_is_locked_after_an_a_melding(world, api, refused):
    path = f"/employee/{world.owner}"
    assert api.put(path, json={"dateOfBirth": "1980-01-01"}).status_code == 200
    world.company.birth_date_locked.add(world.owner)
    refused(api.put(path, json={"dateOfBirth": "1981-01-01"}), 422, 18000, "dateOfBirth")
    assert api.put(path, json={"dateOfBirth": "1980-01-01"}).status_code == 200


def test_employment_inside_a_new_employee(practice, world, api, person, refused):
    division = {"id": practice.first("division")}
    counted = len(world.company.employees)
    sent = person | {"employments": [{"startDate": "2026-12-01", "division": division}]}
    refused(api.post("/employee", json=sent), 422, 18000, "employee.dateOfBirth")
    assert len(world.company.employees) == counted  # nothing half-made is left
    value = created(api.post("/employee", json=sent | {"dateOfBirth": "1990-05-17"}))
    (pointer,) = value["employments"]
    assert world.company.employments[pointer["id"]]["startDate"] == "2026-12-01"
    answer = api.get("/employee/employment", params={"employeeId": value["id"]})
    assert [row["id"] for row in answer.json()["values"]] == [pointer["id"]]


def test_employments_are_not_changed_through_the_employee(practice, world, api, refused):
    path = f"/employee/{world.owner}"
    bare = {"employments": [{"id": practice.first("employment")}]}
    assert api.put(path, json=bare).status_code == 200
    bare["employments"][0]["endDate"] = "2026-12-31"
    refused(api.put(path, json=bare), 422, 18000, "employments")


def test_employment_can_be_ended(practice, world, api):
    employment = practice.first("employment")
    sent = {"version": 0, "endDate": "2026-12-31"}
    assert api.put(f"/employee/employment/{employment}", json=sent).status_code == 200
    assert world.company.employments[employment]["endDate"] == "2026-12-31"


def test_employment_details(practice, api):
    employment = {"id": practice.first("employment")}
    sent = {"employment": employment, "date": "2026-10-01", "annualSalary": 600000}
    value = created(api.post("/employee/employment/details", json=sent))
    assert value["monthlySalary"] == 50000
    read = api.get(f"/employee/employment/{employment['id']}", params={"fields": "latestSalary(*)"})
    assert read.json()["value"]["latestSalary"]["id"] == value["id"]


# --- customers, departments, projects and the rest ------------------------------------------


def test_customer_number_is_given_or_made(api, refused):
    assert created(api.post("/customer", json={"name": "A AS"}))["customerNumber"] == 10016
    taken = {"name": "B AS", "customerNumber": 10017}
    assert created(api.post("/customer", json=taken))["customerNumber"] == 10017
    assert created(api.post("/customer", json={"name": "C AS"}))["customerNumber"] == 10018
    refused(api.post("/customer", json=taken), 422, 18000, "customerNumber")


def test_organization_number_is_checked_in_norway_only(api, refused):
    sent = {"name": "Feil AS", "organizationNumber": "923609017"}
    refused(api.post("/customer", json=sent), 422, 18000, "organizationNumber")
    abroad = sent | {"physicalAddress": {"country": {"id": 201}}}
    assert api.post("/customer", json=abroad).status_code == 201
    assert api.post("/customer", json=sent | {"organizationNumber": "923609016"}).is_success


def test_addresses_are_made_and_changed_in_place(world, api):
    address = {"addressLine1": "Sjøgata 1", "postalCode": "8006", "city": "Bodø"}
    value = created(api.post("/customer", json={"name": "A AS", "postalAddress": address}))
    api.put(f"/customer/{value['id']}", json={"postalAddress": {"city": "Fauske"}})
    stored = world.company.customers[value["id"]]["postalAddress"]
    assert (stored["addressLine1"], stored["city"]) == ("Sjøgata 1", "Fauske")
    assert stored["id"] == value["postalAddress"]["id"]


def test_delivery_address_stays_as_it_was(practice, world, api):
    customer = practice.first("customer")
    sent = {"deliveryAddress": {"city": "Fauske"}}
    assert api.put(f"/customer/{customer}", json=sent).status_code == 200
    assert world.company.customers[customer]["deliveryAddress"] is None


def test_customer_send_method_can_be_ehf(make, refused):
    practice = make(options=Options(rate_limit=None, customer_send_method="EHF"))
    post = practice.api.post
    refused(post("/customer", json={"name": "A AS"}), 422, 18000, "postalAddress")
    private = created(post("/customer", json={"name": "Per", "isPrivateIndividual": True}))
    assert private["invoiceSendMethod"] == "EMAIL"


def test_customer_with_projects_stays(practice, world, api, refused):
    tied = next(row for row in world.company.projects.values() if row["customer"])
    customer = tied.reference("customer")
    said = refused(api.delete(f"/customer/{customer}"), 422, 18000, "Internt felt (id)")
    assert said["validationMessages"][0]["message"] == (
        "<ul><li>Prosjekter er registrert.</li></ul>"
    )
    free = created(api.post("/customer", json={"name": "Fri AS"}))["id"]
    assert api.delete(f"/customer/{free}").status_code == 204
    assert api.get(f"/customer/{free}").status_code == 404


def test_departments(practice, world, api, refused):
    made = created(api.post("/department", json={"name": "Lager", "departmentNumber": "9"}))
    refused(api.post("/department", json={"departmentNumber": "8"}), 422, 18000, "name")
    assert api.put(f"/department/{made['id']}", json={"departmentNumber": "9"}).is_success
    assert api.delete(f"/department/{made['id']}").status_code == 204
    used = practice.first("department")
    refused(api.delete(f"/department/{used}"), 422, 18000)


def test_projects(world, api, refused):
    sent = {
        "name": "Ny",
        "projectManager": {"id": world.owner},
        "startDate": "2026-12-01",
        "number": None,
    }
    numbers = [created(api.post("/project", json=sent))["number"] for _ in range(2)]
    assert numbers == ["1", "2"]
    refused(api.post("/project", json=sent | {"number": "1001"}), 422, 18000, "number")
    refused(api.post("/project", json=sent | {"name": " "}), 422, 18000, "name")
    ids = ",".join(map(str, list(world.company.projects)[:2]))
    assert api.delete("/project/list", params={"ids": ids}).status_code == 204
    assert len(world.company.projects) == 8


def test_division_needs_everything(api, world, refused):
    said = refused(api.post("/division", json={}), 422, 18000, "organizationNumber")
    assert [line["field"] for line in said["validationMessages"]] == [
        "name",
        "startDate",
        "organizationNumber",
        "municipalityDate",
        "municipality",
    ]


def test_activity_of_a_project_is_made_elsewhere(api, refused):
    sent = {"name": "Egen", "activityType": "PROJECT_SPECIFIC_ACTIVITY"}
    refused(api.post("/activity", json=sent), 422, 18000, "activityType")
    general = created(api.post("/activity", json=sent | {"activityType": "GENERAL_ACTIVITY"}))
    assert general["isGeneral"] is True
    assert general["isProjectActivity"] is False
