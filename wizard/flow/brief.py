"""The brief of a batch: all that it has to know of each client, and nothing secret. Pure.

A set-up file says what is connected with what; a template says it once for many set-ups, with the
answers that an office has given for all its clients, and where a client is an exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wizard.errors import Problem, UsageError
from wizard.flow.answers import ClientsAnswers, DifferencesAnswers, PlanAnswers
from wizard.flow.decisions import OfficeAnswer
from wizard.flow.journey import Journey
from wizard.flow.setupfile import prefilled

Values = Mapping[str, Any]
"""Tables and keys of a set-up file."""


@dataclass(frozen=True, slots=True)
class Template:
    """What an office has decided once for a partner.

    ``setup`` holds ``partner_settings``, ``scope`` and ``decisions`` as a set-up file does, as far
    as they are decided; ``exceptions`` hold the same for single clients, by organisation number.
    """

    name: str
    partner: str
    setup: Values = field(default_factory=dict)
    answers: tuple[OfficeAnswer, ...] = ()
    exceptions: Mapping[str, Values] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a batch does at each of its clients.

    With ``approved`` it carries out plans that were shown, instead of making its own. ``only`` is
    how many records of each kind a trial takes.
    """

    setup: Values
    answers: tuple[OfficeAnswer, ...] = ()
    exceptions: Mapping[str, Values] = field(default_factory=dict)
    skip_open: bool = False
    approved: bool = False
    only: int | None = None

    def journey(self, number: str) -> Journey:
        """The journey of one client, by its organisation number, with all that is decided."""
        values = merged(self.setup, self.exceptions.get(number, {}))
        said = DifferencesAnswers(skip_open=self.skip_open, office=self.answers)
        journey = prefilled(values).answered(ClientsAnswers((number,))).answered(said)
        return journey.answered(PlanAnswers(only=self.only))

    def text(self) -> str:
        """The brief as text, to be kept with the batch."""
        return _BRIEF.dump_json(self).decode()


_BRIEF = TypeAdapter(Brief)


def brief_of(text: str) -> Brief:
    """The brief of a text; raises ``UsageError`` where it is damaged."""
    try:
        return _BRIEF.validate_json(text)
    except ValidationError as error:
        raise UsageError(Problem("journey_unreadable")) from error


def with_template(brief: Brief, template: Template) -> Brief:
    """A brief over a template: what the set-up file says itself goes before.

    Raises ``UsageError`` where the template is for another partner.
    """
    if template.partner != brief.setup.get("partner"):
        params = {"name": template.name, "partner": template.partner}
        raise UsageError(Problem("template_other_partner", params=params))
    return replace(
        brief,
        setup=merged(template.setup, brief.setup),
        answers=(*template.answers, *brief.answers),
        exceptions={**template.exceptions, **brief.exceptions},
    )


def merged(under: Values, over: Values) -> dict[str, Any]:
    """Two sets of values, table by table; what stands ``over`` the other goes before it."""
    found = dict(under)
    for name, value in over.items():
        below = found.get(name)
        tables = isinstance(below, Mapping) and isinstance(value, Mapping)
        found[name] = merged(below or {}, value) if tables else value
    return found
