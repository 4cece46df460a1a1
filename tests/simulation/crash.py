"""The end of the program."""


class CrashError(BaseException):
    """The program is gone. Nothing in it may catch this, and nothing in memory outlives it."""
