"""Reading the form «Ny nøkkel»: what is asked for, or what is wrong with it, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from wizard.practice.applications import Application
from wizard.practice.rights import ALL_RIGHTS, Rights
from wizard.practice.wording import Text

Mistakes = Mapping[str, Text]
LONGEST_NAME = 100

_CHOOSE = Text(
    "Velg en applikasjon fra listen, eller huk av for Tilpasset oppsett.",
    "Choose an application from the list, or tick Adapted setup.",
)
_UNKNOWN = Text(
    "Fant ikke applikasjonen «{name}». Navnet må være helt likt det leverandøren har registrert, "
    "også store og små bokstaver.",
    "The application “{name}” could not be found. The name must be exactly what the vendor has "
    "registered, upper and lower case included.",
)
_NO_APPLICATION = Text("Skriv applikasjonsnavnet.", "Write the application name.")
_NO_NAME = Text("Gi nøkkelen et navn.", "Give the key a name.")
_LONG_NAME = Text(
    f"Navnet kan ha høyst {LONGEST_NAME} tegn.", f"At most {LONGEST_NAME} characters."
)
_NO_CHOICE = Text("Velg hvilke tilganger nøkkelen får.", "Choose which entitlements the key gets.")
_NO_RIGHTS = Text("Velg minst én tilgang.", "Choose at least one entitlement.")
_NO_OFFICE = Text(
    "Regnskapskontorets brukernøkkel krever at du er Brukeradministrator i klientkontoer.",
    "The accounting office's key needs you to be User administrator in client accounts.",
)
_STRANGE_RIGHTS = Text("En av tilgangene finnes ikke.", "One of the entitlements does not exist.")


@dataclass(frozen=True)
class Order:
    """A key to be made."""

    application: Application
    name: str
    rights: Rights
    office: bool


def read_order(
    form: MultiDict[str, str],
    applications: Iterable[Application],
    owner: Rights,
    *,
    may_office: bool,
) -> Order | Mistakes:
    """The order in the form, for a key of somebody who has the rights `owner`; `may_office` when
    it may be an accounting office's key."""
    mistakes: dict[str, Text] = {}
    application = _application(form, {each.name: each for each in applications}, mistakes)
    rights = application.template if application else None
    if form.get("custom"):
        rights = _rights(form, owner, mistakes)
    name = form.get("name", "").strip()
    if not name:
        mistakes["name"] = _NO_NAME
    elif len(name) > LONGEST_NAME:
        mistakes["name"] = _LONG_NAME
    office = bool(form.get("office"))
    if office and not may_office:
        mistakes["office"] = _NO_OFFICE
    if application is None or rights is None or mistakes:
        return mistakes
    return Order(application, name, rights, office)


def _application(
    form: MultiDict[str, str], known: Mapping[str, Application], mistakes: dict[str, Text]
) -> Application | None:
    if not form.get("custom"):
        chosen = known.get(form.get("application", ""))
        if chosen is None or not chosen.listed:
            mistakes["application"] = _CHOOSE
            return None
        return chosen
    # Not even a blank at the end is forgiven: whether the real one does is not known.
    written = form.get("application_name", "")
    if not written.strip():
        mistakes["application_name"] = _NO_APPLICATION
    elif written not in known:
        mistakes["application_name"] = _UNKNOWN.given(name=written[:LONGEST_NAME])
    return known.get(written)


def _rights(form: MultiDict[str, str], owner: Rights, mistakes: dict[str, Text]) -> Rights | None:
    match form.get("extent"):
        case "all":
            return ALL_RIGHTS
        case "owner":
            return owner
        case "choose":
            chosen = frozenset(form.getlist("right"))
            if chosen <= ALL_RIGHTS and chosen:
                return chosen
            mistakes["right"] = _STRANGE_RIGHTS if chosen else _NO_RIGHTS
        case _:
            mistakes["extent"] = _NO_CHOICE
    return None
