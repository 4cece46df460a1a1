"""A report as an e-mail that a person sends: the numbers, and nobody's name.

It goes to the mail program as an address, which others on the machine may see; the file that
holds everything is attached by the person.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from wizard.documents.proven import moment
from wizard.documents.summary import summarise
from wizard.i18n import current
from wizard.i18n import translate as _
from wizard.model.journal import SyncReport


def report_subject(report: SyncReport) -> str:
    """What the e-mail is about."""
    summary = summarise(report, current())
    return f"{summary.title} – {report.run.company}"


def report_text(report: SyncReport) -> str:
    """The e-mail's text."""
    summary = summarise(report, current())
    numbers = [
        f"{summary.headings[name]}: {count}" for name, count in summary.totals.items() if count
    ]
    when = _("Finished {when}.").format(when=moment(report.run.finished, current()))
    attach = _("The report itself is a file: attach it where the details are wanted.")
    return "\n".join((summary.title, summary.lead, "", *numbers, "", when, attach)) + "\n"


def mail_address(report: SyncReport) -> str:
    """The address that opens the mail program with subject and text, to nobody yet."""
    said = {"subject": report_subject(report), "body": report_text(report).replace("\n", "\r\n")}
    return f"mailto:?{urlencode(said, quote_via=quote)}"
