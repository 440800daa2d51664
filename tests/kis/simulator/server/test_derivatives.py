"""Answers about the market of futures and options agree with each other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.derivatives import BoardProduct, Market
from kis.market.fees import Market as Listed
from kis.simulator import Simulator
from kis.symbols.live import Symbols
from kis.symbols.master.checks import Demands
from kis.symbols.master.files import FILES
from tests.kis.simulator.server.customer import customer

MONDAY = date(2026, 11, 23)
FUTURE: dict[str, Any] = {"symbol": "A01612"}


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    """The first owner's real account."""
    async with customer(simulator, Environment.REAL) as kis:
        yield kis


async def test_price_book_chart_and_boards_agree(simulator: Simulator, kis: Kis) -> None:
    """Every answer about a contract tells the same day, to the tick and to the contract."""
    simulator.broker.set_price("A05612", Decimal("444.10"))
    mini: dict[str, Any] = {"symbol": "A05612"}
    quotes, boards = kis.derivatives.quotes, kis.derivatives.boards

    price = (await quotes.price(**mini)).contract
    book = await quotes.order_book(**mini)
    chart = await quotes.chart(**mini, start=MONDAY, end=MONDAY)
    minutes = await quotes.minute_chart(**mini, date=MONDAY, time=time(10))
    (row, *_) = await boards.futures(product=BoardProduct.MINI_KOSPI200)

    assert price.price == Decimal("444.10")
    assert book.summary is not None
    assert chart.summary is not None
    assert {book.summary.price, chart.summary.price, chart.candles[0].close, minutes.candles[0].close, row.price} == {
        price.price
    }
    assert {book.summary.volume, chart.summary.volume, chart.candles[0].volume, row.volume} == {price.volume}
    assert (price.high, price.low) == (chart.candles[0].high, chart.candles[0].low)
    assert chart.candles[0].value == price.value == minutes.candles[0].value
    assert (book.ladder.asks[0].price, book.ladder.bids[0].price) == (row.ask, row.bid)
    assert price.value is not None
    assert price.volume is not None
    assert 440 * 50 < price.value / price.volume < 448 * 50


async def test_indices_beside_a_contract(simulator: Simulator, kis: Kis) -> None:
    """KOSPI and KOSPI200 stand with every price, and the basis is what lies between."""
    answer = await kis.derivatives.quotes.price(**FUTURE)
    board = await kis.derivatives.boards.underlying(**FUTURE)

    assert answer.kospi200 is not None
    assert answer.kospi200.price == simulator.broker.spot("2001") == board.underlying.underlying_price
    assert answer.contract.market_basis == answer.contract.price - simulator.broker.spot("2001")
    assert (answer.contract.last_trading_day, answer.contract.days_left) == (date(2026, 12, 10), 17)
    assert 17 in [row.days_left for row in board.expiries]


async def test_option_board(kis: Kis) -> None:
    """Calls and puts by strike, dearest strike first; months from the list lead to boards."""
    boards = kis.derivatives.boards
    months = [row.month for row in await boards.option_months()]
    board = await boards.options(month=months[0])

    assert months == ["202612", "202701"]
    assert [row.strike for row in board.calls] == [row.strike for row in board.puts]
    assert [row.strike for row in board.calls] == sorted((row.strike for row in board.calls), reverse=True)
    assert [row.moneyness for row in board.calls] == ["OTM"] * 4 + ["ATM"] + ["ITM"] * 2
    assert [row.moneyness for row in board.puts] == ["ITM"] * 4 + ["ATM"] + ["OTM"] * 2
    for row in (*board.calls, *board.puts):
        price = await kis.derivatives.quotes.price(symbol=row.symbol, market=Market.INDEX_OPTIONS)
        assert (row.price, row.delta, row.intrinsic_value) == (
            price.contract.price,
            price.contract.delta,
            (row.price or 0) - (row.time_value or 0),
        )
    assert (await boards.options(month="202612", product=BoardProduct.KOSDAQ150)).calls == ()


async def test_wrong_symbol_is_a_success_of_zeros(kis: Kis) -> None:
    """As at KIS: nothing there tells that the contract does not exist."""
    quotes = kis.derivatives.quotes

    assert (await quotes.price(symbol="A01699")).contract.price == 0
    assert (await quotes.order_book(symbol="A01699")).ladder.asks == ()
    assert (await quotes.chart(symbol="A01699", start=MONDAY, end=MONDAY)).candles == ()


async def test_contracts_are_in_the_master_files(simulator: Simulator, tmp_path: Path) -> None:
    """What is listed today can be found by its words, with strike, month and underlying."""
    files = [file for file in FILES if file.name.startswith("fo_")]
    symbols = Symbols(tmp_path, origin=simulator.rest, files=files, demands=Demands(least=0))
    await symbols.refresh()

    future, option = symbols.by_code("A01612"), symbols.by_code("C01612440")
    assert future is not None
    assert option is not None
    assert future.contract is not None
    assert option.contract is not None
    assert (future.market, future.contract.nearest, future.contract.multiplier) == (Listed.FUTURE, True, 250_000)
    assert (option.market, option.contract.strike, option.contract.month) == (Listed.OPTION, 440, "202612")
    assert symbols.by_code("A11612") is not None
