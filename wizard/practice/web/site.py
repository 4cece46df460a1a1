"""The pages as a Flask application of their own: addresses, the visit, and refusals in words."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request, session
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from wizard.practice.company import PACKAGES
from wizard.practice.rightnames import RIGHTS_BY_SUBJECT, extent
from wizard.practice.wording import Text
from wizard.practice.world import World

from . import clients, keys, market, pages, rehearsal
from .guard import form_token, refuse_strangers, seal
from .market import Errand
from .visit import PageLanguage, Visit, full_name, parts

_Page = str | AnyResponse
_Handler = Callable[..., _Page | Errand]
_MOST_SENT = 64 * 1024

_ROUTES: tuple[tuple[str, str, str, _Handler], ...] = (
    ("GET", "/", "start", pages.start),
    ("GET", "/company/subscription", "subscription", pages.subscription),
    ("GET", "/company/subscription/integrations", "service", pages.service),
    ("POST", "/company/subscription/integrations", "switch", pages.switch),
    ("GET", "/company/employees", "employees", pages.employees),
    ("GET", "/company/employees/<int:person_id>", "employee", pages.employee),
    ("GET", "/customer/contacts", "contacts", pages.contacts),
    ("GET", "/customer/contacts/<int:person_id>", "contact", pages.contact),
    ("GET", "/profile", "profile", pages.profile),
    ("GET", "/company/employees/<int:person_id>/api-access", "keys", keys.overview),
    ("GET", "/company/employees/<int:person_id>/api-access/new", "new_key", keys.form),
    ("POST", "/company/employees/<int:person_id>/api-access/new", "make_key", keys.make),
    ("GET", "/company/employees/<int:person_id>/api-access/made", "made_key", keys.made),
    ("POST", "/company/employees/<int:person_id>/api-access/delete", "drop_key", keys.drop),
    ("GET", "/integrations", "market", market.overview),
    ("GET", "/integrations/<name>", "card", market.card),
    ("POST", "/integrations/<name>", "add", market.add),
    ("GET", "/clients/access", "clients", clients.overview),
    ("GET", "/clients/access/add", "let_in", clients.form),
    ("POST", "/clients/access/add", "save_access", clients.save),
    ("POST", "/clients/access/remove", "shut_out", clients.remove),
    ("POST", "/rehearsal", "rehearse", rehearsal.change),
)


def create_web(world: World) -> Flask:
    """The pages over this world. Who is logged in is remembered by the browser; a key that has
    been made waits here, in memory, until it has been shown."""
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(32)
    app.config.update(
        MAX_CONTENT_LENGTH=_MOST_SENT,
        PROPAGATE_EXCEPTIONS=True,
        SESSION_COOKIE_NAME="practice",
        SESSION_COOKIE_SAMESITE="Strict",
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for method, path, endpoint, handler in _ROUTES:
        app.add_url_rule(path, endpoint, _view(world, handler), methods=[method])
    app.before_request(partial(_arrive, world, {}))
    app.after_request(_leave)
    app.context_processor(_surroundings)
    app.register_error_handler(HTTPException, _refuse)
    return app


def _view(world: World, handler: _Handler) -> Callable[..., _Page]:
    def view(**path_values: Any) -> _Page:
        with world.lock:
            page = handler(g.visit, **path_values)
        # An errand to somebody else is run with the lock let go: they may call the API in turn.
        return page.run() if isinstance(page, Errand) else page

    return view


def _arrive(world: World, unseen: dict[int, str]) -> None:
    g.visit = Visit(world, world.company, world.owner, _language(), unseen)
    refuse_strangers()
    viewer = session.get("viewer")
    with world.lock:
        if viewer in {part.employee for part in parts(world)}:
            g.visit = replace(g.visit, viewer=viewer, company=world.employer(viewer))


def _language() -> PageLanguage:
    asked = request.args.get("lang")
    if asked in ("nb", "en"):
        session["language"] = asked
    chosen = session.get("language")
    if chosen is None:
        chosen = request.accept_languages.best_match(["nb", "no", "nn", "en"], "nb")
    return "en" if chosen == "en" else "nb"


def _leave(response: Response) -> Response:
    return seal(response, g.get("forms_also_to", ""))


def _surroundings() -> dict[str, Any]:
    visit: Visit = g.visit
    # A refusal is written with the lock let go.
    with visit.world.lock:
        viewer, cast = visit.person(visit.viewer), parts(visit.world)
    return {
        "visit": visit,
        "t": lambda nb, en: visit.say(Text(nb, en)),
        "say": visit.say,
        "full_name": full_name,
        "viewer_name": full_name(viewer) if viewer else "",
        "parts": cast,
        "packages": PACKAGES,
        "subjects": RIGHTS_BY_SUBJECT,
        "extent": extent,
        "form_token": form_token,
    }


_REFUSALS = {
    403: Text(
        "Skjemaet er for gammelt, eller det kom fra en annen side. Gå tilbake, last siden på nytt "
        "og prøv igjen.",
        "The form is too old, or came from another site. Go back, reload the page and try again.",
    ),
    404: Text(
        "Siden finnes ikke, eller du mangler rettigheten som viser den.",
        "There is no such page, or you lack the right that shows it.",
    ),
    413: Text("Skjemaet er for stort.", "The form is too large."),
    421: Text(
        "Øvingsselskapet svarer bare på denne maskinens egen adresse.",
        "The practice company only answers to this machine's own address.",
    ),
}
_OTHERWISE = Text("Øvingsselskapet forstår ikke dette.", "The practice company cannot read this.")


def _refuse(error: HTTPException) -> AnyResponse:
    code = error.code or 500
    if code == 421:
        return Response(g.visit.say(_REFUSALS[code]), code, mimetype="text/plain")
    words = _REFUSALS.get(code, _OTHERWISE)
    return make_response(render_template("refused.html", words=words), code)
