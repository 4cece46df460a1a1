"""The journey that is under way lies sealed, whole, for this user only."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.errors import FailedError, UsageError
from wizard.store.journeys import JourneyFile
from wizard.store.sealing import Sealer
from wizard.store.store import open_store

TEXT = '{"company": "Fjell Bygg AS", "mobile": "+47 912 34 567"}'


@pytest.fixture
def journeys(tmp_path: Path) -> JourneyFile:
    return JourneyFile(tmp_path, Sealer(b"k" * 32))


def test_what_is_kept_comes_back_and_is_replaced(journeys: JourneyFile) -> None:
    assert journeys.load() is None
    journeys.save(TEXT)
    journeys.save(TEXT + " ")
    assert journeys.load() == TEXT + " "
    journeys.clear()
    journeys.clear()
    assert journeys.load() is None


def test_nothing_of_it_stands_in_clear(journeys: JourneyFile, tmp_path: Path) -> None:
    journeys.save(TEXT)
    (file,) = tmp_path.iterdir()
    assert b"Fjell" not in file.read_bytes()
    assert b"912" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x02" + bytes(60), b"\xff" * 200])
def test_a_damaged_file_is_refused(journeys: JourneyFile, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "journey").write_bytes(damage)
    with pytest.raises(UsageError) as refused:
        journeys.load()
    assert refused.value.problems[0].code == "journey_unreadable"


def test_another_key_does_not_open_it(journeys: JourneyFile, tmp_path: Path) -> None:
    journeys.save(TEXT)
    with pytest.raises(UsageError):
        JourneyFile(tmp_path, Sealer(b"x" * 32)).load()


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = JourneyFile(tmp_path / "gone", Sealer(b"k" * 32))
    with pytest.raises(FailedError):
        gone.save(TEXT)
    assert gone.load() is None


def test_the_store_keeps_it_with_its_own_key(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    first.journeys.save(TEXT)
    first.close()
    second = open_store(tmp_path)
    assert second.journeys.load() == TEXT
    second.close()
