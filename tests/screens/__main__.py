"""``python -m tests.screens``: pictures of every state into build/screens/, with an index page.

With words after it, only the states whose names hold one of them, and what is asked of all of them
together is not asked. Each scale has a process of its own, side by side. The exit code is 1 where a
state is missing or could not be reached, two of a page's states look the same, words are cut, a
control has no name or cannot be reached, or a colour cannot be told from what is behind it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
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


def main() -> int:
    """Take them, and say what was found."""
    only = sys.argv[1:]
    begun = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    processes = {scale: _take(scale, only) for scale in SCALES}
    codes = {scale: process.wait() for scale, process in processes.items()}
    taken = [_taken(scale) for scale in SCALES if codes[scale] == 0]
    pictures = {name: found for one in taken for name, found in one["pictures"].items()}
    said = [words for one in taken for words in one["said"]]
    failures = [
        *(
            f"the pictures at {scale}x were not taken: {code}"
            for scale, code in codes.items()
            if code
        ),
        *(one for each in taken for one in each["failures"]),
        *(f"no picture says: {one}" for one in unsaid(() if only else sayable(), said)),
        *(f"looks like another state: {one}" for one in _alike(pictures)),
    ]
    lines = [*failures, *(f"{name} {one}" for name, each in pictures.items() for one in each)]
    texts, seconds = sum(one["texts"] for one in taken), time.monotonic() - begun
    numbers = (
        f"{len(STATES)} states, {len(pictures)} pictures, {texts} texts measured, "
        f"{len(lines)} findings, {seconds:.0f} s"
    )
    page = index.write(FOLDER, STATES, tuple(pictures), lines, numbers)
    print("\n".join([*lines, f"{numbers}: {page}"]))
    return 1 if lines else 0


def _take(scale: int, only: list[str]) -> subprocess.Popen[bytes]:
    environ = {
        **os.environ,
        "PYTHONPATH": str(TESTS),
        "QT_SCALE_FACTOR": str(scale),
        "TZ": "Europe/Oslo",
        "TRIPLETEX_WIZARD_HOME": str(FOLDER / "home"),
    }
    command = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "screens.taking",
        str(scale),
        str(FOLDER),
        *only,
    ]
    return subprocess.Popen(command, env=environ, cwd=TESTS.parent)


def _taken(scale: int) -> Any:
    return json.loads((FOLDER / f"{scale}x.json").read_text(encoding="utf-8"))


def _alike(pictures: dict[str, Any]) -> Iterator[str]:
    """Pictures of two states of a page that are the same, dot by dot: one was never reached."""
    named = [one for one in pictures if one.startswith("2x/nb-light/")]
    for _page, names in groupby(named, key=lambda one: one.split("/")[2].partition("-")[0]):
        known: dict[bytes, str] = {}
        for name in names:
            shot = hashlib.sha256((FOLDER / f"{name}.png").read_bytes()).digest()
            if shot in known:
                yield f"{name} and {known[shot]}"
            known[shot] = name


if __name__ == "__main__":
    sys.exit(main())
