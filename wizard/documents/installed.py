"""What the program stands on: every library it was installed with, its version and licence."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from wizard import __version__
from wizard.i18n import translate as _

_DISTRIBUTION = "tripletex-wizard"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE = "License :: "


@dataclass(frozen=True, slots=True)
class Installed:
    """A library; ``licence`` is what it says itself, or empty where it says nothing."""

    name: str
    version: str
    licence: str


def installed() -> tuple[Installed, ...]:
    """The libraries that are installed because the program needs them, by name."""
    found = {one.metadata["Name"]: one for one in _needed(_DISTRIBUTION, set())}
    return tuple(
        Installed(name, found[name].version, _licence(found[name]))
        for name in sorted(found, key=str.lower)
    )


def about_text() -> str:
    """The program's version, the system it runs on, and all that it stands on."""
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    lines = (f"{one.name} {one.version} – {one.licence or '–'}" for one in installed())
    head = _("Version {version}").format(version=__version__)
    note = _("The window stands on Qt for Python, which is used unchanged, under the LGPL.")
    return "\n".join((head, system, "", note, "", *lines)) + "\n"


def _needed(name: str, seen: set[str]) -> Iterator[metadata.Distribution]:
    """The distributions that one stands on, however far; what is not installed is passed over."""
    try:
        requires = metadata.distribution(name).requires or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in requires:
        match = _NAME.match(requirement)
        if match is None or "extra ==" in requirement:
            continue
        needed = re.sub(r"[-_.]+", "-", match[0]).lower()
        if needed in seen:
            continue
        seen.add(needed)
        try:
            yield metadata.distribution(needed)
        except metadata.PackageNotFoundError:
            continue  # for another system than this
        yield from _needed(needed, seen)


def _licence(found: metadata.Distribution) -> str:
    said = found.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    classified = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier") or ()
        if one.startswith(_LICENCE)
    ]
    if classified:
        return ", ".join(classified)
    return said["License"].strip().partition("\n")[0] if "License" in said else ""
