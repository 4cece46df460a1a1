"""Finding and reading profiles: the built-in ones by their id, anybody's own by its path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wizard import paths, tomlfile
from wizard.errors import Problem, UsageError
from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind
from wizard.profiles.profile import Profile
from wizard.profiles.ruletext import read_rules

_LIMIT = 200_000
_LOGO_LIMIT = 300_000
_LOGO_KINDS = (".svg", ".png")
_FETCHES = re.compile(rb"""<!(DOCTYPE|ENTITY)|href\s*=\s*["'](?!\#)|@import|url\(\s*["']?(?!\#)""")
_FORMAT = 1
_PROFILE: TypeAdapter[Profile] = TypeAdapter(Profile)


def builtin_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, by name, the plain workbook last."""
    found = [_read(path) for path in sorted(_folder().glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (one.id == one.connector, one.name)))


def load_profile(id_or_path: str) -> Profile:
    """The profile with this id, or in this file.

    Raises ``UsageError`` with the place of every mistake; what stands there is never repeated.
    """
    if tomlfile.names_file(id_or_path):
        return _read(Path(id_or_path))
    known = sorted(path.stem for path in _folder().glob("*.toml"))
    if id_or_path not in known:
        params = {"partner": id_or_path, "known": ", ".join(known)}
        raise UsageError(Problem("profile_unknown", params=params))
    return _read(_folder() / f"{id_or_path}.toml")


def _folder() -> Path:
    return paths.resources() / "profiles"


def _read(path: Path) -> Profile:
    data = tomlfile.parse(tomlfile.read_text(path, _LIMIT, "profile"), path.name, "profile")
    if data.pop("format", None) != _FORMAT:
        raise UsageError(_wrong("profile_other_format", "format", path.name))
    rules = data.pop("rules", [])
    try:
        profile, ruleset = _PROFILE.validate_python(data), read_rules(rules)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        raise UsageError(*(_problem(one, path.name) for one in problems)) from error
    wrong = [*_unknown_fields(profile), *_twice(data, rules)]
    if wrong:
        raise UsageError(*(_wrong("profile_wrong_value", place, path.name) for place in wrong))
    fields: dict[Kind, tuple[str, ...]] = {
        kind: one.fields for kind, one in profile.kinds.items() if one.fields
    }
    # a plain door is no partner with a name of its own
    partner = "" if profile.id == profile.connector else profile.name
    ruleset = replace(ruleset, profile=profile.id, partner=partner, fields=fields)
    look = replace(profile.look, logo=_logo(profile, path))
    return replace(profile, rules=ruleset, look=look)


def _unknown_fields(profile: Profile) -> Iterable[str]:
    for kind, preset in profile.kinds.items():
        known = MAPPINGS[kind].fields.keys()
        yield from (f"kinds.{kind}.fields" for _ in set(preset.fields) - known)
        yield from (
            f"kinds.{kind}.authorities.{name}" for name in sorted(preset.authorities.keys() - known)
        )


def _twice(data: Mapping[str, Any], rules: Any) -> Iterable[str]:
    """The places of ids that stand twice."""
    lists = {
        "rules": rules,
        "needs": data.get("needs", ()),
        "rights.least": data["rights"].get("least", ()),
    }
    for name, entries in lists.items():
        ids = [one["id"] for one in entries]
        yield from (f"{name}.{at}.id" for at, one in enumerate(ids) if one in ids[:at])


def _logo(profile: Profile, path: Path) -> Path | None:
    """The logo's file beside the profile, and nowhere else."""
    said = profile.look.logo
    if said is None:
        return None
    folder = path.resolve().parent
    try:
        logo = (folder / said).resolve(strict=True)
        fits = logo.stat().st_size <= _LOGO_LIMIT
    except (OSError, ValueError) as error:
        raise UsageError(_wrong("profile_logo", "look.logo", path.name)) from error
    inside = logo.is_relative_to(folder) and logo.is_file()
    if not (fits and inside and logo.suffix.lower() in _LOGO_KINDS and _harmless(logo)):
        raise UsageError(_wrong("profile_logo", "look.logo", path.name))
    return logo


def _problem(found: Mapping[str, Any], name: str) -> Problem:
    codes = {
        "extra_forbidden": "profile_unknown_key",
        "unexpected_keyword_argument": "profile_unknown_key",
        "missing": "profile_missing_key",
    }
    place = ".".join(_shown(step) for step in found["loc"])
    return _wrong(codes.get(found["type"], "profile_wrong_value"), place, name)


def _shown(step: object) -> str:
    """A step of a place; a key is somebody's text, so it is cut short and kept printable."""
    return re.sub(r"[^\w.-]", "?", str(step))[:40]


def _wrong(code: str, place: str, name: str) -> Problem:
    return Problem(code, subject=name, params={"place": place})


def _harmless(logo: Path) -> bool:
    """Whether a drawing stands for itself: it declares no entities, and fetches nothing."""
    if logo.suffix.lower() != ".svg":
        return True
    return not _FETCHES.search(logo.read_bytes())
