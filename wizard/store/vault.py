"""Secrets: in the operating system's keyring, from the environment, or in memory only.

A ``CredentialRef`` names a secret by what it is (its ``service``, one of the names below) and
whose it is (its ``account``: a company's id, a partner's identity; empty for the user's own).
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from wizard.errors import Actor, Problem, RefusedError, WizardError
from wizard.model.connection import CredentialRef

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from wizard.model.ports import CredentialVault

EMPLOYEE_TOKEN = "employee_token"
CONSUMER_TOKEN = "consumer_token"
PARTNER_SECRET = "partner_secret"

_VARIABLES = {
    EMPLOYEE_TOKEN: "TRIPLETEX_EMPLOYEE_TOKEN",
    CONSUMER_TOKEN: "TRIPLETEX_CONSUMER_TOKEN",
    PARTNER_SECRET: "TRIPLETEX_WIZARD_PARTNER_SECRET",
}
_KEYRING_SERVICE = "tripletex-wizard"
_CHAIN = ("keyring.backends.chainer", "ChainerBackend")
_SAFE = {
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"),
}


class MemoryVault:
    """Secrets for this process only."""

    def __init__(self) -> None:
        self._secrets: dict[CredentialRef, str] = {}

    def get(self, ref: CredentialRef) -> str | None:
        """The secret, or None."""
        return self._secrets.get(ref)

    def put(self, ref: CredentialRef, secret: str) -> None:
        """Keep a secret until the process ends."""
        self._secrets[ref] = secret

    def forget(self, ref: CredentialRef) -> None:
        """Drop a secret."""
        self._secrets.pop(ref, None)


class EnvironmentVault:
    """The secrets of the contract's environment variables, for whichever account asks.

    They are taken out of the environment at once, so that no child process inherits them. What
    is put replaces them, in memory only.
    """

    def __init__(self, environ: MutableMapping[str, str]) -> None:
        given = {what: environ.pop(name, "").strip() for what, name in _VARIABLES.items()}
        self._given = {what: secret for what, secret in given.items() if secret}
        self._replaced = MemoryVault()

    def answers(self, ref: CredentialRef) -> bool:
        """Whether the environment gave a secret of this sort."""
        return ref.service in self._given

    def get(self, ref: CredentialRef) -> str | None:
        """The secret, or None."""
        return self._replaced.get(ref) or self._given.get(ref.service)

    def put(self, ref: CredentialRef, secret: str) -> None:
        """Use this secret instead, until the process ends."""
        self._replaced.put(ref, secret)

    def forget(self, ref: CredentialRef) -> None:
        """Drop a secret."""
        self._replaced.forget(ref)
        self._given.pop(ref.service, None)


class KeyringVault:
    """Secrets in the operating system's keyring, and in no other keyring library's backend.

    Backends that keep secrets in files, or nowhere, are passed over; where nothing else is left,
    making the vault raises ``RefusedError``. So does a keyring that is locked, when asked.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        with _keyring_faults():
            self._backends = _safe(_preferred() if backend is None else backend)
        if not self._backends:
            raise RefusedError(Problem("store.keyring_absent", Actor.IT))

    def get(self, ref: CredentialRef) -> str | None:
        """The secret, or None."""
        with _keyring_faults():
            found = (each.get_password(_KEYRING_SERVICE, _name(ref)) for each in self._backends)
            return next((secret for secret in found if secret is not None), None)

    def put(self, ref: CredentialRef, secret: str) -> None:
        """Keep a secret."""
        with _keyring_faults():
            self._backends[0].set_password(_KEYRING_SERVICE, _name(ref), secret)

    def forget(self, ref: CredentialRef) -> None:
        """Drop a secret, wherever it lies."""
        with _keyring_faults():
            for backend in self._backends:
                if backend.get_password(_KEYRING_SERVICE, _name(ref)) is not None:
                    backend.delete_password(_KEYRING_SERVICE, _name(ref))


class LayeredVault:
    """The environment first, then the keyring; without a keyring, memory.

    The keyring is not touched before something is asked for that the environment does not give.
    """

    def __init__(self, environment: EnvironmentVault) -> None:
        self._environment = environment
        self._memory = MemoryVault()

    def get(self, ref: CredentialRef) -> str | None:
        """The secret, or None; one that is on trial goes before one that is kept."""
        return self._environment.get(ref) or self._memory.get(ref) or self._kept[0].get(ref)

    def hold(self, ref: CredentialRef, secret: str) -> None:
        """Use a secret in this process, without keeping it; the keyring is not touched."""
        vault = self._environment if self._environment.answers(ref) else self._memory
        vault.put(ref, secret)

    def keep(self, ref: CredentialRef) -> Problem | None:
        """Keep what is held; the problem where there is no keyring, so that it stays in memory.

        Raises ``RefusedError`` where the keyring is locked or does not answer; it is still held.
        """
        secret = self._memory.get(ref)
        kept, problem = self._kept if secret else (self._memory, None)
        if secret and kept is not self._memory:
            kept.put(ref, secret)
            self._memory.forget(ref)
        return problem

    def release(self, ref: CredentialRef) -> None:
        """Forget what is held and was not kept."""
        self._memory.forget(ref)

    def put(self, ref: CredentialRef, secret: str) -> None:
        """Keep a secret; one that replaces the environment's stays in memory like that one."""
        vault = self._environment if self._environment.answers(ref) else self._kept[0]
        vault.put(ref, secret)

    def forget(self, ref: CredentialRef) -> None:
        """Drop a secret."""
        self._environment.forget(ref)
        self._kept[0].forget(ref)

    @cached_property
    def _kept(self) -> tuple[CredentialVault, Problem | None]:
        try:
            return KeyringVault(), None
        except WizardError as error:
            return self._memory, error.problems[0]


def open_vault(environ: MutableMapping[str, str]) -> LayeredVault:
    """Where secrets come from and go to; takes the program's own variables out of ``environ``."""
    return LayeredVault(EnvironmentVault(environ))


def _preferred() -> KeyringBackend:
    import keyring  # noqa: PLC0415 - asks the desktop when imported, so not before it is needed

    return keyring.get_keyring()


def _safe(backend: KeyringBackend) -> tuple[KeyringBackend, ...]:
    """The backends that may hold secrets, in order: this one, or those it chains."""
    chained = getattr(backend, "backends", ()) if _origin(backend) == _CHAIN else (backend,)
    return tuple(each for each in chained if _origin(each) in _SAFE)


def _origin(backend: KeyringBackend) -> tuple[str, str]:
    return type(backend).__module__, type(backend).__qualname__


def _name(ref: CredentialRef) -> str:
    return f"{ref.service}:{ref.account}" if ref.account else ref.service


@contextmanager
def _keyring_faults() -> Iterator[None]:
    from keyring.errors import KeyringLocked  # noqa: PLC0415 - see _preferred

    try:
        yield
    except KeyringLocked as error:
        raise RefusedError(Problem("store.keyring_locked")) from error
    except Exception as error:
        # Each backend lets through the errors of the library it stands on (D-Bus, Windows).
        raise RefusedError(
            Problem("store.keyring_failed", Actor.IT, detail=type(error).__name__)
        ) from error
