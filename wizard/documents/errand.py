"""A task for the colleague who has the right: what to do, where, for whom; never a secret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from wizard.documents.keyguide import KeyStep
from wizard.i18n import translate as _


@dataclass(frozen=True, slots=True)
class Errand:
    """A task as it is sent or printed; menu words in ``steps`` stand between double asterisks.

    ``needs`` says what right or package it takes, and ``done`` what to answer afterwards.
    """

    title: str
    why: str
    needs: str
    steps: tuple[str, ...]
    done: str

    def text(self) -> str:
        """The task as the plain text of an e-mail, its title first."""
        steps = (f"{number}. {_plain(step)}" for number, step in enumerate(self.steps, start=1))
        return "\n\n".join((self.title, self.why, self.needs, "\n".join(steps), self.done)) + "\n"

    def html(self) -> str:
        """The task as one printed page."""
        steps = "".join(f"<li>{_bold(step)}</li>" for step in self.steps)
        why, needs, done = (f"<p>{escape(one)}</p>" for one in (self.why, self.needs, self.done))
        return f"<body><h1>{escape(self.title)}</h1>{why}{needs}<ol>{steps}</ol>{done}</body>"


def switch_on_integrations(partner: str, address: str) -> Errand:
    """Switching on Integrasjoner, so that a partner can be connected."""
    return Errand(
        _("Switch on Integrasjoner in Tripletex"),
        _(
            "We are connecting Tripletex to {partner}. Before the key for it can be made, the "
            "service Integrasjoner has to be switched on once for the company."
        ).format(partner=partner),
        _(
            "It takes an account or user administrator, and the package Smart or higher. It can "
            "be switched off again in the same place."
        ),
        (
            _("Log in to Tripletex ({address}).").format(address=address),
            _("Open **Selskap › Mitt abonnement**."),
            _("Find «Aktive moduler og tilleggstjenester» at the foot of the page."),
            _("Switch on **Integrasjoner**: read the terms, and press **Aktiver**."),
        ),
        _("Answer this message when it is done. No password and no key is to be sent."),
    )


def make_key(
    partner: str, address: str, steps: Sequence[KeyStep], *, office: bool = False
) -> Errand:
    """Making the key that a partner is connected with; the key itself is handed over in person.

    ``office`` is for a key that an accounting office's clients share.
    """
    needs = _("It takes the right Brukeradministrator, and the service Integrasjoner switched on.")
    if office:
        needs = _(
            "It takes the right Brukeradministrator i klientkontoer, and the service Integrasjoner "
            "switched on in the office's own Tripletex."
        )
    return Errand(
        _("Make a key for {partner} in Tripletex").format(partner=partner),
        _(
            "We are connecting Tripletex to {partner}. It takes a key, which is made once and can "
            "be deleted again at any time."
        ).format(partner=partner),
        needs,
        (
            _("Log in to Tripletex ({address}).").format(address=address),
            *(_line(step) for step in steps),
        ),
        _(
            "The key is a secret. Hand it over in person or paste it yourself on the machine where "
            "the connection is set up. Never send it by e-mail."
        ),
    )


def _line(step: KeyStep) -> str:
    """A step of a guide as one line, its text to copy in quotation marks."""
    copied = f"«{step.copied}»" if step.copied else ""
    head = f"{step.what}: {copied}" if copied else step.what
    return f"{head}. {step.where}".rstrip(". ") + "."


def _plain(step: str) -> str:
    return step.replace("**", "")


def _bold(step: str) -> str:
    pieces = escape(step).split("**")
    return "".join(f"<b>{one}</b>" if place % 2 else one for place, one in enumerate(pieces))
