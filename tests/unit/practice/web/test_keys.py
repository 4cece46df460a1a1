"""API-tilgang › Ny nøkkel: what can be made, by whom, and what the key is then worth."""

import re

import pytest

from wizard.practice.rightnames import RIGHTS_BY_SUBJECT, extent
from wizard.practice.rights import ALL_RIGHTS, ROLES

CUSTOM = {"custom": "yes", "extent": "all", "application_name": "Svenn", "name": "Til Svenn"}


def granted(practice, token):
    client = practice.login(token)
    who = client.get("/token/session/>whoAmI").json()["value"]
    asked = {"employeeId": who["actualEmployeeId"], "count": 100}
    rows = client.get("/employee/entitlement", params=asked).json()["values"]
    return who["employeeId"], {row["name"] for row in rows}


def test_a_custom_key_with_everything(practice, world, person):
    token = person.make_key(**CUSTOM)
    assert granted(practice, token) == (world.owner, ALL_RIGHTS)
    page = person.get(person.api_access())
    assert "<strong>Til Svenn</strong>" in page
    assert "Svenn · Alle tilganger · laget 2026-11-21 11:00" in page
    assert token not in page


def test_a_key_from_the_list_has_the_vendor_s_template(practice, world, person):
    token = person.make_key(application="Huma", name="Huma")
    expected = {"AUTH_COMPANY_EMPLOYEE_ADMIN", "AUTH_EMPLOYEE_INFO"}
    assert granted(practice, token) == (world.owner, expected)


def test_a_key_with_chosen_rights_has_those(practice, person, refused):
    chosen = ["AUTH_CUSTOMER_ADMIN", "AUTH_INVOICING"]
    token = person.make_key(**CUSTOM | {"extent": "choose", "right": chosen})
    assert granted(practice, token)[1] == set(chosen)
    client = practice.login(token)
    assert client.get("/customer").status_code == 200
    refused(client.get("/project"), 403, 9000)


def test_a_key_with_the_owner_s_rights_and_never_more(practice, world, person, refused):
    owner = world.add("employee", firstName="Siv", lastName="Lund", employeeNumber="900")
    world.company.rights[owner] = frozenset({"AUTH_CUSTOMER_ADMIN", "AUTH_CREATE_PROJECT"})
    token = person.make_key(owner=owner, **CUSTOM | {"extent": "owner"})
    everything = person.make_key(owner=owner, **CUSTOM)
    assert "Eieren mangler 76 av dem" in person.get(person.api_access(owner=owner))
    for key in (token, everything):
        refused(practice.login(key).get("/employee/employment"), 403, 9000)
    client = practice.login(token)
    assert client.get("/customer").status_code == 200
    # What the owner is given later is no part of it, what the owner loses is lost.
    world.company.rights[owner] = frozenset({"AUTH_PROJECT_MANAGER_COMPANY"})
    refused(client.get("/customer"), 403, 9000)
    refused(client.get("/project"), 403, 9000)
    assert practice.login(everything).get("/project").status_code == 200


