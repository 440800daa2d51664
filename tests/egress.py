"""No test talks to anybody but this machine.

An audit hook sees every connection that Python makes, whichever library makes it, and names that are looked up. It
cannot be taken out again, which is as it should be.
"""

from __future__ import annotations

import ipaddress
import os
import sys

LOCAL_NAMES = {None, "", "localhost", b"localhost"}
SCRUBBED = (
    "TELEGRAM_", "KIS_", "KEY_RING", "DATABASE_URL", "ADMIN_IDS", "PUBLIC_URL", "CONNECT_IN_CHAT", "WEB_",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
)  # fmt: skip
"""Starts of variables that would lead a test to something real."""


class Egress(RuntimeError):
    """A test tried to reach another machine. No OSError, so that nothing takes it for a network that is down."""


def is_local(host: object) -> bool:
    """Whether a host is this machine."""
    if host in LOCAL_NAMES:
        return True
    text = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        target = arguments[1]
        if isinstance(target, tuple) and not is_local(target[0]):
            raise Egress(f"a test tried to reach {target[0]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not is_local(arguments[0]):
        raise Egress(f"a test tried to look {arguments[0]} up")


def forbid() -> None:
    """Refuse connections to other machines from now on, and forget settings that lead there."""
    for name in list(os.environ):
        if name.startswith(SCRUBBED):
            del os.environ[name]
    sys.addaudithook(_hook)
