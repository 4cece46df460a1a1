"""Files are this user's only, and whole or not there at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from wizard.documents.saving import save
from wizard.errors import FailedError


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_file_is_for_this_user_only_also_where_it_was_open_before(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    path.chmod(0o644)
    save(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "report.json"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(FailedError) as caught:
        save(taken, b"new")
    assert caught.value.problems[0].code == "answers_not_written"
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]
    with pytest.raises(FailedError):
        save(tmp_path / "nowhere" / "report.json", b"new")
