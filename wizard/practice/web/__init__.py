"""The practice company's own web pages: where a person rehearses what is done in Tripletex.

A plain site of our own look, which only has the real one's menu words. The pages and the API act
on the same world under the same lock, so what is switched or made here is so for the API at once.
"""

from .site import create_web

__all__ = ["create_web"]
