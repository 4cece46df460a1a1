"""The practice API as a Flask application: its paths, and what surrounds every answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import flask
from flask import Flask, Response, g, request

from . import account, refusals, sessions
from .call import Answer, Call, authenticate
from .customers import CUSTOMERS
from .employments import DETAILS, EMPLOYMENTS
from .people import EMPLOYEES
from .projects import PROJECTS
from .refusals import ApiError
from .resource import Resource
from .structure import ACTIVITIES, COUNTRIES, DEPARTMENTS, DIVISIONS
from .web import create_web
from .wire import REQUEST_ID, Wire
from .world import World

_Handler = Callable[..., Answer]
_Route = tuple[str, str, _Handler]
_ONE = "/<int:entity_id>"

_OPEN_ROUTES: tuple[tuple[str, str, Callable[[World, flask.Request], Answer]], ...] = (
    ("POST", "/token/session/:create", sessions.create_by_post),
    ("PUT", "/token/session/:create", sessions.create_by_put),
    (
        "POST",
        "/token/session/:createFromRefreshToken",
        sessions.create_from_refresh_token,
    ),
)


_OF_AN_OFFICE = (account.who_am_i, account.with_login_access, sessions.delete)


def create_app(world: World) -> Flask:
    """The API over this world, below `/v2`, behind a wire that can be told to misbehave; and
    beside it the company's own pages, which always work."""
    app = Flask("wizard.practice", static_folder=None)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.url_map.merge_slashes = False
    for method, path, opening in _OPEN_ROUTES:
        _add(app, method, path, _open_view(world, opening))
    for method, path, handler in _routes():
        _add(app, method, path, _view(world, handler))
    app.register_error_handler(ApiError, _refuse)
    app.register_error_handler(404, lambda error: _refuse(refusals.no_route()))
    app.register_error_handler(405, lambda error: _refuse(refusals.no_route()))
    app.after_request(_sign)
    app.wsgi_app = Wire(world, app.wsgi_app, beside=create_web(world))  # type: ignore[method-assign]
    return app


def _routes() -> Iterator[_Route]:
    yield "DELETE", "/token/session/<token>", sessions.delete
    yield "GET", "/token/session/>whoAmI", account.who_am_i
    yield "GET", f"/company{_ONE}", account.get_company
    yield "GET", "/company/>withLoginAccess", account.with_login_access
    yield "GET", "/company/salesmodules", account.list_modules
    yield "POST", "/company/salesmodules", account.buy_module
    yield "GET", "/employee/entitlement", account.list_entitlements
    yield "GET", f"/employee/entitlement{_ONE}", account.get_entitlement
    yield from _offered("/employee", EMPLOYEES, "list get create update create_many")
    yield from _offered("/employee/employment", EMPLOYMENTS, "list get create update")
    yield from _offered("/employee/employment/details", DETAILS, "list get create")
    everything = "list get create update delete create_many update_many"
    yield from _offered("/department", DEPARTMENTS, everything)
    yield from _offered("/division", DIVISIONS, "list create create_many")
    yield from _offered("/customer", CUSTOMERS, everything)
    yield from _offered("/project", PROJECTS, everything + " delete_many")
    yield from _offered("/activity", ACTIVITIES, "list get create create_many")
    yield from _offered("/country", COUNTRIES, "list get")
    # A path the vendor does not describe, and yet has been seen to answer as a missing object.
    for method in ("GET", "POST"):
        yield method, f"/customer{_ONE}/contact", _missing_object


def _offered(path: str, resource: Resource, acts: str) -> Iterator[_Route]:
    every: dict[str, _Route] = {
        "list": ("GET", path, resource.list),
        "get": ("GET", path + _ONE, resource.get),
        "create": ("POST", path, resource.create),
        "update": ("PUT", path + _ONE, resource.update),
        "delete": ("DELETE", path + _ONE, resource.delete),
        "create_many": ("POST", f"{path}/list", resource.create_many),
        "update_many": ("PUT", f"{path}/list", resource.update_many),
        "delete_many": ("DELETE", f"{path}/list", resource.delete_many),
    }
    return (every[act] for act in acts.split())


def _missing_object(call: Call, entity_id: int) -> Answer:
    raise refusals.not_found()


def _add(app: Flask, method: str, path: str, view: Callable[..., Response]) -> None:
    app.add_url_rule(
        f"/v2{path}",
        endpoint=f"{method} {path}".replace(".", " "),
        view_func=view,
        methods=[method],
        provide_automatic_options=False,
    )


def _open_view(
    world: World, opening: Callable[[World, flask.Request], Answer]
) -> Callable[[], Response]:
    return lambda: _response(opening(world, request))


def _view(world: World, handler: _Handler) -> Callable[..., Response]:
    def view(**path_values: Any) -> Response:
        with world.lock:
            call = authenticate(world, request)
            g.language = call.key.language
            _count(call)
            _demand_open(call, handler)
            return _response(handler(call, **path_values))

    return view


def _demand_open(call: Call, handler: _Handler) -> None:
    home = call.world.companies[call.key.company]
    if not home.integrations_on and call.options.integrations_off == "refuse_all":
        raise refusals.forbidden()
    # An office's key gives nothing of the office's own books; the exact refusal is not known.
    if call.key.office and call.company is home and handler not in _OF_AN_OFFICE:
        raise refusals.forbidden()


def _count(call: Call) -> None:
    who = (call.key.token, call.key.consumer)
    allowed, g.rate_headers = call.world.limiter.count(who, call.world.now().timestamp())
    if not allowed:
        raise refusals.too_many_requests()


def _response(answer: Answer) -> Response:
    body = None if answer.body is None else json.dumps(answer.body, ensure_ascii=False)
    response = Response(body, answer.status, mimetype="application/json")
    response.headers.extend(answer.headers)
    return response


def _refuse(error: ApiError) -> Response:
    language = g.get("language", "no")
    return _response(Answer(error.status, error.envelope(language, request.environ[REQUEST_ID])))


def _sign(response: Response) -> Response:
    response.headers["x-tlx-request-id"] = request.environ[REQUEST_ID]
    response.headers.extend(g.get("rate_headers", {}))
    return response
