"""The page that shows all pictures, and what was found wrong with any of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from screens.states import State
from wizard.ui.theme import LIGHT

_STYLE = f"""
body {{ font: 15px/1.5 Inter, sans-serif; color: {LIGHT.ink}; background: {LIGHT.background};
  margin: 34px; }}
h1 {{ font-size: 23px; }} h2 {{ font-size: 16px; margin: 34px 0 4px; }}
p, figcaption {{ color: {LIGHT.ink_soft}; margin: 0 0 12px; }}
.row {{ display: flex; flex-wrap: wrap; gap: 16px; }}
figure {{ margin: 0; width: 360px; }} img {{ width: 100%; border: 1px solid {LIGHT.line};
  border-radius: 12px; }}
.found, .none {{ border-radius: 12px; padding: 12px 34px; }}
.found {{ background: {LIGHT.bad_soft}; color: {LIGHT.bad}; }}
.none {{ background: {LIGHT.ok_soft}; color: {LIGHT.ok}; }}
"""


def write(
    folder: Path,
    states: Sequence[State],
    pictures: Sequence[str],
    found: Sequence[str],
    numbers: str,
) -> Path:
    """Write ``index.html`` into the folder of the pictures; its path."""
    path = folder / "index.html"
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Screens</title>",
        f"<style>{_STYLE}</style><h1>Every page in every state</h1><p>{escape(numbers)}</p>",
        _found(found),
    ]
    for state in states:
        parts.append(f"<h2 id={state.file}>{escape(state.file)}</h2><div class=row>")
        parts += [_figure(one) for one in pictures if one.endswith(f"/{state.file}")]
        parts.append("</div>")
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _found(lines: Sequence[str]) -> str:
    if not lines:
        return "<p class=none>Nothing was found wrong.</p>"
    return "<ul class=found>" + "".join(f"<li>{escape(one)}</li>" for one in lines) + "</ul>"


def _figure(name: str) -> str:
    said = escape(name.rpartition("/")[0].replace("/", " "))
    source = f"{name}.png"
    return (
        f'<figure><a href="{source}"><img loading=lazy src="{source}" alt="{escape(name)}"></a>'
        f"<figcaption>{said}</figcaption></figure>"
    )
