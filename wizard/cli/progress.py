"""Progress on stderr: how far a run has come, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wizard.documents.words import kind_word, side_word
from wizard.i18n import translate as _
from wizard.model.journal import JournalEntry
from wizard.model.plan import Operation
from wizard.office.batching import Standing, Told
from wizard.sync.world import Watch


@contextmanager
def shown() -> Iterator[Watch]:
    """A bar that follows the run; quiet where stderr is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("", total=None)

        def watch(done: int, total: int, operation: Operation, entry: JournalEntry) -> None:
            words = f"{side_word(operation.side)} › {kind_word(operation.kind, plural=True)}"
            progress.update(task, completed=done, total=total, description=words)

        yield watch


@contextmanager
def shown_batch() -> Iterator[Told]:
    """A bar that follows the clients of a batch, with the time that the budget leaves them."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def told(standing: Standing) -> None:
            done = sum(not one.state.open for one in standing.members)
            words = standing.settled.company.name
            if standing.left is not None:
                minutes = _("{minutes} minutes left").format(minutes=ceil(standing.left / 60))
                words = f"{minutes} · {words}"
            total = len(standing.members)
            progress.update(task, completed=done, total=total, description=words)

        yield told
