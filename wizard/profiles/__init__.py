"""Profiles: all that a partner brings, read from a file and never from code.

A profile names the partner, the door it is reached by, how its key is made, the rights and kinds
it needs, the rules of its register, and what a person does on its side. Ours lie in
``resources/profiles``; anybody may bring one of their own.
"""

from wizard.profiles.loading import builtin_profiles, load_profile
from wizard.profiles.profile import KeyPlace, KeyWay, Profile

__all__ = ["KeyPlace", "KeyWay", "Profile", "builtin_profiles", "load_profile"]
