"""Where the store's key comes from, and where a new one goes; the keyring's backends stand in."""

from __future__ import annotations

import base64
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.errors import FailedError, Problem, RefusedError, UsageError
from wizard.model.connection import CredentialRef, RequirementState
from wizard.store.sealkey import BEGIN_ANEW, StoreKeys
from wizard.store.vault import MemoryVault

KEY = bytes(range(32))
GIVEN = base64.b64encode(KEY).decode()
ENTRY = CredentialRef("store_key", "")


def _refusing(code: str) -> Callable[[], MemoryVault]:
    def keyring() -> MemoryVault:
        raise RefusedError(Problem(code))

    return keyring


@pytest.fixture
def keyring() -> MemoryVault:
    return MemoryVault()


def test_a_new_key_goes_into_the_keyring_and_leaves_no_file(
    tmp_path: Path, keyring: MemoryVault
) -> None:
    keys = StoreKeys(tmp_path, keyring=lambda: keyring)
    assert keys.find() is None
    made = keys.make()
    assert len(made) == 32
    assert keys.find() == made
    assert keyring.get(ENTRY) == base64.b64encode(made).decode()
    assert list(tmp_path.iterdir()) == []
    assert keys.check().problem is None


def test_without_a_keyring_it_goes_into_a_private_file_and_check_says_so(tmp_path: Path) -> None:
    keys = StoreKeys(tmp_path, keyring=_refusing("store.keyring_absent"))
    assert keys.find() is None
    made = keys.make()
    assert keys.find() == made
    assert [path.name for path in tmp_path.iterdir()] == ["store.key"]
    assert stat.S_IMODE(keys.file.stat().st_mode) == 0o600
    checked = keys.check()
    assert checked.state is RequirementState.MET
    assert checked.problem == Problem("store.sealed_by_file", params={"place": str(keys.file)})


def test_the_file_beside_the_store_comes_before_the_users_keyring(
    tmp_path: Path, keyring: MemoryVault
) -> None:
    made = StoreKeys(tmp_path).make()
    StoreKeys(tmp_path / "elsewhere", keyring=lambda: keyring).make()
    assert StoreKeys(tmp_path, keyring=_refusing("store.keyring_locked")).find() == made


def test_the_environments_key_is_used_alone_and_written_nowhere(tmp_path: Path) -> None:
    keys = StoreKeys(tmp_path, GIVEN, _refusing("store.keyring_locked"))
    assert keys.find() == KEY
    assert list(tmp_path.iterdir()) == []
    assert keys.check().problem == Problem("store.sealed_by_environment")
    assert GIVEN not in repr(keys)


@pytest.mark.parametrize("given", ["hunter2", GIVEN[:-4], GIVEN[:-2], GIVEN + GIVEN, "nøkkel"])
def test_what_is_no_key_is_wrong_use_and_never_repeated(tmp_path: Path, given: str) -> None:
    with pytest.raises(UsageError) as wrong:
        StoreKeys(tmp_path, given).find()
    assert wrong.value.problems == (Problem("store.key_given_malformed"),)
    assert given not in repr(wrong.value.__dict__)


def test_a_key_that_was_damaged_is_a_problem_and_no_new_one_is_made(
    tmp_path: Path, keyring: MemoryVault
) -> None:
    keyring.put(ENTRY, "x")
    keys = StoreKeys(tmp_path, keyring=lambda: keyring)
    with pytest.raises(UsageError) as wrong:
        keys.find()
    assert wrong.value.problems[0].params == {"place": "store_key"}
    keys.file.write_bytes(b"\xff\x00")
    with pytest.raises(UsageError) as wrong:
        keys.find()
    assert wrong.value.problems[0].params == {"place": str(keys.file)}
    assert keys.file.read_bytes() == b"\xff\x00"


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("store.keyring_locked", "store.key_locked_in_keyring"),
        ("store.keyring_failed", "store.key_keyring_failed"),
    ],
)
@pytest.mark.parametrize("given", ["", BEGIN_ANEW])
def test_a_keyring_that_does_not_answer_is_waited_for_not_passed_over(
    tmp_path: Path, refused: str, said: str, given: str
) -> None:
    keys = StoreKeys(tmp_path, given, _refusing(refused))
    for ask in (keys.find, keys.make):
        with pytest.raises(RefusedError) as raised:
            ask()
        assert raised.value.problems[0].code == said
    checked = keys.check()
    assert checked.state is RequirementState.MISSING
    assert checked.problem
    assert checked.problem.code == said
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "store.key.new").mkdir()
    with pytest.raises(FailedError) as failed:
        StoreKeys(tmp_path).make()
    assert failed.value.problems[0].code == "store.unwritable"
