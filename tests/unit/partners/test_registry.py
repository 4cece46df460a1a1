"""Connectors come in by their entry point, and one that is broken harms nobody else."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.errors import UsageError
from wizard.model.records import Kind
from wizard.partners import registry


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Lays a real distribution on the path, with one connector by this name and value."""

    def lay(name: str, value: str) -> None:
        info = tmp_path / f"plug_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plug-{name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{name} = {value}\n")

    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return lay


def test_the_built_in_connectors_are_there() -> None:
    assert {"memory", "workbook"} <= set(registry.names())
    endpoint = registry.connector("memory").open({}, list(Kind))
    assert endpoint.fetch(Kind.CUSTOMER).records == ()


def test_an_unknown_connector_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        registry.connector("sven")
    (problem,) = caught.value.problems
    assert problem.code == "partner.unknown"
    assert problem.params["partner"] == "sven"
    assert "workbook" in problem.params["known"]


def test_a_broken_plug_in_is_logged_and_stops_only_itself(
    install: Callable[[str, str], None], caplog: pytest.LogCaptureFixture
) -> None:
    install("broken", "no_such_module_anywhere:CONNECTOR")
    assert "broken" in registry.names()
    with caplog.at_level(logging.ERROR), pytest.raises(UsageError) as caught:
        registry.connector("broken")
    assert caught.value.problems[0].code == "partner.not_loaded"
    assert "broken" in caplog.text
    assert registry.connector("workbook")


def test_a_plug_in_cannot_take_the_place_of_a_built_in_one(
    install: Callable[[str, str], None],
) -> None:
    install("memory", "no_such_module_anywhere:CONNECTOR")
    assert registry.connector("memory").open({}, [])
