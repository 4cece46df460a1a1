"""What a company has besides the records themselves, asked once each and remembered."""

from __future__ import annotations

from functools import cached_property

from wizard.errors import Actor, Problem
from wizard.model.connection import Requirement, RequirementState
from wizard.model.records import Kind
from wizard.tripletex.client import Row, TripletexClient
from wizard.tripletex.faults import ApiFault
from wizard.tripletex.reading import key_employees
from wizard.tripletex.rights import UNREADABLE, Held, Rights, held

_MODULE = "module:API_V2"


class Surroundings:
    """The company's departments, divisions and modules, the key's rights, the world's countries.

    Each is asked for when it is first needed. May raise ``ApiFault``.
    """

    def __init__(self, client: TripletexClient) -> None:
        self._client = client

    @cached_property
    def rights(self) -> Rights:
        """What the key may do; a list of entitlements that is refused proves nothing."""
        who = self._client.identity()
        owner = self._held(who.owner)
        key = owner if who.key == who.owner else self._held(who.key)
        return Rights(owner, key, at_client=self._client.client is not None)

    def forget_rights(self) -> None:
        """Let the rights be asked for anew: they may be withdrawn and given at any time."""
        self.__dict__.pop("rights", None)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The employees that are not people but API keys."""
        return key_employees(self._client)

    @cached_property
    def only_department(self) -> int | None:
        """The company's department, where it has exactly one in use."""
        rows = self._rows("department", "id,isInactive")
        open_ = [_id(row) for row in rows or () if row.get("isInactive") is not True]
        return open_[0] if len(open_) == 1 else None

    @cached_property
    def managers(self) -> frozenset[str] | None:
        """The employees who may manage projects; None where some may be hidden from the key."""
        if not self.rights.sees_whole(Kind.EMPLOYEE):
            return None
        rows = self._client.read_all("employee", "id", {"assignableProjectManagers": "true"})
        return frozenset(str(_id(row)) for row in rows)

    @cached_property
    def division(self) -> int | Problem:
        """The division a new employment belongs to, or why there is none to choose."""
        rows = self._rows("division", "id")
        if rows is None:
            return Problem("tripletex.divisions_hidden", Actor.ADMINISTRATOR)
        if not rows:
            return Problem("tripletex.no_division", Actor.USER)
        if len(rows) > 1:
            return Problem("tripletex.many_divisions", Actor.USER, params={"count": str(len(rows))})
        return _id(rows[0])

    @cached_property
    def _countries(self) -> dict[str, int]:
        rows = self._client.read_all("country", "id,isoAlpha2Code")
        return {str(row.get("isoAlpha2Code")): _id(row) for row in rows}

    def country_id(self, code: str) -> int | None:
        """Tripletex's id of a country, by its two letters."""
        return self._countries.get(code)

    def module(self) -> Requirement:
        """Whether Integrasjoner is on. That it is called API_V2 in the list is an inference."""
        try:
            names = [row.get("name") for row in self._client.read_page("company/salesmodules", {})]
        except ApiFault as fault:
            if fault.status not in (403, 404):
                raise
            problem = Problem("tripletex.module_unknown", Actor.USER, detail=fault.problem.detail)
            return Requirement(_MODULE, RequirementState.UNKNOWN, problem)
        if "API_V2" in names:
            return Requirement(_MODULE, RequirementState.MET)
        problem = Problem("tripletex.module_missing", Actor.ADMINISTRATOR)
        return Requirement(_MODULE, RequirementState.MISSING, problem)

    def opens_clients_only(self) -> bool:
        """Whether a key that may do nothing in its own company looks like an accounting office's.

        Such a key is let into clients, and gives nothing of the office's own books; one that has
        no client yet is known by what Tripletex calls its company.
        """
        if self._client.identity().accountant:
            return True
        try:
            return bool(self._client.read_page("company/>withLoginAccess", {"count": "1"}))
        except ApiFault as fault:
            if fault.status not in (403, 404):
                raise
            return False

    def refusal(self, kind: Kind) -> Problem | None:
        """Why a kind is not listed at all, by asking for one row of it."""
        try:
            self._client.read_page(kind.value, {"count": "1", "fields": "id"})
        except ApiFault as fault:
            if fault.status != 403:
                raise
            return fault.problem
        return None

    def _held(self, employee: int) -> Held:
        asked = {"employeeId": str(employee)}
        fields = "id,entitlementId,name,customer(id)"
        try:
            rows = self._client.read_all("employee/entitlement", fields, asked)
        except ApiFault as fault:
            if fault.status not in (403, 404):
                raise
            return UNREADABLE
        return held(rows, self._client.identity().company.id)

    def _rows(self, path: str, fields: str) -> list[Row] | None:
        try:
            return self._client.read_all(path, fields)
        except ApiFault as fault:
            if fault.status != 403:
                raise
            return None


def _id(row: Row) -> int:
    return int(row["id"])
