"""``python -m tests.simulation [N] [--seed FIRST]``: N schedules, from a seed on.

With ``--trace`` it is the one seed, and every step of it is printed: the same bytes every time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from multiprocessing import get_context

from .case import Outcome
from .faults import Fault
from .ground import PROMISES
from .play import played, short

_CHUNK = 10


def main() -> int:
    """Run what was asked for; 1 where a promise was not kept or a fault never struck."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("schedules", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--trace", action="store_true", help="print every step of this one seed")
    asked = parser.parse_args()
    if asked.trace:
        return _traced(played(asked.seed))
    seeds = range(asked.seed, asked.seed + asked.schedules)
    with get_context("spawn").Pool() as pool:
        return _summed(seeds, pool.imap_unordered(short, seeds, _CHUNK))


def _traced(outcome: Outcome) -> int:
    _say("\n".join(outcome.trace))
    _say(f"faults: {', '.join(fault.value for fault in outcome.faults.elements()) or 'none'}")
    return bool(outcome.violations)


def _summed(seeds: range, outcomes: Iterable[Outcome]) -> int:
    began, faults, broken = time.monotonic(), Counter[Fault](), Counter[str]()
    counts, schedules = Counter[str](), Counter[Fault]()
    for outcome in outcomes:
        faults += outcome.faults
        schedules.update(outcome.faults.keys())
        counts.update(runs=outcome.runs, operations=outcome.operations)
        counts.update(asked=outcome.questions > 0, undone=outcome.undone, back=outcome.restored)
        for one in {violation.promise: violation for violation in outcome.violations}.values():
            broken[one.promise] += 1
            _say(f"seed {outcome.seed}: {one.promise}: {one.what}")
            _say(f"    python -m tests.simulation --seed {outcome.seed} --trace")
    for fault in Fault:
        _say(f"{schedules[fault]:7} schedules, {faults[fault]:7} times  {fault.value}")
    for promise, meant in PROMISES.items():
        _say(f"{broken[promise]:7} schedules broke: {meant}")
    _say(
        f"seeds {seeds.start}–{seeds.stop - 1}: {len(seeds)} schedules, {counts['runs']} runs "
        f"({counts['undone']} taken back, {counts['back']} of them to the last value), "
        f"{counts['operations']} operations, {faults.total()} faults of {len(+faults)} kinds; "
        f"{len(seeds) - broken['unsettled']} settled, {counts['asked']} of them with questions; "
        f"{broken['duplicate']} duplicates, {broken['lost']} lost writes, "
        f"{broken['wrong company']} wrong-company writes, "
        f"{broken.total()} promises broken in all; {time.monotonic() - began:.0f} s"
    )
    return bool(broken) or len(+faults) < len(Fault) <= len(seeds) // 10


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
