"""Other keys for an account are told to its owner, whichever door they came through."""

from __future__ import annotations

from pathlib import Path

from bot.cli import connect as terminal
from bot.connections import Connections
from bot.settings import Settings
from bot.storage.vault import KeyRing, Vault
from bot.views.connect import BY_CHAT, BY_PAGE, BY_TERMINAL
from kis.credentials import Environment
from tests.bot.house import ALICE, House, house
from tests.bot.web.test_connect import entered, link


async def test_replaced_keys_are_told_by_page_and_chat(tmp_path: Path, database_file: str) -> None:
    """The first keys are no change; others in their place are, with what to do if it was not the user."""
    async with house(tmp_path, DATABASE_URL=database_file, CONNECT_IN_CHAT="1") as home:
        assert (await home.web.post(await link(home), data=entered(home))).status_code == 200
        told = await home.chat.wait_for(ALICE, f"키가 {BY_PAGE} 바뀌었어요")
        assert all(words in told.text for words in ("#보안", "🟢모의", "「정지」", "새로 발급"))

        keys = home.simulator.credentials(Environment.REAL)
        line = f"연결 실전 {keys.app_key} {keys.app_secret} {keys.account} {keys.hts_id}"
        await home.ask(line, "연결했어요 · 🔴실전")
        assert not any(f"키가 {BY_CHAT}" in text for text in home.said())
        await home.ask(line, f"키가 {BY_CHAT} 바뀌었어요")


async def test_the_terminal_tells_the_user_even_of_the_first_keys(home: House) -> None:
    """Beside the running bot: whoever sits at the terminal needs no PIN, and cannot do it unheard."""
    settings: Settings = home.bot.services.settings
    beside = Connections(settings, home.database, Vault(KeyRing.parse(settings.key_ring)))
    for environment in (Environment.REAL, Environment.PAPER):
        await beside.keep(ALICE, home.simulator.credentials(environment), terminal.BY_TERMINAL)
    await home.chat.wait_for(ALICE, f"🟢모의 {home.simulator.credentials().account.masked} 계좌의 키가 {BY_TERMINAL}")

    assert sum(f"키가 {BY_TERMINAL} 바뀌었어요" in text for text in home.said()) == 2
