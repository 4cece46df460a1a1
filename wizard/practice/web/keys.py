"""API-tilgang: an employee's keys, «Ny nøkkel», and the one time that a key is shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, request, session, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wizard.practice.keys import Key
from wizard.practice.rightnames import extent
from wizard.practice.tables import Entity
from wizard.practice.wording import Text

from .order import Mistakes, Order, read_order
from .pages import found
from .visit import Visit

_FRESH = "fresh_key"


@dataclass(frozen=True)
class _Line:
    """One key in the list."""

    key: Key
    rights: Text
    shortage: int
    """How many of the key's rights its owner does not have, so that they do nothing."""


def overview(visit: Visit, person_id: int) -> str:
    """The keys of one employee."""
    person = _owner(visit, person_id)
    rights_of = visit.company.rights_of
    held = rights_of(person.id)
    lines = [
        _Line(key, extent(rights_of(key.employee)), len(rights_of(key.employee) - held))
        for key in visit.world.keys.owned_by(person.id)
    ]
    return render_template("keys.html", person=person, lines=lines, register="employee", tab="keys")


def form(visit: Visit, person_id: int) -> str:
    """The empty form «Ny nøkkel»."""
    return _form(visit, _owner(visit, person_id), MultiDict(), {})


def make(visit: Visit, person_id: int) -> Response:
    """Make the key that the form asks for, or say what is wrong with it. The text of the key
    waits for a page of its own, so that a reload makes no second one."""
    person = _owner(visit, person_id)
    order = read_order(
        request.form,
        visit.world.applications,
        visit.company.rights_of(person.id),
        may_office=visit.administers_clients,
    )
    if not isinstance(order, Order):
        return make_response(_form(visit, person, request.form, order), 422)
    key = visit.world.issue(
        person.id,
        order.application,
        name=order.name,
        rights=order.rights,
        language=visit.key_language,
        office=order.office,
    )
    visit.unseen[key.id] = key.token
    session[_FRESH] = key.id
    return redirect(url_for("made_key", person_id=person.id), 303)


def made(visit: Visit, person_id: int) -> str:
    """The key that this browser has just had made: shown now, and never again."""
    person = _owner(visit, person_id)
    token = visit.unseen.pop(session.pop(_FRESH, 0), None)
    return render_template("made.html", person=person, token=token)


def drop(visit: Visit, person_id: int) -> Response:
    """Delete one of the employee's keys; it stops working at once."""
    person = _owner(visit, person_id)
    wanted = request.form.get("key", type=int)
    for key in visit.world.keys.owned_by(person.id):
        if key.id == wanted:
            visit.world.revoke(key.token)
    # One that is gone already is as the viewer wants it.
    return redirect(url_for("keys", person_id=person.id), 303)


def _owner(visit: Visit, person_id: int) -> Entity:
    if not visit.sees_keys:
        abort(404)
    return found(visit, person_id)


def _form(visit: Visit, person: Entity, sent: MultiDict[str, str], mistakes: Mistakes) -> str:
    return render_template(
        "new_key.html",
        person=person,
        sent=sent,
        mistakes=mistakes,
        listed=[each for each in visit.world.applications if each.listed],
        held=visit.company.rights_of(person.id),
    )
