"""A set-up written to a file, for a colleague who goes on with it; it holds no secret."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wizard.documents.saving import save
from wizard.documents.templates import toml_of


def write_setup(path: Path, setup: Mapping[str, Any]) -> None:
    """Write a set-up for this user only; raises ``FailedError``."""
    tables = {name: one for name, one in setup.items() if one != {}}
    save(path, toml_of(tables).encode())
