"""The lease's edges; that it excludes other processes is in the store's contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.errors import FailedError, RefusedError
from wizard.store.lease import lease


def test_a_lease_is_free_again_when_the_work_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lease(tmp_path, 7):
        raise ZeroDivisionError
    with lease(tmp_path, 7):
        pass


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": 1}', '{"pid": null, "since": "now"}'])
def test_a_holder_that_has_not_said_who_it_is_is_still_a_holder(tmp_path: Path, note: str) -> None:
    with lease(tmp_path, 7):
        (tmp_path / "company-7.lock").write_text(note, encoding="utf-8")
        with pytest.raises(RefusedError) as refused, lease(tmp_path, 7):
            pass
    assert refused.value.problems[0].code == "store.company_busy_just_now"


def test_a_shorter_note_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    (tmp_path / "company-7.lock").write_text("x" * 500, encoding="utf-8")
    with lease(tmp_path, 7), pytest.raises(RefusedError) as refused, lease(tmp_path, 7):
        pass
    assert refused.value.problems[0].code == "store.company_busy"


def test_a_lock_that_cannot_be_made_is_a_problem_and_no_lease(tmp_path: Path) -> None:
    (tmp_path / "company-7.lock").mkdir()
    with pytest.raises(FailedError) as failed, lease(tmp_path, 7):
        pytest.fail("there is no lease")
    assert failed.value.problems[0].code == "store.unwritable"
