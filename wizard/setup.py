"""The set-up file: the wizard's answers in TOML, read and checked before anything else.

It is hostile until parsed: a size limit, no unknown keys, and above all no secret. A message
about it names the place, never the value, since the value may be the secret somebody pasted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from wizard import tomlfile
from wizard.errors import Problem, UsageError
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind

_LIMIT = 1_000_000
_SECRET_NAME = re.compile(r"token|secret|password|passord|n[øo]kkel|api[_-]?key|credential", re.I)
_SECRET_SHAPE = re.compile(r"eyJ[\w+/=-]{16,}|tlxr_\w+|\b(bearer|basic)\s+[\w+/=-]{8,}", re.I)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _safe_address(address: str) -> str:
    """Only https leaves this machine; a practice company on it may speak http."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("not_https")
    if parts.username or parts.password or parts.query or not parts.hostname:
        raise ValueError("not_plain")
    return address.rstrip("/")


class TripletexSetup(_Strict):
    """Where Tripletex is."""

    base_url: Annotated[str, AfterValidator(_safe_address)] = "https://tripletex.no/v2"


class Scope(_Strict):
    """Which kinds take part; for an office, which clients."""

    kinds: tuple[Literal["employee", "customer", "project"], ...] = Field(
        ("employee", "customer", "project"), min_length=1
    )
    clients: tuple[str, ...] | None = None


class Decisions(_Strict):
    """Who wins, and on which side missing records and empty fields are made."""

    default: Authority = Authority.ASK
    create_missing: Direction = Direction.BOTH
    fill_missing: Direction = Direction.BOTH
    employee: Mapping[str, Authority] = Field(default_factory=dict)
    customer: Mapping[str, Authority] = Field(default_factory=dict)
    project: Mapping[str, Authority] = Field(default_factory=dict)


class Setup(_Strict):
    """A set-up file as it was read; paths in ``partner_settings`` are absolute."""

    version: Literal[1]
    partner: str = Field(min_length=1)
    audience: Literal["company", "office"] = "company"
    tripletex: TripletexSetup = TripletexSetup()
    partner_settings: Mapping[str, str] = Field(default_factory=dict)
    scope: Scope = Scope()
    decisions: Decisions = Decisions()

    def kinds(self, preset: Collection[Kind]) -> tuple[Kind, ...]:
        """The kinds in scope, or else the preset ones, in the order in which they are written."""
        said = self.scope.kinds if "kinds" in self.scope.model_fields_set else preset
        return tuple(kind for kind in Kind if kind in said)

    def stored(self) -> str:
        """The set-up as a run keeps it; ``stored_setup`` reads it again."""
        return self.model_dump_json(exclude_unset=True)

    def policy(self, preset: Policy) -> Policy:
        """The decisions as the engine takes them: what is said here, and else the preset.

        What is said for a whole goes before what is preset for its parts.
        """
        said, heard = self.decisions, self.decisions.model_fields_set
        fields = {Kind(name): getattr(said, name) for name in ("employee", "customer", "project")}
        preset_fields = {} if "default" in heard else preset.fields
        return Policy(
            said.default if "default" in heard else preset.default,
            said.create_missing if "create_missing" in heard else preset.create_missing,
            said.fill_missing if "fill_missing" in heard else preset.fill_missing,
            {kind: {**preset_fields.get(kind, {}), **own} for kind, own in fields.items()},
            {} if "create_missing" in heard else preset.creates,
            {} if "fill_missing" in heard else preset.fills,
        )


def read_setup(path: Path) -> Setup:
    """The set-up in a file; raises ``UsageError`` where it cannot be used."""
    data = read_tables(path)
    setup = validated(data, path.name)
    folder = path.resolve().parent
    settings = dict(setup.partner_settings)
    if "file" in settings:
        settings["file"] = _resolved(settings["file"], folder)
    partner = (
        _resolved(setup.partner, folder) if tomlfile.names_file(setup.partner) else setup.partner
    )
    return setup.model_copy(update={"partner_settings": settings, "partner": partner})


def read_tables(path: Path) -> dict[str, Any]:
    """The tables of a file without any secret in it; raises ``UsageError``."""
    return tables_in(tomlfile.read_text(path, _LIMIT, "setup"), path.name)


def tables_in(text: str, name: str) -> dict[str, Any]:
    """The same, of a text that was read; ``name`` is what messages call it."""
    if _SECRET_SHAPE.search(text):
        raise UsageError(Problem("setup_secret", subject=name))
    data = tomlfile.parse(text, name, "setup")
    if any(_SECRET_NAME.search(place.rsplit(".", 1)[-1]) for place in _places(data)):
        raise UsageError(Problem("setup_secret", subject=name))
    return data


def stored_setup(text: str) -> Setup:
    """The set-up that a run was begun with."""
    return Setup.model_validate_json(text)


def validated(data: Mapping[str, object], name: str) -> Setup:
    """The set-up that these tables are; raises ``UsageError`` naming every place that is wrong."""
    try:
        setup = Setup.model_validate(data)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        raise UsageError(*(_problem(one["type"], one["loc"], name) for one in problems)) from error
    unknown = [
        f"decisions.{kind.value}.{field}"
        for kind, fields in setup.policy(Policy()).fields.items()
        for field in fields
        if field not in MAPPINGS[kind].fields
    ]
    if unknown:
        raise UsageError(*(_about("setup_unknown_key", place, name) for place in unknown))
    return setup


def _resolved(name: str, folder: Path) -> str:
    return str((folder / Path(name).expanduser()).resolve())


def _places(data: Mapping[str, object], prefix: str = "") -> list[str]:
    found = []
    for key, value in data.items():
        found.append(f"{prefix}{key}")
        if isinstance(value, Mapping):
            found += _places(value, f"{prefix}{key}.")
    return found


def _problem(type_: str, place: tuple[int | str, ...], name: str) -> Problem:
    code = {"extra_forbidden": "setup_unknown_key", "missing": "setup_missing_key"}.get(type_)
    return _about(code or "setup_wrong_value", ".".join(map(str, place)), name)


def _about(code: str, place: str, name: str) -> Problem:
    return Problem(code, subject=name, params={"place": place})
