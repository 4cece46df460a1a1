"""Templates as TOML files: kept, handed to a colleague, and read back; never with a secret."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wizard.documents.saving import save
from wizard.errors import Problem, UsageError
from wizard.flow.brief import Template, merged
from wizard.flow.decisions import Alike, OfficeAnswer
from wizard.flow.roster import organization_number
from wizard.model.matching import Choice
from wizard.model.records import Kind
from wizard.setup import read_tables, tables_in, validated

_TABLES = ("partner_settings", "scope", "decisions")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Answer(_Strict):
    """One answer to all questions that are alike."""

    kind: Kind
    reason: str = Field(min_length=1)
    field: str | None = None
    answer: Choice
    client: str = ""
    decided_by: str = ""
    decided_at: str = ""


class _File(_Strict):
    """A template file; its tables are those of a set-up file."""

    version: int = Field(ge=1, le=1)
    name: str = Field(min_length=1, max_length=100)
    partner: str = Field(min_length=1)
    partner_settings: dict[str, str] = Field(default_factory=dict)
    scope: dict[str, Any] = Field(default_factory=dict)
    decisions: dict[str, Any] = Field(default_factory=dict)
    answers: tuple[_Answer, ...] = ()
    exceptions: dict[str, dict[str, Any]] = Field(default_factory=dict)


def read_template(path: Path) -> Template:
    """The template in a file; raises ``UsageError`` where it is not one, or holds a secret."""
    return _template(read_tables(path), path.name)


def template_of(text: str, name: str) -> Template:
    """The template in a text that ``template_text`` made; ``name`` is what messages call it."""
    return _template(tables_in(text, name), name)


def write_template(path: Path, template: Template) -> None:
    """Write a template for this user only; raises ``FailedError``."""
    save(path, template_text(template).encode())


def template_text(template: Template) -> str:
    """The template as TOML."""
    head = {"version": 1, "name": template.name, "partner": template.partner}
    tables = {name: template.setup[name] for name in _TABLES if template.setup.get(name)}
    lines = list(_lines({**head, **tables}, ""))
    for one in template.answers:
        said = {
            "kind": one.question.kind.value,
            "reason": one.question.reason,
            "field": one.question.field,
            "answer": one.choice.value,
            "client": one.company,
            "decided_by": one.decided_by,
            "decided_at": one.decided_at,
        }
        given = {name: value for name, value in said.items() if value}
        lines += ["", "[[answers]]", *_lines(given, "")]
    lines += _lines({"exceptions": template.exceptions} if template.exceptions else {}, "")
    return "\n".join(lines) + "\n"


def toml_of(values: Mapping[str, Any]) -> str:
    """Tables and keys as TOML."""
    return "\n".join(_lines(values, "")) + "\n"


def _template(data: dict[str, Any], name: str) -> Template:
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)
        places = (".".join(map(str, one["loc"])) for one in wrong)
        raise UsageError(*(_wrong(name, place) for place in places)) from error
    setup = {one: getattr(file, one) for one in _TABLES if getattr(file, one)}
    whole = {"version": 1, "partner": file.partner, "audience": "office", **setup}
    validated(whole, name)
    for number, exception in file.exceptions.items():
        validated(merged(whole, exception), f"{name}, {number}")
        if organization_number(number) is None:
            raise UsageError(_wrong(name, f"exceptions.{number}"))
    answers = tuple(
        OfficeAnswer(
            Alike(one.kind, one.reason, one.field),
            one.answer,
            one.client,
            one.decided_by,
            one.decided_at,
        )
        for one in file.answers
    )
    return Template(file.name, file.partner, setup, answers, file.exceptions)


def _wrong(name: str, place: str) -> Problem:
    return Problem("setup_wrong_value", subject=name, params={"place": place})


def _lines(values: Mapping[str, Any], above: str) -> Iterator[str]:
    """Keys first, then the tables under them, as TOML wants it."""
    for name, value in values.items():
        if not isinstance(value, Mapping):
            yield f"{_quoted(name)} = {_written(value)}"
    for name, value in values.items():
        if isinstance(value, Mapping):
            path = f"{above}{_quoted(name)}"
            yield ""
            yield f"[{path}]"
            yield from _lines(value, f"{path}.")


def _written(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    # what JSON writes of a text, a number or a flag is TOML too, but for this one sign
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _quoted(name: str) -> str:
    plain = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if plain else _written(name)
