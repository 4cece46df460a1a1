"""Loaded by the program under test when it starts: kill -9 at the n-th save of the workbook."""

from __future__ import annotations

import os
import signal
from typing import Any

_position, _, _when = os.environ["KILL_AT_SAVE"].partition(":")
_left = [int(_position)]
_replace = os.replace


def _killing(source: Any, target: Any, **options: Any) -> None:
    if not str(target).endswith("register.xlsx"):
        return _replace(source, target, **options)
    _left[0] -= 1
    if _left[0] == -1 and _when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    _replace(source, target, **options)
    if _left[0] == -1:
        os.kill(os.getpid(), signal.SIGKILL)


os.replace = _killing
