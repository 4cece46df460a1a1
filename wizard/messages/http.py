"""What is said of the network on the way to a server."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.i18n import mark

SENTENCES: Mapping[str, tuple[str, str]] = {
    "http.unreachable": (
        mark("{host} could not be reached: no connection was made."),
        mark(
            "Check that this machine is on the network, and try again. If it is, ask IT "
            "whether the firewall lets programs reach {host}."
        ),
    ),
    "http.proxy": (
        mark("The network's proxy did not let the program through to {host}."),
        mark(
            "Ask IT to let the program through the proxy to {host}. The details say what "
            "the proxy answered."
        ),
    ),
    "http.certificate": (
        mark("The certificate that answered for {host} is not trusted by this machine: {cause}."),
        mark(
            "Ask IT to check what answers for {host}. Where a proxy reads encrypted "
            "traffic, its certificate must be in the machine's own trust store."
        ),
    ),
    "http.broken": (
        mark("The connection to {host} broke before the answer had come."),
        mark(
            "Try again. Whatever was being written is looked up first, so that nothing "
            "is written twice."
        ),
    ),
}
