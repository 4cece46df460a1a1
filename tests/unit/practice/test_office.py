"""An accounting office's key: what it opens, and that the office itself is not among it."""

import pytest

from wizard.practice import open_office, varied
from wizard.practice.office import TEMPLATES, clients, grant, template_of, withdraw

ACCESS = "/company/>withLoginAccess"


@pytest.fixture
def office(practice):
    open_office(practice.world, clients=3)
    return practice


@pytest.fixture
def key(office):
    return office.world.keys.find(office.world.office_token)


@pytest.fixture
def session(office):
    return office.session(office.world.office_token)


def names(answer):
    assert answer.status_code == 200, answer.text
    return sorted(row["name"] for row in answer.json()["values"])


def test_the_office_itself_only_says_who_and_which(office, session, refused):
    client = office.anonymous
    world = office.world
    for user in ("0", "", str(world.office.id)):
        who = client.get("/token/session/>whoAmI", auth=(user, session)).json()["value"]
        assert who["companyId"] == world.office.id
        expected = sorted(each.name for each in clients(world))
        assert len(expected) == 3
        assert names(client.get(ACCESS, auth=(user, session))) == expected
        for path in ("/employee", "/customer", "/company/salesmodules", "/country"):
            refused(client.get(path, auth=(user, session)), 403, 9000)


def test_a_client_is_a_company_with_one_thing_more(office, session):
    row = office.anonymous.get(ACCESS, auth=("0", session)).json()["values"][0]
    client = next(each for each in clients(office.world) if each.id == row["id"])
    assert row["organizationNumber"] == client.organization_number
    assert row["displayName"] == client.name
    assert row["customerCompanyId"] is None


def test_a_client_s_id_as_user_name_opens_its_books(office, session):
    api, world = office.anonymous, office.world
    seen = set()
    for client in clients(world):
        rows = api.get("/customer", auth=(str(client.id), session)).json()["values"]
        assert [row["id"] for row in rows] == [
            row.id for row in client.customers.values() if not row["isInactive"]
        ]
        seen.add(tuple(row["name"] for row in rows))
    assert len(seen) == 3
    made = api.post("/customer", json={"name": "Ny AS"}, auth=(str(client.id), session))
    assert made.status_code == 201, made.text
    assert made.json()["value"]["id"] in client.customers
    assert len(world.company.customers) == 15


def test_the_company_that_stands_alone_is_out_of_reach(office, session, refused):
    auth = (str(office.world.company.id), session)
    refused(office.anonymous.get("/customer", auth=auth), 403, 9000)


def test_access_is_given_and_taken_while_it_runs(office, key, session, refused):
    client = clients(office.world)[0]
    auth = (str(client.id), session)
    withdraw(client, key)
    withdraw(client, key)
    refused(office.anonymous.get("/customer", auth=auth), 403, 9000)
    assert client.name not in names(office.anonymous.get(ACCESS, auth=("0", session)))
    grant(client, key, "NONE_PRIVILEGES")
    assert client.name in names(office.anonymous.get(ACCESS, auth=("0", session)))
    refused(office.anonymous.get("/customer", auth=auth), 403, 9000)
    grant(client, key, "ALL_PRIVILEGES")
    assert office.anonymous.get("/customer", auth=auth).status_code == 200


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_a_template_is_all_the_rights_there_are(office, key, session, template):
    client = clients(office.world)[0]
    grant(client, key, template)
    assert template_of(client, key) == template
    auth = (str(client.id), session)
    who = office.anonymous.get("/token/session/>whoAmI", auth=auth).json()["value"]
    asked = {"employeeId": who["actualEmployeeId"], "count": 100}
    answer = office.anonymous.get("/employee/entitlement", params=asked, auth=auth)
    assert {row["name"] for row in answer.json()["values"]} == TEMPLATES[template]


def test_integrasjoner_counts_at_the_office_and_not_at_the_clients(office, session, refused):
    client = clients(office.world)[0]
    auth = (str(client.id), session)
    client.integrations_on = False
    assert office.anonymous.get("/customer", auth=auth).status_code == 200
    office.world.office.integrations_on = False
    refused(office.anonymous.get("/customer", auth=auth), 403, 9000)
    refused(office.anonymous.get(ACCESS, auth=("0", session)), 403, 9000)


def test_an_ordinary_key_has_no_clients(office, api):
    assert names(api.get(ACCESS)) == []


def test_the_office_changes_nothing_in_the_company_beside_it(make):
    with_office, without = make(), make()
    open_office(with_office.world)
    for path in ("/employee", "/customer", "/project"):
        alone, beside = without.api.get(path).json(), with_office.api.get(path).json()
        assert alone["values"] == beside["values"]


def test_clients_are_of_all_sorts(practice):
    open_office(practice.world, clients=100, seeds=varied)
    everyone = clients(practice.world)
    key = practice.world.keys.find(practice.world.office_token)
    sizes = {len(each.customers) for each in everyone}
    assert (min(sizes), max(sizes)) == (3, 84)
    assert {each.package for each in everyone} == {"MIKRO", "BASIS", "SMART", "KOMPLETT", "PRO"}
    held = {template_of(each, key) for each in everyone if key.employee in each.rights}
    assert held == TEMPLATES.keys()
    assert sum(key.employee not in each.rights for each in everyone) == 6
    assert len({each.organization_number for each in everyone}) == 100


def test_five_hundred_clients_are_read_a_page_at_a_time(practice):
    open_office(practice.world, clients=500)
    session = practice.session(practice.world.office_token)
    pages = []
    for start in (0, 200, 400):
        asked = {"from": start, "count": 200, "sorting": "id", "fields": "id"}
        answer = practice.anonymous.get(ACCESS, params=asked, auth=("0", session))
        pages.append([row["id"] for row in answer.json()["values"]])
    assert [len(page) for page in pages] == [200, 200, 100]
    assert len({each for page in pages for each in page}) == 500


def test_all_clients_of_a_key_spend_one_budget(office, session):
    office.world.options.rate_limit = 3
    api = office.anonymous
    answers = [
        api.get("/department", auth=(str(client.id), session)) for client in clients(office.world)
    ]
    assert [one.headers["X-Rate-Limit-Remaining"] for one in answers] == ["2", "1", "0"]
    assert api.get("/token/session/>whoAmI", auth=("0", session)).status_code == 429


@pytest.mark.parametrize("named", ["client", "office"])
def test_whose_company_a_client_s_session_names_can_be_either(office, session, named):
    office.world.options.client_is = named
    client = clients(office.world)[0]
    auth = (str(client.id), session)
    who = office.anonymous.get("/token/session/>whoAmI", auth=auth).json()["value"]
    assert who["companyId"] == (client.id if named == "client" else office.world.office.id)
    books = office.anonymous.get(f"/company/{client.id}", auth=auth).json()["value"]
    assert books["organizationNumber"] == client.organization_number
