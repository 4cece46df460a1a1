"""What the packaged program runs first."""

from wizard.__main__ import main

main()
