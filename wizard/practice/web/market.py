"""Integrasjoner, the marketplace: a card, an agreement, and a key handed straight to the vendor.

Who sends the key on is not established, the service itself or a form in the user's browser; the
world's options choose. It goes in the body, never in an address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from flask import abort, g, redirect, render_template, request
from werkzeug.wrappers import Response

from wizard.practice.applications import Application
from wizard.practice.keys import Key

from .guard import is_loopback
from .visit import Visit

_PATIENCE = 20


def overview(visit: Visit) -> str:
    """The cards, or those that a search finds."""
    asked = request.args.get("q", "").strip()
    found = [each for each in visit.world.applications if _fits(visit, each, asked.casefold())]
    return render_template("market.html", asked=asked, found=found)


def _fits(visit: Visit, application: Application, asked: str) -> bool:
    card = application.card
    return card is not None and asked in f"{application.name} {visit.say(card.category)}".casefold()


def card(visit: Visit, name: str) -> str:
    """One application: what it does, what it may do, and the agreement."""
    return render_template("card.html", application=_listed(visit, name), agreed=True)


@dataclass(frozen=True)
class Errand:
    """A key on its way to the vendor."""

    application: Application
    address: str
    handed: dict[str, str] = field(repr=False)

    def run(self) -> str | Response:
        """Send it, and the user after it where the vendor has taken it."""
        try:
            with httpx.Client(trust_env=False, timeout=_PATIENCE) as client:
                status = client.post(self.address, data=self.handed).status_code
        except httpx.TransportError:
            return _added(self.application, "silent")
        if status >= 400:
            return _added(self.application, "refused", status=status)
        return redirect(self.address, 303)


def add(visit: Visit, name: str) -> str | Errand:
    """Make a key for the application and hand it over, if the agreement has been ticked."""
    application = _listed(visit, name)
    if not visit.sees_keys:
        abort(404)
    if not request.form.get("agreed"):
        return render_template("card.html", application=application, agreed=False)
    address = _address(visit)
    key = visit.world.issue(
        visit.viewer,
        application,
        name=application.name,
        rights=application.template or frozenset(),
        language=visit.key_language,
    )
    if address is None:
        return _added(application, "nowhere")
    errand = Errand(application, address, _handed(visit, key))
    if visit.world.options.marketplace_sender == "server":
        return errand
    parts = urlsplit(address)
    g.forms_also_to = f"{parts.scheme}://{parts.netloc}"
    return _added(application, "browser", errand=errand)


def _added(application: Application, outcome: str, **more: object) -> str:
    return render_template("added.html", application=application, outcome=outcome, **more)


def _listed(visit: Visit, name: str) -> Application:
    for each in visit.world.applications:
        if each.name == name and each.card:
            return each
    abort(404)


def _handed(visit: Visit, key: Key) -> dict[str, str]:
    company = visit.company
    return {
        "companyId": str(company.id),
        "companyName": company.name,
        "orgnumber": company.organization_number,
        "token": key.token,
    }


def _address(visit: Visit) -> str | None:
    """Where keys go; an address beyond this machine is a mistake of whoever set it."""
    address = visit.world.options.marketplace_redirect
    if address and not is_loopback(urlsplit(address).hostname):
        raise ValueError("marketplace_redirect must be an address of this machine")
    return address or None
