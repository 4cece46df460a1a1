"""A batch: one piece of work over many clients of an accounting office, each on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wizard.errors import Problem
from wizard.model.connection import Company


class ClientState(StrEnum):
    """What has become of a client in a batch."""

    WAITING = "waiting"  # not begun
    RUNNING = "running"  # somebody is at it, or was when the program died
    INTERRUPTED = "interrupted"  # stopped on the way; resuming the batch finishes it
    DECIDE = "decide"  # a person has to choose first; nothing was written
    FAILED = "failed"  # its problems say why; what was written stands in its run
    DONE = "done"

    @property
    def open(self) -> bool:
        """Whether resuming the batch takes the client up again."""
        return self in (ClientState.WAITING, ClientState.RUNNING, ClientState.INTERRUPTED)


class Access(StrEnum):
    """How a client stands to the office's key."""

    GIVEN = "given"
    TOO_FEW = "too_few"  # let in, with fewer rights than the work needs
    WAITING = "waiting"  # expected, and not let in
    UNEXPECTED = "unexpected"  # let in, and not in the list


@dataclass(frozen=True, slots=True)
class Member:
    """A client of a batch.

    ``run`` is its own run, once there is one. ``code`` is the exit code that the contract gives to
    what happened, and ``size`` how many records the client had when it was last read.
    """

    company: Company
    state: ClientState = ClientState.WAITING
    run: str = ""
    code: int = 0
    problems: tuple[Problem, ...] = ()
    questions: int = 0
    size: int | None = None


@dataclass(frozen=True, slots=True)
class BatchHead:
    """A batch as a list shows it; ``finished`` is None as long as clients of it are open."""

    id: str
    office: Company
    started: datetime
    finished: datetime | None
    counts: Mapping[ClientState, int]
