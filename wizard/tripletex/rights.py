"""What a key may see and do: the entitlements that its owner has and the key has too.

Rows alone prove nothing, because Tripletex leaves out what a key may not see instead of
refusing. Which right opens what is not documented; the two tables are read off the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wizard.errors import Actor, Problem
from wizard.model.connection import Requirement, RequirementState
from wizard.model.records import Kind

_BY_ID = {
    1: "ROLE_ADMINISTRATOR",
    6: "AUTH_HOURS_COMPANY",
    10: "AUTH_PROJECT_MANAGER",
    11: "AUTH_PROJECT_MANAGER_COMPANY",
    14: "AUTH_INVOICING",
    15: "AUTH_CUSTOMER_ADMIN",
}
"""The only ids whose meaning has been seen; a name may change between releases, an id does not."""

_CONSTANT = ("AUTH_", "ROLE_", "REPORT_", "YEAR_END_")

SEES_WHOLE: Mapping[Kind, tuple[str, ...]] = {
    Kind.DEPARTMENT: (),
    Kind.EMPLOYEE: ("AUTH_COMPANY_EMPLOYEE_ADMIN", "AUTH_EMPLOYEE_INFO"),
    Kind.CUSTOMER: ("AUTH_CUSTOMER_ADMIN",),
    Kind.PROJECT: ("AUTH_PROJECT_MANAGER_COMPANY",),
}
"""Any one of these shows all of a kind; departments are shown to every key."""

WRITES: Mapping[Kind, tuple[str, ...]] = {
    Kind.DEPARTMENT: ("AUTH_COMPANY_ADMIN", "AUTH_COMPANY_EMPLOYEE_ADMIN"),
    Kind.EMPLOYEE: ("AUTH_COMPANY_EMPLOYEE_ADMIN",),
    Kind.CUSTOMER: ("AUTH_CUSTOMER_ADMIN",),
    Kind.PROJECT: ("AUTH_CREATE_PROJECT",),
}

_HIDDEN = ("tripletex.rows_hidden_owner", "tripletex.rows_hidden_key")
_MISSING = ("tripletex.right_missing_owner", "tripletex.right_missing_key")
_MISSING_THERE = ("tripletex.client_right_of_owner", "tripletex.client_right_of_key")


@dataclass(frozen=True, slots=True)
class Held:
    """The rights somebody has, and whether some could not be read."""

    rights: frozenset[str]
    readable: bool = True

    def has(self, any_of: Iterable[str]) -> bool | None:
        """Whether at least one is held; None where an entry that cannot be read may be it."""
        if not self.rights.isdisjoint(any_of):
            return True
        return False if self.readable else None


def held(rows: Iterable[Mapping[str, Any]], company: int) -> Held:
    """The rights in a list of entitlements, of which only those in this company count."""
    rights, readable = set(), True
    for row in rows:
        there = row.get("customer")
        if isinstance(there, dict) and there.get("id", company) != company:
            continue
        name = str(row.get("name") or "")
        number = row.get("entitlementId")
        right = _BY_ID.get(number) if isinstance(number, int) else None
        if right is None and name.startswith(_CONSTANT) and name == name.upper():
            right = name
        if right is None:
            readable = False
        else:
            rights.add(right)
    return Held(frozenset(rights), readable)


UNREADABLE = Held(frozenset(), readable=False)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the owner may do and what the key may do; effective is only what both may.

    ``at_client`` where they are those of an accounting office's key at a client.
    """

    owner: Held = UNREADABLE
    key: Held = UNREADABLE
    at_client: bool = False

    def has(self, any_of: Sequence[str]) -> bool | None:
        """Whether one of these is effective; None where it cannot be told."""
        if not any_of:
            return True
        return _most(self._effective(right) for right in any_of)

    def sees_whole(self, kind: Kind) -> bool | None:
        """Whether the rights prove that a kind is shown whole."""
        return self.has(SEES_WHOLE[kind])

    def hiding(self, kind: Kind) -> Problem:
        """Why a kind may not be shown whole."""
        if self.sees_whole(kind) is None:
            return Problem("tripletex.not_proven_whole", Actor.ADMINISTRATOR, kind.value)
        return self._lacking(SEES_WHOLE[kind], _HIDDEN, kind)

    def requirements(self, kinds: Iterable[Kind]) -> tuple[Requirement, ...]:
        """The rights that these kinds need, each once."""
        needed: dict[str, Requirement] = {}
        for kind in kinds:
            for any_of in _needs(kind):
                needed.setdefault(f"right:{any_of[0]}", self._requirement(any_of, kind))
        return tuple(needed.values())

    def _requirement(self, any_of: Sequence[str], kind: Kind) -> Requirement:
        name, has = f"right:{any_of[0]}", self.has(any_of)
        if has:
            return Requirement(name, RequirementState.MET)
        if has is None:
            params = {"right": any_of[0]}
            problem = Problem(
                "tripletex.right_unknown", Actor.ADMINISTRATOR, kind.value, params=params
            )
            return Requirement(name, RequirementState.UNKNOWN, problem)
        codes = _MISSING_THERE if self.at_client else _MISSING
        problem = self._lacking(any_of, codes, kind)
        return Requirement(name, RequirementState.MISSING, problem)

    def _lacking(self, any_of: Sequence[str], codes: tuple[str, str], kind: Kind) -> Problem:
        """Whose right it is that is missing: the two have different remedies."""
        owner, key = codes
        code = owner if self.owner.has(any_of) is False else key
        return Problem(code, Actor.ADMINISTRATOR, kind.value, params={"right": any_of[0]})

    def _effective(self, right: str) -> bool | None:
        both = (self.owner.has((right,)), self.key.has((right,)))
        if False in both:
            return False
        return None if None in both else True


def _needs(kind: Kind) -> Sequence[Sequence[str]]:
    """The rights a kind needs; one that writes it and also shows it whole is enough."""
    sees, writes = SEES_WHOLE[kind], WRITES[kind]
    return (writes,) if not sees or writes[0] in sees else (sees, writes)


def _most(answers: Iterable[bool | None]) -> bool | None:
    found = set(answers)
    if True in found:
        return True
    return None if None in found else False
