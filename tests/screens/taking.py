"""Takes the pictures at one scale, in a process of its own: Qt fixes the scale at its start.

The states are dealt out to several such processes, which say in a file what came of it.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
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
from screens.stage import Stage
from screens.states import State
from wizard.i18n import LANGUAGES
from wizard.ui.frame import SIZE, SMALLEST
from wizard.ui.look import Appearance, Look
from wizard.ui.paper import Paper

LOOKS = (Appearance.LIGHT, Appearance.DARK)


@dataclass(frozen=True, slots=True)
class View:
    """How a state is looked at."""

    language: str
    look: Appearance = Appearance.LIGHT
    small: bool = False

    @property
    def folder(self) -> str:
        """Where its pictures lie."""
        return f"{self.language}-{'small' if self.small else self.look}"

    def measured(self, scale: int) -> bool:
        """Whether anything can be wrong here that no other view shows.

        In the dark the words and their places are those of light, and the colours those of either
        language; and a colour is the same at every scale.
        """
        return self.look is Appearance.LIGHT or (scale == 1 and self.language == "nb")


VIEWS = (
    View("nb"),
    View("nb", small=True),
    View("en", small=True),
    View("en"),
    View("en", Appearance.DARK),
    View("nb", Appearance.DARK),
)
"""In an order in which one thing changes at a time, for the window is laid out anew for each."""


@dataclass(slots=True)
class Taken:
    """What came of one scale: the pictures with what is wrong with each, and all that was said."""

    pictures: dict[str, list[str]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    shots: dict[str, str] = field(default_factory=dict)
    texts: int = 0


class Camera:
    """Takes each state in every view, at a scale.

    Without a ``folder`` nothing is written, and what could show nothing new is left out.
    """

    def __init__(self, scale: int, folder: Path | None) -> None:
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
        for view in VIEWS:
            if view.language in languages and self._wanted(view, state):
                stage.show(view.language, view.look, SMALLEST if view.small else SIZE)
                self._take(stage, state, view)
        for look in reversed(LOOKS) if self._scale == 1 else ():
            window, known = _shot(stage, state), self._rings[look]
            if unlooked(window, known):
                stage.look.choose(look)  # last of all, for it moves the focus about
                name = f"1x/{languages[-1]}-{look}/{state.file}"
                self._tell(name, list(rings(window, known)))

    def _wanted(self, view: View, state: State) -> bool:
        if view.small and (self._scale > 1 or state.paper):
            return False
        return self._folder is not None or view.measured(self._scale)

    def _take(self, stage: Stage, state: State, view: View) -> None:
        window = _shot(stage, state)
        picture: QImage = window.grab().toImage()
        name = f"{self._scale}x/{view.folder}/{state.file}"
        self.taken.shots[name] = hashlib.sha256(picture.constBits()).hexdigest()
        if self._folder is not None:
            path = self._folder / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            png.write(picture, path)
        found = list(structure(window)) if view.look is Appearance.LIGHT else []
        if self._scale == 1 and view.measured(self._scale):
            texts = list(drawn(window))
            self.taken.texts += len(texts)
            found += [*shortened(texts), *contrasts(texts, picture)]
            if view.language == "en":
                self._said |= {one.text for one in texts}
        if view == View("en"):
            self._said |= said(window)
        self._tell(name, found)

    def _tell(self, name: str, found: list[str]) -> None:
        self.taken.pictures.setdefault(name, []).extend(found)

    def finish(self) -> Taken:
        """All that came of it."""
        self.taken.said = sorted(self._said)
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


def main(scale: int, names: list[str], report: Path, folder: Path | None) -> None:
    """Take the states with these names, and write down what came of it."""
    qInstallMessageHandler(_heard)
    application = QApplication([])
    application.setCursorFlashTime(0)
    look = Look(application, Appearance.LIGHT)
    camera = Camera(scale, folder)
    for state in STATES:
        if state.file in names:
            with tempfile.TemporaryDirectory() as place:
                camera.all_of(Stage(look, Path(place)), state)
    report.write_text(json.dumps(asdict(camera.finish())), encoding="utf-8")


if __name__ == "__main__":
    _scale, _report, _folder, *_names = sys.argv[1:]
    main(int(_scale), _names, Path(_report), Path(_folder) if _folder else None)
