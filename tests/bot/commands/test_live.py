"""실시간: a message that follows the market by itself, and ends by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import feed, markets
from bot.buttons import Press
from bot.chat import Incoming
from bot.commands.router import Router
from bot.live import screen, screens
from bot.localchat import Fault, Message
from bot.storage import users
from bot.storage.states import MessageKind, Role
from bot.storage.tables import Message as Outgoing
from bot.views.live import StopLive, TurnLive
from kis import Environment
from kis.market.clock import KST
from kis.realtime import registry, stream
from kis.simulator.halts import HaltRules
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.test_every_door import Edge

OPENING = datetime(2026, 11, 24, 8, 50, tzinfo=KST)
REAL, PAPER = Environment.REAL, Environment.PAPER


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits come as fast as a test reads them."""
    monkeypatch.setattr(screens, "EVERY", 0.05)


@pytest.fixture
async def real(tmp_path: Path, database_file: str) -> AsyncIterator[House]:
    """Alice with her real account beside the paper one, and the names of all that the simulator trades."""
    async with house(tmp_path, listed=True, DATABASE_URL=database_file) as home:
        await home.add_real()
        await home.known("57KA01")
        yield home


async def began(home: House, line: str) -> Message:
    """Begin a view, and wait until it hears."""
    first = await home.ask(f"실시간 {line}", "까지")
    return await home.chat.wait_for(ALICE, "아직", after=first.seq - 1)


async def seen(home: House, text: str, after: Message) -> Message:
    """Wait for a state of the same message."""
    found = await home.chat.wait_for(ALICE, text, after=after.seq)
    assert found.message_id == after.message_id
    return found


async def press(home: House, user: int, wanted: Press, message: Message) -> None:
    """Press what a message may have had once."""
    incoming = Incoming(user, "이름", user, private=True, message_id=message.message_id, press=wanted)
    await Router(home.bot.services).take(incoming, Edge())


def held(home: House) -> int:
    """Slots that live views have."""
    return sum(connection.viewed for connection in home.bot.services.connections.all())


async def test_one_message_follows_the_market(home: House) -> None:
    """It is edited in place by what the websocket tells, turns to another kind, and keeps its last state after 그만."""
    first = await began(home, "삼성전자")
    home.simulator.broker.set_price("005930", 70_900)
    moved = await seen(home, "70,900원", first)
    assert "● 실시간" in moved.text
    assert [[button.text for button in row] for row in moved.rows] == [["호가"], ["1분 더", "그만"]]

    home.chat.press(ALICE, "호가")
    turned = await seen(home, "호가 · KRX", moved)
    home.simulator.broker.set_price("005930", 71_000)
    book = await seen(home, "매도 잔량", turned)
    assert "▼ 71,000" in book.text
    assert "▲ 70,900" in book.text
    assert [text for text in book.versions if "멈췄어요" in str(text)] == []
    assert held(home) == 1

    over = await home.press("그만", "그만 보기로 했어요")
    assert over.message_id == first.message_id
    assert "▼ 71,000" in over.text
    assert [button.text for button in over.buttons] == ["▶ 다시 보기", "현재가"]
    assert held(home) == 0


async def test_it_ends_by_itself(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time; one more minute when asked for; and anew in the same message by 다시 보기."""
    monkeypatch.setattr(screens, "LIFE", 0.4)
    first = await began(home, "삼성전자")
    over = await seen(home, "1분이 지나 멈췄어요", first)
    assert held(home) == 0
    async with home.database.read() as session:
        edits = await session.scalar(select(func.count()).where(Outgoing.kind == MessageKind.EDIT))
    assert edits <= 3, "what has not changed is not said again"

    monkeypatch.setattr(screens, "LIFE", 60.0)
    home.chat.press(ALICE, "다시 보기")
    again = await seen(home, "10:01:", over)
    await home.press_for_toast("1분 더", "1분 더 볼게요")
    longer = await seen(home, "10:02:", again)
    assert "그만" in [button.text for button in longer.buttons]


async def test_another_view_ends_the_first(home: House) -> None:
    """There is one for each person: the first keeps its last state, and its slot goes to the second."""
    first = await began(home, "삼성전자")
    second = await began(home, "SK하이닉스")
    over = await home.chat.wait_for(ALICE, "다른 실시간을 열어 멈췄어요", after=first.seq)
    await press(home, ALICE, StopLive("005930", "trades", ""), first)
    home.simulator.broker.set_price("000660", 216_000)
    await seen(home, "216,000원", second)

    assert over.message_id == first.message_id
    assert held(home) == 1
    assert home.bot.services.connections.all()[0].stream.slots[0] == 1 + 1 + len(markets.notices(PAPER))


async def test_other_peoples_buttons_do_nothing(home: House) -> None:
    """Whoever presses what is not theirs ends nobody's view; a button of a view long over says that it is."""
    await home.ask("실시간 삼성전자", "까지")
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC), name="밥")
    first = home.chat.transcript(ALICE)[-1]
    stopping = StopLive("005930", "trades", "")
    await press(home, BOB, stopping, first)
    await press(home, BOB, TurnLive("005930", "book", ""), first)
    assert held(home) == 1
    home.simulator.broker.set_price("005930", 71_200)
    await seen(home, "71,200원", first)
    await press(home, ALICE, stopping, first)
    await press(home, ALICE, stopping, first)

    await seen(home, "실시간이 끝났어요", first)
    assert held(home) == 0


