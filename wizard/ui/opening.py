"""What a window begins with: the profiles, the set-up file, the journey left earlier.

All of it is read in a lane.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from wizard.errors import Problem, WizardError
from wizard.flow.answers import ChooseAnswers
from wizard.flow.journey import Journey
from wizard.flow.setupfile import prefilled
from wizard.profiles import Profile, builtin_profiles, load_profile
from wizard.setup import read_setup

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found; a problem with one of them does not hide the others.

    ``prefilled`` is the journey of a set-up file, ``resumable`` the one that was left earlier.
    """

    profiles: Mapping[str, Profile]
    prefilled: Journey | None = None
    resumable: Journey | None = None
    problem: Problem | None = None


def read(setup: Path | None, load: Callable[[], Journey | None]) -> Opened:
    """Everything, with the first problem there was; ``load`` reads the journey left earlier."""
    problems: list[Problem] = []
    begun = _guarded(lambda: journey_of(setup), problems) if setup else None
    resumable = _guarded(load, problems)
    profiles = {one.id: one for one in builtin_profiles()}
    for journey in (begun, resumable):
        partner = journey.of(ChooseAnswers).partner if journey else ""
        if partner and partner not in profiles:
            named = _guarded(partial(profile_of, partner), problems)
            profiles |= {partner: named} if named else {}
    return Opened(profiles, begun, resumable, problems[0] if problems else None)


def journey_of(setup: Path) -> Journey:
    """The journey that a set-up file begins; raises ``UsageError``."""
    return prefilled(read_setup(setup).model_dump(mode="json", exclude_unset=True))


def profile_of(partner: str) -> Profile:
    """The profile with this id, or in this file; raises ``UsageError``."""
    return load_profile(partner)


def _guarded(read: Callable[[], _Found | None], problems: list[Problem]) -> _Found | None:
    try:
        return read()
    except WizardError as error:
        problems.append(error.problems[0])
        return None
