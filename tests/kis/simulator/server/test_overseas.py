"""Overseas stocks over REST: what the answers say of each other, and what clients in the wild send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.errors import Rejected
from kis.market.clock import KST
from kis.overseas import DaytimeMarket, Exchange
from kis.overseas.ranks import Direction
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.orders import PlaceOrder, Side
from kis.units import Amount, Shares

from .customer import customer
from .plain import plain

APPLE: dict[str, Any] = {"symbol": "AAPL", "exchange": Exchange.NASDAQ}
NOBODY: dict[str, Any] = {"symbol": "NOSUCH", "exchange": Exchange.NASDAQ}
TRADING = "/uapi/overseas-stock/v1/trading"


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A Tuesday morning in New York; the clock stands."""
    night = datetime(2026, 11, 24, 23, 45, tzinfo=KST)
    async with Simulator.serve(limits=NO_LIMITS, now=night, speed=0) as simulator:
        yield simulator


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with customer(simulator) as kis:
        yield kis


def play(simulator: Simulator, seconds: int = 90) -> None:
    """Let the market trade by itself."""
    simulator.broker.autoplay(on=True)
    for _ in range(seconds):
        simulator.broker.clock.advance(timedelta(seconds=1))
        simulator.broker.step(1)
    simulator.broker.autoplay(on=False)


async def test_all_that_is_shown_of_a_stock_agrees(simulator: Simulator, kis: Kis) -> None:
    """Price, detail, book, trades, watchlist, candles, minutes and ranks tell one day, to the share."""
    play(simulator)
    quotes = kis.overseas.quotes
    price = await quotes.price(**APPLE)
    detail = await quotes.detail(**APPLE)
    book = await quotes.order_book(**APPLE)
    trades = (await quotes.trades(**APPLE)).trades
    (watched,) = await quotes.watch([(Exchange.NASDAQ, "AAPL")])
    (candle, *older) = (await quotes.chart(**APPLE)).candles
    minutes = await quotes.minutes(**APPLE, since=datetime(2026, 11, 24, 18, 0, tzinfo=KST))
    ranked = {row.symbol: row for row in (await kis.overseas.ranks.volume(exchange=Exchange.NASDAQ)).stocks}

    assert price.price is not None
    assert {
        detail.price,
        book.head.price,
        trades[0].price,
        watched.price,
        candle.close,
        minutes[0].close,
        ranked["AAPL"].price,
    } == {price.price}
    assert {detail.volume, watched.volume, candle.volume, trades[0].volume, sum(m.volume or 0 for m in minutes)} == {
        price.volume
    }
    assert older[0].close == price.previous_close
    assert price.change == detail.change == price.price - older[0].close
    assert (candle.open, candle.high, candle.low) == (detail.open, detail.high, detail.low)
    assert (minutes[-1].open, max(m.high for m in minutes), min(m.low for m in minutes)) == (
        candle.open,
        candle.high,
        candle.low,
    )
    assert price.price in (book.ladder.asks[0].price, book.ladder.bids[0].price)
    assert (watched.ask, watched.bid) == (book.ladder.asks[0].price, book.ladder.bids[0].price)


async def test_unknown_symbol_is_a_success_of_blanks(kis: Kis) -> None:
    """As at KIS nothing is refused, and there is no price to trade at; nor at another exchange."""
    quotes = kis.overseas.quotes
    assert (await quotes.price(**NOBODY)).price is None
    assert (await quotes.price(symbol="AAPL", exchange=Exchange.NYSE)).price is None
    assert (await quotes.detail(**NOBODY)).change is None
    assert (await quotes.detail(**NOBODY)).price is None
    assert (await quotes.order_book(**NOBODY)).ladder.asks == ()
    assert (await quotes.trades(**NOBODY)).trades == ()
    assert (await quotes.chart(**NOBODY)).candles == ()
    assert (await quotes.minute_chart(**NOBODY)).minutes == ()
    assert await quotes.watch([(Exchange.NASDAQ, "NOSUCH")]) == ()


async def test_daytime_market_shows_the_same_price(kis: Kis) -> None:
    """Under its own exchange code and realtime key."""
    by_night = await kis.overseas.quotes.price(**APPLE)
    by_day = await kis.overseas.quotes.price(symbol="AAPL", exchange=DaytimeMarket.NASDAQ)

    assert by_day.price == by_night.price
    assert (by_night.realtime_key, by_day.realtime_key) == ("DNASAAPL", "RBAQAAPL")


async def test_charts_walk_back(kis: Kis) -> None:
    """Two hundred days in two charts, each day once; minutes go on before midnight and before today."""
    quotes = kis.overseas.quotes
    start, end = datetime(2026, 2, 2, tzinfo=KST).date(), datetime(2026, 11, 24, tzinfo=KST).date()
    candles = await quotes.candles(**APPLE, start=start, end=end)
    days = [candle.date for candle in candles]
    assert days == sorted(set(days), reverse=True)
    assert len(days) > 200
    assert days[-1] == start

    minutes = await quotes.minutes(**APPLE, since=datetime(2026, 11, 20, 23, 30, tzinfo=KST), step=5)
    moments = [minute.at for minute in minutes]
    assert moments == sorted(set(moments), reverse=True)
    assert moments[-1] == datetime(2026, 11, 20, 23, 30, tzinfo=KST)


