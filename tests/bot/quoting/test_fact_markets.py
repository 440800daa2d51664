"""What is told of stocks, funds, indices, contracts and stocks abroad: the figures of KIS, from a standing market."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from bot.connection import Connection
from bot.errors import StaleButton, UserError
from bot.quoting import books
from bot.quoting.facts import Fact, facts
from bot.views import book as book_views
from bot.views import facts as views
from kis import Environment
from kis.derivatives.codes import Market as Board
from kis.domestic.codes import Period
from kis.errors import NotOffered
from kis.market.fees import Market
from kis.market.ticks import Board as Ticks
from kis.overseas.codes import Exchange
from kis.symbols import Instrument
from kis.symbols.near import near_futures
from tests.bot.quoting.test_facts import APPLE
from tests.bot.standing import MORNING, standing
from tests.bot.views.test_cards import SAMSUNG

KOSPI = Instrument("0001", "코스피", Market.INDEX)
SPX = Instrument("SPX", "S&P 500", Market.INDEX, currency="USD")
FUTURE = near_futures(MORNING.date())[0]
KODEX = Instrument("069500", "KODEX 200", Market.KOSPI, Ticks.FUND)
TODAY = f"{MORNING:%y-%m-%d}"
TAGS = re.compile("<[^>]*>")


async def told(connection: Connection, instrument: Instrument, fact: Fact, more: str = "") -> list[str]:
    """The lines between the title and how fresh they are."""
    text, _ = views.card(await facts(connection, instrument, fact, more), "🔴실전")
    return unescape(TAGS.sub("", text)).splitlines()[2:-1]


async def test_days_of_every_market() -> None:
    """Closes with what they changed against the day before, in the unit of the market, in paper as for real money."""
    async with standing(Environment.REAL) as (_, connection):
        end = MORNING.date()
        index = (await connection.kis.domestic.indices.days(index="0001", day=end)).days[1]
        shown = f"{index.date:%y-%m-%d}  {index.close:,.2f} ({index.change_rate:+.2f}%)  {index.volume:,}천주"
        assert (await told(connection, KOSPI, Fact.DAYS))[1] == shown
        real = await told(connection, KOSPI, Fact.DAYS)

        asked = connection.kis.derivatives.quotes
        start = end - timedelta(days=10)
        candles = (await asked.chart(symbol=FUTURE.code, start=start, end=end, market=Board.INDEX_FUTURES)).candles
        rate = 100 * (candles[0].close - candles[1].close) / candles[1].close
        shown = f"{TODAY}  {candles[0].close:.2f} ({rate:+.2f}%)  {candles[0].volume:,}계약"
        assert (await told(connection, FUTURE, Fact.DAYS))[0] == shown
        weeks = (
            await asked.chart(
                symbol=FUTURE.code,
                start=end - timedelta(days=30),
                end=end,
                period=Period.WEEK,
                market=Board.INDEX_FUTURES,
            )
        ).candles
        assert (await told(connection, FUTURE, Fact.DAYS, "W"))[1].startswith(f"{weeks[1].date:%y-%m-%d}  ")

        abroad = (await connection.kis.overseas.quotes.chart(symbol="AAPL", exchange=Exchange.NASDAQ)).candles[1]
        shown = f"{abroad.date:%y-%m-%d}  {abroad.close:.2f} ({abroad.change_rate:+.2f}%)  {abroad.volume:,}주"
        assert (await told(connection, APPLE, Fact.DAYS))[1] == shown
        assert len(await told(connection, SPX, Fact.DAYS)) > 10
    async with standing(Environment.PAPER) as (_, connection):
        assert (await told(connection, KOSPI, Fact.DAYS))[:15] == real[:15]


async def test_trades_abroad_and_of_contracts() -> None:
    """The newest trades of a stock abroad; of a future its minutes, which say so; neither in paper."""
    async with standing(Environment.REAL) as (simulator, connection):
        price = (await connection.kis.derivatives.quotes.price(symbol=FUTURE.code)).contract.price
        minutes = await told(connection, FUTURE, Fact.TRADES)
        assert minutes[1] == "한국투자증권이 1분마다 모아 알려 줘요."
        assert re.fullmatch(rf"10:00  {price:.2f}  [\d,]+계약", minutes[2])
        assert await told(connection, APPLE, Fact.TRADES) == ["아직 없어요."]

        simulator.broker.clock.advance(timedelta(hours=14))
        simulator.broker.set_price("AAPL", Decimal("271.5"))
        trade = (await connection.kis.overseas.quotes.trades(symbol="AAPL", exchange=Exchange.NASDAQ)).trades[0]
        shown = await told(connection, APPLE, Fact.TRADES)
        assert shown[0] == f"체결강도 {trade.strength:.2f}%"
        assert shown[1] == f"{trade.time:%H:%M:%S}  {trade.price:.2f} ({trade.change_rate:+.2f}%)  {trade.quantity:,}주"
        for instrument in (APPLE, FUTURE):
            with pytest.raises(StaleButton):
                await facts(connection, instrument, Fact.TRADES, "093000")
        with pytest.raises(UserError, match="코스피에는 「시간별 체결」 자료가 없어요"):
            await facts(connection, KOSPI, Fact.TRADES)
    async with standing(Environment.PAPER) as (_, connection):
        for instrument in (APPLE, FUTURE):
            with pytest.raises(NotOffered):
                await facts(connection, instrument, Fact.TRADES)


async def test_what_a_stock_is() -> None:
    """Shares, margin, NXT and warnings at home; lots, state and names abroad."""
    async with standing(Environment.REAL) as (_, connection):
        ask = connection.kis.domestic
        info, state = await ask.info.stock_info(symbol="005930"), await ask.quotes.price_detail(symbol="005930")
        shown = await told(connection, SAMSUNG, Fact.INFO)
        assert shown[0] == "KOSPI200"
        assert f"상장 {info.listed_shares:,}주" in shown
        assert f"증거금 {state.margin_rate:.0f}% · 신용 가능" in shown
        assert shown[-2:] == ["NXT에서도 거래돼요", "관리·경고·정지 지정이 없어요."]
        abroad = await connection.kis.overseas.info.stock_info(symbol="AAPL", exchange=Exchange.NASDAQ)
        shown = await told(connection, APPLE, Fact.INFO)
        assert shown[0].startswith(f"{abroad.country_name} · {abroad.exchange_name}")
        assert shown[1] == "주식 · 정상 거래"
        assert shown[-1] == f"{abroad.english_name} · {abroad.isin}"


async def test_who_bought_by_kind_of_institution() -> None:
    """The day's three groups, and under them each kind of institution with its sign."""
    async with standing(Environment.REAL) as (_, connection):
        day = (await connection.kis.domestic.quotes.flows(symbol="005930", day=MORNING.date())).days[0]
        shown = await told(connection, SAMSUNG, Fact.INVESTORS, "all")
        assert shown[0].startswith(f"{day.date:%m-%d}  개인 {day.individual_net_buying:+,} · 외국인 ")
        assert f"금융투자 {day.securities_net_buying:+,}" in shown[1]
        assert f"연기금 {day.pension_net_buying:+,}" in shown[1]


