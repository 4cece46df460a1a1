"""Seals what the store keeps of people: AES-256-GCM, a value at a time.

A sealed value is a byte that names the format, a nonce of its own, and the ciphertext with its
tag. What the value is about (table, row, column) is authenticated with it, so that a value moved
to another row does not open. Nonces are random: at 50,000 values a run, the 2³² that one key may
seal last 85,000 runs.
"""

from __future__ import annotations

import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class DamagedError(Exception):
    """What lies in the store is not what the program wrote there."""


class BrokenSealError(DamagedError):
    """A value was not sealed with this key, or not for this place, or was changed since."""


class Sealer:
    """Seals and opens values with one key; safe to use from several threads."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._mac_key = hmac.digest(key, b"tripletex-wizard mac", "sha256")

    def seal(self, data: bytes, about: bytes) -> bytes:
        """The data so that only this key opens it, and only for what it is about."""
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, data, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The data again; raises ``BrokenSealError``."""
        head = len(_FORMAT) + _NONCE_BYTES
        if sealed[:1] != _FORMAT or len(sealed) < head:
            raise BrokenSealError
        try:
            return self._cipher.decrypt(sealed[1:head], sealed[head:], about)
        except InvalidTag as error:
            raise BrokenSealError from error

    def seal_text(self, text: bytes, *about: str) -> bytes:
        """Text, sealed for the place that ``about`` names from table to column."""
        return self.seal(text, _joined(about))

    def open_text(self, sealed: bytes, *about: str) -> bytes:
        """The text again; raises ``BrokenSealError``."""
        return self.open(sealed, _joined(about))

    def mac(self, *parts: bytes | None) -> bytes:
        """A hash of the parts, in their order, that only this key makes; None is not empty."""
        framed = (b"\0" if part is None else b"\1%d:%b" % (len(part), part) for part in parts)
        return hmac.digest(self._mac_key, b"".join(framed), "sha256")

    def seal_value(self, value: Any, *about: str) -> bytes:
        """A JSON value, sealed for the place that ``about`` names."""
        return self.seal_text(_TO_JSON(value).encode(), *about)

    def open_value(self, sealed: bytes, *about: str) -> Any:
        """The JSON value again; raises ``BrokenSealError``."""
        return json.loads(self.open_text(sealed, *about))


def _joined(about: tuple[str, ...]) -> bytes:
    return "\0".join(about).encode()
