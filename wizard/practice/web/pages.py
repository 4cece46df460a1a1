"""Selskap, Kunde and the viewer's own profile: the service and the people."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from wizard.practice.tables import Entity

from .visit import Visit


def start(visit: Visit) -> str:
    """The way in: what can be rehearsed here."""
    return render_template("start.html")


def subscription(visit: Visit) -> str:
    """Selskap › Mitt abonnement."""
    return render_template("subscription.html", company=visit.company)


def service(visit: Visit) -> str:
    """The terms of Integrasjoner, and the button that switches it on."""
    return render_template("service.html", company=visit.company)


def switch(visit: Visit) -> Response:
    """Switch Integrasjoner on or off, if the viewer may and the package has it."""
    on = request.form.get("on") == "yes"
    if not visit.may_subscribe or (on and not visit.company.integrations_offered):
        abort(404)
    visit.company.integrations_on = on
    return redirect(url_for("subscription"), 303)


def employees(visit: Visit) -> str:
    """Selskap › Ansatte."""
    return render_template("people.html", people=visit.people(), register="employee")


def contacts(visit: Visit) -> str:
    """Kunde › Kontakter. Which people the real list holds is not established; here, everybody."""
    return render_template("people.html", people=visit.people(), register="contact")


def employee(visit: Visit, person_id: int) -> str:
    """Selskap › Ansatte › one of them."""
    return _person(visit, found(visit, person_id), "employee")


def contact(visit: Visit, person_id: int) -> str:
    """Kunde › Kontakter › one of them."""
    return _person(visit, found(visit, person_id), "contact")


def profile(visit: Visit) -> str:
    """The viewer's own profile."""
    return _person(visit, found(visit, visit.viewer), "profile")


def found(visit: Visit, person_id: int) -> Entity:
    """The person, or the page that says there is none."""
    person = visit.person(person_id)
    if person is None:
        abort(404)
    return person


def _person(visit: Visit, person: Entity, register: str) -> str:
    department = person.reference("department")
    row = None if department is None else visit.company.departments.get(department)
    return render_template(
        "person.html",
        person=person,
        register=register,
        department=row["name"] if row else "",
        tab="details",
    )
