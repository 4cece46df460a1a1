"""Who wins and what is made, as choices: the profile's answer preset, a person's own over it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from wizard.flow.answers import ConnectPartnerAnswers
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.matching import Authority, Direction
from wizard.model.records import Kind
from wizard.profiles.profile import Profile

_WINS = {
    Authority.ASK: mark("Ask me"),
    Authority.TRIPLETEX: mark("Use Tripletex"),
    Authority.PARTNER: mark("Use {partner}"),
    Authority.NEWEST: mark("Use what was changed last"),
}
_FILLS = {
    Direction.BOTH: mark("Fill in on both sides"),
    Direction.TRIPLETEX: mark("Fill in in Tripletex only"),
    Direction.PARTNER: mark("Fill in in {partner} only"),
    Direction.NONE: mark("Leave it empty"),
}
_CREATES = {
    Direction.BOTH: mark("Create on both sides"),
    Direction.TRIPLETEX: mark("Create in Tripletex only"),
    Direction.PARTNER: mark("Create in {partner} only"),
    Direction.NONE: mark("Create nothing"),
}

_T = TypeVar("_T", Authority, Direction)


@dataclass(frozen=True, slots=True)
class Choices(Generic[_T]):
    """The options with their words, in order; what is chosen, and what the profile presets.

    The preset is None where the profile says different things for different kinds.
    """

    options: tuple[tuple[_T | None, str], ...]
    chosen: _T | None
    preset: _T | None

    def said(self, picked: _T | None) -> _T | None:
        """What a journey keeps of a pick: nothing where it is what the profile says anyway."""
        return None if picked is self.preset else picked


def wins(profile: Profile, said: ConnectPartnerAnswers) -> Choices[Authority]:
    """Who wins where both have a value, and they differ."""
    preset = profile.policy.default
    offered = [Authority.ASK, Authority.TRIPLETEX, Authority.PARTNER]
    if Authority.NEWEST in (preset, said.default):
        offered.append(Authority.NEWEST)
    return _choices([(one, _WINS[one]) for one in offered], said.default, preset, profile.name)


def fills(profile: Profile, said: ConnectPartnerAnswers) -> Choices[Direction]:
    """On which side an empty field is filled in."""
    preset = _one([profile.policy.fills[kind] for kind in taking_part(profile, said)])
    return _choices(list(_FILLS.items()), said.fill_missing, preset, profile.name)


def creates(profile: Profile, said: ConnectPartnerAnswers) -> Choices[Direction]:
    """On which side a record is made that only the other has."""
    preset = _one([profile.policy.creates[kind] for kind in taking_part(profile, said)])
    return _choices(list(_CREATES.items()), said.create_missing, preset, profile.name)


def taking_part(profile: Profile, said: ConnectPartnerAnswers) -> tuple[Kind, ...]:
    """The kinds of the profile that take part, in the order in which they are written."""
    chosen = profile.kinds if said.kinds is None else said.kinds
    return tuple(kind for kind in Kind if kind in profile.kinds and kind in chosen)


def _one(presets: Collection[Direction]) -> Direction | None:
    found = set(presets) or {Direction.BOTH}
    return found.pop() if len(found) == 1 else None


def _choices(
    words: Sequence[tuple[_T, str]], said: _T | None, preset: _T | None, partner: str
) -> Choices[_T]:
    options: list[tuple[_T | None, str]] = [
        (one, _(text).format(partner=partner)) for one, text in words
    ]
    if preset is None:
        options.insert(0, (None, _("As {partner} recommends").format(partner=partner)))
    return Choices(tuple(options), preset if said is None else said, preset)
