"""Where the simulator listens."""

from __future__ import annotations

import asyncio
import ipaddress


def port_of(server: asyncio.Server) -> int:
    """Return the port a listening server got."""
    port: int = server.sockets[0].getsockname()[1]
    return port


def is_loopback(host: str) -> bool:
    """Whether a Host header (`name`, `name:port`, `[::1]:port`) names this machine itself."""
    name = host.strip().removeprefix("[").partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
