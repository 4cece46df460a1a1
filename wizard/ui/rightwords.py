"""What a right in Tripletex lets somebody do, in a few words.

Only the constants are known for certain; how Tripletex words them on the screen is not. So a
constant stands beside these words wherever somebody has to find the right there.
"""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark
from wizard.i18n import translate as _

RIGHTS: Mapping[str, str] = {
    "AUTH_COMPANY_EMPLOYEE_ADMIN": mark("See and change employees"),
    "AUTH_EMPLOYEE_INFO": mark("See all employees"),
    "AUTH_CUSTOMER_ADMIN": mark("See and change customers"),
    "AUTH_PROJECT_MANAGER_COMPANY": mark("See all projects"),
    "AUTH_CREATE_PROJECT": mark("Create projects"),
    "AUTH_HOURS_COMPANY": mark("Register hours for others"),
    "AUTH_COMPANY_ADMIN": mark("Change the company's details"),
    "AUTH_ALL_VOUCHERS": mark("Read all vouchers"),
    "AUTH_ADVANCED_VOUCHER": mark("Post vouchers"),
    "AUTH_ACCOUNTING_SETTINGS": mark("Read the chart of accounts"),
}


def right_words(right: str) -> str:
    """What a right lets somebody do; the constant itself where it is not known here."""
    return _(RIGHTS[right]) if right in RIGHTS else right
