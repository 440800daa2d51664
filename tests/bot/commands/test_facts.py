"""What is told of a stock and of the market, in the chat."""

from __future__ import annotations

from tests.bot.house import House


async def test_looks_turn_into_each_other(home: House) -> None:
    """시세체결, 일별, 투자자, 회원사 each by its word, one turning into the other in place, and on to an order."""
    trades = await home.ask("시세체결 삼성전자", "시간별 체결")
    assert "🟢모의" in trades.text
    assert "○ 방금" in trades.text
    days = await home.press("일별", "일별")
    weeks = await home.press("주별", "일별")
    investors = await home.press("투자자", "개인 ")
    brokers = await home.press("회원사", "많이 산 회원사")
    await home.press("체결", "시간별 체결")
    home.simulator.broker.set_price("005930", 71_300)
    fresh = await home.press("새로고침", "71,300")
    assert {one.message_id for one in (days, weeks, investors, brokers, fresh)} == {trades.message_id}
    await home.press("호가", "매도 잔량")

    await home.ask("투자자 ㅅㅅㅈㅈ", "여럿이에요")
    await home.press("삼성전자 · 코스피", "개인 ")
    await home.ask("일별 하이닉스", "SK하이닉스")
    await home.ask("회원사", "예: 회원사 삼성전자")
    await home.ask("회원사 없는종목이름", "찾지 못했어요")


async def test_what_was_earned_is_asked_in_words(home: House) -> None:
    """`손익 이번달` answers, its periods turn in place, and a period that is none says what to type."""
    await home.ask("손익 이번달", "알려 주지 않아요")
    await home.ask("손익 언젠가", "예: 손익 이번달")
    await home.press("새로고침", "평가손익")
