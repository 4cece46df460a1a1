"""Every refusal that has been seen from the real service on these paths, driven one by one."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

NB, EN = "Validering feilet.", "Validation failed."


def employee(practice, language="no", without=(), **changed):
    sent = {
        "firstName": "Ola",
        "lastName": "Nordmann",
        "userType": "NO_ACCESS",
        "department": {"id": practice.first("department")},
    } | changed
    for name in without:
        del sent[name]
    client = practice.login(practice.world.make_key(language=language))
    return client.post("/employee", json=sent)


def project(practice, without=(), **changed):
    sent = {
        "name": "Ny",
        "startDate": "2026-12-01",
        "projectManager": {"id": practice.world.owner},
    } | changed
    for name in without:
        del sent[name]
    return practice.api.post("/project", json=sent)


def refused_manager(practice):
    manager = practice.world.add("employee", firstName="Hilde", lastName="Johansen")
    return project(practice, projectManager={"id": manager})


def activity(practice, language="no", **sent):
    client = practice.login(practice.world.make_key(language=language))
    return client.post("/activity", json=sent)


def division(practice, **changed):
    sent = {
        "name": "Avdeling sør",
        "startDate": "2026-01-01",
        "municipalityDate": "2026-01-01",
        "municipality": {"id": 301},
    } | changed
    return practice.api.post("/division", json=sent)


def employment(practice, person=None, **changed):
    sent = {"employee": {"id": person or practice.world.owner}, "startDate": "2026-01-01"}
    return practice.api.post("/employee/employment", json=sent | changed)


def without_birth_date(practice):
    person = practice.world.add("employee", firstName="Uten", lastName="Dato")
    return employment(practice, person, division={"id": practice.first("division")})


def details(practice, *days):
    pointer = {"id": practice.first("employment")}
    for day in days:
        answer = practice.api.post(
            "/employee/employment/details", json={"employment": pointer, "date": day}
        )
    return answer


def tied_customer(practice):
    customer = practice.first("customer")
    ties = {"projects", "orders", "invoices", "postings"}
    practice.world.company.customer_ties[customer] = ties
    return practice.api.delete(f"/customer/{customer}")


NULL, LENGTH = "Kan ikke være null.", "Feltet har ikke korrekt lengde. Det må være mellom 1 og 100."
NO_FIELD = "Feltet eksisterer ikke i objektet."
WRONG_TYPE = "Verdien er ikke av korrekt type for dette feltet."
REQUIRED = "Feltet må fylles ut."
NO_DIVISION = "Arbeidsforholdet må knyttes til en virksomhet/underenhet."
TIES = (
    "<ul><li>Prosjekter er registrert.</li>\n<li>Ordrer er registrert.</li>\n"
    "<li>Fakturaer er registrert.</li>\n<li>Posteringer er registrert på kunden.</li></ul>"
)

_Drive = Callable[[Any], httpx.Response]
CASES: dict[tuple[str, str, str], _Drive] = {
    ("/employee", "email", "Det finnes allerede en bruker med denne e-postadressen."): (
        lambda p: employee(p, email=p.world.company.employees[p.world.owner]["email"])
    ),
    ("/employee", "", 'Brukertype kan ikke være "0" eller tom.'): (
        lambda p: employee(p, without=["userType"])
    ),
    ("/employee", "firstName", NULL): lambda p: employee(p, without=["firstName"]),
    ("/employee", "lastName", NULL): lambda p: employee(p, without=["lastName"]),
    ("/employee", "firstName", LENGTH): lambda p: employee(p, firstName=""),
    ("/employee", "lastName", LENGTH): lambda p: employee(p, lastName="x" * 101),
    ("/employee", "firstName", "Cannot be null."): lambda p: employee(p, "en", firstName=None),
    ("/employee", "lastName", "Cannot be null."): lambda p: employee(p, "en", lastName=None),
    ("/employee", "lastName", "Length of field must be between 1 and 100."): (
        lambda p: employee(p, "en", lastName="")
    ),
    ("/employee", "email", "Må angis for Tripletex-brukere."): (
        lambda p: employee(p, userType="STANDARD")
    ),
    ("/employee", "email", "Ugyldig format."): lambda p: employee(p, email="åse@firma.example"),
    ("/employee", "department.id", REQUIRED): lambda p: employee(p, without=["department"]),
    ("/employee", "employments.division.id", NO_DIVISION): (
        lambda p: employee(p, dateOfBirth="1990-01-01", employments=[{"startDate": "2026-01-01"}])
    ),
    ("/employee", "dateOfBirth", WRONG_TYPE): lambda p: employee(p, dateOfBirth="01.02.1990"),
    ("/employee", "userType", WRONG_TYPE): lambda p: employee(p, userType="ADMINISTRATOR"),
    ("/employee", "startDate", NO_FIELD): lambda p: employee(p, startDate="2026-01-01"),
    ("/employee", "employmentStartDate", NO_FIELD): (
        lambda p: employee(p, employmentStartDate="2026-01-01")
    ),
    ("/employee", "isEmployee", NO_FIELD): lambda p: employee(p, isEmployee=True),
    ("/employee", "employeeType", NO_FIELD): lambda p: employee(p, employeeType="X"),
    ("/department", "departmentNumber", "Nummeret er i bruk."): (
        lambda p: p.api.post("/department", json={"name": "Ny", "departmentNumber": "1"})
    ),
    ("/project", "", 'Feltet "Prosjektleder" må fylles ut.'): (
        lambda p: project(p, without=["projectManager"])
    ),
    ("/project", "startDate", REQUIRED): lambda p: project(p, without=["startDate"]),
    (
        "/project",
        "projectManager.id",
        "Oppgitt prosjektleder har ikke fått tilgang som prosjektleder i kontoen: Hilde Johansen.",
    ): refused_manager,
    ("/project", "status", NO_FIELD): lambda p: project(p, status="OPEN"),
    ("/project", "vatType.id", "Ugyldig mva-kode."): lambda p: project(p, vatType={"id": 3}),
    ("/project", "endDate", WRONG_TYPE): lambda p: project(p, endDate="snart"),
    ("/activity", "name", "Navnet er i bruk."): (
        lambda p: activity(p, name="Ferie", activityType="GENERAL_ACTIVITY")
    ),
    ("/activity", "name", "The name is in use."): (
        lambda p: activity(p, "en", name="Ferie", activityType="GENERAL_ACTIVITY")
    ),
    ("/activity", "activityType", NULL): lambda p: activity(p, name="Ny"),
    ("/division", "organizationNumber", REQUIRED): division,
    (
        "/division",
        "organizationNumber",
        "Juridisk enhet kan ikke registreres som virksomhet/underenhet.",
    ): lambda p: division(p, organizationNumber=p.world.company.organization_number),
    ("/employee/employment", "division.id", NO_DIVISION): employment,
    ("/employee/employment", "employee.dateOfBirth", REQUIRED): without_birth_date,
    ("/employee/employment", "employmentDetails.employmentType", WRONG_TYPE): (
        lambda p: employment(p, employmentDetails=[{"employmentType": "PERMANENT"}])
    ),
    ("/employee/employment/details", "date", "Finnes fra før."): (
        lambda p: details(p, "2026-10-01", "2026-10-01")
    ),
    (
        "/employee/employment/details",
        "date",
        "Dato på lønnsraden er før arbeidsforholdets startdato.",
    ): lambda p: details(p, "1999-01-01"),
    ("/customer/{id}", "Internt felt (id)", TIES): tied_customer,
}
SURFACE = {path for path, _, _ in CASES}


def line_about(answer, field, message):
    lines = answer.json()["validationMessages"]
    found = [
        line for line in lines if (line["field"] or "") == field and line["message"] == message
    ]
    assert found, answer.text
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case[:2]))
def test_refusal(practice, case):
    answer = CASES[case](practice)
    assert answer.status_code == 422, answer.text
    line_about(answer, *case[1:])


def test_every_seen_refusal_of_a_field_is_driven(shared):
    seen = json.loads((shared / "observed-errors.json").read_text())["flattened_field_message"]
    ours = {
        (entry["path"], entry["field"], entry["validationMessage"])
        for entry in seen
        if entry["path"] in SURFACE
    }
    assert ours == set(CASES)


def test_envelopes_are_those_that_were_seen(practice, make, shared):
    seen = json.loads((shared / "observed-errors.json").read_text())["enveloped"]
    by_line = {(entry["field"] or "", entry["validationMessage"]): entry for entry in seen}
    compared = 0
    for (_, field, message), drive in CASES.items():
        entry = by_line.get((field, message))
        if entry is None:
            continue  # seen only as a field and its message
        answer = drive(make())
        body = answer.json()
        assert (body["status"], body["code"]) == (entry["status"], entry["code"])
        assert body["message"] == entry["message"]
        assert body["developerMessage"] == entry["developerMessage"]
        assert line_about(answer, field, message)["path"] == entry["path_in_body"], (field, body)
        compared += 1
    assert compared > 20


SEEN_WITHOUT_A_FIELD = {
    "POST /company/salesmodules {}": (
        403,
        9000,
        "You do not have permission to access this feature.",
    ),
    "POST /company/salesmodules": (400, 1000, "Unspecified exception"),
    "GET /customer/{customer}/contact": (404, 6000, "Object not found"),
    "POST /customer/{customer}/contact": (404, 6000, "Object not found"),
    "GET /ledger/vatType": (404, 21000, "HTTP 404 Not Found"),
    "GET /project/{project}?fields=fixedPrice": (
        400,
        11000,
        "Illegal field in fields filter: fixedPrice. "
        "fixedPrice does not match a field in the model: ProjectDTO",
    ),
    "GET /project?sorting=end:desc": (
        422,
        17000,
        "Field specified for use in sorting does not exist: 'end:desc'",
    ),
    "GET /employee?id=HR%20expense%20account": (
        422,
        12000,
        "'HR expense account': Listen med ID-er må være en kommaseparert liste med "
        "positive heltall.",
    ),
    "GET /employee?from=-1": (422, 18000, NB),
}


@pytest.mark.parametrize("call", SEEN_WITHOUT_A_FIELD)
def test_envelopes_without_a_field(practice, refused, call):
    status, code, message = SEEN_WITHOUT_A_FIELD[call]
    method, target, *content = call.split(" ")
    for kind in ("customer", "project"):
        target = target.replace(f"{{{kind}}}", str(practice.first(kind)))
    answer = practice.api.request(method, target, content="".join(content).encode() or None)
    body = refused(answer, status, code)
    assert body["message"] == message
    assert body["developerMessage"] is None
    assert body["link"] == "https://tripletex.no/v2-docs/"


def test_english_keys_are_answered_in_english(practice):
    answer = employee(practice, "en", firstName=None)
    assert answer.json()["message"] == EN
