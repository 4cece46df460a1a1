"""A crew: so many threads and no more, each at one piece of work at a time."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")


def worked(
    items: Iterable[_Item],
    do: Callable[[_Item], _Done],
    *,
    jobs: int,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[_Done]:
    """What ``do`` makes of each item, as it is done, by ``jobs`` threads at once.

    Items are begun in their order, and only when somebody is free for them. ``stop`` is asked
    before each; then what is begun is finished, and nothing more is. An exception of ``do`` is
    raised here, after the same.
    """
    crew = _Crew(items, do, stop)
    threads = [threading.Thread(target=crew.work, name=f"client-{n}") for n in range(max(jobs, 1))]
    for thread in threads:
        thread.start()
    try:
        for _ in threads:
            while (found := crew.done.get()) is not None:
                yield found[0]
    finally:
        crew.over.set()
        for thread in threads:
            thread.join()
    if crew.raised is not None:
        raise crew.raised


class _Crew(Generic[_Item, _Done]):
    def __init__(
        self, items: Iterable[_Item], do: Callable[[_Item], _Done], stop: Callable[[], bool]
    ) -> None:
        self.done: SimpleQueue[tuple[_Done] | None] = SimpleQueue()
        self.over = threading.Event()
        self.raised: BaseException | None = None
        self._items = iter(items)
        self._turn = threading.Lock()
        self._do = do
        self._stop = stop

    def work(self) -> None:
        """Take up one item after the other; None in ``done`` says that this thread has ended."""
        try:
            for item in self._taken():
                self.done.put((self._do(item),))
        except BaseException as error:
            self.raised = error
            self.over.set()
        finally:
            self.done.put(None)

    def _taken(self) -> Iterator[_Item]:
        while not self.over.is_set() and not self._stop():
            with self._turn:
                found = list(itertools.islice(self._items, 1))
            if not found:
                return
            yield found[0]
