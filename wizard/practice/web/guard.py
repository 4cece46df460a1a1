"""What a local site must refuse, and what every answer of it says to the browser.

Any page that is open in the same browser can send requests to this machine. So the pages answer
only to a name of this machine (a name that was made to point here is turned away), and change
something only for a form that they made themselves.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from urllib.parse import urlsplit

from flask import Response, abort, request, session

TOKEN_FIELD = "csrf"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'{also}; frame-ancestors 'none'; base-uri 'none'"
)


def is_loopback(host: str | None) -> bool:
    """True for a name or an address of this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def refuse_strangers() -> None:
    """Turn away requests that the pages' own links and forms did not make."""
    try:
        host = urlsplit(f"//{request.host}").hostname
    except ValueError:
        host = None
    if not is_loopback(host):
        abort(421)
    if request.method not in ("POST", "GET", "HEAD"):
        abort(405)
    if request.method == "POST":
        origin = request.headers.get("Origin", request.host_url.rstrip("/"))
        sent = request.form.get(TOKEN_FIELD, "")
        if origin != request.host_url.rstrip("/") or not _same(sent, session.get(TOKEN_FIELD, "")):
            abort(403)


def form_token() -> str:
    """What a form has to send along, the same for as long as the browser is open."""
    if TOKEN_FIELD not in session:
        session[TOKEN_FIELD] = secrets.token_urlsafe(24)
    return str(session[TOKEN_FIELD])


def seal(response: Response, also_to: str = "") -> Response:
    """Nothing is kept by the browser, embedded elsewhere, or fetched from outside. Forms go
    nowhere else either, but for the address `also_to`."""
    also = f" {also_to}" if also_to else ""
    response.headers["Content-Security-Policy"] = _POLICY.format(also=also)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # With no-referrer the browser would call the origin of our own forms "null".
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _same(sent: str, kept: str) -> bool:
    return bool(kept) and hmac.compare_digest(sent.encode(), kept.encode())
