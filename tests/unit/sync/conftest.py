"""What the engine's own tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wizard.store.store import SqlStore, open_store
from wizard.sync.subject import folded, folded_firm


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A store for one test."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """No test lives off the names that an earlier one has folded."""
    folded.cache_clear()
    folded_firm.cache_clear()
