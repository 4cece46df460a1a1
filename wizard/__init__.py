"""Tripletex-kobling: connects Tripletex to another system, shown before it is written."""

__version__ = "0.1.0"
