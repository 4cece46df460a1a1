"""The language a person reads: Bokmål or English, chosen once for each process."""

from __future__ import annotations

import gettext
import os

from wizard.paths import resources

LANGUAGES = ("nb", "en")
_NORWEGIAN = ("nb", "no", "nn")

_translations: dict[str, gettext.NullTranslations] = {}
_chosen: list[str] = []


def language_of(environment: dict[str, str] | None = None) -> str:
    """The language the environment asks for, by gettext's own order of variables.

    Bokmål is the first language of the product, so only a locale that says English, or no
    locale at all (``C``, ``POSIX``, nothing), turns it to English.
    """
    env = dict(os.environ) if environment is None else environment
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = env.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if value:
            return "nb" if value.split("_")[0].lower() in _NORWEGIAN else "en"
    return "en"


def use(language: str) -> None:
    """Speak this language from now on (``nb`` or ``en``)."""
    _chosen[:] = [language if language in LANGUAGES else "en"]


def current() -> str:
    """The language in use, taken from the environment unless one was chosen."""
    return _chosen[0] if _chosen else language_of()


def translate(sentence: str, language: str | None = None) -> str:
    """The sentence in the language in use; sentences in the code are English."""
    wanted = language or current()
    if wanted not in _translations:
        _translations[wanted] = gettext.translation(
            "wizard", resources() / "locale", languages=[wanted], fallback=wanted == "en"
        )
    return _translations[wanted].gettext(sentence)


_ = translate


def mark(sentence: str) -> str:
    """Marks a sentence for the catalogue where it is written down and translated later."""
    return sentence