async def test_what_a_fund_holds_and_is_worth() -> None:
    """Weights and prices page by page, each stock a button; the gap between price and NAV is KIS's own."""
    async with standing(Environment.REAL) as (_, connection):
        parts = (await connection.kis.domestic.etf.components(symbol="069500")).components
        one = parts[0]
        shown = await told(connection, KODEX, Fact.PARTS)
        assert shown[0] == f"{len(parts)}종목 · 비중이 큰 것부터"
        assert shown[1] == f"1. {one.name} {one.weight:.2f}% · {one.price:,}원 ({one.change_rate:+.2f}%)"
        found = await facts(connection, KODEX, Fact.PARTS, "1")
        text, rows = views.card(found, "🔴실전")
        assert f"16. <b>{parts[15].name}</b>" in text
        assert rows[0][0].data == f"quote:{parts[15].symbol}"
        etf = await connection.kis.domestic.etf.price(symbol="069500")
        assert f"괴리율 {etf.disparity_rate:+.2f}%" in await told(connection, KODEX, Fact.NAV)
        assert (await told(connection, KODEX, Fact.NAV))[1].startswith(f"NAV {etf.nav:,.2f}")
        for more in ("0", "100", "x", "-1"):
            with pytest.raises(StaleButton):
                await facts(connection, KODEX, Fact.PARTS, more)


async def test_what_of_a_book_is_the_providers() -> None:
    """Under the totals of an ETF's book stands the liquidity provider's part, which paper does not tell."""
    async with standing(Environment.REAL) as (_, connection):
        book = await connection.kis.domestic.etf.order_book(symbol="069500")
        text, _ = book_views.card(await books.book(connection, KODEX), "🔴실전")
        assert f"그중 LP 매도 {book.lp_total_ask_size:,} │ 매수 {book.lp_total_bid_size:,}" in text
        assert "LP" not in book_views.card(await books.book(connection, SAMSUNG), "🔴실전")[0]
    async with standing(Environment.PAPER) as (_, connection):
        assert "LP" not in book_views.card(await books.book(connection, KODEX), "🟢모의")[0]


async def test_single_price_trading_is_over() -> None:
    """What KIS still answers with zeros is told as nothing, with what took its place; in paper its days."""
    over = "시간외 단일가는 2026-09-11에 끝났어요. 지금은 16~20시에 애프터마켓에서 거래해요."
    none = "시간외 단일가로 거래된 것이 없어요."
    async with standing(Environment.REAL) as (_, connection):
        assert await told(connection, SAMSUNG, Fact.OVERTIME) == [none, "매도 잔량 0 │ 매수 잔량 0", over]
        for more in ("D", "T"):
            assert await told(connection, SAMSUNG, Fact.OVERTIME, more) == [none, over]
    async with standing(Environment.PAPER) as (_, connection):
        assert await told(connection, SAMSUNG, Fact.OVERTIME) == [none, over]
