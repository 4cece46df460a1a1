"""The window: the only package that knows Qt. It holds no logic; see ``docs/window.md``."""
