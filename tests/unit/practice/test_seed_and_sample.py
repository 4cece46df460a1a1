"""The seeded company and the partner's register that goes with it."""

from collections import Counter
from datetime import date

import pytest
from stdnum import luhn
from stdnum.no import kontonr, orgnr

from wizard.practice import Options, sample_register, seeded_world
from wizard.practice.names import TOWNS


@pytest.fixture(scope="module", params=[{}, {"employees": 400, "customers": 900, "projects": 300}])
def seeded(request):
    return seeded_world(**request.param)


def books(world):
    company = world.company
    tables = (company.employees, company.customers, company.projects, company.employments)
    return [[(dict(row), row.changes) for row in table.values()] for table in tables]


def test_the_same_seed_is_the_same_world():
    one, same, other = seeded_world(seed=4), seeded_world(seed=4), seeded_world(seed=5)
    assert books(one) == books(same)
    assert one.employee_token == same.employee_token
    assert sample_register(one) == sample_register(same)
    assert books(one) != books(other)
    assert one.employee_token != other.employee_token


def test_sizes_are_as_asked():
    world = seeded_world(employees=3, customers=0, projects=2)
    people = set(world.company.employees) - world.company.token_employees
    assert (len(people), len(world.company.customers), len(world.company.projects)) == (3, 0, 2)
    assert sample_register(world)


def test_numbers_pass_their_checks(seeded):
    assert orgnr.is_valid(seeded.company.organization_number)
    for row in seeded.company.customers.values():
        number = row["organizationNumber"]
        abroad = row["postalAddress"]["country"]["id"] != 161
        assert not number or (luhn if abroad else orgnr).is_valid(number)
    for row in seeded.company.employees.values():
        if row.id not in seeded.company.token_employees:
            assert kontonr.is_valid(row["bankAccountNumber"])
            assert row["phoneNumberMobile"][0] in "49"
            assert len(row["phoneNumberMobile"]) == 8
            assert date(1960, 1, 1) < date.fromisoformat(row["dateOfBirth"]) < date(2004, 1, 1)
            place = (row["address"]["postalCode"], row["address"]["city"])
            assert place in TOWNS


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("employees", "email"),
        ("employees", "employeeNumber"),
        ("employees", "bankAccountNumber"),
        ("customers", "organizationNumber"),
        ("customers", "customerNumber"),
        ("customers", "name"),
        ("projects", "number"),
        ("projects", "name"),
    ],
)
def test_nothing_is_there_twice(seeded, table, name):
    counted = Counter(row[name] for row in getattr(seeded.company, table).values() if row[name])
    assert not [value for value, times in counted.items() if times > 1]


def test_emails_end_in_example_and_begin_in_ascii(seeded):
    rows = [*seeded.company.employees.values(), *seeded.company.customers.values()]
    for row in rows:
        assert not row["email"] or row["email"].endswith(".example")
        assert row["email"].isascii()


def test_names_are_norwegian(seeded):
    names = "".join(row["lastName"] for row in seeded.company.employees.values())
    assert set("øå") & set(names.lower())
    assert any(" " in row["lastName"] for row in seeded.company.employees.values())


def test_project_managers_may_manage(seeded):
    for row in seeded.company.projects.values():
        rights = seeded.company.rights[row.reference("projectManager")]
        assert "AUTH_PROJECT_MANAGER" in rights


# --- the sample register --------------------------------------------------------------------


def rows_of(world, sheet):
    header, *rows = sample_register(world)[sheet]
    return [dict(zip(header, row, strict=True)) for row in rows]


def text(value):
    return "".join(mark for mark in str(value) if mark.isdecimal())


def test_sheets_have_norwegian_headers_and_no_id(seeded):
    register = sample_register(seeded)
    assert list(register) == ["Ansatte", "Kunder", "Prosjekter"]
    for header, *rows in register.values():
        assert "ID" not in header
        assert header[-1] == "Notat"
        assert rows


def test_most_records_are_on_both_sides_and_some_on_one(seeded):
    ours = {row["employeeNumber"] for row in seeded.company.employees.values()} - {""}
    theirs = {text(row["Ansattnummer"]) for row in rows_of(seeded, "Ansatte")}
    assert len(ours & theirs) > 0.7 * len(ours)
    assert ours - theirs
    assert {"901", "902"} <= theirs - ours or "901" in ours
    customers = {str(row["customerNumber"]) for row in seeded.company.customers.values()}
    listed = {text(row["Kundenummer"]) for row in rows_of(seeded, "Kunder")}
    assert customers - listed
    assert listed - customers >= {"", "20001"}


def test_keys_are_no_people(seeded):
    keys = {seeded.company.employees[each]["lastName"] for each in seeded.company.token_employees}
    assert not keys & {row["Etternavn"] for row in rows_of(seeded, "Ansatte")}


def test_values_are_typed_as_people_type_them(seeded):
    employees, customers = rows_of(seeded, "Ansatte"), rows_of(seeded, "Kunder")
    assert {type(row["Ansattnummer"]) for row in employees} == {int, str}
    assert {type(row["Fødselsdato"]) for row in employees} == {date, str}
    assert any(" " in row["Mobil"] for row in employees)
    assert any(row["Kontonummer"].count(".") == 2 for row in employees)
    assert any(row["Organisasjonsnummer"].count(" ") == 2 for row in customers)
    assert "Norge" in {row["Land"] for row in customers}


def test_some_values_differ(seeded):
    ours = {row["employeeNumber"]: row for row in seeded.company.employees.values()}
    differing = [
        row
        for row in rows_of(seeded, "Ansatte")
        if (known := ours.get(text(row["Ansattnummer"])))
        and known["firstName"] == row["Fornavn"]
        and text(row["Mobil"])[-8:] != known["phoneNumberMobile"]
    ]
    assert 0 < len(differing) < len(ours) / 3


def test_troubles_among_employees():
    world = seeded_world()
    ours = {row["employeeNumber"]: row for row in world.company.employees.values()}
    rows = rows_of(world, "Ansatte")
    departments = {row["name"] for row in world.company.departments.values()}
    assert any(row["Avdeling"] not in departments for row in rows)
    assert [row for row in rows if not row["Etternavn"]]
    collisions = [
        row
        for row in rows
        if (known := ours.get(text(row["Ansattnummer"]))) and known["firstName"] != row["Fornavn"]
    ]
    assert len(collisions) == 1


def test_troubles_among_customers():
    world = seeded_world()
    ours = {str(row["customerNumber"]): row for row in world.company.customers.values()}
    rows = rows_of(world, "Kunder")
    norwegian = [row for row in rows if row["Land"] == "Norge" and row["Organisasjonsnummer"]]
    assert len([row for row in norwegian if not orgnr.is_valid(row["Organisasjonsnummer"])]) == 1
    collisions = [
        row
        for row in rows
        if (known := ours.get(text(row["Kundenummer"]))) and known["name"] != row["Navn"]
    ]
    assert len(collisions) == 1
    assert orgnr.is_valid(collisions[0]["Organisasjonsnummer"])
    assert [row["Navn"] for row in rows if row["Kundenummer"] == ""]


def test_troubles_among_projects():
    world = seeded_world()
    known = {str(row["customerNumber"]) for row in world.company.customers.values()}
    rows = rows_of(world, "Prosjekter")
    new = [row for row in rows if row["Kundenummer"] and text(row["Kundenummer"]) not in known]
    assert new
    assert [row for row in rows if not row["Startdato"]]


def test_options_are_given_through():
    options = Options(rate_limit=7)
    assert seeded_world(options=options).options is options
