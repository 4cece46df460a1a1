"""A desktop for the tests alone: a screen, a window manager, a keyring, and what a screen reader
listens to. Hands reach it by its keys and in no other way."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from xserver import screen, started, window_manager

from .screenreader import ScreenReader, Thing

_PASSWORD = b"unlocked"
_ATTEMPTS = 5
_OPENED = "opened"
_SIZE = "1280x900x24"


@dataclass(frozen=True)
class Desktop:
    """What runs here is a child of the test: ``environ`` is for the programs that are started."""

    environ: dict[str, str]
    reader: ScreenReader

    def press(self, *keys: str) -> None:
        """Press keys as on a keyboard, by the names X has for them: ``alt+Tab``, ``Return``."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def write_in(self, field: Thing, text: str) -> None:
        """Type a text in an empty field that has the focus; what gets lost at the end of fast
        typing, which a window shows to who can see it, is typed again."""
        for _ in range(_ATTEMPTS):
            written = self.reader.length(field)
            if written == len(text):
                return
            self._xdotool("type", "--clearmodifiers", "--delay", "2", text[written:])
            self.reader.settle(lambda: self.reader.length(field))
        raise AssertionError(f"what is typed does not come to {field.name!r}")

    @property
    def front(self) -> str:
        """The program whose window the keys go to."""
        found = self._xdotool("getactivewindow", "getwindowpid", check=False).split()
        return found[0] if found else ""

    def turn_to(self, process: int) -> None:
        """Bring a program's window to the front, as Alt and Tab do."""
        for _ in range(4):
            if self.front == str(process):
                return
            before = self.front
            self.press("alt+Tab")
            self.reader.until(lambda before=before: self.front not in (before, ""))  # type: ignore[misc]
        raise AssertionError(f"Alt and Tab lead to no window of process {process}")

    def opened(self) -> str:
        """The address that was last opened in a browser since the desktop was cleared."""
        asked = Path(self.environ["HOME"]) / _OPENED
        return asked.read_text().splitlines()[-1] if asked.exists() else ""

    def picture(self, extent: tuple[int, int, int, int]) -> bytes:
        """What a part of the screen looks like; its edges lie at x, y, and so wide and high."""
        x, y, width, height = extent
        memory = (Path(self.environ["HOME"]) / "Xvfb_screen0").read_bytes()
        head = struct.unpack_from(">25I", memory)  # as an X window dump has it
        begin, depth, line = head[0] + 12 * head[19], head[11] // 8, head[12]
        rows = range(max(y, 0), min(y + height, head[5]))
        starts = (begin + row * line + max(x, 0) * depth for row in rows)
        return b"".join(memory[start : start + width * depth] for start in starts)

    def clear(self) -> None:
        """Forget what was opened and said."""
        (Path(self.environ["HOME"]) / _OPENED).unlink(missing_ok=True)
        self.reader.said.clear()

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            check=check,
            timeout=30,
        )
        return done.stdout


@contextmanager
def desktop(home: Path) -> Iterator[Desktop]:
    """A desktop whose user has this folder as home."""
    home.mkdir(parents=True)
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "DBUS_", "TRIPLETEX_", "QT_", "AT_SPI_", "LC_"))
    }
    environ = own | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run")}
    (home / "run").mkdir(mode=0o700)
    environ["PATH"] = f"{_opener(home)}:{environ['PATH']}"
    with ExitStack() as running:
        # no key repeats itself because a busy machine is late to let it go, and what stands on
        # the screen lies in a file of the home
        options = ("-r", "-fbdir", str(home))
        environ["DISPLAY"] = running.enter_context(screen(_SIZE, *options, environ=environ))
        environ["DBUS_SESSION_BUS_ADDRESS"] = running.enter_context(_bus(environ))
        running.enter_context(window_manager(home, environ))
        _unlock_keyring(environ)
        reader = running.enter_context(ScreenReader.listening(environ["DBUS_SESSION_BUS_ADDRESS"]))
        yield Desktop(environ, reader)


def _opener(home: Path) -> Path:
    """A folder with the command that opens an address; it leaves it to the test's own browser."""
    folder = home / "bin"
    folder.mkdir()
    command = folder / "xdg-open"
    command.write_text(f'#!/bin/sh\necho "$1" >>{home / _OPENED}\n')
    command.chmod(0o700)
    return folder


@contextmanager
def _bus(environ: dict[str, str]) -> Iterator[str]:
    read, write = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={write}"]
    with started(command, environ, pass_fds=(write,)):
        os.close(write)
        with os.fdopen(read) as addresses:
            yield addresses.readline().strip()


def _unlock_keyring(environ: dict[str, str]) -> None:
    """As logging in does; the daemon ends with its bus."""
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        env=environ,
        input=_PASSWORD,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=30,
        check=True,
    )
