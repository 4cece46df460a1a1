"""Whether two records speak of the same person, firm or project."""

from __future__ import annotations

import pytest
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, whole

from wizard.model.records import Kind, Value
from wizard.sync.evidence import Evidence, Likeness, surely, weigh


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


@pytest.mark.parametrize(
    ("kind", "one", "other", "likeness"),
    [
        (PROJECT, "Vei", "VEI", Likeness.SAME),
        (PROJECT, "Mo", "Me", Likeness.OTHER),  # two letters allow no slip
        (PROJECT, "Lie", "Lia", Likeness.ALIKE),  # three allow one
        (PROJECT, "Lie", "Loa", Likeness.OTHER),
        (PROJECT, "Bakkens", "Bakkans", Likeness.ALIKE),
        (PROJECT, "Bakkens", "Bokkans", Likeness.OTHER),  # seven allow no two
        (PROJECT, "Bakkenes", "Bokkanes", Likeness.ALIKE),  # eight do
        (PROJECT, "Bakkens", "Bakkanes", Likeness.OTHER),  # the shorter of the two counts
        (PROJECT, "Bakkenes", "Bokkanis", Likeness.OTHER),
        (PROJECT, "Gate 1123", "Gote 1123", Likeness.ALIKE),
        (PROJECT, "Gate 1123", "Gate 1124", Likeness.OTHER),  # a figure is no slip
        (PROJECT, "Gate 1123", "Gate", Likeness.OTHER),
        (PROJECT, "Gate", "Gate 1123", Likeness.OTHER),
        (PROJECT, "Ny vei", "Ny", Likeness.OTHER),
        (PROJECT, "Ny", "Ny vei", Likeness.OTHER),
        (PROJECT, "", "Ny", Likeness.OTHER),
        (PROJECT, "", "", Likeness.OTHER),
        (PROJECT, "Nye Lie", "Nya Lia", Likeness.ALIKE),
        (PROJECT, "Service Oslo", "Service Bergen", Likeness.OTHER),  # a word is no name
        (CUSTOMER, "Berg Bygg", "Berg Anlegg", Likeness.PART),
        (CUSTOMER, "Ås Bygg", "Ås Anlegg", Likeness.OTHER),  # two letters are no word
        (CUSTOMER, "Lie Bygg", "Lie Anlegg", Likeness.PART),  # three are
        (CUSTOMER, "H3O Bygg", "H3O Anlegg", Likeness.OTHER),
        (EMPLOYEE, "Kari Moe", "Kari Berg", Likeness.PART),
        (EMPLOYEE, "Kari Moe", "Kary Berg", Likeness.PART),
        (EMPLOYEE, "Kari Anne Moe", "Kari Berg", Likeness.PART),
        (EMPLOYEE, "Per Moe", "Kari Moe", Likeness.OTHER),
        (EMPLOYEE, "Moe", "Berg", Likeness.OTHER),
    ],
)
def test_how_alike_two_names_are(kind: Kind, one: str, other: str, likeness: Likeness) -> None:
    def named(name: str) -> dict[str, Value]:
        first, _, last = name.rpartition(" ")
        return {"first_name": first, "last_name": last} if kind is EMPLOYEE else {"name": name}

    codes = {
        Likeness.SAME: ["name"],
        Likeness.ALIKE: ["similar_name"],
        Likeness.PART: ["part_of_name"],
        Likeness.OTHER: [],
    }
    for two in ((one, other), (other, one)):
        found = held(kind, *map(named, two))
        assert (found.likeness, list(found.hints)) == (likeness, codes[likeness])
        assert found.kind is kind


