"""One call to the API: who makes it, for which company, with which rights, and what it says."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Request

from . import refusals, rights
from .company import Company
from .keys import Key, Session
from .options import Options
from .rights import Rights
from .tables import Entity
from .world import World

_PRIVATE_FIELDS = frozenset(
    {"dateOfBirth", "nationalIdentityNumber", "bankAccountNumber", "address", "employments"}
)


@dataclass(frozen=True)
class Answer:
    """What goes back: the status, and a body that becomes JSON unless there is none."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """An authenticated call."""

    world: World
    company: Company
    session: Session
    rights: Rights
    """What the call may do: the owner's rights and the key's, both."""
    hidden: Mapping[str, frozenset[str]]
    """Fields left out of every answer, by model, as if they did not exist."""
    query: Mapping[str, str]
    host: str
    if_none_match: str | None
    raw_body: bytes

    @property
    def key(self) -> Key:
        """The key the session was made from."""
        return self.session.key

    @property
    def options(self) -> Options:
        """The world's switches."""
        return self.world.options

    def may(self, any_of: Rights) -> bool:
        """True with at least one of the rights."""
        return not self.rights.isdisjoint(any_of)

    def demand(self, any_of: Rights) -> None:
        """Refuse the call unless it has at least one of the rights."""
        if not self.may(any_of):
            raise refusals.forbidden()

    def target(self, model_name: str, entity_id: int) -> Entity | None:
        """What a reference points at."""
        return self.world.target(self.company, model_name, entity_id)

    def body(self) -> Any:
        """The JSON that was sent."""
        return parsed(self.raw_body)


def parsed(raw: bytes) -> Any:
    """The JSON in a body. An empty one has been seen answered with code 1000, on one endpoint."""
    if not raw.strip():
        raise refusals.unspecified()
    try:
        return json.loads(raw)
    except ValueError:
        raise refusals.invalid_json() from None


def authenticate(world: World, request: Request) -> Call:
    """The call that the request makes, or a refusal of its Authorization header."""
    user, token = _basic(request.headers.get("Authorization", ""))
    session = world.keys.session(token, world.now())
    if session is None:
        raise refusals.unauthorized()
    company = _company(world, session.key, user)
    effective = company.rights_of(session.key.owner) & company.rights_of(session.key.employee)
    return Call(
        world=world,
        company=company,
        session=session,
        rights=effective,
        hidden=_hidden(effective, world.options),
        query=request.args,
        host=request.host,
        if_none_match=request.headers.get("If-None-Match"),
        raw_body=request.get_data(),
    )


def basic_password(header: str) -> str:
    """The session token in an Authorization header, or nothing."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _basic(header: str) -> tuple[str, str]:
    token = basic_password(header)
    if not token:
        raise refusals.unauthorized()
    user = base64.b64decode(header.partition(" ")[2]).decode().partition(":")[0]
    return user, token


def _company(world: World, key: Key, user: str) -> Company:
    if user in ("", "0") or user == str(key.company):
        return world.companies[key.company]
    client = world.companies.get(int(user)) if user.isdecimal() else None
    if key.office and client and key.employee in client.rights:
        return client
    if user.isdecimal() and world.options.foreign_company_status == 403:
        raise refusals.forbidden()
    raise refusals.unauthorized()


def _hidden(effective: Rights, options: Options) -> Mapping[str, frozenset[str]]:
    hidden = {}
    if effective.isdisjoint(rights.PRIVATE_DETAILS):
        hidden["Employee"] = _PRIVATE_FIELDS
    if not options.department_accounting:
        hidden["Department"] = frozenset({"departmentManager"})
    return hidden
