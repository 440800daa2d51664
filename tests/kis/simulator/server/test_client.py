"""The project's own client at the simulator, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from kis.client import Kis
from kis.credentials import Environment
from kis.domestic.codes import OrderType, Period, Sorting
from kis.errors import BadPrice, MarketClosed, NotEnough, NotOffered, Unanswered, Unauthorized
from kis.realtime.channels import BOOK, NOTICES, TRADES
from kis.realtime.notices import NoticeKind, OrderNotice
from kis.realtime.stream import Stream
from kis.realtime.ticks import Tick
from kis.simulator import Simulator
from kis.simulator.domestic.listings import LISTINGS
from kis.simulator.server.faults import Do, Fault
from kis.units import Shares, Won

SAMSUNG = "005930"
TODAY = date(2026, 11, 23)


@pytest.fixture
async def kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with Kis(simulator.credentials(), origins=simulator.origins, rate=1_000) as kis:
        yield kis


@pytest.fixture
async def real_kis(simulator: Simulator) -> AsyncIterator[Kis]:
    async with Kis(simulator.credentials(Environment.REAL), origins=simulator.origins, rate=1_000) as kis:
        yield kis


async def _next(stream: Stream, wanted: type) -> object:
    async with asyncio.timeout(2):
        async for event in stream:
            if isinstance(event, wanted):
                return event
    raise AssertionError("the stream ended")


async def test_from_quote_to_fill(kis: Kis, simulator: Simulator) -> None:
    """Look up, buy, see it filled, find it in the list and in the balance."""
    price = await kis.domestic.quotes.price(symbol=SAMSUNG)
    async with kis.stream() as stream:
        await stream.register(NOTICES, "sim001")
        await stream.register(TRADES, SAMSUNG)
        await stream.register(BOOK, SAMSUNG)
        placed = await kis.domestic.orders.buy(
            symbol=SAMSUNG, quantity=Shares(10), price=Won(70_000), order_type=OrderType.LIMIT
        )
        accepted = await _next(stream, OrderNotice)
        simulator.broker.set_price(SAMSUNG, 70_000)
        events = [await _next(stream, OrderNotice), await _next(stream, Tick)]

    history = await kis.domestic.account.orders_on(TODAY)
    balance = await kis.domestic.account.balance()
    assert price.symbol == SAMSUNG
    assert isinstance(accepted, OrderNotice)
    assert accepted.kind is NoticeKind.ACCEPTED
    assert accepted.concerns(placed.number)
    filled, tick = events
    assert isinstance(filled, OrderNotice)
    assert (filled.filled, filled.fill_price) == (10, 70_000)
    assert isinstance(tick, Tick)
    assert tick.price == 70_000
    assert [(row.key, row.filled) for row in history.orders] == [(placed.key(TODAY), 10)]
    assert [(row.symbol, row.quantity) for row in balance.held] == [(SAMSUNG, 10)]


async def test_amend_and_cancel(kis: Kis) -> None:
    """In paper the open orders come of the day's list."""
    placed = await kis.domestic.orders.buy(
        symbol=SAMSUNG, quantity=Shares(5), price=Won(69_000), order_type=OrderType.LIMIT
    )
    amended = await kis.domestic.orders.amend(
        number=placed.number, branch=placed.branch, price=Won(68_000), order_type=OrderType.LIMIT
    )
    (open_order,) = await kis.domestic.account.open_orders(kis.clock.now())
    await kis.domestic.orders.cancel(number=amended.number, branch=amended.branch)

    assert (open_order.key(TODAY), open_order.price) == (amended.key(TODAY), 68_000)
    assert await kis.domestic.account.open_orders(kis.clock.now()) == ()


async def test_a_stop_limit_over_the_wire(real_kis: Kis, simulator: Simulator) -> None:
    """The condition price goes there, can be amended, comes back in the list, and lets the order work."""
    placed = await real_kis.domestic.orders.buy(
        symbol=SAMSUNG,
        quantity=Shares(5),
        price=Won(71_500),
        order_type=OrderType.STOP_LIMIT,
        condition_price=Won(71_500),
    )
    await real_kis.domestic.orders.amend(
        number=placed.number, price=Won(71_300), order_type=OrderType.STOP_LIMIT, condition_price=Won(71_200)
    )
    simulator.broker.set_price(SAMSUNG, 71_100, 1)
    (waiting,) = await real_kis.domestic.account.open_orders(real_kis.clock.now())
    simulator.broker.set_price(SAMSUNG, 71_200, 1)

    history = await real_kis.domestic.account.orders_on(TODAY)
    assert (waiting.price, waiting.condition_price) == (71_300, 71_200)
    assert [row.filled for row in history.orders if row.number != placed.number] == [5]


async def test_open_orders_by_symbol(real_kis: Kis) -> None:
    """Newest first, or in the order of their symbols if asked."""
    for symbol in ("000660", "035720", SAMSUNG):
        low = (await real_kis.domestic.quotes.price(symbol=symbol)).lower_limit or Won(0)
        await real_kis.domestic.orders.buy(symbol=symbol, quantity=Shares(1), price=low, order_type=OrderType.LIMIT)

    newest = await real_kis.domestic.account.amendable()
    sorted_rows = await real_kis.domestic.account.amendable(sorting=Sorting.BY_SYMBOL)

    assert [row.symbol for row in newest] == [SAMSUNG, "035720", "000660"]
    assert [row.symbol for row in sorted_rows] == ["000660", SAMSUNG, "035720"]


