"""Takes the pictures at one scale, in a process of its own: Qt fixes the scale at its start."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from screens import png
from screens.declared import STATES
from screens.drawn import drawn
from screens.findings import Kind, contrasts, rings, shortened, structure, unlooked
from screens.sentences import said
from screens.stage import Stage, settle
from screens.states import State
from wizard.i18n import LANGUAGES
from wizard.ui.look import Appearance, Look
from wizard.ui.paper import Paper
from wizard.ui.window import SIZE, SMALLEST

LOOKS = (Appearance.LIGHT, Appearance.DARK)
_NOTHING_NEW = ("en-dark",)
"""Where the colours are those of Bokmål, and the words those of light."""


@dataclass(slots=True)
class Taken:
    """What came of one scale: the pictures with what is wrong with each, and all that was said."""

    pictures: dict[str, list[str]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    texts: int = 0
    seconds: float = 0.0


class Camera:
    """Takes each state in every language and look, at a scale."""

    def __init__(self, scale: int, folder: Path) -> None:
        self._scale, self._folder = scale, folder
        self.taken = Taken()
        self._rings: dict[Appearance, set[Kind]] = {look: set() for look in LOOKS}
        self._said = set[str]()

    def all_of(self, stage: Stage, state: State) -> None:
        """Bring a state about, and take it; some are brought about in each language."""
        once = state.anew or state.paper
        for languages in ((one,) for one in LANGUAGES) if once else (LANGUAGES,):
            stage.language = languages[0]
            stage.look.choose(Appearance.LIGHT)  # while there is no window to be dressed anew
            try:
                state.bring(stage)
                self._in_all(stage, state, languages)
                stage.clear()
            except Exception as error:
                self.taken.failures.append(f"{state.file}: {type(error).__name__}: {error}")
                stage.clear()

    def _in_all(self, stage: Stage, state: State, languages: tuple[str, ...]) -> None:
        if state.step is not None and stage.page.step is not state.step:
            raise AssertionError(f"is a picture of {stage.page.step}")
        for look in LOOKS:
            stage.look.choose(look)
            for language in languages:
                stage.show(language, speak=len(languages) > 1)
                self._take(stage, state, f"{language}-{look}")
                if language == "en":
                    self._said |= said(_shot(stage, state))
            if self._scale == 1 and look is Appearance.LIGHT and not state.paper:
                self._in_small(stage, state, languages)
        for look in reversed(LOOKS) if self._scale == 1 else ():
            window, known = _shot(stage, state), self._rings[look]
            if unlooked(window, known):
                stage.look.choose(look)  # last of all, for it moves the focus about
                self._tell(f"{languages[-1]}-{look}/{state.file}", list(rings(window, known)))

    def _in_small(self, stage: Stage, state: State, languages: tuple[str, ...]) -> None:
        """As small as the window can be made."""
        stage.window.resize(*SMALLEST)
        for language in languages:
            stage.show(language, speak=len(languages) > 1)
            self._take(stage, state, f"{language}-small")
        stage.window.resize(*SIZE)

    def _take(self, stage: Stage, state: State, where: str) -> None:
        window = _shot(stage, state)
        settle()
        picture: QImage = window.grab().toImage()
        name = f"{where}/{state.file}"
        path = self._folder / f"{self._scale}x" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        png.write(picture, path)
        found = list(structure(window))
        if self._scale == 1 and where not in _NOTHING_NEW:
            texts = list(drawn(window))
            self.taken.texts += len(texts)
            found += [*shortened(texts), *contrasts(texts, picture)]
            if where.startswith("en"):
                self._said |= {one.text for one in texts}
        self._tell(name, found)

    def _tell(self, name: str, found: list[str]) -> None:
        self.taken.pictures.setdefault(f"{self._scale}x/{name}", []).extend(found)

    def finish(self, seconds: float) -> Taken:
        """All that came of it."""
        self.taken.said, self.taken.seconds = sorted(self._said), seconds
        return self.taken


def _shot(stage: Stage, state: State) -> QWidget:
    """The window that is to be seen."""
    if not state.paper:
        return stage.window
    return next(one for one in stage.window.findChildren(Paper) if one.isVisible())


def _heard(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say, but for what a screen that nobody sees cannot do."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


def main(scale: int, folder: Path, only: list[str]) -> None:
    """Take every state whose name holds one of ``only``, or all, and write down what came of it."""
    begun = time.monotonic()
    qInstallMessageHandler(_heard)
    application = QApplication([])
    application.setCursorFlashTime(0)
    look = Look(application, Appearance.LIGHT)
    camera = Camera(scale, folder)
    for state in STATES:
        if not only or any(one in state.file for one in only):
            with tempfile.TemporaryDirectory() as place:
                camera.all_of(Stage(look, Path(place)), state)
    taken = asdict(camera.finish(time.monotonic() - begun))
    (folder / f"{scale}x.json").write_text(json.dumps(taken), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
