"""What may not be passed on from the chat: Telegram is told so, and the local chat keeps it."""

from __future__ import annotations

from sqlalchemy import select

from bot.storage.states import MessageKind
from bot.storage.tables import Message
from tests.bot.house import ALICE, House
from tests.bot.locks.pressing import set_pin


async def test_what_opens_or_shows_an_account_cannot_be_forwarded(home: House) -> None:
    """Links, the key pad, holdings, the trail and exported files are protected; quotes and help are not."""
    said = {
        "연결": "5분 동안 한 번만",
        "핀": "PIN",
        "잔고": "예수금",
        "기록": "기록",
        "삼성전자": "005930",
        "도움": "도움",
    }
    found = {line: (await home.ask(line, words)).protected for line, words in said.items()}
    await set_pin(home)
    assert (await home.ask("핀 초기화", "5분 동안 한 번만")).protected
    file = await home.ask("내보내기", "")
    while file.file is None:
        file = await home.chat.wait_for(ALICE, "", after=file.seq)

    assert found == {line: line not in ("삼성전자", "도움") for line in said}
    assert (file.protected, file.wire["has_protected_content"], file.view["protected"]) == (True, True, True)


async def test_a_guarded_message_that_was_gone_comes_back_guarded(home: House) -> None:
    """Deleted, and edited after: it is said anew, and as protected as before."""
    card = await home.ask("잔고", "예수금")
    async with home.database.begin() as session:
        ref = (await session.scalars(select(Message.id).where(Message.kind == MessageKind.GUARDED))).one()
        await home.bot.telegram.bot.delete_message(ALICE, card.message_id)
        await home.bot.services.outbox.edit(session, ref, "다시 쓴 잔고")
    again = await home.chat.wait_for(ALICE, "다시 쓴 잔고")

    assert again.protected
    assert again.message_id != card.message_id
