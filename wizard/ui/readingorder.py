"""The Tab key's way through the window: as it is read, whenever each part of it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

from wizard.ui.widgets.flow import Placing

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def in_reading_order(root: QWidget) -> Iterator[QWidget]:
    """A widget, and all that is laid out in it: line by line, and one column after the other."""
    yield root
    held = root.widget() if isinstance(root, QScrollArea) else None
    layout = root.layout()
    if isinstance(root, Placing):
        for widget in root.widgets:
            yield from in_reading_order(widget)
    elif held is not None:
        yield from in_reading_order(held)
    elif layout is not None:
        yield from _laid_out(layout)


def stops(root: QWidget) -> list[QWidget]:
    """Where the Tab key stops in a widget, as things stand now."""
    return [one for one in in_reading_order(root) if _takes_tab(one)]


def lead_on(root: QWidget | None, scrolls: QScrollArea, *, forward: bool) -> bool:
    """Move the focus to the next stop, or the one before, round and round, and have it in view;
    False where the focus is at none of them."""
    found = stops(root) if root else []
    here = scrolls.window().focusWidget()
    if here not in found:
        return False
    stop = found[(found.index(here) + (1 if forward else -1)) % len(found)]
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    if scrolls.isAncestorOf(stop):
        scrolls.ensureWidgetVisible(stop)
    return True


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """What a layout holds. It is not asked for its items: Qt deletes those without a word, and
    PySide then takes one for the widget that is made at the same address, which ends the program.
    """
    whose = layout.parentWidget()
    beside = whose.findChildren(QWidget, options=_DIRECT) if whose else []
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    held: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in beside]
    held += [(layout.indexOf(one), one) for one in inner]
    for _, one in sorted(_placed(layout, held), key=itemgetter(0)):
        yield from _laid_out(one) if isinstance(one, QLayout) else in_reading_order(one)


def _placed(
    layout: QLayout, held: Iterable[tuple[int, QWidget | QLayout]]
) -> Iterator[tuple[tuple[int, ...], QWidget | QLayout]]:
    """Where each stands, without those that others lay out."""
    for at, one in held:
        if at >= 0:
            yield _row_and_column(layout, at) if isinstance(layout, QGridLayout) else (at,), one


def _row_and_column(grid: QGridLayout, at: int) -> tuple[int, int]:
    row, column, *_ = cast(tuple[int, int, int, int], grid.getItemPosition(at))
    return row, column


def _takes_tab(widget: QWidget) -> bool:
    tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabs and widget.isEnabled() and widget.isVisible()
