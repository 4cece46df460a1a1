"""Sessions: made from a consumer token and an employee token, or from a refresh token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Request, g

from . import refusals, wording
from .call import Answer, Call, parsed
from .keys import Key
from .mapping import is_date
from .refusals import ApiError, FieldError
from .wording import Text
from .world import OSLO, World

_NAMES = ("consumerToken", "employeeToken", "expirationDate")
SHORTEST_SECONDS = 300
LONGEST_SECONDS = 28_800


def create_by_post(world: World, request: Request) -> Answer:
    """POST /token/session/:create with a JSON body, the preferred way."""
    sent = _texts(parsed(request.get_data()), _NAMES)
    if sent["expirationDate"] is not None and not is_date(sent["expirationDate"]):
        raise refusals.unmappable("expirationDate", wording.WRONG_TYPE, "expirationDate")
    with world.lock:
        return Answer(201, {"value": _create(world, sent, prefix="")})


def create_by_put(world: World, request: Request) -> Answer:
    """PUT of the same path with query parameters: the old way, which puts secrets into logs."""
    sent = {name: request.args.get(name) for name in _NAMES}
    if sent["expirationDate"] is not None and not is_date(sent["expirationDate"]):
        raise refusals.bad_parameter("expirationDate", wording.BAD_DATE)
    with world.lock:
        created = _create(world, sent, prefix="arg:")
    return Answer(200, {"value": created}, headers={"Deprecation": "true"})


def create_from_refresh_token(world: World, request: Request) -> Answer:
    """POST /token/session/:createFromRefreshToken, the way of a company's own integrations.

    Which employee such a session acts as is not known; here it is the one of the main key.
    """
    body = parsed(request.get_data())
    sent = _texts(body, ("refreshToken",), also=("ttlSeconds",))
    seconds = _lifetime(body.get("ttlSeconds"))
    with _occupied(world, sent["refreshToken"] or "") as key:
        world.sleep(world.options.refresh_hold_ms / 1000)
        with world.lock:
            _demand_integrations(world, key)
            session = world.keys.open(key, world.now() + timedelta(seconds=seconds))
            return Answer(world.options.refresh_status, {"value": {"token": session.token}})


def delete(call: Call, token: str) -> Answer:
    """DELETE /token/session/{token}. What an unknown token is answered is not known."""
    if call.world.keys.session(token, call.world.now()) is None:
        raise refusals.not_found()
    call.world.keys.end(token)
    return Answer(204)


def _texts(
    body: Any, names: tuple[str, ...], also: tuple[str, ...] = ()
) -> Mapping[str, str | None]:
    if not isinstance(body, dict):
        raise refusals.wrong_shape()
    for name, value in body.items():
        if name not in names + also:
            raise refusals.unmappable(name, wording.UNKNOWN_FIELD, None)
        if name in names and not isinstance(value, str | None):
            raise refusals.unmappable(name, wording.WRONG_TYPE, name)
    return {name: body.get(name) for name in names}


def _create(world: World, sent: Mapping[str, str | None], prefix: str) -> dict[str, Any]:
    key = world.keys.find(sent["employeeToken"] or "")
    if key:
        g.language = key.language
    # A token of another environment is as unknown as one that never was.
    if sent["consumerToken"] not in {each.consumer for each in world.applications}:
        raise _token_refused(f"{prefix}consumerToken", wording.BAD_CONSUMER_TOKEN)
    if key is None or key.consumer != sent["consumerToken"]:
        if world.options.employee_token_refusal == 404:
            raise refusals.not_found()
        raise _token_refused(f"{prefix}employeeToken", wording.BAD_EMPLOYEE_TOKEN)
    if sent["expirationDate"] is None:
        raise refusals.bad_parameter("expirationDate", wording.NOT_NULL)
    _demand_integrations(world, key)
    ends = _end(world, date.fromisoformat(sent["expirationDate"]))
    if ends <= world.now():
        raise refusals.invalid_field("expirationDate", wording.DATE_PASSED)
    session = world.keys.open(key, ends)
    return {
        "id": session.id,
        "version": 0,
        "consumerToken": {"id": 1},
        "employeeToken": {"id": key.id},
        "expirationDate": sent["expirationDate"],
        "token": session.token,
        "encryptionKey": None,
    }


def _demand_integrations(world: World, key: Key) -> None:
    # What the real service answers while Integrasjoner is off is not known.
    if not world.companies[key.company].integrations_on:
        raise refusals.forbidden()


def _token_refused(field: str, message: Text) -> ApiError:
    path = field if field.startswith("arg:") else None
    return ApiError(
        422,
        18000,
        wording.VALIDATION,
        developer_message="VALIDATION_ERROR",
        errors=[FieldError(field, message, path)],
    )


def _end(world: World, day: date) -> datetime:
    if world.options.session_ends == "end_of_date":
        day += timedelta(days=1)
    return datetime.combine(day, time(), OSLO)


def _lifetime(seconds: Any) -> int:
    if seconds is None:
        raise refusals.malformed([("ttlSeconds", wording.NOT_NULL)])
    if type(seconds) is not int:
        raise refusals.unmappable("ttlSeconds", wording.WRONG_TYPE, "ttlSeconds")
    if seconds < SHORTEST_SECONDS:
        least = wording.MINIMUM.given(least=SHORTEST_SECONDS)
        raise refusals.malformed([("ttlSeconds", least)])
    if seconds > LONGEST_SECONDS:
        most = wording.MAXIMUM.given(most=LONGEST_SECONDS)
        raise refusals.malformed([("ttlSeconds", most)])
    return seconds


@contextmanager
def _occupied(world: World, refresh_token: str) -> Iterator[Key]:
    """The key behind a refresh token, which nobody else may use meanwhile."""
    with world.lock:
        key = world.keys.find(world.employee_token)
        if refresh_token != world.refresh_token or key is None:
            # Not known either; as its siblings among the tokens.
            raise _token_refused("refreshToken", wording.BAD_EMPLOYEE_TOKEN)
        if refresh_token in world.refreshing:
            raise refusals.stale_revision()
        world.refreshing.add(refresh_token)
    try:
        yield key
    finally:
        with world.lock:
            world.refreshing.discard(refresh_token)
