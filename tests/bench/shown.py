"""A program that ends by its first window; ``tests.bench.first`` starts it and listens.

It says when the window is on the screen. What it imports itself counts for both windows, so it is
as little as can be.
"""

import os
import sys
import time


def program() -> None:
    """The program, as its command starts it."""
    _end_by(on_screen)
    _begin()


def page() -> None:
    """The program as well, but up to its first page, with the longest stall on the way there."""
    _end_by(with_page)
    _begin()


def bare() -> None:
    """As little as makes a window."""
    from PySide6.QtWidgets import QApplication, QWidget

    application, window = QApplication([]), QWidget()
    _end_by(on_screen)
    window.resize(1120, 740)
    window.show()
    application.exec()


def on_screen(application) -> float:  # type: ignore[no-untyped-def]
    """Work until a window is on the screen."""
    while not any(one.isExposed() for one in application.allWindows()):
        application.processEvents()
    return 0.0


def with_page(application) -> float:  # type: ignore[no-untyped-def]
    """Work until the window is filled, drawn and has its focus; the longest time at a stretch."""
    on_screen(application)
    [window] = (one for one in application.topLevelWidgets() if one.isVisible())
    longest, last, filled = 0.0, time.monotonic(), 0
    while filled < 20:
        application.processEvents()
        time.sleep(0.0005)  # or the lane would never have its turn
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        filled += type(window.centralWidget()).__name__ == "Window"
    return longest


def _begin() -> None:
    from wizard.__main__ import main

    sys.argv = ["tripletex-wizard"]
    main()


def _end_by(done) -> None:  # type: ignore[no-untyped-def]
    """Have the application say when this is done instead of what it does until it is closed."""
    from PySide6.QtWidgets import QApplication

    def exec_(application):  # type: ignore[no-untyped-def]
        longest = done(application)
        sys.stdout.write(f"{time.monotonic()} {time.process_time()} {longest}\n")
        sys.stdout.flush()
        os._exit(0)

    QApplication.exec = exec_  # type: ignore[method-assign]


if __name__ == "__main__":
    {"bare": bare, "program": program, "page": page}[sys.argv[1]]()
