"""The practice company: a strict stand-in for the Tripletex API, to rehearse and test against.

What is known of the real API is kept to the letter; what is not known is an option (`Options`) or
a comment. Everything lives in memory and is forgotten when the program ends.

    world = seeded_world(seed=1)
    with serve(world) as server:
        print(start_line(server, world))

In a test there is no need of a socket: `httpx.WSGITransport(app=create_app(world))`.
"""

from .app import create_app
from .faults import Fault
from .officeseed import ClientSeed, open_office, varied
from .options import Options
from .sample import sample_register
from .seeding import seeded_world
from .server import RunningServer, serve, start_line
from .world import World

__all__ = [
    "ClientSeed",
    "Fault",
    "Options",
    "RunningServer",
    "World",
    "create_app",
    "open_office",
    "sample_register",
    "seeded_world",
    "serve",
    "start_line",
    "varied",
]
