"""The journey that is under way, in a sealed file beside the store.

It names the company, the key's owner and values a person typed, so nothing of it stands in clear.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from wizard.errors import Problem, UsageError
from wizard.store import private
from wizard.store.faults import disk_faults
from wizard.store.sealing import BrokenSealError, Sealer

_ABOUT = b"journey"


class JourneyFile:
    """Keeps one journey's text; replaced as a whole, or not at all."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._path = folder / "journey"
        self._sealer = sealer

    def load(self) -> str | None:
        """The text, or None where nothing is kept; raises ``UsageError`` where it is damaged."""
        with disk_faults(str(self._path)):
            try:
                sealed = self._path.read_bytes()
            except FileNotFoundError:
                return None
        try:
            return self._sealer.open(sealed, _ABOUT).decode()
        except (BrokenSealError, UnicodeDecodeError) as error:
            raise UsageError(Problem("journey_unreadable")) from error

    def save(self, text: str) -> None:
        """Keep this text in the place of the last; it has reached the disk on return."""
        unfinished = self._path.with_suffix(".new")
        with disk_faults(str(self._path)):
            with open(unfinished, "wb", opener=private.opener) as file:
                file.write(self._sealer.seal(text.encode(), _ABOUT))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._path)
            private.sync_folder(self._path.parent)

    def clear(self) -> None:
        """Forget what is kept."""
        with disk_faults(str(self._path)), suppress(FileNotFoundError):
            self._path.unlink()
