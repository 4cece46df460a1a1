"""Serving a practice world over a real socket."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any

from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.wasyncore import close_all  # type: ignore[import-untyped]

from .app import create_app
from .office import clients
from .wire import BASE
from .world import World

_PATIENCE = 5


class RunningServer:
    """A practice server that listens. Close it, or use it in a `with` statement."""

    def __init__(self, world: World, host: str, port: int, threads: int) -> None:
        self._world = world
        world.halted.clear()
        # Without log_socket_errors, a connection that is dropped on purpose is just closed.
        self._server = create_server(
            create_app(world),
            host=host,
            port=port,
            threads=threads,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=True,
        )
        self.web = f"http://{host}:{self._server.effective_port}/"
        self.url = self.web.rstrip("/") + BASE
        self._thread = threading.Thread(
            target=self._server.run, name="practice-server", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop listening, let go of calls that hang, and wait for the rest to end."""
        if not self._thread.is_alive():
            return
        self._world.halted.set()
        # Sockets belong to the server's own thread, so that is where they are closed.
        self._server.trigger.pull_trigger(lambda: close_all(self._server._map))
        self._thread.join(_PATIENCE)
        self._server.task_dispatcher.shutdown(timeout=_PATIENCE)

    def __enter__(self) -> RunningServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def serve(
    world: World, *, host: str = "127.0.0.1", port: int = 0, threads: int = 8
) -> RunningServer:
    """Serve the world in the background; port 0 takes any that is free."""
    return RunningServer(world, host, port, threads)


def start_line(server: RunningServer, world: World) -> dict[str, Any]:
    """What a program needs to know to use the server, as one JSON object."""
    return {
        "url": server.url,
        "web": server.web,
        "employee_token": world.employee_token,
        "consumer_token": world.consumer_token,
        "office_token": world.office_token,
        "office_clients": [
            {
                "id": client.id,
                "name": client.name,
                "organization_number": client.organization_number,
            }
            for client in clients(world)
        ],
    }
