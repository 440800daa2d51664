"""차트 and 잔고 그림, asked of the living bot."""

from __future__ import annotations

from bot.charts import candles
from bot.charts.canvas import BLUE, RED
from bot.localchat import Message
from tests.bot.charts.looking import dots, picture
from tests.bot.house import ALICE, House
from tests.journeys.trading import buy


def shown(message: Message) -> bytes:
    """The picture of a message."""
    assert message.file is not None
    return message.file.data


async def test_a_chart_is_asked_turned_and_refreshed_in_place(home: House) -> None:
    """One picture: days, then weeks, then minutes, in the same message."""
    days = await home.ask("차트 카카오 3달", "일봉")
    weeks = await home.press("주봉", "주봉")
    minutes = await home.press("분봉", "1분봉")
    again = await home.press("새로고침", "1분봉")

    assert {days.message_id} == {weeks.message_id, minutes.message_id, again.message_id}
    assert picture(shown(days)).size == (candles.WIDTH, candles.HEIGHT)
    assert len({shown(days), shown(weeks), shown(minutes)}) == 3
    assert {RED, BLUE} == {color for color in (RED, BLUE) if dots(shown(days), color, (24, 232, 900, 880))}
    assert [button.text for button in again.buttons] == [
        "· 분봉 ·",
        "일봉",
        "주봉",
        "월봉",
        "🔄 새로고침",
        "호가",
        "매수",
        "🔔 알림",
    ]


async def test_a_chart_leads_on_to_the_book_and_an_order(home: House) -> None:
    """호가 and 매수 under a chart are those of its stock."""
    await home.ask("차트 005930", "일봉")
    await home.press("호가", "매도 잔량")
    await home.ask("차트 005930", "일봉")
    await home.press("매수", "삼성전자")

    assert home.simulator.broker.every_order() == []


async def test_indices_and_stocks_abroad(home: House) -> None:
    """An index has no minutes and nothing to buy; a stock abroad has no book in paper. Both can be waited for."""
    index = await home.ask("차트 코스피", "일봉")
    assert [button.text for button in index.buttons] == ["· 일봉 ·", "주봉", "월봉", "🔄 새로고침", "🔔 알림"]
    assert "일봉, 주봉, 월봉" in (await home.ask("차트 코스피 5분", "볼 수 있어요")).text

    abroad = await home.ask("차트 NVDA 주봉", "주봉")
    assert [button.text for button in abroad.buttons][-3:] == ["🔄 새로고침", "매수", "🔔 알림"]


async def test_what_cannot_be_charted_is_said(home: House) -> None:
    """Nothing named, nothing found, several found, a span out of reach: each has its sentence."""
    assert "예: 차트 카카오 3달" in (await home.ask("차트", "어느 종목")).text
    await home.ask("차트 없는종목이름", "찾지 못했어요")
    await home.ask("차트 카카오 7분", "분봉은 1, 3, 5, 10, 15, 30, 60분")
    await home.ask("차트 삼성전자 5분 2026-11-20", "모의투자에는 지난날의 분봉이 없어요")
    await home.ask("차트 ㅅㅅㅈㅈ 3달", "여럿이에요")
    assert "삼성전자우" in (await home.press("삼성전자우", "일봉")).text


async def test_what_one_has_is_on_the_chart(home: House) -> None:
    """An open order is drawn; where KIS does not tell the average price, the chart comes and says so."""
    before = shown(await home.ask("차트 삼성전자", "일봉"))
    await buy(home)
    waiting = shown(await home.ask("차트 삼성전자", "일봉"))
    await home.simulator_fault(path="/uapi/domestic-stock/v1/trading/inquire-balance", code=500)
    blind = shown(await home.ask("차트 삼성전자", "일봉"))

    assert len({before, waiting, blind}) == 3


async def test_the_balance_as_a_picture(home: House) -> None:
    """그림 under 잔고 draws it, `잔고 그림` too, and 🔄 draws it anew in place."""
    await home.ask("잔고", "예수금")
    first = await home.press("그림", "잔고 그림")
    await home.press("새로고침", "잔고 그림")
    said = await home.ask("잔고 그림", "잔고 그림")

    assert said.message_id != first.message_id
    assert said.protected
    assert picture(shown(said)).width == 1080
    assert len([one for one in home.chat.transcript(ALICE) if one.file is not None]) == 2
