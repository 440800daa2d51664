"""핀, 풀기, 잠금 in the chat: the pad comes where it is needed, and leaves nothing behind."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select, update

from bot.locks.sweeping import once
from bot.storage import locks, users
from bot.storage.states import UserState
from bot.storage.tables import Intent, Message
from bot.storage.vault import new_key
from kis.credentials import Environment
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.locks.pressing import PIN, digits, enter, set_pin
from tests.journeys.trading import buy, card, orders, sent, trade


async def real(home: House, *, pin: bool = True) -> None:
    """Alice trades in 실전."""
    if pin:
        await set_pin(home)
    await home.bot.services.connections.connect(ALICE, home.simulator.credentials(Environment.REAL))
    trade(home, 70_500)


def pads(home: House) -> list[str]:
    """The pads on the screen."""
    return [text for text in home.said() if text.startswith("🔒") and "눌러 주세요" in text]


async def is_open(home: House) -> bool:
    async with home.database.read() as session:
        lock = await locks.get(session, ALICE)
    return lock is not None and locks.is_open(lock, home.bot.services.pins.now())


async def gone(home: House) -> None:
    """Wait until no pad is left on the screen."""
    for _ in range(250):
        if not pads(home):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(pads(home))


async def test_set_unlock_lock(home: House) -> None:
    """Set with two entries, unlocked for the minutes asked for, locked at once; no pad stays on the screen."""
    await set_pin(home)
    await home.ask("풀기 30분", "PIN을 눌러")
    await enter(home, PIN, "30분 동안 풀었어요")
    assert await is_open(home)
    await home.ask("잠금", "잠갔어요")

    assert not await is_open(home)
    await gone(home)


async def test_change_asks_for_the_old_one_first(home: House) -> None:
    """Old, new, new again; two that differ begin anew; the old one is worth nothing after."""
    await set_pin(home)
    await home.ask("핀", "지금 쓰는 PIN")
    await enter(home, "285093", "PIN이 달라요")
    await enter(home, PIN, "새 PIN을 눌러")
    await enter(home, "640917", "한 번 더")
    await enter(home, "640918", "서로 달라요")
    await enter(home, "777777", "너무 쉬운 PIN")
    await enter(home, "640917", "한 번 더")
    await enter(home, "640917", "PIN을 정했어요")
    await home.ask("풀기", "PIN을 눌러")
    await enter(home, PIN, "PIN이 달라요")
    await enter(home, "640917", "15분 동안 풀었어요")


async def test_five_wrong_ones_close_the_pad(home: House) -> None:
    """The fifth says for how long, takes the pad away, and nothing opens it before."""
    await set_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    for left in (4, 3, 2, 1):
        await enter(home, "285093", f"{left}번 더 해 볼")
    await enter(home, "285093", "15분 뒤에")
    await home.ask("풀기", "PIN을 눌러")
    await enter(home, PIN, "뒤에 다시 해 주세요")

    assert not await is_open(home)
    await gone(home)


async def test_first_order_in_real_says_how_to_set_a_pin(home: House) -> None:
    """Without a PIN and without having chosen so there is no card in 실전; chosen so, there is."""
    await real(home, pin=False)
    await home.ask("매수 삼성전자 1 70000", "먼저 PIN이 필요해요")
    assert sent(home) == 0
    await home.ask("핀 없이", "PIN 없이 쓰기로")
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "매수 · 접수")


async def test_press_held_back_goes_on_after_the_pin(home: House) -> None:
    """In 실전 the press opens the pad; the right PIN sends the very card that was pressed, once."""
    await real(home)
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "PIN을 눌러")
    assert sent(home) == 0
    await enter(home, PIN, "매수 · 접수")

    assert len(orders(home)) == 1
    await gone(home)
    await card(home, "매수 삼성전자 2 70000")
    await home.press("매수 확정", "매수 · 접수")
    await home.ask("잠금", "잠갔어요")
    await card(home, "매수 삼성전자 3 70000")
    await home.press("매수 확정", "PIN을 눌러")
    assert len(orders(home)) == 2


async def test_card_that_is_too_old_by_then_is_offered_again(home: House) -> None:
    """Its minute went by over the pad: nothing is sent, and the card offers the same afresh."""
    await real(home)
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "PIN을 눌러")
    async with home.database.begin() as session:
        await session.execute(update(Intent).values(expires_at=Intent.offered_at))
    await enter(home, PIN, "60초가 지났어요")
    assert orders(home) == []

    await home.press("다시 확인", "확인 · 삼성전자")
    await home.press("매수 확정", "매수 · 접수")


async def test_paper_is_free_below_the_cap(home: House) -> None:
    """모의 asks for no PIN, but above what the user has set."""
    await set_pin(home)
    await buy(home, "매수 삼성전자 1 70000")
    await home.ask("풀기 한도 10만", "100,000원이 넘는 주문")
    await card(home, "매수 삼성전자 1 70000")
    await home.press("매수 확정", "매수 · 접수")
    await card(home, "매수 삼성전자 2 70000")
    await home.press("매수 확정", "PIN을 눌러")
    await home.press_for_toast("그만두기", "그만뒀어요")

    assert len(orders(home)) == 2


async def test_raising_the_cap_needs_the_pin(home: House) -> None:
    """Lower counts at once; higher, or none at all, after the PIN, and then it is done without asking again."""
    await home.ask("풀기 한도 10만", "먼저 PIN이 필요해요")
    await set_pin(home)
    await home.ask("풀기 한도 10만", "100,000원이 넘는")
    await home.ask("풀기 한도 5만", "50,000원이 넘는")
    await home.ask("풀기 한도 20만", "PIN을 눌러")
    await enter(home, PIN, "200,000원이 넘는")


async def test_what_the_pin_guards_besides_orders(home: House) -> None:
    """재개, a link for keys and their removal wait for the PIN, and are done after it."""
    await set_pin(home)
    await home.ask("정지", "정지했어요")
    await home.ask("재개", "PIN을 눌러")
    await enter(home, PIN, "재개했어요")
    await home.ask("잠금", "잠갔어요")
    await home.ask("연결", "PIN을 눌러")
    await enter(home, PIN, "5분 동안 한 번만")
    await home.ask("잠금", "잠갔어요")
    await home.ask("연결 해제", "해제")
    await home.press("연결 해제", "PIN을 눌러")
    await enter(home, PIN, "지웠어요")


async def test_halt_and_cancellation_need_no_pin(home: House) -> None:
    """What takes risk away is free, locked out or not."""
    await real(home)
    await card(home, "매수 삼성전자 1 65000")
    await home.press("매수 확정", "PIN을 눌러")
    await enter(home, PIN, "매수 · 접수")
    await home.ask("잠금", "잠갔어요")
    await home.ask("취소 A1", "취소 확인")
    await home.press("취소 확정", "취소됨")
    await home.ask("정지", "정지했어요")


async def test_typed_pin_is_taken_off_the_screen(home: House) -> None:
    """Digits in the chat while a pad is open, or behind 핀 and 풀기: deleted, not tried, and the user is told."""
    await set_pin(home)
    await home.ask("005930", "삼성전자")
    await home.ask("풀기", "PIN을 눌러")
    for line in (PIN, f"핀 {PIN}", f"풀기 {PIN}"):
        await home.ask(line, "숫자판으로만")

    assert not await is_open(home)
    said = [message for message in home.chat.transcript(ALICE) if PIN in message.text]
    assert said
    assert all(message.deleted for message in said)


async def test_lock_closes_the_pad(home: House) -> None:
    """잠금 while digits stand on a pad: they are gone with it."""
    await set_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    await digits(home, PIN[:3])
    await home.ask("잠금", "잠갔어요")

    await gone(home)
    assert home.bot.services.pads.of(ALICE) is None


async def test_unfinished_pad_goes_by_itself(home: House) -> None:
    """After its minute the message is deleted, and the outbox has forgotten where the digits stood."""
    await set_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    await digits(home, PIN[:1])
    services = home.bot.services
    pad = services.pads.of(ALICE)
    assert pad is not None
    pad.ends = services.pins.now()
    await once(services.pads, home.database, services.outbox)

    await gone(home)
    async with home.database.read() as session:
        rows = await session.scalars(select(Message).where((Message.id == pad.ref) | (Message.target_ref == pad.ref)))
        assert [row.buttons for row in rows if row.buttons] == []


async def test_enter_pressed_twice_is_one_try(home: House) -> None:
    """Telegram delivers taps twice: the second 확인 finds nothing entered, and no try is counted for it."""
    await set_pin(home)
    await home.ask("풀기", "PIN을 눌러")
    await digits(home, "285093")
    before = home.last()
    home.chat.press(ALICE, "확인")
    home.chat.press(ALICE, "확인")
    await home.chat.wait_for(ALICE, "4번 더 해 볼", after=before)
    await enter(home, "285093", "3번 더 해 볼")


async def test_roles_are_given_after_the_pin(home: House) -> None:
    """An admin with a PIN lets nobody in before it."""
    await set_pin(home)
    home.chat.say(BOB, "안녕")
    await home.chat.wait_for(BOB, "아직 허락받지")
    before = home.last()
    home.chat.press(BOB, "사용 요청")
    await home.chat.wait_for(ALICE, "사용을 요청했어요", after=before)
    await home.press("보기만 허락", "PIN을 눌러")
    async with home.database.read() as session:
        bob = await users.get(session, BOB)
    assert bob is not None
    assert bob.state is UserState.ASKED

    await enter(home, PIN, "허락했어요")


async def test_restart_locks(tmp_path: Path, database_file: str) -> None:
    """Unlocked, stopped, started: the PIN is there, and nothing is open."""
    env = {"DATABASE_URL": database_file, "KEY_RING": new_key("kept")}
    async with house(tmp_path, **env) as home:
        await set_pin(home)
        await home.ask("풀기 8시간", "PIN을 눌러")
        await enter(home, PIN, "8시간 동안 풀었어요")
        assert await is_open(home)

    async with house(tmp_path, connected=False, **env) as home:
        assert not await is_open(home)
        await home.ask("풀기", "PIN을 눌러")
        await enter(home, PIN, "8시간 동안 풀었어요")
