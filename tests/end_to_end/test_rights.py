"""Keys that may not see or do everything: nothing is created blindly, and the reason is named."""

from __future__ import annotations

import pytest

from wizard.practice import Options
from wizard.practice.rights import ALL_RIGHTS

from .conftest import Desk, MakeDesk

CUSTOMER_RIGHTS = {"AUTH_CUSTOMER_ADMIN", "AUTH_CUSTOMER_INFO", "AUTH_CREATE_CUSTOMER"}


def without(*names: str) -> set[str]:
    return {str(right) for right in ALL_RIGHTS} - set(names)


def use_key(desk: Desk, **rights: set[str]) -> None:
    desk.environment["TRIPLETEX_EMPLOYEE_TOKEN"] = desk.world.make_key(**rights)


@pytest.mark.parametrize(
    "kept",
    [set(), {"AUTH_CREATE_CUSTOMER"}],
    ids=["customers refused", "only own customers shown"],
)
def test_no_customer_is_created_with_a_key_that_cannot_see_them(desk: Desk, kept: set[str]) -> None:
    use_key(desk, rights=without(*CUSTOMER_RIGHTS) | kept)
    before = dict(desk.world.company.customers)
    found = desk.run("sync", desk.setup, "--skip-questions", "--json")
    assert dict(desk.world.company.customers) == before
    assert found.json["counts"]["customer"]["tripletex"]["created"] == 0
    assert found.json["counts"]["customer"]["partner"]["created"] == 0
    reason = next(one for one in found.json["problems"] if one["kind"] == "customer")
    assert "AUTH_CUSTOMER_ADMIN" in reason["message"] + reason["remedy"]
    assert reason["actor"] == "administrator"


def test_check_names_the_right_that_the_owner_lacks(desk: Desk) -> None:
    use_key(desk, owner_rights=without("AUTH_CUSTOMER_ADMIN"))
    found = desk.run("check", desk.setup, "--json")
    assert found.code == 4
    states = {one["id"]: one["state"] for one in found.json["requirements"]}
    assert states["right:AUTH_CUSTOMER_ADMIN"] == "missing"
    [problem] = [one for one in found.json["problems"] if one["kind"] == "customer"]
    assert "AUTH_CUSTOMER_ADMIN" in problem["message"]


def test_nothing_is_created_where_the_rights_cannot_be_read(make_desk: MakeDesk) -> None:
    desk = make_desk(Options(rate_limit=None, entitlements_readable=False))
    found = desk.run("sync", desk.setup, "--skip-questions", "--json")
    created = [sides["tripletex"]["created"] for kind, sides in found.json["counts"].items()]
    assert not any(created)
    assert found.json["problems"]


def test_an_invitation_is_never_sent(desk: Desk) -> None:
    before = len(desk.world.invitation_mails)
    assert desk.run("sync", desk.setup, "--skip-questions").code == 0
    assert len(desk.world.invitation_mails) == before
