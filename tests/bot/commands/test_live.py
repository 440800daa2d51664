"""실시간: a message that follows the market by itself, and ends by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import feed, markets
from bot.buttons import Press
from bot.chat import Incoming
from bot.commands.router import Router
from bot.errors import StorageBusy
from bot.live import screen, screens
from bot.live.wish import Wish
from bot.localchat import Fault, Message
from bot.names import by_key
from bot.storage import users
from bot.storage.states import MessageKind, Role
from bot.storage.tables import Message as Outgoing
from bot.views.live import MoreLive, StopLive, TurnLive
from bot.views.text import Card
from kis import Environment
from kis.realtime import registry, stream
from tests.bot.commands.viewing import began, held, seen
from tests.bot.house import ALICE, BOB, House, house
from tests.bot.test_every_door import Edge

PAPER = Environment.PAPER


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits come as fast as a test reads them."""
    monkeypatch.setattr(screens, "EVERY", 0.05)


async def press(home: House, user: int, wanted: Press, message: Message) -> None:
    """Press what a message may have had once."""
    incoming = Incoming(user, "이름", user, private=True, message_id=message.message_id, press=wanted)
    await Router(home.bot.services).take(incoming, Edge())


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


async def test_a_view_ends_with_its_account(home: House) -> None:
    """What was disconnected tells nothing any more, and the message says so at once."""
    first = await began(home, "삼성전자")
    await home.bot.services.connections.remove(ALICE, PAPER)
    over = await home.chat.wait_for(ALICE, "계좌 연결이 바뀌어 멈췄어요", after=first.seq, timeout=3)

    assert over.message_id == first.message_id


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


async def test_a_view_that_cannot_be_said_gives_its_slot_back(home: House) -> None:
    """Where the database takes no message there is no view, and nothing follows for it."""
    services = home.bot.services
    async with home.database.read() as session:
        user = await users.get(session, ALICE)
    assert user is not None

    async def unsaid(_card: Card) -> int:
        raise StorageBusy

    wish = Wish(by_key(services.symbols, "005930"))
    with pytest.raises(StorageBusy):
        await services.screens.begin(user, ALICE, wish, unsaid)
    assert held(home) == 0


async def test_it_can_be_made_to_go_on_only_so_long(home: House) -> None:
    """However often `1분 더` is pressed, a slot is not held for more than ten minutes from then."""
    first = await began(home, "삼성전자")
    for _ in range(20):
        await press(home, ALICE, MoreLive("005930", "trades", ""), first)
    [running] = home.bot.services.screens._running.values()
    assert screens.MOST - 5 < running.left <= screens.MOST
