"""Klient › Tilganger: an office's key, made and let in to clients by hand."""

import pytest

from wizard.practice import open_office
from wizard.practice.office import clients, reached

ADMINISTRATOR = "Regnskapskontor: Brukeradministrator i klientkontoer"
CUSTOM = {"custom": "yes", "extent": "all", "application_name": "DynamikManagement_Internal"}
ADD = "/clients/access/add"


@pytest.fixture
def office(world):
    open_office(world)
    return world.office


@pytest.fixture
def administrator(office, person):
    person.play(ADMINISTRATOR)
    return person


@pytest.fixture
def key(administrator, world, office):
    """An office key that has no client yet."""
    owner = min(office.client_administrators)
    administrator.make_key(owner=owner, office="yes", name="Kontor", **CUSTOM)
    key = world.keys.of_office(office.id)[-1]
    assert key.name == "Kontor"
    assert reached(world, key) == []
    return key


def test_a_key_is_let_in_to_the_clients_that_are_ticked(practice, world, administrator, key):
    first, second, *_ = clients(world)
    sent = {"key": key.id, "template": "STANDARD_PRIVILEGES_ACCOUNTANT", "client": [first.id]}
    page = administrator.post(ADD, **sent)
    assert "Kontor · Standard regnskapsfører" in page
    session = practice.session(key.token)
    rows = practice.anonymous.get("/company/>withLoginAccess", auth=("0", session)).json()["values"]
    assert [row["id"] for row in rows] == [first.id]
    # The others stay as they are, and a template may be changed.
    administrator.post(ADD, **sent | {"template": "ALL_PRIVILEGES", "client": [second.id]})
    assert reached(world, key) == [first, second]
    auth = (str(second.id), session)
    assert practice.anonymous.get("/customer", auth=auth).status_code == 200


def test_a_key_is_shut_out_again(world, administrator, key):
    first, second, *_ = clients(world)
    administrator.post(ADD, key=key.id, template="ALL_PRIVILEGES", client=[first.id, second.id])
    administrator.post("/clients/access/remove", access=f"{key.id} {first.id}")
    assert reached(world, key) == [second]
    administrator.post("/clients/access/remove", access="1 2")
    assert reached(world, key) == [second]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": ""}, "Velg en nøkkel."),
        ({"template": "AGRO"}, "Velg en tilgangsmal."),
        ({"client": []}, "Velg minst én klient."),
        ({"client": ["1"]}, "Velg minst én klient."),
    ],
)
def test_what_is_missing_is_said(world, administrator, key, changed, said):
    client = clients(world)[0]
    sent = {"key": key.id, "template": "ALL_PRIVILEGES", "client": [client.id]} | changed
    assert administrator.post(ADD, 422, **sent).count(said) == 2
    assert reached(world, key) == []


def test_an_employee_s_own_key_is_not_an_office_s(world, administrator, office):
    owner = min(office.client_administrators)
    administrator.make_key(owner=owner, name="Egen", **CUSTOM)
    assert "Egen" not in administrator.get(ADD)


def test_without_the_right_at_clients_there_is_no_office_key(world, office, person):
    person.play("Regnskapskontor: bare Brukeradministrator")
    owner = min(office.client_administrators)
    path = person.api_access("new", owner=owner)
    sent = CUSTOM | {"office": "yes", "name": "Kontor"}
    assert "krever at du er Brukeradministrator i klientkontoer" in person.post(path, 422, **sent)
    assert "Bare den som er Brukeradministrator i klientkontoer" in person.get("/clients/access")
    person.get(ADD, 404)
    person.post(ADD, 404)
    person.post("/clients/access/remove", 404)


def test_an_office_with_the_service_off_cannot(office, administrator):
    office.integrations_on = False
    administrator.get(ADD, 404)
    assert "Legg til API-nøkkel" not in administrator.get("/clients/access")


def test_a_company_that_is_no_office_has_no_such_menu(office, person):
    assert "/clients/access" not in person.get("/")
    assert 'name="office"' not in person.get(person.api_access("new"))
    person.get("/clients/access", 404)
    sent = CUSTOM | {"office": "yes", "name": "x"}
    person.post(person.api_access("new"), 422, **sent)


def test_the_people_of_one_company_are_not_shown_in_the_other(world, office, administrator):
    administrator.get(f"/company/employees/{world.owner}", 404)
    assert office.name in administrator.get("/")
    administrator.post("/company/subscription/integrations")
    assert world.company.integrations_on
    assert not office.integrations_on
