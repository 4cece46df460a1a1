"""The strip at the top of every page: what the rehearsal can change and Tripletex cannot."""

from __future__ import annotations

from flask import abort, redirect, request, session
from werkzeug.wrappers import Response

from wizard.practice.company import PACKAGES

from .visit import Visit, parts


def change(visit: Visit) -> Response:
    """Play another part, or let the company have another package."""
    part = request.form.get("part", type=int)
    package = request.form.get("package", visit.company.package)
    if part not in {each.employee for each in parts(visit.world)} or package not in PACKAGES:
        abort(400)
    session["viewer"] = part
    if package != visit.company.package:
        visit.company.choose_package(package)
    return redirect(_here(request.form.get("back", "")), 303)


def _here(back: str) -> str:
    """A path of this site; anything else is the start page."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if inside else "/"
