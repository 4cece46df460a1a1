"""Two choices a key can lead to: where it cannot be kept, and where it is for the other branch."""

from __future__ import annotations

from PySide6.QtCore import Signal

from wizard.errors import Problem
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.ui.page import Deed
from wizard.ui.voice import announce
from wizard.ui.widgets.strip import Strip


class UnkeptStrip(Strip):
    """The keyring is missing or locked: use the key in this run only, or stop."""

    used_once = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__("warn")
        self._problem: Problem | None = None
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        """Ask, because of this problem."""
        self._problem = problem
        self.retranslate()
        self.show()
        announce(self, self.accessibleName())

    def retranslate(self) -> None:
        """Ask again in the language in use."""
        if self._problem is not None:
            said = say(self._problem)
            deeds = (
                Deed(_("Stop, and forget the key"), self.stopped.emit),
                Deed(_("Use it in this run only"), self.used_once.emit),
            )
            self.say(said.message, said.remedy, deeds, detail=self._problem.detail or "")


class BranchStrip(Strip):
    """An office's key where a company's was expected, or the other way round."""

    switched = Signal()

    def __init__(self) -> None:
        super().__init__("info")
        self.hide()

    def offer(self, *, office: bool, possible: bool) -> None:
        """Offer to go on the other way; ``office`` is whether an office is being set up.

        ``possible`` is whether the partner can be connected for an office.
        """
        if office:
            deed = Deed(_("Set up that company alone"), self.switched.emit)
            text = _(
                "You can go on with that company alone, or make a key with «Regnskapskontorets "
                "brukernøkkel» ticked, and paste that."
            )
            self.say(_("This key opens one company, and is not an office's"), text, (deed,))
            return
        deeds: tuple[Deed, ...] = ()
        if possible:
            text = _(
                "It opens the office's clients. You can go on as an accounting office with it."
            )
            deeds = (Deed(_("Set up as an accounting office"), self.switched.emit),)
        else:
            text = _(
                "It opens the office's clients, and this system is connected one company at a "
                "time. Make a key in the company itself, without ticking «Regnskapskontorets "
                "brukernøkkel», and paste that."
            )
        self.say(_("This is an accounting office's key"), text, deeds)
