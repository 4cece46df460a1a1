"""What is sent with a plan to whoever reviews it before anything is written."""

from __future__ import annotations

from wizard.i18n import translate as _
from wizard.model.plan import SyncPlan
from wizard.model.records import Side
from wizard.review.outline import numbers_of


def approval_letter(plan: SyncPlan, who: str, file: str) -> str:
    """The plain text of an e-mail; ``file`` is the workbook that goes with it."""
    ours, theirs = numbers_of(plan, Side.TRIPLETEX), numbers_of(plan, Side.PARTNER)
    return "\n\n".join(
        (
            _("Plan for the first synk: {company}").format(company=plan.company.name),
            _(
                "To {who}: here is everything that the first synk between Tripletex and "
                "{partner} will write. Nothing is written before you have approved it."
            ).format(who=who, partner=plan.partner_name or who),
            _(
                "In Tripletex {ours} records are made or changed, and in {partner} {theirs}. "
                "All of it stands in {file}."
            ).format(
                ours=ours.written,
                theirs=theirs.written,
                partner=plan.partner_name or who,
                file=file,
            ),
            _("The plan's mark: {mark}").format(mark=plan.fingerprint[:12]),
        )
    )
