"""`connect`: a user's KIS credentials, entered at the terminal."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
from datetime import UTC, datetime

from bot.app import ready_database
from bot.cli.arguments import Arguments
from bot.connections import Connections
from bot.errors import SetupError, UserError
from bot.settings import Settings
from bot.storage import users
from bot.storage.states import Role, UserState
from bot.storage.vault import KeyRing, Vault
from bot.views.connect import BY_TERMINAL
from bot.views.text import BADGES
from kis.credentials import Account, Credentials
from kis.errors import KisError


async def run(given: Arguments) -> int:
    """Try the credentials and keep them. Whoever sits at the terminal may let the user in by it."""
    # Telegram plays no part here, so its token need not be there yet.
    settings = Settings.read({"TELEGRAM_TOKEN": "-", **os.environ})
    credentials = await asyncio.to_thread(_ask, given)
    vault = Vault(KeyRing.parse(settings.key_ring))
    async with ready_database(settings.database_url) as database:
        connections = Connections(settings, database, vault)
        print("키를 확인하고 있어요…", file=sys.stderr)
        try:
            await connections.try_out(credentials)
        except (UserError, KisError) as error:
            raise SetupError(str(error)) from error
        async with database.begin() as session:
            user = await users.get(session, given.user)
            if user is None or user.state is not UserState.ADMITTED:
                role = Role.ADMIN if given.user in settings.admin_ids else Role.TRADER
                await users.admit(session, given.user, role, now=datetime.now(UTC))
        await connections.keep(given.user, credentials, BY_TERMINAL)
    print(f"연결했어요: 사용자 {given.user} · {BADGES[credentials.environment]} {credentials.account.masked}")
    return 0


def _ask(given: Arguments) -> Credentials:
    """Read the two secrets; a terminal does not show them."""
    if sys.stdin.isatty():
        key, secret = getpass.getpass("앱 키: "), getpass.getpass("앱 시크릿: ")
    else:
        key, secret = sys.stdin.readline(), sys.stdin.readline()
    try:
        return Credentials(given.env, key.strip(), secret.strip(), Account.parse(given.account), given.hts_id)
    except KisError as error:
        raise SetupError(error.message) from None
