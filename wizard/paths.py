"""Where the program keeps its own files, and where its resources lie."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME = "TRIPLETEX_WIZARD_HOME"
"""The environment variable that names a folder for all of the program's own files."""
_NAME = "tripletex-wizard"


def resources() -> Path:
    """The folder of what the program ships: beside the package in a clone, in it when installed."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def state() -> Path:
    """The folder of the store (journal, links, runs), made on first use, for this user only."""
    return _own("state", platformdirs.user_state_path(_NAME, appauthor=False))


def logs() -> Path:
    """The folder of the log files, made on first use, for this user only."""
    return _own("logs", platformdirs.user_log_path(_NAME, appauthor=False))


def config() -> Path:
    """The folder of the window's own habits (place, language, look), for this user only."""
    return _own("config", platformdirs.user_config_path(_NAME, appauthor=False))


def _own(part: str, default: Path) -> Path:
    home = os.environ.get(HOME)
    folder = Path(home) / part if home else default
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
