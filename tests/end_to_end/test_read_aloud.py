"""Every page as a screen reader has it, and as somebody sees it who has no mouse."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from .beginnings import SEAL
from .conftest import MakeDesk
from .desktop import Desktop
from .program import Program, program
from .screenreader import Place, State, Thing
from .test_mended import start, typed

_ANY = ("filler", "panel", "unknown", "invalid")
_EDGE = 4
_MOST_STOPS = 90

Extent = tuple[int, int, int, int]


@pytest.mark.parametrize(("language", "look"), [("nb", "Light"), ("en", "Dark")])
def test_every_page_is_read_and_reached_in_order(
    seat: Desktop, make_desk: MakeDesk, language: str, look: str
) -> None:
    desk = make_desk(employees=6, customers=5, projects=4)
    desk.configure()
    with program(seat, desk, language, "--setup", desk.setup, **SEAL) as window:
        window.arrive(1, "What do you want to connect to Tripletex?")
        window.ready("Next")
        wear(window, look)
        assert_sound(window)
        window.push("Next")
        window.arrive(2, "Switch on Integrasjoner")
        assert_sound(window)
        window.tick("I have switched on Integrasjoner")
        window.push("Next")
        window.arrive(3, "Make the key in Tripletex")
        assert_sound(window)
        window.push("I have copied the key")
        window.arrive(4, "Paste the key you copied")
        window.type_in("The key from Tripletex", typed(desk.world.employee_token))
        window.heard("The key works")
        assert_sound(window)
        window.push("Yes, the right company")
        window.arrive(5, "Connect to {partner}", partner="Excel")
        window.see("Columns recognised: {count}", count=10)
        assert_sound(window)
        window.push("Compare")
        window.arrive(6, "Go through the differences before anything changes")
        window.ready("Next: {count} to look at", count=2)
        assert_sound(window)
        window.push("Next: {count} to look at", count=2)
        window.heard("Is this the same person?")
        assert_sound(window)
        window.push("Back")
        window.tick("Leave the {count} that are not decided alone this time", count=7)
        window.push("Next: see what will happen")
        window.arrive(6, "This will happen when you start")
        window.ready("Start the synk")
        assert_sound(window)
        start(window)
        window.arrive(7, "The first synk is running")
        window.heard("The first synk has come to its end")
        assert_sound(window)
        window.push("See the result")
        window.arrive(8, "The connection is in place")
        assert_sound(window)


def wear(window: Program, look: str) -> None:
    """Choose light or dark in the menu at the foot of the rail."""
    system, chosen = window.word("System"), window.word(look)
    window.push("Light or dark: {look}", look=system)
    window.pick(look)
    window.ready("Light or dark: {look}", look=chosen)


def assert_sound(window: Program) -> None:
    """Each control has a name and a role, the Tab key comes to it where it is read, and shows."""
    things = window.things()
    controls = [one for one in things if one.has(State.FOCUSABLE) and one.has(State.ENABLED)]
    assert [one for one in controls if not one.name.strip() or one.role in _ANY] == []
    stops, turns = round_trip(window)
    reached = {one.place for one in stops}
    assert [one.name for one in unreached(things, controls, reached)] == []
    assert len(turns) == 1, turns  # from the last control of the window to the first


def round_trip(window: Program) -> tuple[list[Thing], list[tuple[str, str]]]:
    """Where the Tab key leads, until it is back where it began, each stop in sight and marked;
    and where that goes against the reading order."""
    reader = window.desktop.reader
    frame = reader.extent(window.things()[0])
    window.tab()
    stops: list[Thing] = []
    turns: list[tuple[str, str]] = []
    while len(stops) < _MOST_STOPS:
        here = reader.here()
        assert here is not None
        if stops and backwards(reader.extent(stops[-1]), reader.extent(here)):
            turns.append((stops[-1].name, here.name))
        if stops and here.place == stops[0].place:
            return stops, turns
        stops.append(here)
        extent = reader.extent(here)
        assert inside(extent, frame), f"{here.name} is out of sight"
        leave(window, extent)
    raise AssertionError(f"the Tab key does not come back from {[one.name for one in stops]}")


def leave(window: Program, extent: Extent) -> None:
    """Tab on, and see that what had the focus looked otherwise with it."""
    x, y, width, height = extent
    around = (x - _EDGE, y - _EDGE, width + 2 * _EDGE, height + 2 * _EDGE)
    for drawn in (False, True):  # when it is told, it may not be drawn yet
        if drawn:
            window.tab("shift+Tab")
            window.desktop.reader.settle(lambda: window.desktop.picture(around))
        marked = window.desktop.picture(around)
        window.tab()
        try:
            window.until(lambda marked=marked: window.desktop.picture(around) != marked, 1)  # type: ignore[misc]
        except AssertionError:
            continue
        return
    raise AssertionError("the focus cannot be seen")


def inside(part: Extent, whole: Extent) -> bool:
    """Whether all of a part lies in the whole."""
    x, y, width, height = (part[n] - whole[n] * (n < 2) for n in range(4))
    return x >= 0 <= y and x + width <= whole[2] and y + height <= whole[3]


def unreached(
    things: Sequence[Thing], controls: Sequence[Thing], reached: set[Place]
) -> list[Thing]:
    """The controls that the Tab key passes by; of the choices that stand together one will do.

    They may stand in a card each, beside one another.
    """
    beside = {one.place: parent.inside for parent in things for one in parent.inside}
    for parent in things:
        within = tuple(one for card in parent.inside for one in card.inside)
        beside.update({one.place: (*beside[one.place], *within) for one in within})
    return [
        one
        for one in controls
        if one.place not in reached
        and not (
            one.role == "radio button"
            and any(other.place in reached for other in beside[one.place])
        )
    ]


def backwards(before: Extent, after: Extent) -> bool:
    """Whether the way leads against the reading order: up, or to the left in the same line."""
    x, y, width, height = before
    to_x, to_y, _, to_height = after
    above = to_y + to_height <= y
    same_line = not above and to_y < y + height
    return (above and to_x < x + width) or (same_line and to_x < x)
