"""A fault report: what whoever helps needs to know, and nothing of anybody's registers.

It is shown before it is saved, and it is never sent by the program.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from wizard import __version__
from wizard.errors import Problem
from wizard.flow.answers import ChooseAnswers
from wizard.flow.journey import Journey
from wizard.http.redact import HIDDEN
from wizard.i18n import current

_LOG_LINES = 400
_PERSONAL = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),  # e-mail addresses
    re.compile(r"(?<![\w.-])\d{4}[ .]?\d{2}[ .]?\d{5}(?![\w-])"),  # accounts and identity numbers
)


def fault_report(
    journey: Journey,
    problems: Sequence[Problem],
    log: Path,
    *,
    now: datetime,
    redact: Callable[[str], str],
) -> str:
    """The report as text; what is hidden stands as dots.

    ``problems`` are those that stand in the window now, and ``log`` is the program's own.
    """
    partner = journey.of(ChooseAnswers).partner
    head = (
        f"Tripletex-kobling {__version__}",
        f"time: {now.isoformat(timespec='seconds')}",
        f"system: {platform.system()} {platform.release()} {platform.machine()}",
        f"python: {platform.python_version()}",
        f"language: {current()}",
        f"step: {journey.here.value}",
        f"partner: {'own profile file' if '/' in partner or chr(92) in partner else partner}",
        *(f"problem: {one.code} {one.kind or ''} {one.detail or ''}".rstrip() for one in problems),
    )
    return hidden("\n".join((*head, "", "log:", *_tail(log))) + "\n", redact)


def hidden(text: str, redact: Callable[[str], str]) -> str:
    """The text without secrets, addresses, long numbers and the user's own name."""
    text = redact(text).replace(str(Path.home()), "~")
    for shape in _PERSONAL:
        text = shape.sub(HIDDEN, text)
    return text


def _tail(log: Path) -> list[str]:
    try:
        return log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError as error:
        return [f"no log: {type(error).__name__}"]
