"""What a connection needs of Tripletex, a row each: there, missing or not known, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.connection import ConnectionCheck, Requirement, RequirementState
from wizard.profiles.profile import Profile, Right
from wizard.ui.rightwords import right_words

_RIGHT = "right:"


@dataclass(frozen=True, slots=True)
class Need:
    """A row: what is needed, how it stands, why, and what to do where it is not there."""

    label: str
    state: RequirementState
    why: str
    remedy: str = ""


def needs_of(check: ConnectionCheck, profile: Profile | None) -> tuple[Need, ...]:
    """The rows, in the language in use: what was checked, and then what only the partner uses."""
    least = profile.rights.least if profile else ()
    reasons = {f"{_RIGHT}{one.id}": one for one in least}
    checked = {one.id for one in check.requirements}
    later = [one for one in least if one.kind is None and f"{_RIGHT}{one.id}" not in checked]
    return (
        *(_checked(one, reasons.get(one.id)) for one in check.requirements),
        *(_later(one) for one in later),
    )


def _checked(one: Requirement, right: Right | None) -> Need:
    if one.problem is not None:
        said = say(one.problem)
        return Need(_label(one.id), one.state, said.message, said.remedy)
    reason = right.reason.said(current()) if right else ""
    return Need(_label(one.id), one.state, reason if one.id.startswith(_RIGHT) else _("Active"))


def _later(right: Right) -> Need:
    """A right that no record of this synk needs, so that the check does not ask for it."""
    return Need(
        right_words(right.id),
        RequirementState.UNKNOWN,
        right.reason.said(current()),
        _(
            "The first synk does not need it, so it is not checked here. With «Alle tilganger» "
            "the key has it ({right}), if its owner has."
        ).format(right=right.id),
    )


def _label(id_: str) -> str:
    if id_.startswith(_RIGHT):
        return right_words(id_.removeprefix(_RIGHT))
    return _("Integrasjoner is switched on")
