"""``python -m tests.bench.first``: from the start of the program to its first window, and its page.

Held against a window of PySide6 that holds nothing, on the same machine and in the same minute, in
turn, each in a process of its own that has imported nothing else. The ratio is the median of the
turns', so that other programs' work counts for neither. Where there is no screen, Xvfb is one. The
exit code says whether the window takes no more than half as long again, and whether its thread is
free every 50 ms until the first page stands; for that the best of the turns counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.xserver import screen

RUNS = 15
LARGEST = 1.5
LONGEST_MS = 50
_SHOWN = Path(__file__).with_name("shown.py")


class Took(NamedTuple):
    """Seconds: since the start, of the processor, and the longest stall of the window's thread."""

    whole: float
    worked: float
    stall: float


def main() -> None:
    """Print the times and the ratios."""
    turns: list[tuple[Took, Took, Took]] = []
    with shown(), tempfile.TemporaryDirectory() as compiled:
        # the first turn compiles, as installing does
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        for _ in range(RUNS + 1):
            turns.append((fresh("bare"), fresh("program"), fresh("page")))
    bare, ours, page = zip(*turns[1:], strict=True)
    ratio = median(one.whole / other.whole for one, other in zip(ours, bare, strict=True))
    worked = median(one.worked / other.worked for one, other in zip(ours, bare, strict=True))
    stall = min(one.stall for one in page) * 1000
    print(f"first window: {_ms(ours)} ms; one that holds nothing {_ms(bare)} ms: ", end="")
    print(f"{ratio:.2f} times, promised {LARGEST}; the processor's time {worked:.2f} times")
    print(f"first page: {_ms(page)} ms; longest stall on the way {stall:.0f} ms, ", end="")
    print(f"promised {LONGEST_MS}")
    sys.exit(ratio > LARGEST or stall > LONGEST_MS)


@contextmanager
def shown() -> Iterator[None]:
    """The screen there is, or one of our own as long as it is needed."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield
        return
    with screen("1920x1080x24") as os.environ["DISPLAY"]:
        yield


def fresh(name: str) -> Took:
    """What a new process takes, in a folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "TRIPLETEX_WIZARD_HOME": home}
        start = time.monotonic()
        command = [sys.executable, "-P", str(_SHOWN), name]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environ)
    shown, worked, stall = map(float, done.stdout.split())
    return Took(shown - start, worked, stall)


def _ms(turns: tuple[Took, ...]) -> str:
    return f"{median(one.whole for one in turns) * 1000:.0f}"


if __name__ == "__main__":
    main()
