"""What a key may see and do, and what that says of a kind."""

from __future__ import annotations

import pytest

from wizard.errors import Problem
from wizard.model.connection import RequirementState as State
from wizard.model.records import Completeness, Kind
from wizard.tripletex.rights import Rights, held

WRITES_ALL = [
    "AUTH_COMPANY_ADMIN",
    "AUTH_COMPANY_EMPLOYEE_ADMIN",
    "AUTH_CUSTOMER_ADMIN",
    "AUTH_PROJECT_MANAGER_COMPANY",
    "AUTH_CREATE_PROJECT",
]


def states(check):
    return {one.id.removeprefix("right:"): one.state for one in check.requirements}


def test_all_rights_show_every_kind_whole(practice):
    key = practice.world.make_key(rights=WRITES_ALL, owner_rights=WRITES_ALL)
    endpoint = practice.endpoint(key)
    check = endpoint.check()
    assert set(states(check).values()) == {State.MET}
    assert check.problems == ()
    assert {endpoint.fetch(kind).completeness for kind in Kind} == {Completeness.COMPLETE}


@pytest.mark.parametrize(
    ("kind", "right", "others"),
    [
        (Kind.EMPLOYEE, "AUTH_COMPANY_EMPLOYEE_ADMIN", ["AUTH_PROJECT_MANAGER"]),
        (Kind.CUSTOMER, "AUTH_CUSTOMER_ADMIN", ["AUTH_CUSTOMER_INFO"]),
        (Kind.PROJECT, "AUTH_PROJECT_MANAGER_COMPANY", ["AUTH_PROJECT_MANAGER"]),
    ],
)
@pytest.mark.parametrize("lacking", ["owner", "key"])
def test_rows_prove_nothing_without_the_right(practice, kind, right, others, lacking):
    full = [*WRITES_ALL, *others]
    narrow = [one for one in full if one != right]
    world = practice.world
    key = world.make_key(
        rights=narrow if lacking == "key" else full,
        owner_rights=narrow if lacking == "owner" else full,
    )
    endpoint = practice.endpoint(key, kinds=[kind])

    [problem] = endpoint.check().problems
    picture = endpoint.fetch(kind)

    assert problem == Problem(
        f"tripletex.right_missing_{lacking}", problem.actor, kind.value, params={"right": right}
    )
    assert picture.completeness is Completeness.PARTIAL
    assert picture.reason.code == f"tripletex.rows_hidden_{lacking}"


@pytest.mark.parametrize(
    ("readable", "code"),
    [(True, "tripletex.rows_hidden_key"), (False, "tripletex.forbidden")],
)
def test_a_kind_that_is_refused_is_denied_with_the_right_where_it_can_be_told(
    practice, readable, code
):
    practice.world.options.entitlements_readable = readable
    key = practice.world.make_key(rights=["AUTH_COMPANY_ADMIN"])
    picture = practice.endpoint(key).fetch(Kind.CUSTOMER)
    assert (picture.completeness, picture.records) == (Completeness.DENIED, ())
    assert picture.reason.code == code
    assert "403/9000" in picture.reason.detail


def test_entitlements_that_are_refused_leave_everything_unproven(practice):
    practice.world.options.entitlements_readable = False
    endpoint = practice.endpoint(kinds=[Kind.CUSTOMER, Kind.PROJECT])

    check = endpoint.check()
    picture = endpoint.fetch(Kind.CUSTOMER)

    assert states(check)["AUTH_CUSTOMER_ADMIN"] is State.UNKNOWN
    assert states(check)["AUTH_CREATE_PROJECT"] is State.UNKNOWN
    assert picture.records
    assert picture.completeness is Completeness.PARTIAL
    assert picture.reason.code == "tripletex.not_proven_whole"


def test_a_kind_that_is_refused_besides_is_known_to_be_missing(practice):
    practice.world.options.entitlements_readable = False
    key = practice.world.make_key(rights=["AUTH_CUSTOMER_ADMIN"])
    check = practice.endpoint(key, kinds=[Kind.CUSTOMER, Kind.PROJECT]).check()
    assert states(check)["AUTH_CUSTOMER_ADMIN"] is State.UNKNOWN
    assert states(check)["AUTH_CREATE_PROJECT"] is State.MISSING


def test_labels_are_read_by_their_ids_and_the_rest_is_unknown(practice):
    practice.world.options.entitlement_names = "labels"
    check = practice.endpoint().check()
    assert states(check)["AUTH_CUSTOMER_ADMIN"] is State.MET
    assert states(check)["AUTH_PROJECT_MANAGER_COMPANY"] is State.MET
    assert states(check)["AUTH_COMPANY_EMPLOYEE_ADMIN"] is State.UNKNOWN


def test_rights_in_another_company_do_not_count():
    row = {"entitlementId": 15, "name": "Kunder", "customer": {"id": 2}}
    assert held([row], company=1).has(["AUTH_CUSTOMER_ADMIN"]) is False
    assert held([row], company=2).has(["AUTH_CUSTOMER_ADMIN"]) is True


def test_effective_is_what_both_have():
    def one(*names):
        return held([{"name": name} for name in names], company=1)

    rights = Rights(one("AUTH_COMPANY_ADMIN"), one("AUTH_COMPANY_EMPLOYEE_ADMIN"))
    assert rights.has(["AUTH_COMPANY_ADMIN", "AUTH_COMPANY_EMPLOYEE_ADMIN"]) is False


def test_the_module_list(practice):
    def module(endpoint):
        return endpoint.check().requirements[0]

    assert module(practice.endpoint()).state is State.MET
    practice.world.options.integrations_off = "refuse_sessions"
    endpoint = practice.endpoint()
    endpoint.fetch(Kind.DEPARTMENT)
    practice.world.switch_integrations(False)
    assert module(endpoint).state is State.MISSING


def test_a_right_withdrawn_is_seen_once_something_was_read(practice):
    right, world = "AUTH_CUSTOMER_ADMIN", practice.world
    endpoint = practice.endpoint(kinds=[Kind.CUSTOMER])
    assert states(endpoint.check())[right] is State.MET
    rights = world.company.rights
    rights[world.owner] = rights[world.owner] - {right}
    asked = len(practice.calls())
    assert states(endpoint.check())[right] is State.MET
    assert len(practice.calls()) == asked
    endpoint.fetch(Kind.DEPARTMENT)
    assert states(endpoint.check())[right] is State.MISSING
