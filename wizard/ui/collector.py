"""Python's search for cycles: on the window's thread alone, and while no lane is at work.

Left to itself Python searches in whichever thread happens to make one object too many, and what it
finds is destroyed right there. A page or a dialog that has gone is full of cycles, and Qt's widgets
can be destroyed on the window's thread only: in any other, that of a lane or of the practice
company's server, the process sooner or later ends in a segmentation fault.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent

from wizard.model.collecting import uncollected

_EVERY_MS = 1000


class Collector(QObject):
    """Searches as often as Python would, looking once a second whether it is time."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._lock = Lock()
        self._at_work = 0
        self._searched = False
        gc.disable()
        self.startTimer(_EVERY_MS)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Work on another thread, which no search holds up.

        With two registers in memory a search takes seconds, and it stops every thread, the
        window's too.
        """
        with self._lock:
            self._at_work += 1
        try:
            with uncollected():
                yield
        finally:
            with self._lock:
                self._at_work -= 1

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802 - Qt's name
        """Search where it is due: what is new, or what has outlived searches as well."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counted) if count > most]
        if due and not self._at_work:
            gc.collect(due[-1])
            if not self._searched:
                gc.freeze()  # what is there by now stays to the end, and takes long to walk through
            self._searched = True


def collector() -> Collector:
    """The running application's; from the first call on, Python searches no more by itself."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("there is no application yet")
    found = application.findChild(Collector)
    return found if isinstance(found, Collector) else Collector(application)
