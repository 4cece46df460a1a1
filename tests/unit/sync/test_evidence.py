"""Whether two records speak of the same person, firm or project."""

from __future__ import annotations

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, whole

from wizard.model.records import Kind, Value
from wizard.sync.evidence import Evidence, surely, weigh


def same(kind: Kind, one: dict[str, Value], other: dict[str, Value]) -> bool:
    there, here = whole(kind, T, "1", number="7", **one), whole(kind, P, "a", number="7", **other)
    assert weigh(there, here) == weigh(here, there)
    agree = surely(there, here)
    assert not agree or (weigh(there, here).proves and weigh(there, here).agree == agree)
    return weigh(there, here).proves


KARI: dict[str, Value] = {"first_name": "Kari", "last_name": "Nordmann"}
BORN: dict[str, Value] = {"date_of_birth": "1980-01-01"}
MAIL: dict[str, Value] = {"email": "kari@x.no"}


class TestPeople:
    def test_of_one_name_are_one(self) -> None:
        assert same(EMPLOYEE, KARI, KARI)

    def test_of_two_names_are_two(self) -> None:
        assert not same(EMPLOYEE, KARI, {"first_name": "Berit", "last_name": "Moe"})

    def test_who_marry_are_known_by_what_stays(self) -> None:
        married = {"first_name": "Kari", "last_name": "Berg-Olsen"}
        assert same(EMPLOYEE, {**KARI, **BORN, **MAIL}, {**married, **BORN, **MAIL})
        assert not same(EMPLOYEE, {**KARI, **MAIL}, {**married, **MAIL})

    def test_father_and_son_are_two(self) -> None:
        assert not same(EMPLOYEE, {**KARI, **BORN}, {**KARI, "date_of_birth": "2005-01-01"})

    def test_with_one_wrong_digit_in_a_birth_date_are_one_when_more_agrees(self) -> None:
        wrong: dict[str, Value] = {"date_of_birth": "1980-01-11"}
        assert same(EMPLOYEE, {**KARI, **BORN, **MAIL}, {**KARI, **wrong, **MAIL})


class TestFirms:
    def test_with_both_numbers_alike_are_one_whatever_they_are_called(self) -> None:
        number: dict[str, Value] = {"organization_number": "923609016"}
        assert same(CUSTOMER, {"name": "Ås Bygg", **number}, {"name": "Noe annet", **number})

    def test_with_two_organization_numbers_are_two_whatever_they_are_called(self) -> None:
        assert not same(
            CUSTOMER,
            {"name": "Berg", "organization_number": "923609016"},
            {"name": "Berg", "organization_number": "974760673"},
        )

    def test_and_a_private_person_of_one_name_are_two(self) -> None:
        assert not same(CUSTOMER, {"name": "Kari Berg"}, {"name": "Kari Berg", "is_private": True})

    def test_that_differ_by_a_letter_are_one_and_by_a_figure_are_two(self) -> None:
        assert same(CUSTOMER, {"name": "Sameiet Knutsens gate"}, {"name": "Sameiet Knudsens gate"})
        assert not same(CUSTOMER, {"name": "Sameiet Storgata 11"}, {"name": "Sameiet Storgata 12"})


def held(kind: Kind, one: dict[str, Value], other: dict[str, Value]) -> Evidence:
    """The evidence on two with numbers of their own."""
    return weigh(whole(kind, T, "1", number="7", **one), whole(kind, P, "a", number="8", **other))


