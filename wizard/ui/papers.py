"""The window's two papers: about the program, and the fault report; both are made in a lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from wizard import paths
from wizard.i18n import translate as _
from wizard.ui.background import Task
from wizard.ui.frame import PRODUCT
from wizard.ui.page import Deed, Failed, Notice
from wizard.ui.paper import Paper

if TYPE_CHECKING:
    from wizard.ui.desk import Desk


class Papers:
    """Opened over ``window``; what goes wrong is handed to ``tell``."""

    def __init__(self, window: QWidget, desk: Desk, tell: Failed) -> None:
        self._window, self._desk, self._tell = window, desk, tell

    def about(self) -> None:
        """What the program is, and what it stands on."""

        def make() -> str:
            from wizard.documents.installed import about_text

            return about_text()

        def show(text: str) -> None:
            title = _("About {product}").format(product=_(PRODUCT))
            lead = _("What it stands on, with versions and licences.")
            report = Deed(_("Fault report …"), self.fault_report)
            Paper(self._window, title, lead, text).with_deed(report).open()

        self._in_lane(make, show)

    def fault_report(self, notice: Notice | None = None) -> None:
        """The fault report as it would be saved, to be read first."""
        runner = self._desk.runner
        journey, now = runner.journey, runner.clock.now()
        problems = (notice.problem,) if notice else ()

        def make() -> str:
            from wizard.documents.faultreport import fault_report
            from wizard.http.redact import REDACTOR

            log = paths.logs() / "wizard.log"
            return fault_report(journey, problems, log, now=now, redact=REDACTOR.redact)

        def show(text: str) -> None:
            title = _("Save a fault report")
            lead = _(
                "This is all that is saved. Keys, e-mail addresses and long numbers are hidden. "
                "Read it, and send the file to whoever helps you; the program sends nothing itself."
            )
            file = "tripletex-kobling-feilrapport.txt"
            Paper(self._window, title, lead, text).with_file(file).open()

        self._in_lane(make, show)

    def _in_lane(self, make: Callable[[], str], show: Callable[[str], None]) -> None:
        task = Task(lambda task: make())
        task.succeeded.connect(show)
        task.failed.connect(self._tell)
        self._desk.disk.start(task)
