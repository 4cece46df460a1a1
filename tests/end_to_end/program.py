"""The real program in its own window, read as a screen reader does and reached by its keys."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.i18n import translate
from wizard.messages import SENTENCES

from .conftest import Desk
from .desktop import Desktop
from .screenreader import Place, State, Thing

_AROUND = ("panel", "filler")  # what only holds other things, and says again what they say
_CELL = "cell"
_MOST_TABS = 80
_LOCALES = {"nb": "nb_NO.UTF-8", "en": "C.UTF-8"}


@dataclass
class Program:
    """The window of a program that runs, and hands that only reach its keys.

    What is asked for is named in English, as it stands in the code, and looked for in the
    language that the window speaks.
    """

    desktop: Desktop
    process: subprocess.Popen[bytes]
    language: str

    def word(self, text: str, **values: object) -> str:
        """A text as the window says it."""
        said = translate(text, self.language)
        return said.format(**values) if values else said

    # what is seen and heard

    def things(self) -> list[Thing]:
        """Everything in the window in front, in reading order."""
        windows = self.desktop.reader.windows(self.process.pid)
        return [one for top in windows if top.has(State.ACTIVE) for one in top.all()]

    def text(self) -> str:
        """All that can be read in the window in front."""
        return "\n".join(one.name for one in self.things() if one.name)

    def shows(self, text: str, **values: object) -> bool:
        """Whether a text stands in the window, or one that has it as a part."""
        wanted = self.word(text, **values).replace("**", "")
        return wanted in self.text()

    def see(self, text: str, **values: object) -> None:
        """Wait until a text stands in the window."""
        try:
            self.until(lambda: self.shows(text, **values))
        except AssertionError as error:
            raise AssertionError(f"never saw {text!r} in:\n{self.text()}") from error

    def ready(self, name: str, **values: object) -> Thing:
        """Wait until a control can be used."""
        try:
            found: Thing = self.until(lambda: self.find(name, **values))
        except AssertionError as error:
            raise AssertionError(f"{name!r} cannot be used in:\n{self.text()}") from error
        return found

    def read(self, text: str) -> list[str]:
        """The numbers in the places of a text that stands in the window, wherever it does so."""
        said = re.escape(self.word(text).replace("**", "")).replace(r"\{count\}", r"(\d+)", 1)
        wanted = re.compile(said.replace(r"\{count\}", r"\1"))

        def numbers() -> list[str]:
            said = [one.name for one in self.things() if one.role not in _AROUND]
            return wanted.findall("\n".join(said))

        found: list[str] = self.until(numbers)
        return found

    def find(self, name: str, **values: object) -> Thing | None:
        """The control with that name, where it can be used."""
        wanted = self.word(name, **values)
        return next(
            (
                one
                for one in self.things()
                if one.name == wanted and one.has(State.FOCUSABLE) and one.has(State.ENABLED)
            ),
            None,
        )

    def heard(self, text: str, **values: object) -> None:
        """Wait until a text was announced; what came before it is forgotten."""
        said, wanted = self.desktop.reader.said, self.word(text, **values)

        def come() -> bool:
            return any(wanted in one for one in said)

        try:
            self.until(come)
        except AssertionError as error:
            raise AssertionError(f"never heard {wanted!r} but {said}") from error
        said[: next(n for n, one in enumerate(said) if wanted in one) + 1] = []

    def told(self, code: str) -> None:
        """Wait until a problem is announced, and see what happened and what to do."""
        for part in SENTENCES[code]:
            said = re.escape(translate(part, self.language).replace("**", ""))
            wanted = re.compile(re.sub(r"\\{\w+\\}", "(.+)", said))
            try:
                self.until(lambda wanted=wanted: any(map(wanted.search, self.desktop.reader.said)))  # type: ignore[misc]
            except AssertionError as error:
                heard = f"{self.desktop.reader.said}, with this on the screen:\n{self.text()}"
                raise AssertionError(f"never heard {wanted} but {heard}") from error
            self.until(lambda wanted=wanted: wanted.search(self.text()))  # type: ignore[misc]
        self.desktop.reader.said.clear()

    def arrive(self, number: int, title: str, **values: object) -> None:
        """Wait until the page with that number and title is announced."""
        said = self.word(title, **values)
        self.heard("Step {number} of {count}: {title}", number=number, count=8, title=said)

    def until(self, come: Callable[[], Any], patience: float = 20) -> Any:
        """Wait for something; a program that has ended is waited for no longer."""

        def alive() -> Any:
            found = come()
            assert found or self.process.poll() is None, f"it ended with {self.process.poll()}"
            return found

        return self.desktop.reader.until(alive, patience)

    # what the hands do

    def press(self, *keys: str) -> None:
        """Press keys, in the window."""
        self.desktop.press(*keys)

    def come_forward(self) -> None:
        """Turn to the window from another program's."""
        self.desktop.turn_to(self.process.pid)

    def go_to(self, name: str, **values: object) -> Thing:
        """Tab on until the control of that name has the focus."""
        wanted = self.word(name, **values)
        self.ready(name, **values)
        for _ in range(_MOST_TABS):
            here = self.desktop.reader.here()
            if here and here.name == wanted:
                return here
            self.tab()
        raise AssertionError(f"no key press leads to {wanted!r} in:\n{self.text()}")

    def tab(self, key: str = "Tab") -> None:
        """Press the Tab key, and wait for the focus to move."""
        here = self._stepped(key)
        if here.role == _CELL:
            # it is told of first, and its table next, when the keys have not been there before
            self._moved(here.place)

    def push(self, name: str, **values: object) -> None:
        """Go to a button, and press it."""
        self.go_to(name, **values)
        self.press("Return")

    def type_in(self, field: str, text: str, **values: object) -> None:
        """Go to a field, and write over what is there."""
        found = self.go_to(field, **values)
        self.press("ctrl+a", "BackSpace")
        self.desktop.write_in(found, text)

    def tick(self, name: str, **values: object) -> None:
        """Go to a box, and tick it."""
        self.go_to(name, **values)
        self.press("space")
        self.until(lambda: (here := self.desktop.reader.here()) and here.has(State.CHECKED))

    def turn(self, chosen: str, name: str, **values: object) -> None:
        """From the choice of a group that is made, go on by the arrows to the one of that name."""
        self.go_to(chosen, **values)
        wanted = self.word(name, **values)
        self.until(lambda: self._stepped("Right").name == wanted)

    def pick(self, name: str) -> None:
        """Go down a menu that is open to the line of that name, and choose it."""
        wanted = self.word(name)
        self.until(lambda: self._stepped("Down").name == wanted)
        self.press("Return")

    def _stepped(self, key: str) -> Thing:
        """Press a key that moves the focus; what has it then."""
        before = self.desktop.reader.focus
        self.press(key)
        self._moved(before)
        here: Thing = self.until(self.desktop.reader.here)
        return here

    def _moved(self, before: Place | None) -> None:
        reader = self.desktop.reader
        self.until(lambda: (reader.listen(), reader.focus != before)[1], 5)

    def enter(self, deed: str, **values: object) -> None:
        """Press Enter once that deed can be done, which is the primary one."""
        self.ready(deed, **values)
        self.press("Return")

    def choose_file(self, path: Path) -> None:
        """Answer the dialog for a file with a path."""
        self.until(lambda: (here := self.desktop.reader.here()) and here.role == "text")
        field = self.go_to(self.word("File &name:").replace("&", ""))
        self.desktop.write_in(field, str(path))
        self.press("Return")


@contextmanager
def program(
    desktop: Desktop, desk: Desk, language: str, *arguments: str | Path, **environment: str
) -> Iterator[Program]:
    """The program, started at a desk in a language, its window in front."""
    desktop.clear()
    own = {**desktop.environ, "LANG": _LOCALES[language], **environment}
    environ = desk.environ(**own)
    environ.pop("LC_ALL")
    process = subprocess.Popen(desk.command(*arguments), cwd=desk.folder, env=environ)
    try:
        yield Program(desktop, process, language)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=20)
