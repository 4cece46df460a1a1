"""The window's inside, made of the program behind it."""

from __future__ import annotations

from functools import partial

from wizard.clock import SystemClock
from wizard.flow.runner import Runner
from wizard.flow.steps import Effect
from wizard.ui.background import Lane
from wizard.ui.desk import Desk, StoredAside
from wizard.ui.habits import Habits
from wizard.ui.look import Look
from wizard.ui.window import Window
from wizard.ui.workshop import Workshop


def inside(workshop: Workshop, look: Look, habits: Habits, disk: Lane) -> Window:
    """The inside of a window; ``disk`` is the lane for what it keeps."""
    stored = StoredAside(lambda: workshop.journeys, disk)
    effects = {effect: partial(workshop.carry_out, effect) for effect in Effect}
    runner = Runner(effects, stored, SystemClock())
    desk = Desk(runner, look, Lane(look), disk, lambda: workshop.app)
    desk.templates = lambda: workshop.app.store.templates
    window = Window(desk, habits)
    stored.failed.connect(window.tell)
    return window
