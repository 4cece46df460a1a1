"""All the states there are, in the order of the journey."""

from __future__ import annotations

from screens.states import (
    State,
    access,
    choose,
    clients,
    frame,
    keys,
    register,
    result,
    review,
    running,
)

STATES: tuple[State, ...] = tuple(
    sorted(
        (
            *frame.STATES,
            *choose.STATES,
            *keys.STATES,
            *register.STATES,
            *review.STATES,
            *running.STATES,
            *result.STATES,
            *access.STATES,
            *clients.STATES,
        ),
        key=lambda one: one.place,
    )
)
