"""``python -m screens.guide``: the user guide's pictures, out of build/screens into docs/pictures/.

A picture is named for what it shows and its language, as in ``4-paste-key-accepted.nb.png``. Each
is shrunk to 256 colours, which a window of ours has to spare for.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
TAKEN = ROOT / "build" / "screens" / "1x"
_COLOURS = 256
_NAMED = re.compile(r"\]\(pictures/([\w-]+)\.(nb|en)\.png\)")


def named(language: str) -> list[tuple[str, str]]:
    """The pictures that a guide shows, in its order, each with its language."""
    text = (ROOT / "docs" / f"guide.{language}.md").read_text(encoding="utf-8")
    return _NAMED.findall(text)


def shrunk(picture: QImage) -> QImage:
    """The picture in the colours that it has most of."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    dots = memoryview(plain.constBits()).cast("B").cast("I")
    most = [colour for colour, _ in Counter(dots).most_common(_COLOURS)]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, most)


def main() -> int:
    """Copy what the guides name; the exit code says whether all of it was there."""
    PICTURES.mkdir(exist_ok=True)
    wanted = {one for language in ("nb", "en") for one in named(language)}
    for old in PICTURES.glob("*.png"):
        old.unlink()
    missing = []
    for state, language in sorted(wanted):
        picture = QImage(str(TAKEN / f"{language}-light" / f"{state}.png"))
        if picture.isNull():
            missing.append(state)
        else:
            shrunk(picture).save(str(PICTURES / f"{state}.{language}.png"), "PNG", 0)
    for state in missing:
        sys.stderr.write(f"There is no picture {state}; «make screens» takes it.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
