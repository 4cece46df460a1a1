"""``make mutate``: what share of the wrong copies of the engine the tests have caught.

A copy on which the tests never end counts as caught. With ``MUTANTS='*7'`` only the copies whose
number ends in 7 are tried, and the share is of those.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PROMISED = 0.90
STATS = Path("mutants/mutmut-cicd-stats.json")


def main() -> int:
    """Print the share; 1 where it is less than is promised."""
    stats = json.loads(STATS.read_text())
    caught = stats["killed"] + stats["timeout"]
    missed = stats["survived"] + stats["suspicious"] + stats["segfault"] + stats["no_tests"]
    tried = caught + missed
    share = caught / tried if tried else 0.0
    sys.stdout.write(f"{tried} of {stats['total']} copies tried, {caught} caught: {share:.1%}\n")
    return int(share < PROMISED)


if __name__ == "__main__":
    sys.exit(main())
