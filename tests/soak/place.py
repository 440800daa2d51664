"""Where it happens: simulator and bot as processes, the local chat here, everybody admitted and connected."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.connections import Connections
from bot.localchat import LocalChat, Person
from bot.settings import Settings
from bot.storage import locks, users
from bot.storage.database import Database
from bot.storage.states import Role
from bot.storage.tokens import DatabaseTokens
from bot.storage.vault import KeyRing, Vault
from kis import Kis, Pace
from kis.credentials import Account, Credentials, Environment
from kis.simulator.chance import chance
from tests import databases
from tests.journeys.world import Broker, Json, served, settings, spawn
from tests.soak.lives import Lives
from tests.soak.plan import FIRST, STOCKS, Plan

REAL_EVERY = 5
"""Every so many-th user trades in 실전, having said `핀 없이` once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything that is up. `users` tells whose an account is, `journal` is the broker's."""

    broker: Broker
    chat: LocalChat
    lives: Lives
    database: Database
    users: dict[str, int]
    hts_ids: list[str]
    journal: Path
    log: Path


@asynccontextmanager
async def opened(plan: Plan, folder: Path, *, postgres: bool) -> AsyncIterator[Place]:
    """Up while the block runs; the bot is not started."""
    journal, log = folder / "journal.jsonl", folder / "bot.log"
    people = [Person(user, f"사용자{user}") for user in plan.ids]
    flags = ("--owners", str(plan.users), "--always-open", "--no-limits", "--journal", str(journal))
    async with served("kis.simulator", *flags) as simulator, LocalChat.serve(people=people) as chat:
        broker = Broker(simulator["rest"])
        with _database(postgres) as url:
            env = settings(folder, simulator, {"origin": chat.origin, "token": chat.token})
            env |= {"DATABASE_URL": url} if url else {}
            accounts = _chosen(await broker.see("accounts"))
            await _connected(env, accounts)
            lives = Lives(env, chat, log, chance(plan.seed, "lives"))
            owners = {row["account"]: user for user, row in accounts.items()}
            hts_ids = [row["hts_id"] for row in accounts.values()]
            async with Database(env["DATABASE_URL"]) as database:
                try:
                    yield Place(broker, chat, lives, database, owners, hts_ids, journal, log)
                finally:
                    await lives.kill()
                    await broker.close()


@contextmanager
def _database(postgres: bool) -> Iterator[str]:
    """A database of its own at TEST_POSTGRES_URL; blank for a file in the folder."""
    if not postgres:
        yield ""
        return
    with databases.postgres_database(tables=False) as url:
        yield url


def _chosen(accounts: list[Json]) -> dict[int, Json]:
    """Each user's account: paper, and for some real."""
    found = {}
    for env in Environment:
        for index, row in enumerate(row for row in accounts if row["env"] == env):
            if (index % REAL_EVERY == REAL_EVERY - 1) is (env is Environment.REAL):
                found[FIRST + index] = row
    return dict(sorted(found.items()))


async def _connected(env: dict[str, str], accounts: dict[int, Json]) -> None:
    """Let everybody in with their keys, and a token for each, as `migrate` and `connect` do."""
    migrating = await spawn("bot", "migrate", env=env)
    assert await migrating.wait() == 0
    async with Database(env["DATABASE_URL"]) as database:
        read, vault = Settings.read(env), Vault(KeyRing.parse(env["KEY_RING"]))
        connections, tokens = Connections(read, database, vault), DatabaseTokens(database, vault)
        for user, row in accounts.items():
            keys = Credentials(
                Environment(row["env"]), row["app_key"], row["app_secret"], Account.parse(row["account"]), row["hts_id"]
            )
            async with database.begin() as session:
                role = Role.ADMIN if user == FIRST else Role.TRADER
                await users.admit(session, user, role, now=datetime.now(UTC))
                if keys.environment is Environment.REAL:
                    (await locks.hold(session, user)).without_pin = True
            await connections.keep(user, keys)
            async with Kis(keys, origins=read.origins[keys.environment], tokens=tokens, pace=Pace(100)) as kis:
                await kis.domestic.quotes.price(symbol=STOCKS[0].symbol)