@pytest.mark.parametrize(("symbols", "calls"), [(20, 1), (21, 2)])
async def test_a_balance_of_several_pages(kis: Kis, simulator: Simulator, symbols: int, calls: int) -> None:
    """Twenty rows a page in paper; the client joins them."""
    for symbol in list(LISTINGS)[:symbols]:
        await kis.domestic.orders.buy(symbol=symbol, quantity=Shares(1), price=Won(0), order_type=OrderType.MARKET)
    before = len(simulator.journal.entries())

    balance = await kis.domestic.account.balance()

    assert len({row.symbol for row in balance.held}) == symbols
    assert len(simulator.journal.entries()) - before == calls


async def test_everything_that_can_be_asked(real_kis: Kis) -> None:
    """Every inquiry of a real account reads."""
    kis = real_kis.domestic
    await kis.orders.buy(symbol=SAMSUNG, quantity=Shares(1), price=Won(69_000), order_type=OrderType.LIMIT)

    power = await kis.account.buying_power(symbol=SAMSUNG)
    book = await kis.quotes.order_book(symbol=SAMSUNG)
    chart = await kis.quotes.chart(symbol=SAMSUNG, start=date(2026, 1, 1), end=TODAY)
    stock = await kis.info.stock_info(symbol=SAMSUNG)
    product = await kis.info.product_info(symbol=SAMSUNG)
    days = await kis.info.holidays(start=date(2026, 12, 24))

    assert len(await kis.account.amendable()) == 1
    assert power.quantity == (10_000_000 - 69_000) // (power.unit_price or 1)
    assert (len(book.ladder.asks), len(book.ladder.bids)) == (10, 10)
    assert (len(chart.candles), chart.candles[0].date) == (100, TODAY)
    assert (stock.symbol, stock.short_name, stock.trades_at_nxt) == (SAMSUNG, "삼성전자", True)
    assert (product.symbol, product.short_name) == (SAMSUNG, "삼성전자")
    assert [day.open for day in days[:4]] == [True, False, False, False]
    assert len(days) == 72


async def test_refusals_have_their_names(kis: Kis, simulator: Simulator) -> None:
    """What KIS says is what the caller catches."""
    buy = kis.domestic.orders.buy
    limit = OrderType.LIMIT
    with pytest.raises(BadPrice):
        await buy(symbol=SAMSUNG, quantity=Shares(1), price=Won(70_050), order_type=limit)
    with pytest.raises(NotEnough):
        await buy(symbol=SAMSUNG, quantity=Shares(10_000), price=Won(70_000), order_type=limit)
    with pytest.raises(NotOffered):
        await kis.domestic.info.stock_info(symbol=SAMSUNG)
    simulator.broker.clock.set(simulator.broker.clock.now().replace(hour=18))
    with pytest.raises(MarketClosed):
        await buy(symbol=SAMSUNG, quantity=Shares(1), price=Won(70_000), order_type=limit)


async def test_a_lost_answer_is_an_unknown_outcome(kis: Kis, simulator: Simulator) -> None:
    """Never sent twice: the broker has one order."""
    await kis.domestic.account.balance()
    simulator.faults.add(Fault(Do.CUT_AFTER, path="order-cash"))

    with pytest.raises(Unanswered):
        await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(1), price=Won(70_000), order_type=OrderType.LIMIT)
    assert len(simulator.broker.every_order()) == 1


async def test_a_list_without_its_rows(kis: Kis, simulator: Simulator) -> None:
    """Paper has been seen to leave `output1` empty although `output2` counts what is in it."""
    await kis.domestic.orders.buy(symbol=SAMSUNG, quantity=Shares(3), price=Won(70_000), order_type=OrderType.LIMIT)
    simulator.faults.add(Fault(Do.NO_ROWS, path="inquire-daily-ccld"))
    history = await kis.domestic.account.orders_on(kis.clock.now().date())

    assert history.orders == ()
    assert history.totals is not None
    assert history.totals.quantity == 3
    assert len((await kis.domestic.account.orders_on(kis.clock.now().date())).orders) == 1


async def test_paper_keys_for_a_real_account(simulator: Simulator) -> None:
    """The settings are wrong, and the error says so."""
    paper = simulator.credentials()
    real = simulator.credentials(Environment.REAL)
    mixed = type(paper)(Environment.PAPER, paper.app_key, paper.app_secret, real.account, paper.hts_id)
    async with Kis(mixed, origins=simulator.origins, rate=1_000) as kis:
        with pytest.raises(Unauthorized, match="계좌번호"):
            await kis.check()


@pytest.mark.parametrize(
    ("period", "years", "least"),
    [(Period.DAY, 1, 240), (Period.WEEK, 5, 255), (Period.MONTH, 9, 108), (Period.YEAR, 9, 10)],
    ids=lambda value: str(value),
)
async def test_candles_beyond_one_answer(kis: Kis, period: Period, years: int, least: int) -> None:
    """However many charts it takes, each span of the calendar has one candle, newest first, without a gap."""
    start = TODAY.replace(year=TODAY.year - years)

    candles = await kis.domestic.quotes.candles(symbol=SAMSUNG, start=start, end=TODAY, period=period)

    begins = [period.begin(candle.date) for candle in candles]
    assert begins == sorted(set(begins), reverse=True)
    assert len(candles) >= least
    assert begins[0] >= period.begin(TODAY - timedelta(days=3))
    assert start <= candles[-1].date <= start + timedelta(days=366 if period is Period.YEAR else 31)


async def test_index_candles_beyond_one_answer(kis: Kis) -> None:
    """An index answers with fifty; a year of it has no gap either."""
    start = TODAY - timedelta(days=365)

    chart = await kis.domestic.indices.chart(start=start, end=TODAY)
    candles = await kis.domestic.indices.candles(start=start, end=TODAY)

    days = [candle.date for candle in candles]
    assert (len(chart.candles), candles[:50]) == (50, chart.candles)
    assert days == sorted(set(days), reverse=True)
    assert len(days) > 240
