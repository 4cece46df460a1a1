"""All the states there are, in the order of the journey."""

from __future__ import annotations

from screens.states import State, choose, frame, keys, office, register, result, review, running

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
            *office.STATES,
        ),
        key=lambda one: one.file[0],
    )
)