async def test_price_can_be_set_with_decimals(simulator: Simulator, kis: Kis) -> None:
    """The control call takes dollars and cents, and refuses what is finer."""
    async with plain(simulator) as client:
        assert (await client.sim("price", symbol="AAPL", price="271.23")).status_code == 200
        assert (await client.sim("price", symbol="AAPL", price=271.234)).status_code == 400

    assert (await kis.overseas.quotes.price(**APPLE)).price == Decimal("271.23")


async def test_ranks_are_in_order(simulator: Simulator, kis: Kis) -> None:
    """Risen from the top, fallen from the bottom; searching keeps to its conditions."""
    for symbol, price in (("AAPL", "300.00"), ("TSLA", "300.00")):
        simulator.broker.set_price(symbol, Decimal(price))
    ranks = kis.overseas.ranks
    risen = (await ranks.rate(exchange=Exchange.NASDAQ)).stocks
    fallen = (await ranks.rate(exchange=Exchange.NASDAQ, direction=Direction.FALLEN)).stocks
    found = (await ranks.search(exchange=Exchange.NASDAQ, by_price="1", highest_price=Decimal(50))).stocks

    assert (risen[0].symbol, fallen[0].symbol) == ("AAPL", "TSLA")
    assert [row.rank for row in risen] == list(range(1, len(risen) + 1))
    assert {row.symbol for row in found} == {"INTC", "SNDL"}


async def test_product_of_another_exchange(kis: Kis) -> None:
    """search-info answers rt_cd 7 for a product type that does not match."""
    assert (await kis.overseas.info.stock_info(**APPLE)).english_name == "APPLE INC"
    with pytest.raises(Rejected):
        await kis.overseas.info.stock_info(symbol="AAPL", exchange=Exchange.NYSE)


@pytest.mark.covers("client", "overseas.info.ledger")
@pytest.mark.covers("simulator", "overseas.info.ledger")
async def test_ledger_of_day_and_night(simulator: Simulator, kis: Kis) -> None:
    """The old inquiry says Y by night and N by day, without parameters, under either name of old."""
    assert (await kis.overseas.info.ledger()).night
    simulator.broker.clock.set(datetime(2026, 11, 25, 12, 0, tzinfo=KST))
    async with plain(simulator, Environment.PAPER) as client:
        headers = client.headers("VTTT3010R")
        answer = (await client.http.get(f"{TRADING}/dayornight", headers=headers)).json()

    assert answer["output"] == {"PSBL_YN": "N"}


@pytest.mark.parametrize(
    ("environment", "buy", "sell"),
    [(Environment.REAL, "JTTT1002U", "JTTT1006U"), (Environment.PAPER, "VTTT1002U", "VTTT1006U")],
    ids=["real", "paper"],
)
async def test_old_tr_ids(simulator: Simulator, environment: Environment, buy: str, sell: str) -> None:
    """Clients of before buy, sell and look under the names of before; VTTT1006U sells too."""
    letter = "J" if environment is Environment.REAL else "V"
    order = {"OVRS_EXCG_CD": "NASD", "PDNO": "AAPL", "ORD_QTY": "1", "ORD_SVR_DVSN_CD": "0", "ORD_DVSN": "00"}
    async with plain(simulator, environment) as client:
        bought = (await client.post(f"{TRADING}/order", buy, **order, OVRS_ORD_UNPR="290.00")).json()
        sold = (await client.post(f"{TRADING}/order", sell, **order, OVRS_ORD_UNPR="290.00")).json()
        asked = {"OVRS_EXCG_CD": "NASD", "CTX_AREA_FK200": "", "CTX_AREA_NK200": ""}
        waiting = (await client.get(f"{TRADING}/inquire-nccs", f"{letter}TTT3018R", **asked, SORT_SQN="DS")).json()
        held = (await client.get(f"{TRADING}/inquire-balance", f"{letter}TTT3012R", **asked, TR_CRCY_CD="USD")).json()

    assert (bought["rt_cd"], sold["rt_cd"]) == ("0", "0")
    assert [row["sll_buy_dvsn_cd"] for row in waiting["output"]] == ["01"]
    assert [(row["ovrs_pdno"], row["ovrs_cblc_qty"], row["ord_psbl_qty"]) for row in held["output1"]] == [
        ("AAPL", "1", "0")
    ]


