"""The outermost frame of every command: what it answers, to people and to programs.

Nothing gets past it but an exit code, a sentence and, with ``--json``, exactly one JSON object
on stdout. Whatever a command raises that no problem was foreseen for is a defect of ours: it
goes to the log, redacted, and the person is told where.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from rich.console import Console
from rich.text import Text

from wizard import paths
from wizard.app import App
from wizard.cli.say import shortened
from wizard.documents.problems import problems_json, worded
from wizard.errors import InterruptedRun, Problem, WizardError
from wizard.http.redact import REDACTOR
from wizard.i18n import translate as _
from wizard.messages import say

SCHEMA = "tripletex-wizard/1"

_RUN: dict[str, Any] = {"run": None, "counts": {}}
_UNANSWERED: dict[str, dict[str, Any]] = {
    "check": {"company": None, "key": None, "requirements": []},
    "plan": {"fingerprint": None, "counts": {}, "operations": []},
    "apply": _RUN,
    "sync": _RUN,
    "resume": _RUN,
    "undo": _RUN,
}
"""What a command's JSON holds where it came no further than its problems."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: for programs ``body``, for people ``text``, line by line."""

    body: dict[str, Any] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0


Action = Callable[[App], Answer]


def answer(command: str, action: Action, *, as_json: bool) -> NoReturn:
    """Run a command and end the process with its exit code."""
    app = App()
    try:
        found = _guarded(app, action)
    finally:
        app.close()
    _emit(command, found, as_json=as_json)
    sys.exit(found.exit_code)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Ctrl+C asks for a stop between two writes; a second one ends the program at once."""
    asked = threading.Event()

    def ask(number: int, frame: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _guarded(app: App, action: Action) -> Answer:
    try:
        problem = app.start_log()
        found = action(app)
        return found if problem is None else _with(found, problem)
    except WizardError as error:
        return Answer(problems=error.problems, exit_code=error.exit_code)
    except KeyboardInterrupt:
        return Answer(problems=(Problem("stopped_on_request"),), exit_code=InterruptedRun.exit_code)
    except Exception:
        _log.exception("a defect")
        problem = Problem("unexpected", params={"log": str(paths.logs() / "wizard.log")})
        return Answer(problems=(problem,), exit_code=1)


def _with(found: Answer, problem: Problem) -> Answer:
    return Answer(found.body, found.text, (*found.problems, problem), found.exit_code)


def _emit(command: str, found: Answer, *, as_json: bool) -> None:
    people = Console(stderr=as_json, highlight=False, soft_wrap=True)
    for line in found.text:
        people.print(Text(REDACTOR.redact(line)))
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in shortened(map(_sentence, found.problems)):
        console.print(Text(line))
    if as_json:
        data = {
            "schema": SCHEMA,
            "command": command,
            "ok": found.exit_code == 0,
            "exit_code": found.exit_code,
            "problems": problems_json(found.problems),
            **(found.body or _UNANSWERED.get(command, {})),
        }
        text = json.dumps(data, ensure_ascii=False, indent=2)
        sys.stdout.write(REDACTOR.redact(text) + "\n")
        sys.stdout.flush()


def _sentence(problem: Problem) -> str:
    said = say(worded(problem))
    about = f"{problem.subject}: " if problem.subject else ""
    detail = f"\n    {_('Details')}: {problem.detail}" if problem.detail else ""
    return REDACTOR.redact(f"• {about}{said.message}\n  → {said.remedy}{detail}")
