"""The tables and the answers against the vendor's own description."""

import json

import pytest

from wizard.practice.schema import MODELS, Type


@pytest.fixture(scope="module")
def schemas(shared):
    described = json.loads((shared / "openapi-2.74.json").read_text())
    return described["components"]["schemas"]


PLAIN = {
    Type.TEXT: {"string"},
    Type.DATE: {"string"},
    Type.CHOICE: {"string"},
    Type.INTEGER: {"integer"},
    Type.NUMBER: {"number"},
    Type.FLAG: {"boolean"},
    Type.OBJECTS: {"array"},
    Type.TEXTS: {"array"},
    Type.REFERENCE: {None},
    Type.INLINE: {None},
}


@pytest.mark.parametrize("name", MODELS)
def test_tables_are_the_vendors(schemas, name):
    described = schemas[name]["properties"]
    fields = MODELS[name].fields
    assert set(fields) == set(described)
    for field in fields.values():
        told = described[field.name]
        assert told.get("type") in PLAIN[field.type], field
        assert told.get("readOnly", False) == field.read_only, field
        if field.type is Type.CHOICE:
            assert set(told["enum"]) - {""} == field.choices
        if field.model:
            reference = told.get("$ref") or told["items"]["$ref"]
            assert reference.endswith(f"/{field.model}"), field


def strangers(schemas, name, value, way):
    """Properties of an answer that its schema does not know."""
    properties = schemas[name]["properties"]
    for key, inner in value.items():
        if key not in properties:
            yield f"{way}.{key}"
            continue
        told = properties[key]
        reference = told.get("$ref") or told.get("items", {}).get("$ref")
        inners = inner if isinstance(inner, list) else [inner]
        if reference:
            for each in inners:
                if each is not None:
                    yield from strangers(
                        schemas, reference.rpartition("/")[2], each, f"{way}.{key}"
                    )


LISTS = [
    (
        "/employee",
        "Employee",
        "employments(*),address(*),department(*),phoneNumberMobileCountry(*)",
    ),
    ("/employee/employment", "Employment", "employee(*),division(*),employmentDetails(*)"),
    ("/employee/employment/details", "EmploymentDetails", "employment(*)"),
    ("/department", "Department", "departmentManager(*)"),
    ("/division", "Division", "municipality(*)"),
    ("/customer", "Customer", "postalAddress(*,country(*)),accountManager(*),currency(*)"),
    ("/project", "Project", "customer(*),projectManager(*),department(*)"),
    ("/activity", "Activity", ""),
    ("/country", "Country", ""),
    ("/employee/entitlement", "Entitlement", "employee(*),customer(*)"),
]


@pytest.mark.parametrize(("path", "name", "opened"), LISTS)
def test_answers_hold_nothing_the_vendor_does_not_describe(schemas, practice, path, name, opened):
    practice.world.add(
        "employmentDetails", employment={"id": practice.first("employment")}, date="2026-01-01"
    )
    fields = ",".join(filter(None, ["*", "changes", opened]))
    answer = practice.api.get(path, params={"fields": fields})
    assert set(answer.json()) == set(schemas[f"ListResponse{name}"]["properties"])
    assert answer.json()["values"]
    for value in answer.json()["values"]:
        assert not list(strangers(schemas, name, value, name))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/token/session/>whoAmI?fields=*,company(*),employee(*)", "LoggedInUserInfo"),
        ("/company/{company}?fields=*,address(*),currency(*)", "Company"),
    ],
)
def test_single_answers(schemas, practice, path, name):
    value = practice.api.get(path.format(company=practice.world.company.id)).json()["value"]
    assert not list(strangers(schemas, name, value, name))


def test_session_and_error_bodies(schemas, practice):
    created = practice.anonymous.post(
        "/token/session/:create",
        json={
            "consumerToken": practice.world.consumer_token,
            "employeeToken": practice.world.employee_token,
            "expirationDate": "2026-12-01",
        },
    )
    assert not list(strangers(schemas, "SessionToken", created.json()["value"], ""))
    error = practice.api.post("/customer", json={"name": ""}).json()
    assert set(error) == set(schemas["ApiError"]["properties"])
    (line,) = error["validationMessages"]
    assert set(line) == set(schemas["ApiValidationMessage"]["properties"])


def test_roles_are_the_vendors(schemas):
    from wizard.practice.rights import ALL_RIGHTS

    assert set(schemas["EmployeeRoleModelDTO"]["properties"]["role"]["enum"]) == ALL_RIGHTS
