"""KIS away, slow, in trouble, or gone mute: what the user reads, and that nothing is lost. The table of all bad input
is in `test_bad_input`.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.connection import Connection
from bot.storage.tables import Message as Outgoing
from kis.realtime.stream import State
from kis.simulator import NO_LIMITS, Simulator
from tests.bot.house import ALICE, House
from tests.journeys.conftest import SLOW, Opener
from tests.journeys.trading import PRICE, buy, card, orders, progress, pushes, sent, trade

ORDER, QUOTE = "order-cash", "inquire-price"
DOWN = "한국투자증권이 응답하지 않아요. 잠시 뒤에 다시 보내 주세요"


def connection(home: House) -> Connection:
    (found,) = home.bot.services.connections.all()
    return found


async def is_open(home: House) -> None:
    """Wait until notices come."""
    async with asyncio.timeout(5):
        while connection(home).stream.state is not State.OPEN or not connection(home).stream.slots[0]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_an_expired_token_is_not_noticed(open_house: Opener) -> None:
    """A token that ran out over night is renewed once, under a quote and under an order alike."""
    async with open_house() as home:
        await home.ask("삼성전자", "005930")
        connection(home).kis._tokens._spacing = 0  # a night passes at the broker, but not on this machine
        trade(home, PRICE + 500)
        await card(home)
        home.simulator.broker.clock.advance(timedelta(hours=25))
        await home.press("매수 확정", "매수 · 접수")

        assert len(orders(home)) == 1
        assert issued(home) == 2


async def test_a_token_refused_within_the_minute_says_when_to_come_back(open_house: Opener) -> None:
    """KIS issues one a minute: a quote says so, an order has not been sent and can be looked at again."""
    async with open_house() as home:
        trade(home, PRICE + 500)
        await card(home)
        refused = {"do": "message", "msg_cd": "EGW00123", "msg1": "기간이 만료된 token 입니다."}
        await home.simulator_fault(times=1, path=QUOTE, **refused)
        await home.ask("삼성전자", "1분 뒤에 다시 해 주세요")
        await home.simulator_fault(times=1, path=ORDER, **refused)
        told = await home.press("매수 확정", "#거부")

        assert "보내지 않았어요. 접속 토큰은 1분에 한 번만" in told.text
        assert orders(home) == []
        await home.press("다시 확인", "매수 확인")
        await home.press("매수 확정", "매수 · 접수")


def issued(home: House) -> int:
    """How many tokens KIS has given out."""
    return sum(row.get("path") == "/oauth2/tokenP" for row in home.simulator.journal.entries())


async def test_a_wrong_hts_id_is_told_and_fills_are_found(open_house: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """KIS takes any id and stays silent: the fill is found in its list, told once, and the user reads why."""
    monkeypatch.setattr("bot.feed.DOUBT", 0.1)
    async with open_house() as home:
        wrong = replace(home.simulator.credentials(), hts_id="nobody")
        await home.bot.services.connections.connect(ALICE, wrong)
        await buy(home)
        trade(home, PRICE)
        home.simulator.broker.clock.advance(timedelta(minutes=1))
        await home.ask("삼성전자", "005930")
        await home.chat.wait_for(ALICE, "#점검 체결 통보가 오지 않아요")
        await home.chat.wait_for(ALICE, "전량 체결")
        await asyncio.sleep(0.3)

        assert progress(pushes(home)) == ["10/10"]
        assert len(pushes(home, "#점검")) == 1


async def test_a_notice_ahead_of_the_answer_is_heard(open_house: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """KIS announces an order before it has answered: the channel works, and nobody is told that it does not."""
    monkeypatch.setattr("bot.feed.DOUBT", 0.05)
    async with open_house() as home:
        await is_open(home)
        await home.simulator_fault(times=1, path=ORDER, do="late", seconds=0.2)
        await buy(home)
        home.simulator.broker.clock.advance(timedelta(minutes=1))
        await home.ask("삼성전자", "005930")
        await asyncio.sleep(0.2)

        assert pushes(home, "#점검") == []


TROUBLE = {
    "500 without a body": {"code": 500},
    "500 with a page": {"code": 500, "body": "<html>잠시"},
    "500 with KIS's words": {"do": "message", "msg_cd": "EGW00300", "msg1": "Gateway 라우팅 오류"},
    "no JSON": {"do": "garbage"},
    "cut off": {"do": "cut_before"},
    "slow": {"do": "delay", "seconds": SLOW + 0.3},
}


@pytest.mark.parametrize("fault", TROUBLE.values(), ids=TROUBLE)
async def test_500_or_a_slow_answer_is_one_sentence(open_house: Opener, fault: dict[str, object]) -> None:
    """A look that fails says to come back later, once; then it works again."""
    async with open_house() as home:
        await home.simulator_fault(times=3, path=QUOTE, **fault)
        await home.ask("삼성전자", DOWN)
        await home.ask("삼성전자", "005930")

        assert len(home.said()) == 2


TAKEN = {
    "500 without a body": ({"do": "status", "code": 500}, False),
    "500 with KIS's words": ({"do": "message", "msg_cd": "EGW00300", "msg1": "Gateway 라우팅 오류"}, False),
    "cut before it was taken": ({"do": "cut_before"}, False),
    "cut after it was taken": ({"do": "cut_after"}, True),
    "garbage after it was taken": ({"do": "garbage"}, True),
    "slow": ({"do": "delay", "seconds": SLOW + 0.1}, True),
}


@pytest.mark.parametrize(("fault", "taken"), TAKEN.values(), ids=TAKEN)
async def test_an_order_met_by_500_is_unknown_until_it_is_known(
    open_house: Opener, fault: dict[str, object], taken: bool
) -> None:
    """결과 불명 first, never "not ordered"; then what KIS's list says. It is sent once."""
    async with open_house() as home:
        trade(home, PRICE + 500)
        shown = await card(home)
        await home.simulator_fault(times=1, path=ORDER, **fault)
        await home.press("매수 확정", "매수 · 접수" if taken else "접수되지 않은 것으로 확인")
        (ended,) = (m for m in home.chat.transcript(ALICE) if m.message_id == shown.message_id)
        async with home.database.read() as session:
            written = await session.scalars(select(Outgoing.text).order_by(Outgoing.id))
            told = [text for text in written if "결과 불명" in text or "접수를 확인" in text or "접수되지" in text]

        assert len(orders(home)) == taken
        assert sent(home) == 1
        assert "결과 불명" in told[0]  # in the outbox; a screen that is behind may see the newest edit alone
        assert ("접수" if taken else "거부") in ended.text


