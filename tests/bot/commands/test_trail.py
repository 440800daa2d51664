"""기록: the trail as its owner reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.commands.trail import PAGE
from bot.storage import audit, users
from bot.storage.states import Role
from tests.bot.house import ALICE, BOB, House
from tests.journeys.trading import buy


async def admit_bob(home: House, role: Role = Role.TRADER) -> None:
    async with home.database.begin() as session:
        await users.admit(session, BOB, role, now=datetime.now(UTC))


async def note(home: House, event: str, user_id: int, *, ago: int = 0, **detail: object) -> None:
    async with home.database.begin() as session:
        await audit.note(session, event, user_id=user_id, now=datetime.now(UTC) - timedelta(days=ago), **detail)


async def test_an_order_is_told_from_asking_to_the_answer(home: House) -> None:
    """Who asked, confirmed, sent, was answered: four lines of one order, newest first; another order is not there."""
    await buy(home)
    await note(home, "new.asked", ALICE, short_no=2, quantity=9)
    told = await home.ask("기록 A1", "기록 · A1")

    lines = told.text.splitlines()[1:]
    for line, words in zip(lines, ("접수", "보냄", "확정", "확인 카드"), strict=True):
        assert words in line
        assert "#A1" in line
    assert (await home.ask("기록 A77", "없어요")).buttons == ()


async def test_pages_go_back_and_to_the_newest(home: House) -> None:
    """A page of lines, older ones by the button, the newest again; nothing is shown twice or left out."""
    for number in range(PAGE + 3):
        await note(home, "pin.cap", BOB, value=1_000 + number)
    await admit_bob(home)
    first = await home.ask("기록", "1,017", BOB)
    assert "1,002" not in first.text
    second = await home.press("이전 ▶", "1,002", BOB)
    assert "1,003" not in second.text
    assert "1,000" in second.text
    assert [button.text for button in second.buttons] == ["⏮ 최신"]
    assert "1,003" in (await home.press("⏮ 최신", "1,017", BOB)).text


async def test_a_day_is_a_day_in_korea(home: House) -> None:
    """오늘 leaves yesterday out, and 어제 today."""
    await note(home, "halted", ALICE, ago=1)
    await note(home, "resumed", ALICE)

    today, yesterday = await home.ask("기록 오늘", "재개"), await home.ask("기록 어제", "정지")
    assert "정지" not in today.text
    assert "재개" not in yesterday.text
    await home.ask("기록 2026-13-77", "이렇게 보내 주세요")


async def test_nobody_reads_anothers_trail(home: House) -> None:
    """Neither by an order of the same number nor as admin: of others, administrative events alone."""
    await admit_bob(home)
    await buy(home)
    await note(home, "new.asked", BOB, short_no=1, quantity=3)
    mine = await home.ask("기록 A1", "3주", BOB)
    assert len(mine.text.splitlines()) == 2
    await home.ask("기록 관리", "관리자만", BOB)

    await note(home, "access.asked", BOB)
    everyone = await home.ask("기록 관리", "사용 요청")
    assert str(BOB) in everyone.text
    assert "주문" not in everyone.text
    assert "3주" not in (await home.ask("기록", "접수")).text