def test_a_key_is_bound_to_its_application_s_consumer_token(practice, world, person, refused):
    token = person.make_key(application="Reisevev", name="Reise")
    sent = {"employeeToken": token, "expirationDate": "2026-11-23"}
    create = "/token/session/:create"
    own = sent | {"consumerToken": world.consumer_token}
    refused(practice.anonymous.post(create, json=own), 422, 18000, "employeeToken")
    vendor = next(each for each in world.applications if each.name == "Reisevev")
    theirs = sent | {"consumerToken": vendor.consumer}
    assert practice.anonymous.post(create, json=theirs).status_code == 201


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"application_name": "svenn"}, "Fant ikke applikasjonen «svenn»"),
        ({"application_name": "Svenn "}, "Fant ikke applikasjonen «Svenn »"),
        ({"application_name": "{name}"}, "Fant ikke applikasjonen «{name}»"),
        ({"application_name": "<b>"}, "Fant ikke applikasjonen «<b>»"),
        ({"application_name": " "}, "Skriv applikasjonsnavnet."),
        ({"name": " "}, "Gi nøkkelen et navn."),
        ({"name": "x" * 101}, "høyst 100 tegn"),
        ({"extent": ""}, "Velg hvilke tilganger nøkkelen får."),
        ({"extent": "choose"}, "Velg minst én tilgang."),
        ({"extent": "choose", "right": ["AUTH_ALT"]}, "En av tilgangene finnes ikke."),
        ({"custom": ""}, "Velg en applikasjon fra listen"),
        ({"custom": "", "application": "Svenn"}, "Velg en applikasjon fra listen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(world, person, changed, said):
    keys = world.keys.owned_by(world.owner)
    page = person.post(person.api_access("new"), 422, **CUSTOM | changed)
    assert said in page
    assert page.count(said) == 2, "at the top and at the field"
    assert world.keys.owned_by(world.owner) == keys


def test_what_was_written_is_still_there_after_a_mistake(person):
    sent = CUSTOM | {"extent": "choose", "right": ["AUTH_INVOICING"], "application_name": "svenn"}
    page = person.post(person.api_access("new"), 422, **sent)
    assert re.search(r'value="AUTH_INVOICING" checked', page)
    assert 'value="choose" id="choose" checked' in page
    assert 'value="svenn"' in page


def test_a_key_is_shown_once(person):
    token = person.make_key(**CUSTOM)
    again = person.get(person.api_access("made"))
    assert "Nøkkelen vises ikke igjen" in again
    assert token not in again


def test_a_key_is_shown_to_whom_made_it_only(world, person):
    token = person.token()
    person.client.post(
        person.api_access("new"), data={"csrf": token} | CUSTOM, follow_redirects=False
    )
    stranger = type(person)(world)
    assert "Nøkkelen vises ikke igjen" in stranger.get(person.api_access("made"))
    assert "<textarea" in person.get(person.api_access("made"))


def test_deleting_a_key_ends_it_and_its_sessions(practice, world, person):
    client = practice.login(person.make_key(**CUSTOM))
    key = world.keys.owned_by(world.owner)[-1]
    assert "Til Svenn" not in person.post(person.api_access("delete"), key=key.id)
    assert client.get("/customer").status_code == 401
    person.post(person.api_access("delete"), key=key.id)
    person.post(person.api_access("delete"), key="x")


def test_another_employee_s_key_is_not_deleted_from_here(world, person):
    other = next(row.id for row in person.world.company.employees.values() if row.id != world.owner)
    key = world.keys.owned_by(world.owner)[0]
    person.post(person.api_access("delete", owner=other), key=key.id)
    assert world.keys.find(key.token) == key


@pytest.mark.parametrize("part", ["Kontoadministrator", "Vanlig bruker"])
def test_only_a_user_administrator_has_the_tab(person, part):
    person.play(part)
    for path in (f"/company/employees/{person.world.owner}", "/profile"):
        assert "API-tilgang</a>" not in person.get(path)
    for more in ((), ("new",), ("made",)):
        person.get(person.api_access(*more), 404)
    person.post(person.api_access("new"), 404, **CUSTOM)
    person.post(person.api_access("delete"), 404, key="1")


def test_the_tab_has_three_ways_in(world, person):
    owner = world.owner
    for path in (f"/company/employees/{owner}", f"/customer/contacts/{owner}", "/profile"):
        assert f'href="{person.api_access()}"' in person.get(path)
    assert "<summary>Mer</summary>" in person.get("/profile")


def test_keys_are_not_among_the_people(world, person):
    key_employee = next(iter(world.company.token_employees))
    for path in ("/company/employees", "/customer/contacts"):
        assert "Nøkkel 1" not in person.get(path)
    person.get(f"/company/employees/{key_employee}", 404)
    person.get("/company/employees/1", 404)


def test_every_entitlement_has_a_name_and_one_place():
    named = [role for rights in RIGHTS_BY_SUBJECT.values() for role in rights]
    assert sorted(named) == sorted(ROLES)
    assert extent(frozenset()).nb == "Ingen tilganger"
    assert extent(frozenset(["AUTH_LOGIN"])).en == "1 entitlement"
