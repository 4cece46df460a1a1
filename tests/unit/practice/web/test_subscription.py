"""Selskap › Mitt abonnement: who may switch Integrasjoner on, and what follows for keys."""

import pytest

from wizard.practice.company import PACKAGES

PAGE = "/company/subscription"
SERVICE = f"{PAGE}/integrations"


def sessions(practice) -> int:
    sent = {
        "consumerToken": practice.world.consumer_token,
        "employeeToken": practice.world.employee_token,
        "expirationDate": "2026-11-23",
    }
    return practice.anonymous.post("/token/session/:create", json=sent).status_code


def test_the_switch_is_the_api_s_own(practice, person, api):
    assert "Aktive moduler og tilleggstjenester" in person.get(PAGE)
    assert "Ikke aktiv" in person.post(SERVICE)
    assert (sessions(practice), api.get("/customer").status_code) == (403, 403)
    person.get(person.api_access(), 404)
    assert "API-tilgang</a>" not in person.get(f"/company/employees/{person.world.owner}")
    assert "Ikke aktiv" not in person.post(SERVICE, on="yes")
    assert (sessions(practice), api.get("/customer").status_code) == (201, 200)
    names = [row["name"] for row in api.get("/company/salesmodules").json()["values"]]
    assert "API_V2" in names
    assert "API-tilgang</a>" in person.get(f"/company/employees/{person.world.owner}")


def test_the_account_administrator_may_but_sees_no_keys(world, person):
    world.switch_integrations(False)
    person.play("Kontoadministrator")
    assert ">Aktiver</button>" in person.get(SERVICE)
    person.post(SERVICE, on="yes")
    assert world.company.integrations_on
    person.get(person.api_access(), 404)


@pytest.mark.parametrize("on", ["yes", ""])
def test_an_ordinary_user_may_not(world, person, on):
    before = world.company.integrations_on = not on
    person.play("Vanlig bruker")
    page = person.get(SERVICE)
    assert "Bare en brukeradministrator eller kontoadministrator" in page
    assert "Aktiver</button>" not in page
    person.post(SERVICE, 404, on=on)
    assert world.company.integrations_on is before


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_below_smart_do_not_have_it(world, person, package):
    offered = package in ("SMART", "KOMPLETT", "PRO")
    person.post("/rehearsal", part=world.owner, package=package)
    assert world.company.modules == [package, "WAGE", "TIME_TRACKING"]
    assert world.company.integrations_on is offered
    assert ("følger med pakken Smart og oppover" in person.get(PAGE)) is not offered
    person.post(SERVICE, 200 if offered else 404, on="yes")
    assert world.company.integrations_on is offered


def test_a_package_or_part_that_does_not_exist(world, person):
    person.post("/rehearsal", 400, part=world.owner, package="GULL")
    person.post("/rehearsal", 400, part=1)
    assert world.company.package == "SMART"


@pytest.mark.parametrize(
    ("back", "reached"),
    [(PAGE, PAGE), ("//tripletex.no", "/"), ("https://tripletex.no", "/"), ("/\\evil", "/")],
)
def test_changing_part_stays_on_the_site(world, person, back, reached):
    data = {"csrf": person.token(), "part": world.owner, "back": back}
    answer = person.client.post("/rehearsal", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, reached)
