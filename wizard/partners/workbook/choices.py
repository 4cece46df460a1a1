"""What a person says that single columns stand for, as settings of the set-up file.

A setting ``column.employee.Avd.`` with the value ``department`` reads the employees' column
«Avd.» as their department, and one with the value ``-`` leaves the column alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from wizard.errors import Problem, UsageError
from wizard.model.records import Kind
from wizard.partners.workbook.labels import COLUMNS

Chosen = Mapping[Kind, Mapping[str, str]]
"""Title to field for each kind; a title with ``""`` is left alone."""

NO_CHOICES: Chosen = {}
UNUSED = "-"
_PREFIX = "column."


def setting_of(kind: Kind, title: str) -> str:
    """The name of the setting that says what a title stands for."""
    return f"{_PREFIX}{kind.value}.{title}"


def chosen_columns(settings: Mapping[str, str]) -> Chosen:
    """What was chosen; raises ``UsageError`` for a kind or a field that there is not."""
    found: dict[Kind, dict[str, str]] = {}
    for name, field in settings.items():
        if not name.startswith(_PREFIX):
            continue
        kind_name, _, title = name.removeprefix(_PREFIX).partition(".")
        kind = next((one for one in COLUMNS if one.value == kind_name), None)
        if kind is None or not title.strip() or (field != UNUSED and field not in COLUMNS[kind]):
            raise UsageError(Problem("workbook.column_setting", params={"setting": name}))
        found.setdefault(kind, {})[title] = "" if field == UNUSED else field
    return found
