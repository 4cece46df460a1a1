"""A page that holds everything it needs and asks the network for nothing."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wizard.i18n import mark, translate
from wizard.paths import resources

_PRODUCT, _REPORT = mark("Tripletex connection"), mark("Report")


def page(template: str, language: str, *, printed: bool, **values: object) -> str:
    """A report's page from its template, in a language; every value that it names has to be there.

    ``printed`` leaves out what only a browser lays out, for whoever prints it with a style of its
    own.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            printed=printed,
            product=translate(_PRODUCT, language),
            report=translate(_REPORT, language),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources() / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