MAILS, BIRTHS, ACCOUNTS = ("email",), ("date_of_birth",), ("bank_account",)
NUMBERS, FIRMS = ("number",), ("organization_number",)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        # likeness, agree, hints, against, kind; proves, suggests, level, points
        ((3, (), ("name",), ()), (False, True, 0, 4)),
        ((3, (), ("name",), ("is_private",)), (False, False, 0, 1)),
        ((3, NUMBERS, ("name",), ()), (True, True, 1, 6)),
        ((3, MAILS, ("name",), ()), (True, True, 1, 7)),
        ((3, BIRTHS, ("name",), ()), (True, True, 1, 7)),
        ((3, ACCOUNTS, ("name",), ()), (True, True, 1, 7)),
        ((3, FIRMS, ("name",), ()), (True, True, 2, 8)),
        ((3, FIRMS, ("name",), ("is_private",)), (True, True, 2, 5)),
        ((0, (*NUMBERS, *FIRMS), (), ()), (True, True, 2, 6)),
        ((2, FIRMS, ("similar_name",), ()), (False, True, 1, 7)),
        ((0, FIRMS, (), ()), (False, True, 1, 4)),
        ((2, NUMBERS, ("similar_name",), ()), (True, True, 1, 5)),
        ((2, MAILS, ("similar_name",), ()), (False, True, 0, 6)),
        ((2, MAILS, ("similar_name",), ("is_private",)), (False, False, 0, 3)),
        ((2, (*MAILS, *BIRTHS), ("similar_name",), ()), (True, True, 1, 9)),
        ((2, (), ("similar_name",), ()), (False, False, 0, 3)),
        ((2, (), ("similar_name", "phone"), ()), (False, True, 0, 4)),
        ((1, (), ("part_of_name", "phone"), ()), (False, True, 0, 3)),
        ((1, NUMBERS, ("part_of_name",), ()), (False, True, 0, 4)),
        ((1, (*MAILS, *BIRTHS), ("part_of_name",), ()), (False, True, 0, 8)),
        ((0, (*MAILS, *BIRTHS), ("phone",), ()), (False, False, 0, 7)),
        ((0, NUMBERS, (), ("is_private",)), (False, True, 0, -1)),
        ((3, MAILS, ("name",), ("is_private",)), (False, True, 0, 4)),
        ((3, (*NUMBERS, *MAILS), ("name",), ("date_of_birth",)), (True, True, 1, 6)),
        ((2, (*NUMBERS, *ACCOUNTS), ("name",), ("date_of_birth",)), (True, True, 1, 5)),
        ((1, (*NUMBERS, *MAILS), ("name",), ("date_of_birth",)), (False, True, 0, 4)),
        ((3, MAILS, ("name",), ("date_of_birth",)), (False, True, 0, 4)),
        ((3, NUMBERS, ("name",), ("date_of_birth",)), (False, True, 0, 3)),
        ((3, (*NUMBERS, *MAILS), ("name",), ("is_private",)), (False, True, 0, 6)),
    ],
)
def test_what_evidence_comes_to(
    found: tuple[int, tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    said: tuple[bool, bool, int, int],
) -> None:
    likeness, agree, hints, against = found
    on = Evidence(Likeness(likeness), agree, hints, against, CUSTOMER)
    assert (on.proves, on.suggests, on.level, on.points) == said
    assert on.same_name is (likeness >= 2)


@pytest.mark.parametrize(
    ("agree", "proves"),
    [
        ((*MAILS, *BIRTHS), True),
        ((*ACCOUNTS, *BIRTHS), True),
        ((*NUMBERS, *BIRTHS), True),
        ((*NUMBERS, *MAILS), False),
        (BIRTHS, False),
        (NUMBERS, False),
    ],
)
def test_only_a_person_gets_another_surname(agree: tuple[str, ...], proves: bool) -> None:
    for kind, expected in ((EMPLOYEE, proves), (CUSTOMER, False), (PROJECT, False)):
        assert Evidence(Likeness.PART, agree, (), (), kind).proves is expected
    assert not Evidence(Likeness.OTHER, agree, (), (), EMPLOYEE).proves


def test_what_hints_that_two_are_one_is_named_in_order() -> None:
    berg: dict[str, Value] = {"name": "Berg", "address": "Vei 1", "postal_code": "1400"}
    one, other = {**berg, "phone": "91234567"}, {**berg, "phone_mobile": "+4791234567"}
    assert held(CUSTOMER, one, other).hints == ("name", "address", "phone")
    assert held(CUSTOMER, one, {**berg, "postal_code": "1401"}).hints == ("name",)
    assert held(CUSTOMER, one, {**berg, "address": "Vei 2"}).hints == ("name",)
    assert held(CUSTOMER, {"name": "Berg"}, {"name": "Berg"}).hints == ("name",)
    project: dict[str, Value] = {"customer_number": "7", "start_date": "2024-01-01"}
    assert held(PROJECT, project, project).hints == ("customer_number", "start_date")
    hus = {**project, "name": "Hus"}
    assert held(PROJECT, hus, {**hus, "customer_number": "8"}).hints == ("name", "start_date")
    apart = held(PROJECT, hus, {"name": "Hus", "customer_number": "8", "start_date": "2024-02-01"})
    assert (apart.against, apart.hints) == (("customer_number",), ("name",))
