"""The guard against talking to other machines."""

from __future__ import annotations

import asyncio
import os
import socket

import httpx
import pytest

from tests.egress import Egress, is_local


async def test_http_to_another_machine_is_refused() -> None:
    """A client library that would reach Telegram fails loudly instead."""
    async with httpx.AsyncClient() as client:
        with pytest.raises(Egress):
            await client.get("https://api.telegram.org/")


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_plain_sockets_are_refused(address: str) -> None:
    """So does a bare socket, by address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as plain, pytest.raises(Egress):
        plain.connect((address, 443))


def test_lookups_are_refused() -> None:
    """Not even a name leaves the machine."""
    with pytest.raises(Egress):
        socket.getaddrinfo("openapi.koreainvestment.com", 9443)


async def test_loopback_is_free() -> None:
    """Servers of the tests themselves are reached."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    reader, writer = await asyncio.open_connection("localhost", port)

    assert await reader.read() == b""
    writer.close()
    server.close()
    assert not is_local("127.0.0.1.example.com")


def test_settings_of_the_real_world_are_gone() -> None:
    """A token in the environment of whoever runs the tests is not seen by them."""
    assert not [name for name in os.environ if name.startswith(("TELEGRAM_", "KIS_", "KEY_RING"))]
