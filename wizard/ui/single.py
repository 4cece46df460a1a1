"""One window a person: a second start brings the first to the front, and ends."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000
_LIMIT = 4096


class SingleInstance(QObject):
    """Answers for the first window; ``called`` comes with the set-up file a second start named.

    Windows with other folders of their own (``TRIPLETEX_WIZARD_HOME``) do not know each other.
    """

    called = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path, way = str(folder.resolve()).encode(), QCryptographicHash.Algorithm.Sha256
        known = bytes(QCryptographicHash.hash(path, way).toHex().data()).decode()[:16]
        self._name = f"tripletex-kobling-{known}"
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def call_first(self, setup: str) -> bool:
        """Bring a window that is already open to the front; whether there was one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(setup.encode() + b"\n")
        socket.waitForBytesWritten(_PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def answer(self) -> None:
        """Be the first from now on; a name that a crash left behind is taken over."""
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        """Answer no longer."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        self._callers.append(socket)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._over)
        self._read()

    def _read(self) -> None:
        for socket in self._callers:
            if socket.canReadLine():
                line = bytes(socket.readLine(_LIMIT).data())
                self.called.emit(line.decode("utf-8", errors="replace").strip())

    def _over(self) -> None:
        self._read()
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        for socket in [one for one in self._callers if one.state() is gone]:
            self._callers.remove(socket)
            socket.deleteLater()