async def test_kis_away_at_the_start_and_under_an_order(open_house: Opener) -> None:
    """The bot starts without KIS and says so; when KIS goes again an order says that it was not sent; both recover."""
    async with Simulator.serve(always_open=True, limits=NO_LIMITS) as other:
        rest, ws = other.rest, other.ws
    origins = {"KIS_PAPER_ORIGIN": rest, "KIS_PAPER_WS_ORIGIN": ws}
    ports = {"port": int(rest.rpartition(":")[2]), "ws_port": int(ws.rpartition(":")[2])}
    async with open_house(**origins) as home:
        await home.ask("삼성전자", DOWN)
        async with Simulator.serve(always_open=True, limits=NO_LIMITS, **ports) as back:
            home.simulator = back
            await is_open(home)
            trade(home, PRICE + 500)
            await card(home)
        told = await home.press("매수 확정", "#거부")
        assert "보내지 않았어요. 한국투자증권이 응답하지 않아요" in told.text

        connection(home).kis._tokens._spacing = 0  # the simulator that comes back knows no token
        async with Simulator.serve(always_open=True, limits=NO_LIMITS, **ports) as back:
            home.simulator = back
            trade(home, PRICE + 500)
            await home.press("다시 확인", "매수 확인")
            await home.press("매수 확정", "매수 · 접수")
            assert len(orders(home)) == 1


CUTS = {"before the fill": ("drop", "fill"), "right after the fill": ("fill", "drop"), "mute": ("mute", "fill", "drop")}


@pytest.mark.parametrize("steps", CUTS.values(), ids=CUTS)
async def test_a_stream_cut_in_the_middle_of_a_fill(open_house: Opener, steps: tuple[str, ...]) -> None:
    """Three shares are told by notice; the stream is cut around the next seven: found by KIS's list, told once."""
    async with open_house() as home:
        await is_open(home)
        await buy(home)
        trade(home, PRICE, 3)
        await home.chat.wait_for(ALICE, "(3/10)")
        sockets = home.simulator.sockets
        for step in steps:
            if step == "drop":
                sockets.refuse(0.2)
                sockets.drop(None)
            elif step == "mute":
                sockets.silence(None, 0.2)
            else:
                trade(home, PRICE, 7)
        await home.chat.wait_for(ALICE, "(10/10)")
        await home.chat.wait_for(ALICE, "전량 체결")
        await is_open(home)
        await home.ask("체결", "오늘 체결")

        assert progress(pushes(home)) == ["3/10", "10/10"]
        assert connection(home).stream.counts.reconnects >= 1
