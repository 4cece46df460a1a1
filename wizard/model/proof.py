"""What a report proves: what was read, by which rules, who decided, and that nothing is missing."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.model.matching import Policy, Resolution
from wizard.model.records import Completeness, Kind, Side


@dataclass(frozen=True, slots=True)
class Input:
    """One kind of one side as it was read.

    ``digest`` is a keyed hash of every record: equal registers have equal digests, and nobody
    without the store's key can try values until one fits. ``why_whole`` is the code of why all
    of it was read, and not only what has changed.
    """

    kind: Kind
    side: Side
    digest: str
    records: int
    completeness: Completeness
    why_whole: str = ""


@dataclass(frozen=True, slots=True)
class JournalHead:
    """How many rows a run's journal has, and the hash of the last, which holds all before it."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """All that a run stands on besides its plan; ``journal`` is None in one not chained yet."""

    inputs: tuple[Input, ...]
    policy: Policy
    decisions: tuple[Resolution, ...]
    journal: JournalHead | None = None
