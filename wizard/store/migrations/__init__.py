"""How a store from an earlier version of the program becomes one of this version."""
