"""What a record says of whom it speaks."""

from __future__ import annotations

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, normal, raw, whole

from wizard.model.records import Kind, Value
from wizard.sync.subject import contradicting, fields_of, folded_name, hints_of, name_of, ties_of


def folded(kind: Kind, **values: Value) -> str:
    return folded_name(whole(kind, T, "1", **values))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ås", "Aas"),
        ("Håkon", "Haakon"),
        ("Håkon", "Hakon"),
        ("Bjørn", "Bjoern"),
        ("Bjørn", "BJORN"),
        ("Sæther", "Saether"),
        ("Åse-Marie", "Åse Marie"),
        ("André", "Andre"),
        ("Ñuñez", "Nunez"),
        ("Zoë", "ZOË"),
        ("Šárka", "Sarka"),
    ],
)
def test_spellings_of_a_name_fold_alike(one: str, other: str) -> None:
    assert folded(EMPLOYEE, first_name=one) == folded(EMPLOYEE, first_name=other)


def test_word_order_does_not_count() -> None:
    assert folded(EMPLOYEE, first_name="Kari", last_name="Moe") == folded(
        EMPLOYEE, first_name="Moe", last_name="Kari"
    )


def test_the_legal_form_of_a_firm_is_dropped_and_a_place_is_not() -> None:
    assert folded(CUSTOMER, name="Ås Bygg AS") == folded(CUSTOMER, name="Aas Bygg")
    assert folded(CUSTOMER, name="Ås AS") == folded(CUSTOMER, name="Ås") != ""
    assert folded(CUSTOMER, name="AS") == "as"
    assert folded(PROJECT, name="Ås AS") != folded(PROJECT, name="Ås")


@pytest.mark.parametrize(
    ("first", "last", "name", "compared"),
    [
        ("Kari", "Moe", "Kari Moe", "kari mo"),
        ("Kari", None, "Kari", "kari"),
        (None, "Moe", "Moe", "mo"),
        ("", "Moe", "Moe", "mo"),
        ("Åse_Lill", "Ødegård-Næss", "Åse_Lill Ødegård-Næss", "ase lill nass odegard"),
    ],
)
def test_a_person_is_called_by_both_names_as_far_as_they_are_known(
    first: Value, last: Value, name: str, compared: str
) -> None:
    person = whole(EMPLOYEE, T, "1", first_name=first, last_name=last)
    assert (name_of(person), folded_name(person)) == (name, compared)
    assert name_of(raw(EMPLOYEE, T, "1", name="Kari")) == ""


def test_a_record_without_a_name_has_an_empty_one() -> None:
    assert name_of(whole(PROJECT, T, "1")) == folded(EMPLOYEE) == ""


KARI: dict[str, Value] = {"first_name": "Kari", "last_name": "Nordmann"}
BORN: dict[str, Value] = {"date_of_birth": "1980-01-01"}
MAIL: dict[str, Value] = {"email": "kari@x.no"}


def test_what_contradicts_is_named_and_unknown_and_empty_contradict_nothing() -> None:
    one = whole(EMPLOYEE, T, "1", **KARI, **BORN)
    other = whole(EMPLOYEE, P, "a", **KARI, date_of_birth="1990-01-01")
    assert contradicting(one, other) == ("date_of_birth",)
    assert contradicting(one, whole(EMPLOYEE, P, "a", **KARI)) == ()
    private = whole(CUSTOMER, T, "1", name="Kari Moe", is_private=True)
    assert contradicting(private, whole(CUSTOMER, P, "a", name="Kari Moe")) == ("is_private",)
    unsaid = normal(raw(CUSTOMER, P, "a", name="Kari Moe"))
    assert contradicting(private, unsaid) == ()


def test_ties_are_the_number_and_what_tells_subjects_apart() -> None:
    kari = whole(EMPLOYEE, T, "1", number="007", **KARI, **BORN, **MAIL)
    assert set(ties_of(kari)) == {
        ("number", "7"),
        ("email", "<name>", "kari@x.no", "kari nordmann"),
        ("date_of_birth", "<name>", "1980-01-01", "kari nordmann"),
    }
    assert list(ties_of(whole(EMPLOYEE, T, "1", **KARI))) == []
    assert list(ties_of(whole(PROJECT, T, "1", name="Hus"))) == []


def test_hints_are_the_name_and_single_details_whichever_phone_they_stand_in() -> None:
    berg = whole(CUSTOMER, T, "1", name="Berg AS", phone="22334455", phone_mobile="91234567")
    assert set(hints_of(berg)) == {
        ("name", "berg"),
        ("phone", "+4722334455"),
        ("phone", "+4791234567"),
    }
    assert list(hints_of(whole(CUSTOMER, T, "1"))) == []


def test_a_tie_knows_its_fields() -> None:
    assert list(fields_of(("number", "7"))) == ["number"]
    names = ["email", "name", "first_name", "last_name"]
    assert list(fields_of(("email", "<name>", "kari@x.no", "kari nordmann"))) == names
