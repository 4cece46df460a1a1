"""Reading a TOML file that is hostile until parsed: a size limit, text only, no way to crash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from wizard.errors import Problem, UsageError


def read_text(path: Path, limit: int, area: str) -> str:
    """The text of a file of at most ``limit`` bytes.

    Raises ``UsageError`` with a code that begins with ``area``.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(Problem(f"{area}_not_text", subject=path.name)) from error
    except (OSError, ValueError) as error:
        params = {"path": str(path)}
        raise UsageError(Problem(f"{area}_unreadable", subject=path.name, params=params)) from error
    if len(raw) > limit:
        raise UsageError(Problem(f"{area}_too_large", subject=path.name))
    return text


def parse(text: str, name: str, area: str) -> dict[str, Any]:
    """The tables in a text; raises ``UsageError`` with the place, never with what stands there."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # the library's message quotes what stands there; only the position is passed on
        place = re.search(r"line \d+, column \d+|end of document", str(error))
        params = {"place": place[0] if place else "?"}
        raise UsageError(Problem(f"{area}_not_toml", subject=name, params=params)) from error


def names_file(text: str) -> bool:
    """Whether a text names a TOML file by its path, rather than something by its id."""
    return text.endswith(".toml") or "/" in text or "\\" in text
