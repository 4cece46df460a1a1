"""What the pages refuse, what they tell the browser, and in which language."""

import re
from pathlib import Path

import httpx
import pytest

import wizard.practice.web
from wizard.practice import seeded_world
from wizard.practice.web.visit import parts

PACKAGE = Path(wizard.practice.web.__file__).parent
SERVICE = "/company/subscription/integrations"


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:80", "127.1.2.3"])
def test_this_machine_is_answered(person, host):
    assert person.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.1", "127.0.0.1.evil.example", "[::1", ""])
def test_a_name_that_was_made_to_point_here_is_not(person, host):
    answer = person.client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "csrf" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9"])
def test_another_site_cannot_send_forms(world, person, origin):
    data = {"csrf": person.token()}
    answer = person.client.post(SERVICE, data=data, headers={"Origin": origin})
    assert answer.status_code == 403
    assert world.company.integrations_on


def test_its_own_forms_come_from_itself(world, person):
    origin = {"Origin": "http://127.0.0.1:8080"}
    person.client.post(SERVICE, data={"csrf": person.token()}, headers=origin)
    assert not world.company.integrations_on


@pytest.mark.parametrize("token", ["", "wrong", "æøå"])
def test_a_form_needs_its_token(world, person, token):
    person.token()
    assert "Skjemaet er for gammelt" in person.post(SERVICE, 403, csrf=token)
    assert world.company.integrations_on


def test_a_form_without_a_page_before_it_is_refused(person):
    assert person.client.post(SERVICE, data={"csrf": ""}).status_code == 403


def test_other_methods_and_addresses(person):
    person._read(person.client.put("/"), 405)
    person._read(person.client.options("/"), 405)
    assert "Siden finnes ikke" in person.get("/ingenting", 404)
    person.get("/v2", 404)
    person._read(person.client.post("/rehearsal", data={"csrf": "x" * 70_000}), 413)


def test_nothing_is_fetched_from_elsewhere(person):
    for path in ("/", "/company/employees", person.api_access("new")):
        page = person.get(path)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
        assert "style=" not in page
        assert not re.search(r"<script>|<style", page)
    policy = person.client.get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")


def test_the_cookie_is_for_these_pages_only(person):
    cookie = person.client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    ("accepted", "asked", "language"),
    [
        ("nb", "", "nb"),
        ("no,en;q=0.5", "", "nb"),
        ("en-GB,en", "", "en"),
        ("de", "", "nb"),
        ("nb", "?lang=en", "en"),
        ("en", "?lang=nb", "nb"),
        ("en", "?lang=tlh", "en"),
    ],
)
def test_the_language_is_the_browser_s_until_it_is_chosen(
    world, make_person, accepted, asked, language
):
    person = make_person(world, **{"Accept-Language": accepted})
    person.get(f"/{asked}")
    page = person.get("/company/subscription")
    assert f'<html lang="{language}">' in page
    assert ("My subscription" in page) is (language == "en")


def test_the_api_is_not_the_pages_business(world, person):
    answer = person.client.get("/v2/employee", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (401, 3000)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("employees", "there"), [(1, 1), (2, 2), (3, 3), (12, 3)])
def test_small_companies_have_fewer_parts(employees, there):
    world = seeded_world(employees=employees)
    assert len(parts(world)) == there


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    *[(ink, on) for ink in ("ink", "ink-soft") for on in ("background", "surface", "raised")],
    *[(ink, f"{ink}-soft") for ink in ("ok", "warn", "info", "bad")],
    *[("brand", "background"), ("brand", "surface"), ("on-brand", "brand"), ("ink", "brand-soft")],
    *[("bad", "surface"), ("bad", "raised"), ("warn", "surface")],
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_and_borders_stand_out(theme):
    css = (PACKAGE / "static" / "site.css").read_text(encoding="utf-8")
    block = css.split(":root {")[theme + 1].split("}")[0]
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    assert len(tokens) == 18
    weak = [pair for pair in TEXT if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]
    assert weak == []
    assert contrast(tokens["control"], tokens["surface"]) >= 3


def test_no_key_is_in_an_address(practice, person):
    asked: list[httpx.URL] = []
    person.client.event_hooks["request"] = [lambda request: asked.append(request.url)]
    token = person.make_key(application="Huma", name="Huma")
    assert len(asked) == 3
    assert not [url for url in asked if token in str(url)]
