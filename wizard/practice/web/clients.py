"""Klient › Tilganger: which clients an accounting office's key is let in to."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wizard.practice.keys import Key
from wizard.practice.office import TEMPLATES, clients, grant, template_of, withdraw
from wizard.practice.wording import Text

from .order import Mistakes
from .visit import Visit

_TEMPLATE_NAMES: Mapping[str, Text] = {
    "ALL_PRIVILEGES": Text("Alle tilganger", "All entitlements"),
    "STANDARD_PRIVILEGES_ACCOUNTANT": Text("Standard regnskapsfører", "Standard accountant"),
    "STANDARD_PRIVILEGES_AUDITOR": Text("Standard revisor", "Standard auditor"),
    "NONE_PRIVILEGES": Text("Ingen tilganger", "No entitlements"),
}
_NO_KEY = Text("Velg en nøkkel.", "Choose a key.")
_NO_TEMPLATE = Text("Velg en tilgangsmal.", "Choose an access template.")
_NO_CLIENT = Text("Velg minst én klient.", "Choose at least one client.")


def overview(visit: Visit) -> str:
    """The clients, and the keys that have been let in to each."""
    keys = _keys(visit)
    rows = [
        (
            client,
            [
                (key, _TEMPLATE_NAMES[template_of(client, key)])
                for key in keys
                if key.employee in client.rights
            ],
        )
        for client in clients(visit.world)
    ]
    return render_template("clients.html", rows=rows)


def form(visit: Visit) -> str:
    """The empty form «Legg til API-nøkkel»."""
    _demand(visit)
    return _form(visit, MultiDict(), {})


def save(visit: Visit) -> Response:
    """Let the key in to the clients that are ticked; the others stay as they are."""
    _demand(visit)
    sent = request.form
    keys = {str(key.id): key for key in _keys(visit)}
    ticked = set(sent.getlist("client"))
    chosen = [client for client in clients(visit.world) if str(client.id) in ticked]
    key, template = keys.get(sent.get("key", "")), sent.get("template", "")
    checks = (
        ("key", key is None, _NO_KEY),
        ("template", template not in TEMPLATES, _NO_TEMPLATE),
        ("client", not chosen, _NO_CLIENT),
    )
    mistakes = {field: words for field, wrong, words in checks if wrong}
    if key is None or mistakes:
        return make_response(_form(visit, sent, mistakes), 422)
    for client in chosen:
        grant(client, key, template)
    return redirect(url_for("clients"), 303)


def remove(visit: Visit) -> Response:
    """Shut a key out of a client."""
    _demand(visit)
    for key in _keys(visit):
        for client in clients(visit.world):
            if request.form.get("access") == f"{key.id} {client.id}":
                withdraw(client, key)
    return redirect(url_for("clients"), 303)


def _keys(visit: Visit) -> list[Key]:
    """The office's keys; a company that is no office has no such page."""
    if not visit.company.is_office:
        abort(404)
    return visit.world.keys.of_office(visit.company.id)


def _demand(visit: Visit) -> None:
    if not (visit.sees_keys and visit.administers_clients):
        abort(404)


def _form(visit: Visit, sent: MultiDict[str, str], mistakes: Mistakes) -> str:
    return render_template(
        "let_in.html",
        keys=_keys(visit),
        templates=_TEMPLATE_NAMES,
        clients=clients(visit.world),
        sent=sent,
        mistakes=mistakes,
    )
