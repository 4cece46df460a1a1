"""The short words of a review: why a row is there, how it stands, what a kind is asked."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.documents.problems import worded
from wizard.documents.words import (
    NOTHING,
    choice_word,
    field_word,
    kind_word,
    reason_word,
    side_word,
    value_word,
)
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.model.matching import Choice
from wizard.model.records import Kind, Side
from wizard.review.rows import Row, State

REASONS: Mapping[str, str] = {
    "differs": mark("Different value"),
    "both_changed": mark("Changed on both sides"),
    "newest_unknown": mark("Newest unknown"),
    "winner_invalid": mark("The winner is invalid"),
    "invalid_tripletex": mark("Invalid in Tripletex"),
    "invalid_partner": mark("Invalid in {partner}"),
    "fill_tripletex": mark("Missing in Tripletex"),
    "fill_partner": mark("Missing in {partner}"),
    "tripletex_changed": mark("Changed in Tripletex"),
    "partner_changed": mark("Changed in {partner}"),
    "rule": mark("A rule of {partner}"),
    "same_number": mark("Only the number"),
    "same_name": mark("Only the name"),
    "alike": mark("Much agrees"),
    "same_details": mark("Only some details"),
    "gone_tripletex": mark("Gone from Tripletex"),
    "gone_partner": mark("Gone from {partner}"),
    "many_gone": mark("Many are gone"),
    "stop_rule": mark("Stopped by a rule"),
    "stop_value": mark("A value is not valid"),
    "stop_access": mark("Cannot be written"),
    "stop_other": mark("Left alone"),
}

STATES: Mapping[State, str] = {
    State.OPEN: mark("Need a choice"),
    State.CHOSEN: mark("Decided by you"),
    State.PRESET: mark("Decided by the settings"),
    State.ITSELF: mark("Follow by themselves"),
    State.STOPPED: mark("Stopped"),
}

_SAME = {
    Kind.EMPLOYEE: mark("Is this the same person?"),
    Kind.CUSTOMER: mark("Is this the same customer?"),
    Kind.PROJECT: mark("Is this the same project?"),
}


def reason(code: str, partner: str) -> str:
    """A reason in two or three words."""
    return _(REASONS[code]).format(partner=partner) if code in REASONS else reason_word(code)


def short_asks(row: Row) -> str:
    """The same in the narrow cell of a table."""
    if row.reason.startswith(("gone", "many")):
        return _("Gone?")
    return _("The same?")


def asks(row: Row) -> str:
    """What a question about whole records asks."""
    if row.reason.startswith(("gone", "many")):
        return _("Gone for good?")
    return _(_SAME.get(row.kind, _SAME[Kind.EMPLOYEE]))


def record(row: Row) -> str:
    """What the row is about, by name; several at once by their number."""
    if row.name:
        return row.name
    many = _("All of them") if row.count == 0 else str(row.count)
    return f"{many} {kind_word(row.kind, plural=row.count != 1).lower()}"


def field(row: Row) -> str:
    """The field's label, or what is asked about the whole record."""
    if row.field is not None:
        return field_word(row.kind, row.field)
    return short_asks(row) if row.whole else NOTHING


def value(row: Row, side: Side) -> str:
    """What a side holds, whole: nobody can choose between two that are hidden."""
    if row.field is not None:
        return value_word(row.kind, row.field, row.on(side), full=True)
    if not row.whole:
        return ""
    return str(row.on(side) or NOTHING)


def choice(row: Row, chosen: Choice | None, own: str, partner: str) -> str:
    """What will be done about a row, as it is read aloud and shown where no side is chosen."""
    if row.problem is not None:
        return _("Stopped")
    if chosen is None:
        return _("Not chosen yet")
    if chosen is Choice.VALUE:
        return _("Own value: {value}").format(value=own)
    sides = {Choice.TRIPLETEX: Side.TRIPLETEX, Choice.PARTNER: Side.PARTNER}
    if chosen in sides:
        return side_word(sides[chosen], partner=partner)
    return choice_word(chosen)


def explained(row: Row) -> tuple[str, str]:
    """Why a row is there in a sentence, and who can mend what stops it, where something does."""
    if row.problem is not None:
        said = say(worded(row.problem))
        return said.message, said.remedy
    return f"{reason_word(row.reason)}.", ""
