"""Redaction, at the one place where text leaves the program: its log.

A secret is known by being added as soon as it appears, in every spelling in which it travels,
and, should somebody forget, by the shapes that keys of this kind have.
"""

from __future__ import annotations

import base64
import logging
import re
import threading
from urllib.parse import quote, quote_plus

HIDDEN = "•••"
_SHORTEST = 6  # anything shorter would hide ordinary words
_SHAPES = (
    re.compile(r"eyJ[A-Za-z0-9+/_\-]{8,}[A-Za-z0-9+/_=\-.]*"),
    re.compile(r"tlxr_[^\s\"'&,;<>]+"),
    re.compile(r"(?i)(?<=\bbasic )\s*[A-Za-z0-9+/_\-]{6,}=*"),
    re.compile(r"(?i)(?<=\bbearer )\s*[^\s\"'&,;<>]+"),
    re.compile(r"(?i)(?<=token=)[^\s\"'&,;<>]+"),
    re.compile(r"(?i)(?<=token\": \")[^\"]+|(?<=token\":\")[^\"]+|(?<=token': ')[^']+"),
)


class Redactor:
    """Hides every secret it was told of, and everything that is shaped like one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None

    def add(self, secret: str) -> None:
        """Know a secret from now on, plain and as it is spelled in a URL."""
        spellings = {secret, quote(secret, safe=""), quote_plus(secret)}
        with self._lock:
            if len(secret) < _SHORTEST or spellings <= self._known:
                return
            self._known |= spellings
            self._pattern = None

    def basic(self, user: str, password: str) -> str:
        """The Authorization header of Basic, whose password is now known, encoded too.

        How the password looks inside depends on how long the user name is, by threes, and on
        nothing else of it. So the thousands of user names that an office's one session is used
        with are three spellings, and not thousands.
        """
        before = f"{user}:".encode()
        encoded = base64.b64encode(before + password.encode()).decode()
        self.add(password)
        self.add(encoded[-(-len(before) * 4 // 3) :])
        return f"Basic {encoded}"

    def redact(self, text: str) -> str:
        """The text without secrets."""
        with self._lock:
            if self._pattern is None and self._known:
                # made when it is needed, for secrets come in more often than text goes out; the
                # longest first, so that no tail of one is left by another it begins with
                longest_first = sorted(self._known, key=len, reverse=True)
                self._pattern = re.compile("|".join(map(re.escape, longest_first)))
            pattern = self._pattern
        if pattern is not None:
            text = pattern.sub(HIDDEN, text)
        for shape in _SHAPES:
            text = shape.sub(HIDDEN, text)
        return text


class RedactingFilter(logging.Filter):
    """Redacts message and traceback of every record; belongs on handlers, which see them all."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the record goes on, without its secrets."""
        record.msg, record.args = self._redactor.redact(record.getMessage()), None
        if record.exc_info:
            trace = logging.Formatter().formatException(record.exc_info)
            record.exc_text, record.exc_info = self._redactor.redact(trace), None
        if record.stack_info:
            record.stack_info = self._redactor.redact(record.stack_info)
        return True


REDACTOR = Redactor()
"""The process's own: secrets are added where they enter, and every log handler filters by it."""
