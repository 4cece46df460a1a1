"""The key that seals the store: where it is looked for, and where a new one is kept.

In this order: the environment, for runs that nobody watches; the file ``store.key``, which lies
beside the one store it was made for; the operating system's keyring. A new key goes into the
keyring or, where there is none, into the file. Only a store that nothing is sealed in yet gets a
new key: one made for a sealed store would hide what is lost.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from wizard.errors import Actor, Problem, RefusedError, UsageError
from wizard.model.connection import CredentialRef, Requirement, RequirementState
from wizard.model.ports import CredentialVault
from wizard.store import private
from wizard.store.faults import disk_faults
from wizard.store.sealing import KEY_BYTES

VARIABLE = "TRIPLETEX_WIZARD_STORE_KEY"
BEGIN_ANEW = "new"
"""In the variable's place of a key: go on with a new one where the store's own is lost."""

REQUIREMENT = "store:sealed"
_ENTRY = CredentialRef("store_key", "")
_FILE = "store.key"


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """Finds the key of the store in a folder, and makes it.

    ``given`` is what the environment says; ``keyring`` opens the operating system's own, and
    raises ``RefusedError`` where there is none. Without ``keyring`` keys are kept in files.
    """

    folder: Path
    given: str = field(default="", repr=False)
    keyring: Callable[[], CredentialVault] | None = None

    @property
    def file(self) -> Path:
        """The key file, whether it is there or not."""
        return self.folder / _FILE

    @property
    def begins_anew(self) -> bool:
        """Whether the user has said that a lost key is to be replaced."""
        return self.given == BEGIN_ANEW

    def find(self) -> bytes | None:
        """The key, or None where there is none yet.

        Raises ``UsageError`` where what stands in a key's place is none, and ``RefusedError``
        where the keyring is locked or does not answer.
        """
        if self.given and not self.begins_anew:
            return _decoded(self.given, Problem("store.key_given_malformed"))
        with disk_faults(str(self.file)), suppress(FileNotFoundError):
            text = self.file.read_bytes().decode("ascii", errors="replace")
            self.file.chmod(0o600)
            return _decoded(text, _malformed(str(self.file)))
        with _keyring_said():
            vault = self._vault()
            kept = vault.get(_ENTRY) if vault else None
        return None if kept is None else _decoded(kept, _malformed(_ENTRY.service))

    def make(self) -> bytes:
        """A new key, which has reached the keyring or the disk before it is used."""
        key = os.urandom(KEY_BYTES)
        text = base64.b64encode(key).decode()
        with _keyring_said():
            vault = self._vault()
            if vault:
                vault.put(_ENTRY, text)
                return key
        self._write(text)
        return key

    def check(self) -> Requirement:
        """Whether the store can be sealed, and a remark where not the keyring keeps the key."""
        try:
            self.find()
        except RefusedError as error:
            return Requirement(REQUIREMENT, RequirementState.MISSING, error.problems[0])
        return Requirement(REQUIREMENT, RequirementState.MET, self._remark())

    def _remark(self) -> Problem | None:
        if self.given and not self.begins_anew:
            return Problem("store.sealed_by_environment")
        if self.file.exists() or self._vault() is None:
            return Problem("store.sealed_by_file", params={"place": str(self.file)})
        return None

    def _vault(self) -> CredentialVault | None:
        try:
            return self.keyring() if self.keyring else None
        except RefusedError as error:
            if error.problems[0].code == "store.keyring_absent":
                return None
            raise

    def _write(self, text: str) -> None:
        """The file appears whole or not at all: a crash leaves no half key."""
        unfinished = self.file.with_suffix(".key.new")
        with disk_faults(str(self.file)):
            with open(unfinished, "w", encoding="ascii", opener=private.opener) as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.file)
            private.sync_folder(self.folder)


def _decoded(text: str, otherwise: Problem) -> bytes:
    """The key; the text itself, which may be a key with a letter missing, goes nowhere."""
    with suppress(ValueError):
        key = base64.b64decode(text.strip(), validate=True)
        if len(key) == KEY_BYTES:
            return key
    raise UsageError(otherwise)


def _malformed(place: str) -> Problem:
    return Problem("store.key_malformed", Actor.IT, params={"place": place})


@contextmanager
def _keyring_said() -> Iterator[None]:
    """What the keyring refuses, said of this key and not of Tripletex's."""
    try:
        yield
    except RefusedError as error:
        (problem,) = error.problems
        if problem.code == "store.keyring_locked":
            raise RefusedError(Problem("store.key_locked_in_keyring")) from error
        raise RefusedError(
            Problem("store.key_keyring_failed", Actor.IT, detail=problem.detail)
        ) from error
