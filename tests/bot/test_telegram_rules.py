"""The rules of `telegram_rules` are held in every scene: a scene in which they are broken fails."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.bot.house import ALICE, house
from tests.bot.localchat.contract import needs_contract
from tests.bot.telegram_rules import breaches


async def misbehave(folder: Path, url: str) -> None:
    """A text of 5,000 characters, 65 bytes behind a button, and an edit of what is not there."""
    async with house(folder, DATABASE_URL=url) as home:
        async with home.database.begin() as session:
            await home.bot.services.outbox.send(session, ALICE, "가" * 5_000)
        await home.chat.wait_for(ALICE, "가가가")
        button = InlineKeyboardButton("단추", callback_data="x" * 65)
        bot = home.bot.telegram.bot
        with suppress(BadRequest):
            await bot.send_message(ALICE, "단추", reply_markup=InlineKeyboardMarkup([[button]]))
        with suppress(BadRequest):
            await bot.edit_message_text("너무 늦게", ALICE, 999)


async def test_a_scene_with_a_breach_fails(tmp_path: Path, database_file: str) -> None:
    """What the outbox has cut counts too; what was only late is no breach."""
    with pytest.raises(AssertionError) as failed:
        await misbehave(tmp_path, database_file)

    said = str(failed.value)
    assert "5000자인 메시지를 4096자로" in said
    assert "BUTTON_DATA_INVALID" in said
    assert "not found" not in said


@needs_contract
def test_what_the_local_chat_lets_pass_is_held_against_the_contract() -> None:
    """A parameter that Telegram does not know is no refusal of the local chat's, and is one here."""
    call = {
        "method": "sendMessage",
        "params": {"chat_id": 1, "text": "가", "colour": "red"},
        "files": [],
        "status": 200,
    }

    assert len(breaches([call])) == 1
    assert breaches([call | {"params": {"chat_id": 1, "text": "가"}}]) == []
