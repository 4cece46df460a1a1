"""The words a person sees for what the model calls by codes, in the language in use.

Every word stands with a capital letter, as it does alone in a cell or on a button. ``language``
(``nb`` or ``en``) is for the few who speak another language than the one in use.
"""

from __future__ import annotations

from datetime import date

from wizard.documents.vocabulary import (
    ACTORS,
    CHOICES,
    COUNTS,
    FIELDS,
    KINDS,
    PHASES,
    REASONS,
    SIDES,
    STATES,
    VERBS,
    WHOLE,
)
from wizard.errors import Actor
from wizard.i18n import current, mark, translate
from wizard.model.connection import RequirementState
from wizard.model.journal import Phase, RunState
from wizard.model.mapping import MAPPINGS, FieldType
from wizard.model.matching import Choice
from wizard.model.plan import Verb
from wizard.model.records import Completeness, Kind, Side, Value

NOTHING = "–"
"""What stands for an empty value."""

YES = mark("Yes")
NO = mark("No")

_HIDDEN = "••••"


def kind_word(kind: Kind, *, plural: bool = False, language: str | None = None) -> str:
    """«Ansatt», or «Ansatte» for several."""
    return translate(KINDS[kind][plural], language)


def field_word(kind: Kind, field: str, language: str | None = None) -> str:
    """The label of a field, the same as its column in the workbook."""
    return translate(FIELDS[kind][field], language)


def side_word(side: Side, language: str | None = None, *, partner: str = "") -> str:
    """Which of the two systems; the partner by its name where it is known."""
    return partner if partner and side is Side.PARTNER else translate(SIDES[side], language)


def verb_word(verb: Verb | str, language: str | None = None) -> str:
    """What an operation does, also by the text a report holds of it."""
    return translate(VERBS[Verb(verb)], language)


def phase_word(phase: Phase, language: str | None = None) -> str:
    """What became of an operation."""
    return translate(PHASES[phase], language)


def state_word(state: RequirementState | RunState, language: str | None = None) -> str:
    """Whether a requirement is met, or a run is finished."""
    return translate(STATES[state], language)


def whole_word(completeness: Completeness, language: str | None = None) -> str:
    """How much of a kind was seen."""
    return translate(WHOLE[completeness], language)


def count_word(name: str, language: str | None = None) -> str:
    """The heading over a number of ``KindCounts`` or ``SideCounts``, by the number's name."""
    return translate(COUNTS[name], language)


def choice_word(choice: Choice, language: str | None = None) -> str:
    """An answer that can be given to a question."""
    return translate(CHOICES[choice], language)


def actor_word(actor: Actor, language: str | None = None) -> str:
    """Who can mend a problem."""
    return translate(ACTORS[actor], language)


def reason_word(because: str, language: str | None = None) -> str:
    """Why something is done or asked; several reasons are joined by «+» in the code.

    A reason that this version has no words for, from a plan of another version, is shown as it is.
    """
    words = [translate(REASONS.get(one, one), language) for one in because.split("+")]
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def value_word(
    kind: Kind, field: str, value: Value, *, full: bool = False, language: str | None = None
) -> str:
    """A value as a person reads it; birth dates and bank accounts are masked unless ``full``."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return translate(YES if value else NO, language)
    if not full and _is_masked(kind, field):
        return _masked(kind, field, value)
    if MAPPINGS[kind].fields[field].type is FieldType.DATE:
        return _day(value, language or current())
    return value


def masked(kind: Kind, field: str, value: Value) -> Value:
    """A value as reports carry it: as it is, but birth dates and bank accounts not to be read."""
    return _masked(kind, field, value) if value and _is_masked(kind, field) else value


def _is_masked(kind: Kind, field: str) -> bool:
    """Whether a field's values are kept out of reports."""
    account = MAPPINGS[kind].fields[field].type is FieldType.BANK_ACCOUNT
    return account or field == "date_of_birth"


def _masked(kind: Kind, field: str, value: Value) -> str:
    text = str(value)
    # what is too short to be an account would be given away whole by its last four
    if MAPPINGS[kind].fields[field].type is FieldType.BANK_ACCOUNT and len(text) > 8:
        return f"{_HIDDEN}{text[-4:]}"
    return _HIDDEN


def _day(text: str, language: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text  # not a date: shown as it stands in the register
    return f"{day:%d.%m.%Y}" if language == "nb" else day.isoformat()
