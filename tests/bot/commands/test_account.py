"""연결, 연결 해제, 계좌, 모의·실전, 진단."""

from __future__ import annotations

from pathlib import Path

from bot.commands.connect import parse
from bot.storage import credentials
from bot.switching import PATIENCE, Switching
from kis.credentials import Credentials, Environment
from kis.simulator import Simulator
from tests.bot.house import ALICE, House, house


def words(keys: Credentials, *, hts_id: str | None = None, secret: str | None = None) -> str:
    """What a user types to connect in the chat."""
    kind = "모의" if keys.environment is Environment.PAPER else "실전"
    return f"연결 {kind} {keys.app_key} {secret or keys.app_secret} {keys.account} {hts_id or keys.hts_id}"


def second(simulator: Simulator) -> Credentials:
    return simulator.credentials(Environment.PAPER, owner=1)


async def test_without_an_account_one_is_told_how_to_connect(empty: House) -> None:
    """Everything that needs KIS answers with what to type."""
    for line in ("삼성전자", "호가 삼성전자", "매수 삼성전자 1 시장가", "잔고", "계좌"):
        await empty.ask(line, "「연결」이라고 보내")

    await empty.ask("진단", "연결된 계좌가 없어요")


async def test_keys_in_the_chat_are_deleted_though_not_allowed(home: House) -> None:
    """Where CONNECT_IN_CHAT is off, typed keys are removed from the screen all the same and kept nowhere."""
    keys = second(home.simulator)
    home.chat.say(ALICE, words(keys))
    await home.chat.wait_for(ALICE, "키를 채팅에 적지 말아")

    mine = [message for message in home.chat.transcript(ALICE) if not message.from_bot]
    assert all(message.deleted for message in mine)
    assert not any(keys.app_secret in text for text in home.said())


async def test_connecting_in_the_chat(tmp_path: Path, database_file: str) -> None:
    """Where it is allowed: deleted at once, tried at KIS, kept, and in use."""
    async with house(tmp_path, connected=False, DATABASE_URL=database_file, CONNECT_IN_CHAT="1") as home:
        keys = home.simulator.credentials()
        await home.ask(words(keys), "연결했어요")
        await home.ask("삼성전자", "005930")

        mine = [m for m in home.chat.transcript(ALICE) if not m.from_bot and m.text.startswith("연결 ")]
        assert all(message.deleted for message in mine)


async def test_wrong_keys_in_the_chat_are_deleted_and_named(tmp_path: Path, database_file: str) -> None:
    """A wrong secret, account, HTS id or form: deleted, said which, nothing kept."""
    async with house(tmp_path, connected=False, DATABASE_URL=database_file, CONNECT_IN_CHAT="1") as home:
        keys = home.simulator.credentials()
        await home.ask(words(keys, secret="x" * 180), "앱 시크릿")
        await home.ask(words(keys).replace(str(keys.account), "12"), "계좌번호")
        await home.ask(words(keys, hts_id="nobody$"), "HTS ID")
        await home.ask("연결 모의 어쩌고", "연결 정보를 읽지 못했어요")

        mine = [message for message in home.chat.transcript(ALICE) if not message.from_bot]
        assert all(message.deleted for message in mine)
        async with home.database.read() as session:
            assert await credentials.of_user(session, ALICE) == []
        assert not any(keys.app_key in text for text in home.said())


def test_a_secret_never_shows_in_the_parsed_value() -> None:
    """What was typed is not in the repr of what is kept of it."""
    found = parse(["모의", "KEY-1234", "SECRET-5678", "12345678-01", "hong"])

    assert found is not None
    assert "KEY" not in repr(found)
    assert "SECRET" not in repr(found)
    assert parse(["모의"]) is None


async def test_disconnecting_asks_once_more(home: House) -> None:
    """연결 해제 tells what goes and what stays; the press closes the account and shreds its keys."""
    await home.ask("연결 해제", "연결 해제할까요")
    await home.press("취소", "그대로 둘게요")
    await home.ask("연결 해제", "연결 해제할까요")
    await home.press("연결 해제", "키를 지웠어요")

    await home.ask("삼성전자", "「연결」이라고 보내")
    assert home.bot.services.connections.all() == ()


async def test_switching_accounts_takes_the_word_twice(home: House) -> None:
    """실전 once asks, twice switches; every card shows the badge of the account in use."""
    await home.bot.services.connections.connect(ALICE, home.simulator.credentials(Environment.REAL))
    await home.ask("삼성전자", "🔴실전")

    await home.ask("모의", "한 번 더")
    await home.ask("삼성전자", "🔴실전")
    await home.ask("모의", "이제 🟢모의")
    await home.ask("삼성전자", "🟢모의")
    await home.ask("계좌", "지금 쓰는 계좌")


async def test_switching_to_what_is_not_there(home: House) -> None:
    """An account that is not connected is named, with what to type."""
    await home.ask("실전", "연결된 실전 계좌가 없어요")
    await home.ask("모의", "이미 🟢모의")


def test_the_second_word_has_to_come_soon() -> None:
    """A word said long ago, or for the other account, does not switch."""
    now = 0.0
    switching = Switching(monotonic=lambda: now)
    assert not switching.said_again(1, Environment.REAL)
    now = PATIENCE + 1
    assert not switching.said_again(1, Environment.REAL)
    assert not switching.said_again(1, Environment.PAPER)
    assert not switching.said_again(2, Environment.PAPER)

    assert switching.said_again(1, Environment.PAPER)


async def test_diagnosis_shows_every_figure(home: House) -> None:
    """Token, stream, slots, headroom, clock and outbox, for the account in use."""
    await home.ask("삼성전자", "005930")
    answer = await home.ask("진단", "진단")

    for figure in ("접속 토큰", "실시간", "/41", "호출 여유", "증권사 시계", "보낼 메시지", "응답"):
        assert figure in answer.text


async def test_diagnosis_says_when_kis_is_down(home: House) -> None:
    """진단 itself works while KIS does not."""
    await home.simulator_fault(code=500)
    answer = await home.ask("진단", "진단")

    assert "❌ 한국투자증권" in answer.text
