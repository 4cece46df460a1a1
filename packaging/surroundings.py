"""Lets what the program starts, such as the browser, find its own libraries and not this folder's.

The launcher puts the folder in front of where libraries are looked for. This process has read that
already; what it starts is to see what there was before.
"""

import os

_LIBRARIES = "LD_LIBRARY_PATH"

before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
if before is None:
    os.environ.pop(_LIBRARIES, None)
else:
    os.environ[_LIBRARIES] = before