async def test_refusals_in_kis_words(simulator: Simulator) -> None:
    """The market that sleeps, the price too fine, the symbol that is not there: KIS's codes."""
    order = {"ORD_QTY": "100", "ORD_SVR_DVSN_CD": "0", "ORD_DVSN": "00"}
    cases = (
        ("TTTT1002U", "NASD", "AAPL", "250.12345", "APTR0057"),
        ("TTTT1002U", "NASD", "NOSUCH", "250.00", "APBK0656"),
        ("TTTS0308U", "TKSE", "7203", "3000", "APBK1664"),
    )
    async with plain(simulator, Environment.REAL) as client:
        for tr_id, exchange, symbol, price, code in cases:
            sent = {**order, "OVRS_EXCG_CD": exchange, "PDNO": symbol, "OVRS_ORD_UNPR": price}
            answer = (await client.post(f"{TRADING}/order", tr_id, **sent)).json()
            assert (answer["rt_cd"], answer["msg_cd"]) == ("1", code)


async def test_paper_fills_the_totals_alone(simulator: Simulator) -> None:
    """The balance by fills has no rows in paper, the balance by exchange has."""
    async with customer(simulator, Environment.PAPER) as kis:
        await kis.overseas.orders.buy(**APPLE, quantity=Shares(1), price=Amount(Decimal(300)))
        present = await kis.overseas.account.present()
        (row,) = await kis.overseas.account.positions()

    assert (present.positions, present.currencies, row.symbol) == ((), (), "AAPL")
    assert present.totals is not None
    assert present.totals.value


async def test_pages_of_orders(simulator: Simulator, kis: Kis) -> None:
    """Twenty rows a page, fifteen in paper; the client reads them all, in order."""
    broker = simulator.broker
    for _ in range(45):
        broker.overseas.place(broker.accounts[0], PlaceOrder(Side.BUY, "SNDL", 1, 10_000, "00", "NASD"))
    day = datetime(2026, 11, 24, tzinfo=KST).date()
    rows = await kis.overseas.account.orders_between(day, day)

    numbers = [row.number for row in rows]
    assert len(numbers) == len(set(numbers)) == 45
    assert numbers == sorted(numbers)
    assert len(await kis.overseas.account.open_orders(kis.clock.now())) == 45


async def test_settlement_days_name_open_markets(kis: Kis) -> None:
    """On Thanksgiving the US is missing; the day after tomorrow counts in Asia, tomorrow in the US."""
    thursday = datetime(2026, 11, 26, tzinfo=KST).date()
    tuesday = datetime(2026, 11, 24, tzinfo=KST).date()
    on_holiday = {row.country for row in await kis.overseas.info.settlement_days(day=thursday)}
    usual = {row.product_type: row.settlement_date for row in await kis.overseas.info.settlement_days(day=tuesday)}

    assert "US" not in on_holiday
    assert (usual["512"], usual["501"]) == (tuesday + timedelta(days=1), thursday)


async def test_margins_agree_with_the_buying_power(kis: Kis) -> None:
    """What may be bought in dollars, with won and without, is the same in both answers."""
    power = await kis.overseas.account.buying_power(**APPLE, price=Amount(Decimal(200)))
    (dollars, *_) = await kis.overseas.account.margins()

    assert (dollars.orderable, dollars.orderable_with_won) == (power.value, power.value_with_won)
    await kis.overseas.orders.buy(**APPLE, quantity=power.quantity, price=Amount(Decimal(200)))
    after = await kis.overseas.account.buying_power(**APPLE, price=Amount(Decimal(200)))
    assert after.quantity == 0


@pytest.mark.parametrize("disputed", [True, False], ids=["paper has the list", "paper has no list"])
async def test_open_orders_in_paper(disputed: bool) -> None:
    """KIS's documents disagree on the list of open orders in paper; either way the client finds them."""
    night = datetime(2026, 11, 24, 23, 45, tzinfo=KST)
    async with (
        Simulator.serve(limits=NO_LIMITS, now=night, speed=0, disputed=disputed) as simulator,
        customer(simulator, Environment.PAPER) as kis,
    ):
        orders = kis.overseas.orders
        placed = [
            await orders.buy(**APPLE, quantity=Shares(1), price=Amount(Decimal(price))) for price in (200, 201, 300)
        ]
        await orders.cancel(**APPLE, quantity=Shares(1), number=placed[0].number)

        found = await kis.overseas.account.open_orders(kis.clock.now())

    assert [(order.number, order.remaining, order.price) for order in found] == [(placed[1].number, 1, Decimal(201))]


async def test_nasdaq_alone(simulator: Simulator) -> None:
    """NAS, as some clients ask the balance of a real account, is no error."""
    async with plain(simulator, Environment.REAL) as client:
        asked = {"OVRS_EXCG_CD": "NAS", "TR_CRCY_CD": "USD", "CTX_AREA_FK200": "", "CTX_AREA_NK200": ""}
        answer = (await client.get(f"{TRADING}/inquire-balance", "TTTS3012R", **asked)).json()

    assert answer["rt_cd"] == "0"
