"""Troubles to order: what shall go wrong with which call, and how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Action = Literal[
    "reset_before",
    "reset_after",
    "hang",
    "slow",
    "html_502",
    "json_500",
    "truncate",
    "status_429",
    "revoke",
]


@dataclass
class Fault:
    """One rule. It strikes the first `times` calls that match, after letting `skip` of them by.

    * `reset_before`, `reset_after` drop the connection before or after the call is carried out
    * `hang` drops it after `seconds` without an answer, `slow` answers after `seconds`
    * `html_502`, `json_500` answer with a gateway's page or the vendor's crash
    * `truncate` carries the call out and cuts the answer's body short
    * `status_429` refuses without carrying out, with Reset unless `reset` is False
    * `revoke` takes the key away before the call, which then meets its fate

    `committed` tells whether the call is carried out first where both happen: `hang`,
    `html_502` and `json_500`.
    """

    action: Action
    path: str = ""
    """Regular expression, searched for in the path below /v2, query included."""
    method: str = ""
    """Empty: every method."""
    times: int = 1
    skip: int = 0
    seconds: float = 30
    committed: bool = False
    reset: bool = True

    def strikes(self, method: str, target: str) -> bool:
        """True when this call is to go wrong; counts it off."""
        if self.method not in ("", method) or not re.search(self.path, target):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if not self.times:
            return False
        self.times -= 1
        return True
