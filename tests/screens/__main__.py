"""``python -m tests.screens``: pictures of every state into build/screens/, with an index page.

With ``--measure`` no picture is written, and those in which nothing can be wrong that others do not
show are left out: the dark ones, but for the colours of one language at one scale. So it can stand
before the tests. With words after it, only the states whose names hold one of them, and what is
asked of all of them together is not asked. Each scale has processes of its own, side by side.

The exit code is 1 where a state is missing or could not be reached, two of a page's states look the
same, words are cut, a control has no name or cannot be reached, or a colour cannot be told from
what is behind it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from screens import index
from screens.declared import STATES
from screens.sentences import sayable, unsaid

TESTS = Path(__file__).resolve().parents[1]
FOLDER = TESTS.parent / "build" / "screens"
SCALES = (1, 2)


PARTS = 2
"""Processes for each scale: one that is done early leaves the machine to the others."""
MEASURE = "--measure"


def main() -> int:
    """Take them, and say what was found."""
    only = [one for one in sys.argv[1:] if one != MEASURE]
    folder = None if MEASURE in sys.argv else FOLDER
    begun = time.monotonic()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    names = [one.file for one in STATES if not only or any(word in one.file for word in only)]
    with tempfile.TemporaryDirectory() as place:
        taken, failures = _taken(names, Path(place), folder)
    pictures = {name: found for one in taken for name, found in one["pictures"].items()}
    shots = {name: shot for one in taken for name, shot in one["shots"].items()}
    said = [words for one in taken for words in one["said"]]
    lines = [
        *failures,
        *(one for each in taken for one in each["failures"]),
        *(f"no picture says: {one}" for one in unsaid(() if only else sayable(), said)),
        *(f"looks like another state: {one}" for one in _alike(shots)),
        *(f"{name} {one}" for name, each in sorted(pictures.items()) for one in each),
    ]
    texts, seconds = sum(one["texts"] for one in taken), time.monotonic() - begun
    numbers = (
        f"{len(names)} states, {len(shots)} pictures, {texts} texts measured, "
        f"{len(lines)} findings, {seconds:.0f} s"
    )
    if folder is not None:
        numbers += f": {index.write(folder, STATES, tuple(sorted(shots)), lines, numbers)}"
    print("\n".join([*lines, numbers]))
    return 1 if lines else 0


def _taken(names: Sequence[str], place: Path, folder: Path | None) -> tuple[list[Any], list[str]]:
    """What came of each scale and part, and which of them did not come to their end."""
    under_way = {}
    for scale in SCALES:
        for part in range(PARTS):
            report = place / f"{scale}x-{part}.json"
            under_way[report] = _take(scale, names[part::PARTS], report, folder)
    codes = {report: process.wait() for report, process in under_way.items()}
    taken = [json.loads(one.read_text(encoding="utf-8")) for one, code in codes.items() if not code]
    failed = [f"{one.stem} was not taken: {code}" for one, code in codes.items() if code]
    return taken, failed


def _take(
    scale: int, names: Sequence[str], report: Path, folder: Path | None
) -> subprocess.Popen[bytes]:
    environ = {
        **os.environ,
        "PYTHONPATH": str(TESTS),
        "QT_SCALE_FACTOR": str(scale),
        "TZ": "Europe/Oslo",
        "TRIPLETEX_WIZARD_HOME": str(report.with_suffix("")),
    }
    told = [str(scale), str(report), str(folder or ""), *names]
    command = [sys.executable, "-X", "faulthandler", "-m", "screens.taking", *told]
    return subprocess.Popen(command, env=environ, cwd=TESTS.parent)


def _alike(shots: dict[str, str]) -> Iterator[str]:
    """Pictures of two states of a page that are the same, dot by dot: one was never reached."""
    named = sorted(one for one in shots if one.startswith("2x/en-light/"))
    for _page, names in groupby(named, key=lambda one: one.split("/")[2].partition("-")[0]):
        known: dict[str, str] = {}
        for name in names:
            if shots[name] in known:
                yield f"{name} and {known[shots[name]]}"
            known[shots[name]] = name


if __name__ == "__main__":
    sys.exit(main())
