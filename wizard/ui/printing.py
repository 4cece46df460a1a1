"""Prints a page of HTML to a PDF by Qt's own means."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from wizard.documents.saving import save

_DRESS = """
body { font-family: Inter, sans-serif; font-size: 11pt; color: #14242B; }
h1 { font-size: 20pt; } li { margin-bottom: 8pt; }
"""


def print_pdf(html: str, path: Path) -> None:
    """Write the page as A4, whole or not at all; raises ``FailedError``."""
    document = QTextDocument()
    document.setDefaultStyleSheet(_DRESS)
    document.setHtml(f"<body>{html}</body>")
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(22, 22, 22, 22), QPageLayout.Unit.Millimeter)
    document.print_(writer)
    del writer  # what is written is whole only when the writer is gone
    buffer.close()
    save(path, bytes(data.data()))
