"""The steps to a key, by each way that a profile can name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wizard import i18n
from wizard.documents.errand import make_key
from wizard.documents.keyguide import (
    asked_rights,
    key_steps,
    least_rights,
    recipe_of,
    unused_fields,
)
from wizard.model.records import Kind
from wizard.profiles import KeyPlace, KeyWay, load_profile
from wizard.profiles.profile import KeyRecipe


@pytest.fixture(autouse=True)
def bokmaal() -> None:
    i18n.use("nb")


def test_a_custom_key_copies_both_names_exactly() -> None:
    profile = load_profile("dynamik")
    steps = key_steps(profile.keys[0], profile.name)
    assert [step.copied for step in steps if step.copied] == [
        "DynamikManagement_Internal",
        "ApiKeyDynamik",
    ]
    assert steps[1].where == "og huk av **Tilpasset nøkkel** › **Alle tilganger**"
    drawn = {n: step.drawn.value for n, step in enumerate(steps, 1) if step.drawn}
    assert drawn[3] == "DynamikManagement_Internal"
    assert drawn[5] == "Opprett nøkkel"
    assert [field.label for field in unused_fields(profile.keys[0])] == ["Applikasjon"]


def test_a_key_from_the_list_asks_for_no_rights_and_no_name() -> None:
    profile = load_profile("huma")
    steps = key_steps(profile.keys[0], profile.name)
    assert [step.what for step in steps] == [
        "Åpne den ansatte som skal eie nøkkelen",
        "Trykk **Ny nøkkel**",
        "Velg applikasjonen i listen",
        "Trykk **Opprett nøkkel** og kopier",
    ]
    assert unused_fields(profile.keys[0]) == ()


def test_the_marketplace_hands_the_key_to_the_partner() -> None:
    steps = key_steps(KeyRecipe(KeyWay.MARKETPLACE, "Vårt system"), "Vårt")
    assert steps[0].what == "Åpne menyen **Integrasjoner**"
    assert "gir den til Vårt" in steps[2].where
    assert steps[1].copied == "Vårt system"


def test_the_own_profile_is_opened_elsewhere() -> None:
    recipe = KeyRecipe(KeyWay.LIST, "Huma")
    there = replace(recipe, place=KeyPlace.OWN_PROFILE)
    assert "Selskap › Ansatte" in key_steps(recipe, "Huma")[0].where
    assert "Mer › API-tilgang" in key_steps(there, "Huma")[0].where


def test_the_least_rights_follow_the_kinds_that_take_part() -> None:
    profile = load_profile("svenn")
    assert [one.id for one in least_rights(profile, (Kind.CUSTOMER,))] == [
        "AUTH_CUSTOMER_ADMIN",
        "AUTH_HOURS_COMPANY",
    ]
    assert len(least_rights(profile, tuple(profile.kinds))) == 5
    assert asked_rights(profile) == "Svenn ber om **Alle tilganger**."


def test_a_way_the_profile_does_not_have_is_its_best_one() -> None:
    profile = load_profile("svenn")
    assert recipe_of(profile, "list") is profile.keys[0]
    assert recipe_of(profile, "custom") is profile.keys[0]


def test_the_task_for_a_colleague_has_the_exact_names_and_asks_for_no_secret() -> None:
    profile = load_profile("svenn")
    text = make_key("Svenn", "https://tripletex.no", key_steps(profile.keys[0], "Svenn")).text()
    assert "1. Logg inn i Tripletex (https://tripletex.no)." in text
    assert "4. Lim inn applikasjonsnavnet: «Svenn». Må være helt likt" in text
    assert "**" not in text
    assert "Send den aldri på e-post." in text
