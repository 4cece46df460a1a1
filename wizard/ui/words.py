"""What the shell calls the steps and the looks, in the language in use."""

from __future__ import annotations

from datetime import datetime

from wizard.flow.answers import Audience, ChooseAnswers
from wizard.flow.journey import Journey, StepId
from wizard.i18n import mark
from wizard.i18n import translate as _

STEPS = {
    StepId.CHOOSE: mark("Choose a connection"),
    StepId.INTEGRATIONS: mark("Switch on Integrasjoner"),
    StepId.CREATE_KEY: mark("Make the key"),
    StepId.PASTE_KEY: mark("Paste the key"),
    StepId.CONNECT_PARTNER: mark("Connect to {partner}"),
    StepId.DIFFERENCES: mark("Go through differences"),
    StepId.PLAN: mark("What will happen"),
    StepId.FIRST_SYNC: mark("First synk"),
    StepId.DONE: mark("All done"),
    StepId.GIVE_ACCESS: mark("Give clients access"),
    StepId.CONNECT_CLIENTS: mark("Connect to {partner}"),
    StepId.CLIENT_DIFFERENCES: mark("Go through differences"),
    StepId.CLIENT_SYNC: mark("First synk"),
    StepId.BOARD: mark("All done"),
}
_OFFICE = {StepId.CREATE_KEY: mark("Make the office's key")}
_AUDIENCES = {Audience.COMPANY: mark("standalone"), Audience.OFFICE: mark("accounting office")}


def step_name(step: StepId, partner: str, *, office: bool = False) -> str:
    """A step's name; ``partner`` is the chosen partner's, or empty."""
    named = {**STEPS, **_OFFICE} if office else STEPS
    return _(named[step]).format(partner=partner or _("the other system"))


def choice(journey: Journey, partner: str) -> str:
    """What was chosen at the first step, in a few words."""
    return f"{partner} · {_(_AUDIENCES[journey.of(ChooseAnswers).audience])}" if partner else ""


def when(at: datetime, now: datetime) -> str:
    """A time today or yesterday by the clock, an older one by its date; both as the machine's."""
    local, today = at.astimezone(), now.astimezone().date()
    clock = local.strftime("%H:%M")
    if local.date() == today:
        return _("today {clock}").format(clock=clock)
    if (today - local.date()).days == 1:
        return _("yesterday {clock}").format(clock=clock)
    return local.strftime("%d.%m.%Y")
