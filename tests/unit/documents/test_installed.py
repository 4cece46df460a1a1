"""About: every library that the program needs, with its version and licence."""

from __future__ import annotations

import re
from importlib import metadata

from wizard import __version__
from wizard.documents.installed import about_text, installed


def test_every_library_that_is_declared_is_named_with_version_and_licence() -> None:
    found = {re.sub(r"[-_.]+", "-", one.name).lower(): one for one in installed()}
    declared = [
        re.split(r"[^A-Za-z0-9._-]", one)[0].lower()
        for one in metadata.requires("tripletex-wizard") or ()
        if "extra ==" not in one and "win32" not in one
    ]
    assert len(declared) > 10
    assert [name for name in declared if name not in found] == []
    assert [one.name for one in found.values() if not one.licence or not one.version] == []
    assert "shiboken6" in found  # what a library needs itself
    assert "pytest" not in found


def test_it_begins_with_the_program() -> None:
    assert about_text().startswith(f"Version {__version__}\nPython 3.")
