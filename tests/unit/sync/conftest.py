"""What the engine's own tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wizard.store.store import SqlStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A store for one test."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()
