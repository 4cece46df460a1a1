"""Where secrets may lie, and where they never do.

The backends here stand in for the keyring library's own, which need a desktop.
"""

from __future__ import annotations

from collections.abc import Callable

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from wizard.errors import RefusedError
from wizard.model.connection import CredentialRef
from wizard.store.vault import (
    CONSUMER_TOKEN,
    EMPLOYEE_TOKEN,
    PARTNER_SECRET,
    EnvironmentVault,
    KeyringVault,
    MemoryVault,
    open_vault,
)

CANARY = "eyJ0b2tlbklkIjo0MiwidG9rZW4iOiJjYW5hcnkifQ=="
KEY = CredentialRef(EMPLOYEE_TOKEN, "7001")
OTHER = CredentialRef(EMPLOYEE_TOKEN, "8001")

SAFE = [
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
]


class _Backend(KeyringBackend):
    """Keeps secrets in a dict, or raises what it was told to."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error
        self.kept: dict[tuple[str, str], str] = {}

    def _work(self) -> dict[tuple[str, str], str]:
        if self.error:
            raise self.error
        return self.kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._work().get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._work()[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._work()[service, username]


def _backend(module: str, name: str, error: Exception | None = None) -> _Backend:
    made: _Backend = type(name, (_Backend,), {"__module__": module})(error)
    return made


def _safe_backend(error: Exception | None = None) -> _Backend:
    return _backend("keyring.backends.SecretService", "Keyring", error)


def _chain(*links: KeyringBackend) -> KeyringBackend:
    kind = type("ChainerBackend", (_Backend,), {"__module__": chainer.__name__})
    made: KeyringBackend = kind()
    made.backends = links  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(("module", "name"), SAFE)
def test_a_systems_own_keyring_keeps_finds_and_forgets(module: str, name: str) -> None:
    backend = _backend(module, name)
    vault = KeyringVault(backend)

    vault.put(KEY, CANARY)
    assert vault.get(KEY) == CANARY
    assert vault.get(OTHER) is None
    assert {service for service, _ in backend.kept} == {"tripletex-wizard"}

    vault.forget(KEY)
    vault.forget(KEY)
    assert vault.get(KEY) is None


@pytest.mark.parametrize(
    "backend",
    [
        fail.Keyring(),
        null.Keyring(),
        _backend("keyrings.alt.file", "PlaintextKeyring"),
        _backend("keyrings.alt.file", "EncryptedKeyring"),
        _backend("keyring.backends.SecretService", "PlaintextKeyring"),
        _backend("keyring.backends.macOS.evil", "Keyring"),
        _chain(),
        _chain(_backend("keyrings.alt.file", "PlaintextKeyring")),
    ],
    ids=lambda backend: f"{type(backend).__module__}.{type(backend).__name__}",
)
def test_a_keyring_that_is_not_known_to_be_safe_is_none(backend: KeyringBackend) -> None:
    with pytest.raises(RefusedError) as refused:
        KeyringVault(backend)
    assert refused.value.problems[0].code == "store.keyring_absent"


def test_of_a_chain_only_the_safe_links_are_used() -> None:
    plain = _backend("keyrings.alt.file", "PlaintextKeyring")
    first, second = _backend(*SAFE[4]), _safe_backend()
    vault = KeyringVault(_chain(plain, first, second))
    vault.put(KEY, CANARY)
    second.set_password("tripletex-wizard", "employee_token:8001", "older")

    assert (plain.kept, len(first.kept)) == ({}, 1)
    assert vault.get(OTHER) == "older"
    vault.forget(OTHER)
    assert second.kept == {}


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyringLocked(), "store.keyring_locked"), (OSError("D-Bus"), "store.keyring_failed")],
)
@pytest.mark.parametrize(
    "work",
    [
        lambda vault: vault.get(KEY),
        lambda vault: vault.put(KEY, CANARY),
        lambda vault: vault.forget(KEY),
    ],
)
def test_a_keyring_that_does_not_answer_is_a_problem(
    error: Exception, code: str, work: Callable[[KeyringVault], object]
) -> None:
    with pytest.raises(RefusedError) as refused:
        work(KeyringVault(_safe_backend(error)))
    assert refused.value.problems[0].code == code
    assert CANARY not in repr(refused.value.problems)


def test_the_environments_secrets_are_used_and_taken_out_of_it() -> None:
    environ = {
        "TRIPLETEX_EMPLOYEE_TOKEN": f"{CANARY}\n",
        "TRIPLETEX_CONSUMER_TOKEN": "consumer",
        "TRIPLETEX_WIZARD_PARTNER_SECRET": " ",
        "PATH": "/bin",
    }
    vault = EnvironmentVault(environ)

    assert environ == {"PATH": "/bin"}
    assert vault.get(KEY) == vault.get(OTHER) == CANARY
    assert vault.get(CredentialRef(CONSUMER_TOKEN, "vendor")) == "consumer"
    assert vault.get(CredentialRef(PARTNER_SECRET, "huma")) is None

    vault.put(KEY, "new")
    assert (vault.get(KEY), vault.get(OTHER)) == ("new", CANARY)
    assert environ == {"PATH": "/bin"}
    vault.forget(KEY)
    assert vault.get(KEY) is None


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[[KeyringBackend], None]:
    """Sets the keyring that the system is said to have."""

    def say(backend: KeyringBackend) -> None:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    return say


def test_a_secret_lands_in_the_keyring_unless_the_environment_gave_it(
    system: Callable[[KeyringBackend], None],
) -> None:
    backend = _safe_backend()
    system(backend)
    vault = open_vault({"TRIPLETEX_EMPLOYEE_TOKEN": CANARY})
    partner = CredentialRef(PARTNER_SECRET, "huma")

    vault.put(KEY, "pasted")
    vault.put(partner, "stored")

    assert (vault.get(KEY), vault.get(partner)) == ("pasted", "stored")
    assert list(backend.kept.values()) == ["stored"]


def test_the_environments_secret_is_had_without_asking_the_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: pytest.fail("the keyring was asked"))
    assert open_vault({"TRIPLETEX_EMPLOYEE_TOKEN": CANARY}).get(KEY) == CANARY


def test_without_a_keyring_secrets_live_in_memory_and_it_says_so(
    system: Callable[[KeyringBackend], None],
) -> None:
    system(fail.Keyring())
    vault = open_vault({})
    vault.hold(KEY, CANARY)
    problem = vault.keep(KEY)

    assert vault.get(KEY) == CANARY
    assert problem is not None
    assert problem.code == "store.keyring_absent"
    vault.forget(KEY)
    assert vault.get(KEY) is None


def test_a_secret_on_trial_goes_before_the_one_that_is_kept(
    system: Callable[[KeyringBackend], None],
) -> None:
    backend = _safe_backend()
    system(backend)
    vault = open_vault({})
    vault.put(KEY, "old")

    vault.hold(KEY, "wrong company")
    assert vault.get(KEY) == "wrong company"
    vault.release(KEY)
    assert vault.get(KEY) == "old"

    vault.hold(KEY, "new")
    assert vault.keep(KEY) is None
    assert list(backend.kept.values()) == ["new"]
    vault.release(KEY)
    assert vault.get(KEY) == "new"


def test_a_locked_keyring_keeps_nothing_and_the_secret_is_still_held(
    system: Callable[[KeyringBackend], None],
) -> None:
    system(_safe_backend(KeyringLocked("locked")))
    vault = open_vault({})
    vault.hold(KEY, CANARY)
    with pytest.raises(RefusedError) as refused:
        vault.keep(KEY)
    assert refused.value.problems[0].code == "store.keyring_locked"
    assert vault.get(KEY) == CANARY


def test_trying_a_secret_asks_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: pytest.fail("the keyring was asked"))
    for environ in ({}, {"TRIPLETEX_EMPLOYEE_TOKEN": "given"}):
        vault = open_vault(dict(environ))
        vault.hold(KEY, CANARY)
        assert vault.get(KEY) == CANARY
    assert vault.keep(KEY) is None


def test_no_vault_shows_what_it_holds(system: Callable[[KeyringBackend], None]) -> None:
    system(fail.Keyring())
    environment = EnvironmentVault({"TRIPLETEX_EMPLOYEE_TOKEN": CANARY})
    layered = open_vault({"TRIPLETEX_EMPLOYEE_TOKEN": CANARY})
    for vault in (MemoryVault(), environment, layered, KeyringVault(_safe_backend())):
        vault.put(KEY, CANARY)
        assert CANARY not in f"{vault!r} {vault} {vault.get!r}"