class TestUnderTwoNumbers:
    def test_a_name_and_a_lasting_detail_prove(self) -> None:
        account: dict[str, Value] = {"bank_account": "86011117947"}
        for detail in (BORN, MAIL, account):
            assert held(EMPLOYEE, {**KARI, **detail}, {**KARI, **detail}).proves

    def test_a_name_that_is_a_letter_apart_needs_two(self) -> None:
        karin: dict[str, Value] = {**KARI, "first_name": "Karin"}
        twins = held(EMPLOYEE, {**KARI, **BORN}, {**karin, **BORN})
        assert (twins.proves, twins.suggests) == (False, True)
        assert held(EMPLOYEE, {**KARI, **BORN, **MAIL}, {**karin, **BORN, **MAIL}).proves

    def test_a_name_alone_suggests_and_a_similar_one_does_not(self) -> None:
        assert held(EMPLOYEE, KARI, KARI).suggests
        assert not held(EMPLOYEE, KARI, {**KARI, "first_name": "Karin"}).suggests

    def test_a_first_name_and_a_phone_suggest(self) -> None:
        phone: dict[str, Value] = {"phone_mobile": "91234567"}
        found = held(EMPLOYEE, {**KARI, **phone}, {**KARI, "last_name": "Berg", **phone})
        assert (found.proves, found.suggests) == (False, True)
        assert found.hints == ("part_of_name", "phone")

    def test_a_household_is_not_one_person(self) -> None:
        shared: dict[str, Value] = {**BORN, "phone_mobile": "91234567", "last_name": "Moe"}
        found = held(EMPLOYEE, {**shared, "first_name": "Ola"}, {**shared, "first_name": "Per"})
        assert not found.suggests

    def test_branches_of_one_firm_are_asked_about(self) -> None:
        number: dict[str, Value] = {"organization_number": "923609016"}
        one = {"name": "Berg Bygg avd. Ski", **number}
        found = held(CUSTOMER, one, {"name": "Berg Bygg avd. Ås", **number})
        assert (found.proves, found.suggests) == (False, True)

    def test_branches_in_towns_that_sound_alike_are_asked_about(self) -> None:
        number: dict[str, Value] = {"organization_number": "923609016"}
        one, other = {"name": "Berg avd. Voss", **number}, {"name": "Berg avd. Moss", **number}
        assert not held(CUSTOMER, one, other).proves
        assert same(CUSTOMER, one, other)

    def test_a_firm_that_moved_and_one_that_changed_its_name_are_recognised(self) -> None:
        there: dict[str, Value] = {"address": "Storgata 1", "postal_code": "1400"}
        found = held(CUSTOMER, {"name": "Berg Bygg", **there}, {"name": "Berg Anlegg", **there})
        assert found.suggests
        assert found.hints == ("part_of_name", "address")
        assert not held(CUSTOMER, {"name": "Berg Bygg"}, {"name": "Berg Anlegg"}).suggests

    def test_what_contradicts_outweighs_a_name(self) -> None:
        assert not held(
            EMPLOYEE, {**KARI, **BORN}, {**KARI, "date_of_birth": "2005-01-01"}
        ).suggests

    def test_projects_share_words_without_being_one(self) -> None:
        customer: dict[str, Value] = {"customer_number": "7"}
        one = {"name": "Service Oslo", **customer}
        assert not held(PROJECT, one, {"name": "Service Bergen", **customer}).suggests
        assert held(PROJECT, one, {"name": "Servise Oslo", **customer}).suggests


def test_a_project_of_another_customer_and_day_is_another() -> None:
    one: dict[str, Value] = {"name": "Vedlikehold", "customer_number": "1"}
    began: dict[str, Value] = {**one, "start_date": "2024-01-01"}
    other: dict[str, Value] = {"name": "Vedlikehold", "customer_number": "2"}
    assert same(PROJECT, began, other)
    assert same(PROJECT, began, {**one, "start_date": "2025-02-02"})
    assert not same(PROJECT, began, {**other, "start_date": "2025-02-02"})


def test_of_several_the_one_with_most_in_common_is_likeliest() -> None:
    phone: dict[str, Value] = {"phone_mobile": "91234567"}
    alone, more = held(EMPLOYEE, KARI, KARI), held(EMPLOYEE, {**KARI, **phone}, {**KARI, **phone})
    assert more.points > alone.points


@pytest.mark.parametrize(
    ("one", "other", "proves"),
    [
        ("Sameiet Fjordgata", "Sameiet Fjrodgata", True),
        ("Berg & Lie", "Lie og Berg", False),
        ("Kristoffersen Bygg avd. Ski", "Kristoffersen Bygg avd. Ås", False),
        ("Bakken Tak", "Bakke Tak", True),
        ("Moe Tak avd. Mo", "Moe Tak avd. Røros", False),
        ("", "", False),
    ],
)
def test_names_are_held_word_by_word(one: str, other: str, proves: bool) -> None:
    assert same(CUSTOMER, {"name": one}, {"name": other}) is proves


@pytest.mark.parametrize(
    ("more", "agree"),
    [
        ({}, ("number",)),
        ({"email": "a@x.no", "organization_number": "923609016"}, None),
        ({"is_private": True}, ()),
        ({"name": "Bergen"}, ()),
        ({"name": "- AS"}, ()),
    ],
)
def test_what_is_plain_needs_no_weighing(
    more: dict[str, Value], agree: tuple[str, ...] | None
) -> None:
    berg: dict[str, Value] = {"number": "7", "name": "Berg AS", "organization_number": "923609016"}
    one = whole(CUSTOMER, T, "1", **berg, email="a@x.no")
    other = whole(CUSTOMER, P, "a", **{"number": "7", "name": "Berg", **more})
    everything = ("number", "organization_number", "email")
    assert surely(one, other) == (everything if agree is None else agree)


def test_two_without_a_name_are_never_plain() -> None:
    assert surely(whole(CUSTOMER, T, "1", number="7"), whole(CUSTOMER, P, "a", number="7")) == ()


def test_what_an_organization_number_says_goes_first() -> None:
    org: dict[str, Value] = {"organization_number": "923609016"}
    berg, eik = {"name": "Berg"}, {"name": "Eik"}
    levels = [
        held(CUSTOMER, {**berg, **org}, {**berg, **org}).level,
        held(CUSTOMER, {**berg, **org}, {**eik, **org}).level,
        weigh(
            whole(CUSTOMER, T, "1", number="7", **berg), whole(CUSTOMER, P, "a", number="7", **berg)
        ).level,
        held(CUSTOMER, berg, berg).level,
    ]
    assert levels == [2, 1, 1, 0]
