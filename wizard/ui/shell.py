"""What the frame shows, derived from what the page in front says of itself. Pure, but for words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wizard.errors import Problem
from wizard.flow.journey import Journey
from wizard.flow.map import Flow, StepState
from wizard.flow.steps import Step
from wizard.i18n import translate as _
from wizard.messages import say
from wizard.ui.page import Deed, Page
from wizard.ui.widgets.foot import FootSays
from wizard.ui.widgets.rail import RailLine
from wizard.ui.words import choice, step_name


@dataclass(frozen=True, slots=True)
class Doors:
    """What the frame's own buttons do."""

    back: Callable[[], object]
    leave: Callable[[], object]


def foot_says(page: Page, flow: Flow, journey: Journey, doors: Doors) -> FootSays:
    """The foot's buttons: nothing but leaving can be pressed while the page is busy."""
    free = not page.busy
    back = None
    if page.offers_back() and flow.previous(journey):
        back = Deed(_("Back"), doors.back, free)
    extra = page.extra()
    if extra is not None and not free:
        extra = Deed(extra.text, extra.do, enabled=False, look=extra.look)
    leaving = page.leaving()
    return FootSays(
        Deed(page.primary(), page.proceed, free and page.valid),
        back,
        extra,
        (Deed(_("Cancel – save for later"), doors.leave),) if leaving is None else leaving,
        page.busy,
    )


def rail_lines(flow: Flow, journey: Journey, partner: str) -> list[RailLine]:
    """The rail's steps; a step that stands under another shows on that one's line."""
    return [
        _line(flow, journey, step, partner) for step in flow.steps(journey) if step.under is None
    ]


def place(flow: Flow, journey: Journey) -> tuple[int, int]:
    """Where the journey stands among the rail's steps, counted from one, and how many there are."""
    lines = [step for step in flow.steps(journey) if step.under is None]
    here = flow.step(journey, journey.here)
    ids = [step.id for step in lines]
    return ids.index(here.under or here.id) + 1, len(ids)


def problem_words(problem: Problem) -> tuple[str, str]:
    """What happened, and what to do, as the banner says it."""
    said = say(problem)
    return said.message, said.remedy


def _line(flow: Flow, journey: Journey, step: Step, partner: str) -> RailLine:
    parts = [one for one in flow.steps(journey) if step.id in (one.id, one.under)]
    states = {flow.state(journey, one.id) for one in parts}
    if StepState.HERE in states:
        state = StepState.HERE
    else:
        state = StepState.DONE if states == {StepState.DONE} else StepState.AHEAD
    second = _("You are here") if state is StepState.HERE else ""
    if step.id.value == "choose":
        second = choice(journey, partner) or second
    return RailLine(step.id, step_name(step.id, partner, office=journey.office), state, second)
