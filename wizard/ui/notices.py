"""The desktop's own notifications, for what ends while a person is at something else."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QCoreApplication, QThreadPool
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

_SHOWN_MS = 10_000
_BUS = "org.freedesktop.Notifications"
_log = logging.getLogger(__name__)


def notify(title: str, text: str) -> None:
    """Show a notification, and mark the window in the task bar; returns at once.

    A desktop that has no notifications stays silent, which the log says.
    """
    for window in QApplication.topLevelWidgets():
        if window.isWindow() and window.isVisible():
            QApplication.alert(window)
    if sys.platform in ("win32", "darwin"):
        _by_tray(title, text)
    else:
        application = QCoreApplication.applicationName()
        QThreadPool.globalInstance().start(lambda: by_bus(application, title, text))


def by_bus(application: str, title: str, text: str) -> None:
    """Ask the service that the desktops of Linux agree on."""
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - Linux only
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

    where = DBusAddress(f"/{_BUS.replace('.', '/')}", _BUS, _BUS)
    body: tuple[object, ...] = (application, 0, "", title, text, [], {}, _SHOWN_MS)
    try:
        with open_dbus_connection() as bus:
            bus.send(new_method_call(where, "Notify", "susssasa{sv}i", body))
    except (OSError, KeyError, ValueError) as error:
        _log.info("no notification: %s", type(error).__name__)


def _by_tray(title: str, text: str) -> None:
    icon = QSystemTrayIcon(QApplication.windowIcon(), QCoreApplication.instance())
    icon.messageClicked.connect(icon.deleteLater)
    icon.show()
    icon.showMessage(title, text, QApplication.windowIcon(), _SHOWN_MS)
