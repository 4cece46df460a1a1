"""What the matcher makes of registers of which the truth is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from wizard.model.matching import Certainty, Match
from wizard.model.records import Side
from wizard.sync.match import match

from .registers import Labelled


@dataclass(frozen=True, slots=True)
class Figures:
    """How the true pairs of a labelled set fared, and what was said of those that are none.

    ``linked``, ``offered``, ``stopped`` and ``missed`` are the true pairs: linked by itself,
    asked about, left alone as twins, and taken for two where at least one of them would be made
    anew. ``wrong`` are links of two that are not one, ``false`` questions about two that are not
    one, and ``waiting`` records without a counterpart that are left alone as twins.
    """

    records: int = 0
    pairs: int = 0
    linked: int = 0
    offered: int = 0
    stopped: int = 0
    missed: int = 0
    wrong: int = 0
    false: int = 0
    waiting: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(self))
        )


def measured(known: Labelled) -> Figures:
    """The figures of one labelled set."""
    found = match(known.snapshot(Side.TRIPLETEX), known.snapshot(Side.PARTNER), {})
    return _of_pairs(known, found) + _of_the_rest(known, found)


def total(figures: Iterable[Figures]) -> Figures:
    """The sum of several."""
    return sum(figures, Figures())


def _of_pairs(known: Labelled, found: list[Match]) -> Figures:
    placed = {(side, record.id): one for one in found for side in Side if (record := one.on(side))}
    fates = {"linked": 0, "offered": 0, "stopped": 0, "missed": 0}
    for ours, theirs in known.truth.items():
        one = placed[Side.TRIPLETEX, ours]
        rest = [placed[Side.PARTNER, other].certainty for other in theirs]
        if one.partner is not None and one.partner.id in theirs:
            fates["linked" if one.certainty is Certainty.EXACT else "offered"] += 1
        elif Certainty.UNMATCHED not in (one.certainty, *rest):
            fates["stopped"] += 1
        else:
            fates["missed"] += 1
    return Figures(sum(map(len, known.records.values())), len(known.truth), **fates)


def _of_the_rest(known: Labelled, found: list[Match]) -> Figures:
    said = {"wrong": 0, "false": 0, "waiting": 0}
    paired = known.truth.keys() | {one for theirs in known.truth.values() for one in theirs}
    for one in found:
        if one.tripletex is not None and one.partner is not None:
            t, p = one.pair
            if p.id not in known.truth.get(t.id, ()):
                said["wrong" if one.certainty is Certainty.EXACT else "false"] += 1
        elif one.certainty is Certainty.AMBIGUOUS:
            alone = one.tripletex or one.partner
            said["waiting"] += alone is not None and alone.id not in paired
    return Figures(**said)
