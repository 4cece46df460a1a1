"""How all tests are run."""

from __future__ import annotations

import keyring
from hypothesis import HealthCheck, settings
from keyring.backends import fail

# How long an example takes says more about the machine than about the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# No test finds a keyring that it has not brought itself. Left to choose, the library takes any
# backend that has been defined by then, also one that stands in for another test's.
keyring.set_keyring(fail.Keyring())
