"""What is said of an accounting office: its key, its clients, and the batch over them."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "tripletex.client_shut": (
        mark("The office's key has no access to this client. Nothing more was written there."),
        mark(
            "Have somebody with «Brukeradministrator i klientkontoer» open Klient › Tilganger › "
            "Legg til API-nøkkel in the office's Tripletex and let the key in to the client, and "
            "try again."
        ),
    ),
}
