"""The desk: what every page works with, handed to it when it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from wizard.errors import Problem, UsageError
from wizard.flow.answers import ChooseAnswers
from wizard.flow.ports import JourneyStore
from wizard.ui import notices
from wizard.ui.background import Lane, Task

if TYPE_CHECKING:
    from wizard.flow.journey import Journey
    from wizard.flow.runner import Runner
    from wizard.profiles import Profile
    from wizard.ui.look import Look


def _open_url(address: str) -> bool:
    return QDesktopServices.openUrl(QUrl(address))


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


class KeyBox(Protocol):
    """Where a pasted key goes; call it from a lane, since it may ask the system's keyring."""

    def try_key(self, base_url: str, key: str) -> None:
        """Use a key for a Tripletex address in this run."""
        ...

    def keep_key(self, base_url: str) -> Problem | None:
        """Keep the key that was tried; the problem where it lives for this run only."""
        ...

    def drop_key(self, base_url: str) -> None:
        """Forget a key that was tried and not kept."""
        ...


class TemplateBox(Protocol):
    """Where an office's templates are kept as texts; call it from the connection's lane."""

    def save(self, name: str, partner: str, text: str) -> None:
        """Keep a template in the place of one of the same name."""
        ...

    def load(self, name: str) -> str:
        """A template's text; raises ``UsageError`` where there is none by that name."""
        ...

    def names(self) -> Sequence[tuple[str, str]]:
        """The templates and the partner that each is for."""
        ...


def _no_templates() -> TemplateBox:
    raise UsageError(Problem("template_unknown", params={"name": "", "known": "–"}))


@dataclass(slots=True)
class Desk:
    """The runner with the journey, the lanes, the look, and the doors to the desktop.

    ``profiles`` are the partners by what a journey calls them (an id, or a file's path), and
    ``resumable`` the journey that was left earlier; both come shortly after the window stands.
    ``connection`` is the lane for everything that touches Tripletex, the partner or the store;
    ``disk`` for short work on files of our own. ``watching`` is for what is looked at again and
    again beside them, and disturbs neither. ``keys`` takes a pasted key, and
    ``templates`` keeps what an office answers. ``open_url`` answers
    whether a browser took the address; ``notify`` tells a title and a text by the desktop's own
    notifications. Tests hand in their own doors.
    """

    runner: Runner
    look: Look
    connection: Lane
    disk: Lane
    keys: Callable[[], KeyBox]
    templates: Callable[[], TemplateBox] = _no_templates
    watching: Lane = field(default_factory=Lane)
    profiles: dict[str, Profile] = field(default_factory=dict)
    resumable: Journey | None = None
    open_url: Callable[[str], bool] = field(default=_open_url)
    copy: Callable[[str], None] = field(default=_copy)
    notify: Callable[[str, str], None] = field(default=notices.notify)

    @property
    def profile(self) -> Profile | None:
        """The profile of the partner that is chosen, where it is known."""
        return self.profiles.get(self.runner.journey.of(ChooseAnswers).partner)

    @property
    def partner(self) -> str:
        """What the chosen partner is called, or empty."""
        return self.profile.name if self.profile else ""


class StoredAside(QObject):
    """The journey store's port for the window: reads at once, writes in a lane, in order."""

    failed = Signal(object)

    def __init__(self, store: Callable[[], JourneyStore], lane: Lane) -> None:
        super().__init__(lane)
        self._store = store
        self._lane = lane

    def load(self) -> Journey | None:
        """The journey that is kept; call it from a lane."""
        return self._store().load()

    def save(self, journey: Journey) -> None:
        """Keep a journey, beside the window."""
        self._aside(lambda: self._store().save(journey))

    def clear(self) -> None:
        """Forget what is kept, beside the window."""
        self._aside(lambda: self._store().clear())

    def _aside(self, work: Callable[[], None]) -> None:
        task = Task(lambda task: work())
        task.failed.connect(self.failed)
        self._lane.start(task)
