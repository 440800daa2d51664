"""Keys that somebody types into the chat: off the screen, and repeated nowhere."""

from __future__ import annotations

import pytest

from bot.localchat import Fault
from bot.log import holds_key
from tests.bot.house import ALICE, House

LINES = ("{key} {secret}", "{secret}", "현재가 {key}", "매수 {key} 10 70000", "내 키는 {key} 이에요", "열결 모의 {key}")


@pytest.mark.parametrize("line", LINES)
async def test_a_key_where_none_belongs_is_not_repeated(home: House, line: str) -> None:
    """Behind no command, another one or a misspelt one: deleted, and the answer does not hold it."""
    keys = home.simulator.credentials()
    answer = await home.ask(line.format(key=keys.app_key, secret=keys.app_secret), "키를 채팅에 적지 말아")

    assert keys.app_key[:8] not in answer.text
    assert [m.deleted for m in home.chat.transcript(ALICE) if not m.from_bot] == [True]


async def test_where_telegram_will_not_delete_the_user_is_told_to(home: House) -> None:
    """A refused deletion is never called done: the user is asked to do it."""
    home.chat.fault(Fault(method="deleteMessage", status=400, description="Bad Request: message can't be deleted"))
    keys = home.simulator.credentials()
    await home.ask(f"연결 모의 {keys.app_key} {keys.app_secret}", "직접 지워 주세요")
    await home.chat.wait_for(ALICE, "키를 채팅에 적지 말아")

    assert not any("지웠어요" in text for text in home.said())


@pytest.mark.parametrize(
    "text", ["삼성전자 10 " + "9" * 4_000, "a" * 40_000, "PS5 게임기", "가" * 40_000, "매수 005930 10"]
)
def test_what_is_no_key_is_not_taken_for_one(text: str) -> None:
    """Figures and words, however long, are not keys."""
    assert not holds_key(text)
