"""The command line: the same steps as the window, answered from a set-up file."""
