"""What befalls the world around a program, and who mends it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from wizard.store.vault import EMPLOYEE_TOKEN

from .events import Events
from .faults import Fault
from .hands import Hands
from .program import Desk
from .tripletex import NARROW, Tripletex
from .wire import until_midnight

_MEND = 0.7


class Mishaps:
    """Does what the faults that are events of the world say, and remembers how it is undone."""

    def __init__(
        self, tripletex: Tripletex, desk: Desk, hands: Hands, events: Events, dice: Random
    ) -> None:
        self._tripletex = tripletex
        self._desk = desk
        self._hands = hands
        self._events = events
        self._dice = dice
        self._mends: dict[str, Callable[[], object]] = {}
        self.put_key()

    def happenings(self, second_program: Callable[[], object]) -> dict[Fault, Callable[[], object]]:
        """What to do for each."""
        keys, clock, say = self._tripletex.world.keys, self._events.clock, self._events.trace.say
        return {
            Fault.SESSION_ENDED: keys._sessions.clear,
            Fault.MIDNIGHT: lambda: clock.sleep(until_midnight(clock.true)),
            Fault.SUMMER_TIME: lambda: clock.sleep(4),
            Fault.KEY_REVOKED: self._revoke,
            Fault.KEY_OF_OTHER: self._swap_key,
            Fault.RIGHTS_REDUCED: self._reduce,
            Fault.INTEGRATIONS_OFF: self._switch_off,
            Fault.TOO_MANY: self._crowd,
            Fault.FOREIGN_EDIT: lambda: say("hand", self._hands.edit()),
            Fault.FOREIGN_DELETE: lambda: say("hand", self._hands.delete()),
            Fault.FOREIGN_INSERT: lambda: say("hand", self._hands.insert()),
            Fault.SECOND_PROGRAM: second_program,
            Fault.STOPPED: self._events.stop,
        }

    def put_key(self) -> None:
        """A user stores the key that is valid now."""
        self._desk.keyring.put(EMPLOYEE_TOKEN, self._tripletex.token)

    def is_broken(self, what: str) -> bool:
        """Whether somebody has to see to it."""
        return what in self._mends

    def mend(self, what: str) -> None:
        """Somebody sees to one thing, where it is broken."""
        if mend := self._mends.pop(what, None):
            self._events.trace.say("mended", what)
            mend()

    def mend_some(self) -> None:
        """Somebody sees to some of it."""
        for what in list(self._mends):
            if self._dice.random() < _MEND:
                self.mend(what)
        if self._dice.random() < _MEND:
            self._desk.partner.mend()

    def mend_all(self) -> None:
        """Somebody sees to everything."""
        for what in list(self._mends):
            self.mend(what)
        self._desk.partner.mend()

    def _revoke(self) -> None:
        if self._tripletex.world.keys.find(self._tripletex.token):
            self._tripletex.world.revoke(self._tripletex.token)
            self._mends["key"] = self._new_key

    def _new_key(self) -> None:
        self._tripletex.new_key()
        self.put_key()

    def _swap_key(self) -> None:
        """The token leads to the neighbour from the next session on.

        Only where a program knows whose it was: before that, it is just the neighbour's key.
        """
        if not self._tripletex.vouched():
            return
        keys, token = self._tripletex.world.keys, self._tripletex.token
        ours, other = keys.find(token), keys.find(self._tripletex.other_token)
        if ours is None or other is None or ours.company == other.company:
            return
        keys.add(replace(other, id=ours.id, token=token))
        keys._sessions.clear()
        self._mends["key"] = lambda: (keys.add(ours), keys._sessions.clear())

    def _reduce(self) -> None:
        if self._tripletex.world.keys.find(self._tripletex.token):
            self._tripletex.reduce_rights(self._dice.choice(NARROW))
            self._mends["rights"] = self._tripletex.restore_rights

    def _switch_off(self) -> None:
        self._tripletex.world.switch_integrations(False)
        self._mends["service"] = lambda: self._tripletex.world.switch_integrations(True)

    def _crowd(self) -> None:
        options = self._tripletex.world.options
        options.max_matches = 2
        self._mends["crowd"] = lambda: setattr(options, "max_matches", 10_000)
