"""The practice command: the practice company on this machine, until it is stopped."""

from __future__ import annotations

import json
import signal
import sys
import threading

from wizard.cli.frame import Answer
from wizard.errors import FailedError, Problem
from wizard.practice import World, serve, start_line


def practise(world: World, *, port: int) -> Answer:
    """Serve until SIGTERM or Ctrl+C; the first line on stdout says where and with which keys."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    try:
        server = serve(world, port=port)
    except OSError as error:
        problem = Problem("port_taken", params={"port": str(port)})
        raise FailedError(problem) from error
    with server:
        sys.stdout.write(json.dumps(start_line(server, world), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        over.wait()
    return Answer()
