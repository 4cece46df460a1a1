"""Every test here speaks English unless it says otherwise."""

from __future__ import annotations

import pytest

from wizard import i18n


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_chosen", ["en"])
