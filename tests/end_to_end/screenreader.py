"""Reads the windows of a desktop as a screen reader does: by AT-SPI, over D-Bus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_TEXT = "org.a11y.atspi.Text"
_EVENTS = "org.a11y.atspi.Event.Object"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_PATIENCE = 20.0
_GLANCE = 0.05
_MOMENT = 0.25
_CLOSED_LISTS = ("table", "tree table", "list", "tree")

Place = tuple[str, str]
"""Where something is: the bus name of its program, and its path there."""


class State(IntEnum):
    """The states we ask for, by their number in AT-SPI."""

    ACTIVE = 1
    CHECKED = 4
    EDITABLE = 7
    ENABLED = 8
    FOCUSABLE = 11
    FOCUSED = 12
    SELECTED = 23
    SHOWING = 25
    CHECKABLE = 41


@dataclass(frozen=True)
class Thing:
    """Something in a window, with what is said of it and what is in it."""

    place: Place
    role: str
    name: str
    states: frozenset[State] = frozenset()
    inside: tuple[Thing, ...] = field(default=(), repr=False)

    def has(self, state: State) -> bool:
        return state in self.states

    def all(self) -> Iterator[Thing]:
        """This and everything in it, in the order in which it is read."""
        yield self
        for one in self.inside:
            yield from one.all()


class ScreenReader:
    """Hears what the programs of a desktop tell, and asks them for more.

    ``said`` holds what was announced, oldest first, and ``focus`` where the keys go; ``address``
    is that of the bus where programs let themselves be read.
    """

    def __init__(self, bus: DBusConnection, address: str) -> None:
        self._bus = bus
        self.address = address
        self._waiting: dict[int, Message | None] = {}
        self.said: list[str] = []
        self.focus: Place | None = None

    @classmethod
    @contextmanager
    def listening(cls, session: str) -> Iterator[ScreenReader]:
        """A screen reader at work on the desktop with this session bus."""
        with open_dbus_connection(session) as desktop:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            address = _answered(desktop, new_method_call(where, "GetAddress"))[0]
            status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", _PROPERTIES)
            on = ("org.a11y.Status", "ScreenReaderEnabled", ("b", True))
            _answered(desktop, new_method_call(status, "Set", "ssv", on))
        with open_dbus_connection(address) as bus:
            registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
            for event in ("object:announcement", "object:state-changed:focused"):
                _answered(bus, new_method_call(registry, "RegisterEvent", "s", (event,)))
            rule = MatchRule(type="signal", interface=_EVENTS)
            _answered(bus, message_bus.AddMatch(rule))
            yield cls(bus, address)

    # what is there

    def programs(self) -> list[Thing]:
        """The programs that let themselves be read."""
        return self._read(self._children((_REGISTRY, _ROOT)))

    def windows(self, process: int) -> list[Thing]:
        """All that the windows of a process show now, the newest last."""
        for one in self.programs():
            if self._pid(one.place[0]) == process:
                tops = self._read(self._children(one.place))
                return [self._filled(top) for top in tops if top.has(State.SHOWING)]
        return []

    def here(self) -> Thing | None:
        """What has the focus; None where it has gone since it was told of."""
        self.listen()
        return next(iter(self._read([self.focus] if self.focus else [])), None)

    def text(self, thing: Thing) -> str:
        """What stands in a field."""
        where = DBusAddress(thing.place[1], thing.place[0], _TEXT)
        return str(self._ask([new_method_call(where, "GetText", "ii", (0, -1))])[0][0])

    def length(self, thing: Thing) -> int:
        """How many characters stand in a field, be they hidden or not."""
        return int(self._ask([_property(thing.place, "CharacterCount", _TEXT)])[0][0][1])

    def description(self, thing: Thing) -> str:
        """What is said of it besides its name."""
        return str(self._ask([_property(thing.place, "Description")])[0][0][1])

    def extent(self, thing: Thing) -> tuple[int, int, int, int]:
        """Where it is on the screen: x, y, width, height."""
        where = DBusAddress(thing.place[1], thing.place[0], "org.a11y.atspi.Component")
        found: tuple[int, int, int, int] = self._ask(
            [new_method_call(where, "GetExtents", "u", (0,))]
        )[0][0]
        return found

    # what is told

    def until(self, come: Callable[[], Any], patience: float = _PATIENCE) -> Any:
        """Wait for something, looking again whenever something is told; what it gave."""
        end = time.monotonic() + patience
        while not (found := come()):
            if time.monotonic() > end:
                raise AssertionError(f"waited {patience:.0f} s in vain")
            self.listen(_GLANCE)
        return found

    def settle(self, look: Callable[[], object]) -> None:
        """Wait until something has stayed as it is for a moment."""
        seen, since = look(), time.monotonic()
        while time.monotonic() - since < _MOMENT:
            self.listen(_GLANCE)
            if (now := look()) != seen:
                seen, since = now, time.monotonic()

    def listen(self, seconds: float = 0) -> None:
        """Take in what has been told, and wait this long for more where nothing has."""
        wait = seconds
        while True:
            try:
                self._take(self._bus.receive(timeout=wait))
            except TimeoutError:
                return
            wait = 0

    # the bus

    def _pid(self, program: str) -> int:
        return int(self._ask([message_bus.GetConnectionUnixProcessID(program)])[0][0])

    def _children(self, place: Place) -> list[Place]:
        where = DBusAddress(place[1], place[0], _ACCESSIBLE)
        return [
            (one[0], one[1]) for one in self._ask([new_method_call(where, "GetChildren")])[0][0]
        ]

    def _read(self, places: Sequence[Place]) -> list[Thing]:
        """What is said of each of these; what has gone meanwhile is left out."""
        asked: list[Message] = []
        for place in places:
            where = DBusAddress(place[1], place[0], _ACCESSIBLE)
            asked += [
                new_method_call(where, "GetRoleName"),
                _property(place, "Name"),
                new_method_call(where, "GetState"),
            ]
        told = self._ask(asked)
        return [
            Thing(place, str(told[n][0]), str(told[n + 1][0][1]), _states(told[n + 2][0]))
            for n, place in zip(range(0, len(told), 3), places, strict=True)
            if all(told[n : n + 3])
        ]

    def _filled(self, thing: Thing) -> Thing:
        """The thing with all that shows in it, asked for a floor at a time."""
        floors: list[list[Thing]] = [[thing]]
        below: dict[Place, list[Place]] = {}
        while floors[-1]:
            open_ = [one for one in floors[-1] if one.role not in _CLOSED_LISTS]
            calls = [
                new_method_call(DBusAddress(one.place[1], one.place[0], _ACCESSIBLE), "GetChildren")
                for one in open_
            ]
            told = self._ask(calls)
            for one, children in zip(open_, told, strict=True):
                below[one.place] = [(c[0], c[1]) for c in children[0]] if children else []
            wanted = [place for one in open_ for place in below[one.place]]
            floors.append([one for one in self._read(wanted) if one.has(State.SHOWING)])
        known: dict[Place, Thing] = {}
        for floor in reversed(floors):
            for one in floor:
                inside = (known[place] for place in below.get(one.place, []) if place in known)
                known[one.place] = replace(one, inside=tuple(inside))
        return known[thing.place]

    def _ask(self, messages: Sequence[Message]) -> list[Any]:
        """The answers to all of these, sent at once; ``()`` for what could not be answered."""
        serials = [next(self._bus.outgoing_serial) for _ in messages]
        self._waiting.update(dict.fromkeys(serials))
        for serial, message in zip(serials, messages, strict=True):
            self._bus.send(message, serial=serial)
        while any(self._waiting[serial] is None for serial in serials):
            self._take(self._bus.receive(timeout=_PATIENCE))
        found = [self._waiting.pop(serial) for serial in serials]
        return [_body(one) for one in found]

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self._hear(message)
        elif fields.get(HeaderFields.reply_serial) in self._waiting:
            self._waiting[fields[HeaderFields.reply_serial]] = message

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        what = fields.get(HeaderFields.member)
        if what == "Announcement":
            self.said.append(str(message.body[3][1]))
        elif what == "StateChanged" and message.body[0] == "focused" and message.body[1]:
            self.focus = (fields[HeaderFields.sender], fields[HeaderFields.path])


def _answered(bus: DBusConnection, message: Message) -> Any:
    reply = bus.send_and_get_reply(message, timeout=_PATIENCE)
    assert reply.header.message_type is MessageType.method_return, reply.body
    return reply.body


def _body(message: Message | None) -> Any:
    answered = message and message.header.message_type is MessageType.method_return
    return message.body if message and answered else ()


def _property(place: Place, name: str, of: str = _ACCESSIBLE) -> Message:
    where = DBusAddress(place[1], place[0], _PROPERTIES)
    return new_method_call(where, "Get", "ss", (of, name))


def _states(bits: Sequence[int]) -> frozenset[State]:
    return frozenset(one for one in State if bits[one // 32] >> one % 32 & 1)
