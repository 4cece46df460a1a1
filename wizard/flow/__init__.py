"""The journey: typed steps in a pure map, and the runner that drives window and command line."""
