"""How an office's clients let its key in, step by step: the page and the task say the same."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.documents.errand import Errand
from wizard.documents.keyguide import Drawn, KeyStep
from wizard.i18n import translate as _

DRAWING = "Legg til API-nøkkel"
"""What Tripletex calls the page that is drawn."""


def access_steps(key: str) -> tuple[KeyStep, ...]:
    """The steps to letting a key in; ``key`` is what it is called, as far as that is known."""
    named = f"«{key}»" if key else _("the key you made")
    return (
        KeyStep(_("Open the clients' access"), "**Klient › Tilganger**"),
        KeyStep(_("Press **Legg til API-nøkkel**")),
        KeyStep(
            _("Choose {key}").format(key=named), "", drawn=Drawn("Nøkkel", key or "Velg nøkkel …")
        ),
        KeyStep(
            _("Choose an access template"),
            _("It says what the key may do at the clients."),
            drawn=Drawn("Tilgangsmal", "Alle tilganger"),
        ),
        KeyStep(_("Tick the clients"), drawn=Drawn("Klienter", "☑ Alle som skal kobles")),
        KeyStep(
            _("Press **Lagre endringer**"),
            _("The clients show here a few seconds later."),
            drawn=Drawn("", "Lagre endringer", button=True),
        ),
    )


def give_access(address: str, key: str, numbers: Sequence[str]) -> Errand:
    """The task for whoever may do it: these clients, by organisation number, are to let it in."""
    steps = (f"{one.what}. {one.where}".rstrip(". ") + "." for one in access_steps(key))
    return Errand(
        _("Give clients access to the office's key"),
        _("We are connecting the office's clients with one key. Each has to let it in once."),
        _("It takes the right Brukeradministrator i klientkontoer."),
        (
            _("Log in to Tripletex ({address}).").format(address=address),
            *steps,
            _("The clients: {numbers}").format(numbers=", ".join(numbers)),
        ),
        _("Answer this message when it is done. No password and no key is to be sent."),
    )
