"""``python -m tests.labelled [SEEDS [PAIRS]]``: how the matcher fares on registers with a truth."""

from __future__ import annotations

import sys
import time
from collections import defaultdict

from wizard.model.records import Kind, Side
from wizard.sync.match import match

from .measure import Figures, measured, total
from .registers import labelled, registers

SHARES = ("linked", "offered", "stopped", "missed")


def main(seeds: int = 5, pairs: int = 2000) -> bool:
    """Print the table of figures, and how long 10,000 + 10,000 records take; whether all is well.

    Well is nothing linked wrongly, and at least 97 % of the pairs linked or asked about.
    """
    by_kind: defaultdict[str, list[Figures]] = defaultdict(list)
    for seed in range(seeds):
        for known in registers(seed, pairs):
            by_kind[known.kind.value].append(measured(known))
    by_kind["all"] = [one for figures in by_kind.values() for one in figures]
    heads = ("kind", "pairs", "linked", "asked", "waiting", "missed", "wrong", "false", "left")
    _say("| " + " | ".join(heads) + " |")
    _say("| " + " | ".join("---" for _ in heads) + " |")
    for kind, figures in by_kind.items():
        _say("| " + " | ".join([kind, *_cells(total(figures))]) + " |")
    for kind in (Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT):
        for size in (1000, 10000):
            known = labelled(kind, 0, round(size * 0.88))
            ours, theirs = known.snapshot(Side.TRIPLETEX), known.snapshot(Side.PARTNER)
            began = time.perf_counter()
            match(ours, theirs, {})
            took = time.perf_counter() - began
            _say(f"{kind.value}: {len(ours.records)} + {len(theirs.records)} in {took:.2f} s")
    everything = total(by_kind["all"])
    found = everything.linked + everything.offered
    return everything.wrong == 0 and found >= 0.97 * everything.pairs


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _cells(one: Figures) -> list[str]:
    shares = [f"{100 * getattr(one, name) / one.pairs:.2f} %" for name in SHARES]
    rates = [f"{1000 * count / one.records:.1f}" for count in (one.false, one.waiting)]
    return [str(one.pairs), *shares, str(one.wrong), *rates]


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