async def test_a_lost_connection_is_said_and_comes_back(home: House) -> None:
    """While the socket is gone the view says so, with what it knew; then it goes on by itself."""
    first = await began(home, "호가 삼성전자")
    home.simulator.broker.set_price("005930", 70_800)
    moved = await seen(home, "● 실시간", first)
    await home.socket("drop")
    lost = await seen(home, "끊김", moved)
    assert "70,800" in lost.text
    back = await seen(home, "다시 연결됐어요", lost)
    home.simulator.broker.set_price("005930", 71_300)

    assert "● 실시간" in (await seen(home, "71,300", back)).text


async def test_fills_and_near_alerts_keep_their_slots(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view without a slot asks now and then, and says so; an alert that is far away lends its own."""
    monkeypatch.setattr(screen, "ASK", 0.05)
    monkeypatch.setattr(feed, "TURN", 0.1)
    for module in (registry, stream):
        monkeypatch.setattr(module, "LIMIT", 1 + 1 + len(markets.notices(PAPER)))
    home.simulator.broker.set_price("005930", 70_000)
    await home.ask("알림 삼성전자 71000 이상", "71,000")
    first = await home.ask("실시간 SK하이닉스", "실시간 자리가 없어")
    home.simulator.broker.set_price("000660", 216_000)
    await seen(home, "216,000원", first)
    [connection] = home.bot.services.connections.all()
    assert (held(home), connection.sharing.polled) == (0, 0)

    home.simulator.broker.set_price("005930", 60_000)
    lent = await seen(home, "아직 체결이 없어요", first)
    home.simulator.broker.set_price("000660", 217_000)
    assert "● 실시간" in (await seen(home, "217,000원", lent)).text
    assert (held(home), connection.sharing.polled) == (1, 1)
    home.simulator.broker.set_price("005930", 71_000)
    await home.chat.wait_for(ALICE, "닿았어요")


async def test_an_alert_and_a_view_share_what_they_follow(home: House) -> None:
    """Whoever ends first leaves the other what it hears: one registration serves both."""
    [connection] = home.bot.services.connections.all()
    home.simulator.broker.set_price("005930", 70_000)
    await home.ask("알림 삼성전자 71000 이상", "71,000")
    used = connection.stream.slots[0]
    await began(home, "삼성전자")
    assert connection.stream.slots[0] == used
    await home.press("그만", "그만 보기로")
    home.simulator.broker.set_price("005930", 71_000)
    await home.chat.wait_for(ALICE, "닿았어요")

    again = await home.ask("실시간 삼성전자", "● 실시간")
    await home.ask("알림 삼성전자 72000 이상", "72,000")
    await home.press("지우기", "지웠어요")
    home.simulator.broker.set_price("005930", 71_500)
    await seen(home, "71,500원", again)


async def test_telegrams_silence_is_kept(home: House) -> None:
    """After a 429 nothing is said for as long as asked; then the newest state alone."""
    first = await began(home, "삼성전자")
    home.chat.fault(Fault(method="editMessageText", status=429, retry_after=1))
    for price in (70_600, 70_700, 70_800, 71_100):
        home.simulator.broker.set_price("005930", price)
    before = len(home.chat.transcript(ALICE)[-1].versions)
    moved = await seen(home, "71,100원", first)

    assert len(moved.versions) - before <= 1


async def test_a_bot_that_stops_says_so(tmp_path: Path, database_file: str) -> None:
    """The message of a view that a restart cuts off does not pretend to go on."""
    async with house(tmp_path, DATABASE_URL=database_file) as home:
        await began(home, "삼성전자")

    assert "봇이 다시 시작하느라 멈췄어요" in home.said()[-1]


CASES = (
    ("삼성전자", "005930", "70400", ("체결 · KRX", "70,400원", "체결강도")),
    ("호가 NXT 삼성전자", "005930", "70300", ("호가 · NXT", "매도 잔량")),
    ("통합 프로그램 삼성전자", "005930", "70400", ("프로그램 · 통합", "순매수")),
    ("회원사 삼성전자", "005930", "70300", ("회원사 · KRX", "외국계 순매수")),
    ("NAV KODEX 200", "069500", "44400", ("NAV · KRX", "NAV 44,")),
    ("57KA01", "57KA01", "61", ("ELW", "61원", "체결강도")),
    ("호가 57KA01", "57KA01", "60", ("호가 · KRX", "매도 잔량")),
    ("지수", "005930", "70400", ("지수", "누적", "상승")),
    ("프로그램 코스피", "005930", "70300", ("차익 순매수", "전체 순매수")),
    ("주간 A01612", "A01612", "443.25", ("체결 · 주간", "443.25", "계약")),
    ("주간 호가 A01612", "A01612", "443.30", ("호가 · 주간", "매도 잔량")),
    ("야간 A01612", "A01612", "443.25", ("체결 · 야간", "443.25")),
    ("야간 B01612445", "B01612445", "5.17", ("체결 · 야간", "5.17", "계약")),
    ("주간 호가 B01612445", "B01612445", "5.18", ("호가 · 주간", "매도 잔량")),
    ("A11612", "A11612", "70400", ("체결 · 주간", "70,400원")),
    ("호가 A11612", "A11612", "70300", ("호가 · 주간", "매도 잔량")),
    ("무료 애플", "AAPL", "268.52", ("체결 · 무료 시세", "$268.52")),
    ("유료 호가 애플", "AAPL", "268.51", ("호가 · 유료 시세", "매도 잔량")),
    ("주간 애플", "AAPL", "268.53", ("체결 · 미국 주간", "$268.53")),
    ("7203", "7203", "3108", ("¥3,108", "(15분 지연)")),
    ("호가 7203", "7203", "3107", ("호가 · 무료 시세", "매도 잔량", "(15분 지연)")),
)
"""What is asked for, what moves at KIS, and what is shown of it."""


async def test_every_family_tells_its_own(real: House) -> None:
    """Each market's rows come by the websocket and are said in its own units; a view leaves no slot behind."""
    for line, code, price, told in CASES:
        first = await real.ask(f"실시간 {line}", "까지")
        real.simulator.broker.set_price(code, Decimal(price))
        text = (await seen(real, "● 실시간", first)).text
        assert [each for each in told if each not in text] == [], (line, text)
        assert held(real) == 1

    used = {one.environment: one.stream.slots[0] for one in real.bot.services.connections.all()}
    assert used[REAL] == 1 + 1 + len(markets.notices(REAL))
    for _ in range(2):
        await real.ask("실전", "실전")
    await real.ask("알림 애플 280 이상", "걸었어요")
    shared = await real.ask("실시간 애플", "까지")
    real.simulator.broker.set_price("AAPL", Decimal("270"))
    assert "● 실시간" in (await seen(real, "$270.00", shared)).text
    assert held(real) == 0


async def test_what_is_not_there_says_what_is(home: House) -> None:
    """Paper lacks most channels: the nearest is the quote. A kind or a venue that does not exist is named."""
    lacking = await home.ask("실시간 애플", "모의투자에서는 쓸 수 없어요")
    assert "$" in lacking.text
    assert "🔄 새로고침" in [button.text for button in lacking.buttons]
    await home.ask("실시간 NXT 삼성전자", "모의투자에서는 쓸 수 없어요")
    await home.ask("실시간 프로그램 애플", "볼 수 있는 것: 체결, 호가")
    await home.ask("실시간 야간 삼성전자", "볼 수 있는 곳: KRX, 시간외, NXT, 통합")
    await home.ask("실시간", "예: 실시간 삼성전자")

    assert held(home) == 0


async def test_a_morning(tmp_path: Path, database_file: str) -> None:
    """Before the open the expected price; from nine on trades, by itself; and a VI in words."""
    async with house(tmp_path, now=OPENING, vi=HaltRules(), DATABASE_URL=database_file) as home:
        await home.add_real()
        clock, broker = home.simulator.broker.clock, home.simulator.broker
        first = await home.ask("실시간 삼성전자", "체결 · KRX 단일가")
        broker.set_price("005930", 70_900)
        expected = await home.chat.wait_for(ALICE, "● 실시간", after=first.seq)
        clock.advance(timedelta(minutes=11))
        broker.now()
        opened = await seen(home, "체결 · KRX\n", expected)
        broker.set_price("005930", 71_000)
        await seen(home, "71,000원", opened)

        status = await home.ask("실시간 장운영 삼성전자", "VI: 없음")
        broker.set_price("005930", 80_000)
        await seen(home, "VI: 발동 중", status)
