"""What one request can come to, and what is written of it in the log."""

from __future__ import annotations

import logging
import socket
import ssl
import threading

import httpx
import pytest

from wizard.http.client import LARGEST_ANSWER, HttpClient
from wizard.http.reply import TransportFault, Trouble, Unreadable


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (b"", "application/json", Unreadable.EMPTY),
        (b"<html><body>502</body></html>", "text/html", Unreadable.HTML),
        (b'{"value": {"id": 1', "application/json", Unreadable.TRUNCATED),
        (b"busy", "text/plain", Unreadable.OTHER),
        (b"[" * 100_000, "application/json", Unreadable.TRUNCATED),
    ],
)
def test_an_answer_that_is_no_json_says_why(connect, body, kind, why):
    client = connect(
        lambda request: httpx.Response(200, content=body, headers={"Content-Type": kind})
    )
    assert client.send("POST", "x", body={}).unreadable is why


def test_an_answer_without_end_is_cut_off(connect):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b" " * (1024 * 1024)

    client = connect(lambda request: httpx.Response(200, content=endless()))

    assert client.send("POST", "x", body={}).unreadable is Unreadable.TOO_LARGE
    assert len(taken) <= LARGEST_ANSWER // (1024 * 1024) + 1


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (httpx.ConnectError("no"), Trouble.REFUSED),
        (httpx.ConnectTimeout("no"), Trouble.REFUSED),
        (httpx.ProxyError("407"), Trouble.PROXY),
        (httpx.ReadTimeout("slow"), Trouble.BROKEN),
        (httpx.ReadError("reset"), Trouble.BROKEN),
        (httpx.RemoteProtocolError("cut"), Trouble.BROKEN),
        (ConnectionResetError("reset"), Trouble.BROKEN),
    ],
)
def test_a_fault_says_whether_anything_can_have_happened(connect, error, trouble):
    def server(request):
        raise error

    with pytest.raises(TransportFault) as caught:
        connect(server).send("POST", "x", body={})
    assert caught.value.trouble is trouble
    assert caught.value.nothing_happened is (trouble is not Trouble.BROKEN)


def test_a_write_is_sent_once_when_its_answer_is_lost(connect):
    seen = []

    def server(request):
        seen.append(request.method)
        raise httpx.ReadError("reset")

    client = connect(server)
    for method in ("POST", "PUT", "DELETE"):
        with pytest.raises(TransportFault):
            client.send(method, "x", body={})
    assert seen == ["POST", "PUT", "DELETE"]


def test_a_reading_gets_over_a_hiccup(connect):
    answers = [httpx.Response(502, html="<html/>"), httpx.Response(200, json={"values": []})]
    client = connect(lambda request: answers.pop(0))
    assert client.send("GET", "x").body == {"values": []}


def test_a_redirect_is_not_followed(connect):
    client = connect(
        lambda request: httpx.Response(302, headers={"Location": "https://evil.example"})
    )
    assert client.send("GET", "x").status == 302


def test_nobody_listening_is_a_refused_connection(clock):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = HttpClient(f"http://127.0.0.1:{port}/v2", clock=clock)
    with pytest.raises(TransportFault) as caught:
        client.send("POST", "x", body={})
    assert caught.value.trouble is Trouble.REFUSED
    client.close()


def test_a_server_that_speaks_no_tls_is_told_as_such(clock):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        client = HttpClient(f"https://127.0.0.1:{port}/v2", clock=clock)
        with pytest.raises(TransportFault) as caught:
            client.send("POST", "x", body={})
        thread.join()
        client.close()
    assert caught.value.trouble is Trouble.TLS


def test_a_certificate_nobody_trusts_is_named(connect, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://user:hemmelig-passord@proxy.example:3128")
    reason = ssl.SSLCertVerificationError(1, "failed")
    reason.verify_message = "self-signed certificate in certificate chain"

    def server(request):
        raise httpx.ConnectError("ssl") from reason

    with pytest.raises(TransportFault) as caught:
        connect(server).send("GET", "x")
    assert caught.value.trouble is Trouble.TLS
    assert caught.value.cause == (
        "self-signed certificate in certificate chain (proxy.example:3128)"
    )


def test_the_log_holds_path_status_and_request_id_and_nothing_else(connect, caplog):
    caplog.set_level(logging.DEBUG)
    headers = {"x-tlx-request-id": "abc-123"}
    client = connect(lambda request: httpx.Response(200, json={"value": "svar"}, headers=headers))

    client.send("POST", "employee", params={"email": "kari@example.no"}, body={"name": "Kari"})

    [line] = [record for record in caplog.records if record.name.startswith(("wizard", "httpx"))]
    assert line.getMessage() == "POST /v2/employee 200 abc-123 0 ms"
