"""Unique: no write may give two records of a side the same number.

Matching never pairs such records, but a pair that is linked can be renumbered on one side, and
the new number may be in use on the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.errors import Problem
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Match, Verdict
from wizard.model.records import Side, Snapshot, Value
from wizard.sync.spelling import key

_UNIQUE = frozenset({"number", "organization_number"})


class Holders:
    """Which record of a side has which number, with what the plan has given out so far."""

    def __init__(self, snapshots: Mapping[Side, Snapshot]) -> None:
        self._holders: dict[tuple[Side, str, Value], str] = {
            (side, name, record.keys[name]): record.id
            for side, shot in snapshots.items()
            for record in shot.records
            for name in _UNIQUE & record.keys.keys()
        }

    def apart(self, match: Match, verdict: Verdict) -> Verdict:
        """The verdict on a pair without numbers that another record of the side has already."""
        writes = {side: dict(values) for side, values in verdict.writes.items()}
        left = list(verdict.left)
        for side, target in zip(Side, match.pair, strict=True):
            for name in sorted(_UNIQUE & writes[side].keys()):
                said = key(MAPPINGS[match.kind].fields[name], writes[side][name])
                if self._holders.setdefault((side, name, said), target.id) != target.id:
                    params = {"field": name, "value": str(writes[side].pop(name))}
                    left.append(
                        Problem(
                            "value_taken",
                            kind=match.kind.value,
                            subject=target.label,
                            params=params,
                        )
                    )
        return replace(verdict, writes=writes, left=left)
