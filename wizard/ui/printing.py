"""Prints a page of HTML to a PDF by Qt's own means."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from wizard.documents.saving import save

TASK = """
body { font-family: Inter, sans-serif; font-size: 11pt; color: #14242B; }
h1 { font-size: 20pt; } li { margin-bottom: 8pt; }
"""
"""The style of a page with a task."""
REPORT = """
body { font-family: Inter, sans-serif; font-size: 8pt; color: #14242B; }
h1 { font-size: 17pt; } h2 { font-size: 12pt; }
th, td { padding-right: 10px; padding-bottom: 4px; } th { text-align: left; font-weight: 600; }
.soft, .lead, .product, .zero { color: #52656E; } .figure { text-align: right; }
"""
"""The style of a page with tables."""


def print_pdf(html: str, path: Path, style: str = TASK) -> None:
    """Write the page as A4, whole or not at all; raises ``FailedError``."""
    document = QTextDocument()
    # the window's font is measured in pixels, from which headings in points come out tiny
    document.setDefaultFont(QFont("Inter", 9))
    document.setDefaultStyleSheet(style)
    document.setHtml(html)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout.Unit.Millimeter)
    document.print_(writer)
    del writer  # what is written is whole only when the writer is gone
    buffer.close()
    save(path, bytes(data.data()))
