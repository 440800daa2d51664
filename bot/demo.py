"""Everything on this machine: a broker simulator, a local chat page and the bot as it is, in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import app
from bot.connections import Connections
from bot.errors import SetupError
from bot.localchat import DEMO, LocalChat
from bot.settings import Settings
from bot.storage import users
from bot.storage.states import Role
from bot.storage.vault import KeyRing, Vault, new_key
from kis.simulator import NO_LIMITS, Simulator

HERE = "http://127.0.0.1:0"
"""The bot's pages, as Mini Apps of the local chat."""
RATE = "50"
"""REST calls a second: the simulator has no limits here, and nobody wants to wait for them."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs."""

    chat: LocalChat
    simulator: Simulator
    bot: app.Bot


@asynccontextmanager
async def playing(port: int = 0, *, autoplay: bool = True) -> AsyncIterator[Demo]:
    """Run a demo while the block runs; with `autoplay` prices move by themselves.

    Raises `SetupError` if the port is taken.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kis-telegram-")))
        try:
            chat = await stack.enter_async_context(LocalChat.serve(port=port))
        except OSError as error:
            raise SetupError(
                f"{port}번 포트를 열 수 없어요 ({error.strerror}). --port로 다른 번호를 주세요."
            ) from error
        simulator = await stack.enter_async_context(
            Simulator.serve(always_open=True, limits=NO_LIMITS, autoplay=autoplay)
        )
        own = {
            "PUBLIC_URL": HERE,
            "KIS_MASTER_ORIGIN": simulator.rest,
            "MASTER_FOLDER": str(folder / "master"),
        }
        settings = Settings.read(environment(chat, simulator, folder) | own)
        await move_in(settings, simulator)
        bot = await stack.enter_async_context(app.opened(settings))
        await bot.telegram.ready.wait()
        yield Demo(chat, simulator, bot)


def environment(chat: LocalChat, simulator: Simulator, folder: Path) -> dict[str, str]:
    """What `python -m bot run` would be told by environment variables."""
    return {
        "TELEGRAM_TOKEN": chat.token,
        "TELEGRAM_ORIGIN": chat.origin,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'demo.db'}",
        "KEY_RING": new_key("demo"),
        "ADMIN_IDS": str(DEMO.id),
        "KIS_REAL_ORIGIN": simulator.rest,
        "KIS_REAL_WS_ORIGIN": simulator.ws,
        "KIS_PAPER_ORIGIN": simulator.rest,
        "KIS_PAPER_WS_ORIGIN": simulator.ws,
        "KIS_REAL_RATE": RATE,
        "KIS_PAPER_RATE": RATE,
        "WEB_PORT": "0",
    }


async def move_in(settings: Settings, simulator: Simulator) -> None:
    """Let the demo's person in, with the simulator's first paper account."""
    vault = Vault(KeyRing.parse(settings.key_ring))
    async with app.ready_database(settings.database_url) as database:
        async with database.begin() as session:
            await users.admit(session, DEMO.id, Role.ADMIN, now=datetime.now(UTC), name=DEMO.first_name)
        await Connections(settings, database, vault).keep(DEMO.id, simulator.credentials())
