"""Orders abroad from the line to the fill's push, by the same path as orders at home."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.storage import limits
from bot.storage.states import Cap, OrderState
from bot.storage.terms import OrderType, Segment
from bot.trading.draft import OrderDraft
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.market.fees import Market as Listed
from kis.market.ticks import Board
from kis.overseas import Exchange
from kis.symbols import Instrument
from kis.units import Amount, Shares

from .scene import ALICE, Scene, stage

NIGHT = datetime(2026, 11, 24, 23, 45, tzinfo=KST)
"""The US trades."""
DAY = datetime(2026, 11, 24, 11, 0, tzinfo=KST)
"""Asia trades, and so does the US daytime market."""
TUESDAY = date(2026, 11, 24)


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account while the US trades."""
    async with stage(tmp_path, environment=Environment.REAL, now=NIGHT) as scene:
        yield scene


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Scene]:
    """A real account while Asia trades."""
    async with stage(tmp_path, environment=Environment.REAL, now=DAY) as scene:
        yield scene


def price(scene: Scene, symbol: str = "AAPL") -> Decimal:
    market = scene.simulator.broker.overseas.markets[symbol]
    return market.listing.board.decimal(scene.simulator.broker.overseas.book(symbol).book.bids[0].price)


async def test_us_limit_from_the_line_to_the_push(night: Scene) -> None:
    """A limit below the market waits, is told to be filled in dollars, once, and its card says so."""
    limit = price(night) - 1
    order = await night.order(f"애플 3 {limit}")
    assert (order.segment, order.venue, order.currency, order.order_date) == (
        Segment.OVERSEAS, "NASD", "USD", TUESDAY,
    )  # fmt: skip
    await night.notify()
    assert "접수" in await night.reads(order.card_ref)

    night.simulator.broker.set_price("AAPL", limit)
    await night.notify()
    await night.reconcile()

    filled = await night.again(order)
    assert (filled.state, filled.filled_quantity, filled.filled_amount) == (OrderState.FILLED, 3, 3 * limit)
    (push,) = await night.pushes("#체결")
    assert f"애플 매수 3주 @${limit:.2f} (3/3)" in push
    assert "전량 체결" in await night.reads(order.card_ref)


async def test_loc_waits_for_the_close(night: Scene) -> None:
    """LOC is sent as such, shows its name, and trades with the closing price."""
    order = await night.order(f"애플 2 {price(night) + 5} LOC")
    assert order.order_type is OrderType.LIMIT_ON_CLOSE
    assert "장마감 지정가(LOC)" in await night.reads(order.card_ref)

    night.simulator.broker.clock.set(datetime(2026, 11, 25, 6, 5, tzinfo=KST))
    night.simulator.broker.now()
    await night.notify()

    assert (await night.again(order)).state is OrderState.FILLED
    assert len(await night.pushes("#체결")) == 1


async def test_twap_is_worked_until_the_close(night: Scene) -> None:
    """TWAP and VWAP leave with the span until the regular close; they fill, and no card offers a new price for them."""
    below = price(night) - 20
    order = await night.order(f"애플 2 {below} TWAP")
    assert order.order_type is OrderType.TWAP
    assert "TWAP(정규장 마감까지 나눠서)" in await night.reads(order.card_ref)
    (entry,) = (row for row in night.simulator.journal.entries() if row.get("path", "").endswith("trading/order"))
    assert (entry["sent"]["ORD_DVSN"], entry["sent"]["ALGO_ORD_TMD_DVSN_CD"]) == ("35", "02")
    await night.notify()
    with pytest.raises(UserError, match="정정할 수 없어요"):
        await night.desk.offer_amend(await night.user(), order.short_no, below + 1)

    night.fault("cut_after", "trading/order")
    lost = await night.order(f"애플 1 {price(night) + 5} VWAP")
    await night.notify()
    await night.reconcile()
    assert (await night.again(lost)).state is OrderState.FILLED


async def test_amended_and_cancelled(night: Scene) -> None:
    """정정 moves the price by the exchange's own call, 취소 withdraws the rest, and the list agrees."""
    order = await night.order(f"애플 3 {price(night) - 5}")
    new = price(night) - 4
    await night.change(await night.desk.offer_amend(await night.user(), order.short_no, new))
    await night.notify()
    amended = await night.again(order)
    assert (amended.state, amended.price) == (OrderState.AMENDED, new)
    await night.reconcile()
    assert (await night.again(order)).cancelled_quantity == 0

    await night.change(await night.desk.offer_cancel(await night.user(), order.short_no))
    await night.reconcile()
    cancelled = await night.again(order)
    assert (cancelled.state, cancelled.cancelled_quantity) == (OrderState.CANCELLED, 3)


async def test_lost_answer_is_found_in_the_list(night: Scene) -> None:
    """An order whose answer was lost is looked for by what it was, linked and never sent again."""
    night.fault("cut_after", "overseas-stock/v1/trading/order")
    order = await night.order(f"애플 3 {price(night) - 5}")
    await night.reconcile()

    found = await night.again(order)
    assert (found.state, night.sent("overseas-stock/v1/trading/order")) == (OrderState.ACCEPTED, 1)


async def test_what_happened_elsewhere_and_meanwhile_is_told(night: Scene) -> None:
    """A fill without its notice is found by the list and told once; an order from elsewhere is taken in."""
    limit = price(night) - 1
    order = await night.order(f"애플 3 {limit}")
    night.simulator.broker.set_price("AAPL", limit)
    night.heard.clear()
    far = Amount(price(night, "MSFT") - 5)
    await night.connection.kis.overseas.orders.buy(
        symbol="MSFT", exchange=Exchange.NASDAQ, quantity=Shares(1), price=far
    )
    await night.reconcile()
    await night.reconcile()

    assert (await night.again(order)).filled_amount == 3 * limit
    assert len(await night.pushes("#체결")) == 1
    other = (await night.orders())[-1]
    assert (other.symbol, other.segment, other.currency) == ("MSFT", Segment.OVERSEAS, "USD")


async def test_card_speaks_dollars_and_won(night: Scene) -> None:
    """Price and amount in dollars, the amount in won beside, the exchange by name."""
    intent_id, _ = await night.card(f"애플 3 {price(night)}")
    intent = await night.intent(intent_id)
    card = await night.reads(intent.message_ref)

    assert "AAPL (나스닥)" in card
    assert f"3주 × ${price(night):.2f} = ${3 * price(night):,.2f} (≈" in card
    assert intent.rate > 1000


@pytest.mark.parametrize(
    ("line", "side", "says"),
    [
        pytest.param("애플 1 시장가", Side.BUY, "매수 애플 1 120.5", id="no market order to buy"),
        pytest.param("애플 1 시장가", Side.SELL, "매도 애플 1 MOC", id="at the close instead to sell"),
        pytest.param("애플 1 230.5 MOC", Side.SELL, "가격을 적지 않아요", id="a price where none belongs"),
        pytest.param("도요타 100 2700 LOC", Side.BUY, "매수 토요타 자동차 100 2700", id="not in Tokyo"),
        pytest.param("삼성전자 1 70000 LOC", Side.BUY, "국내주식에는", id="not at home"),
    ],
)
async def test_what_is_lacking_is_said_with_what_works(night: Scene, line: str, side: Side, says: str) -> None:
    """Before any card: what the market does not take, and the nearest line that it takes."""
    with pytest.raises(UserError, match=r"없어요|않아요") as refused:
        await night.card(line, side)

    assert says in str(refused.value)
    assert night.sent("order") == 0


async def test_paper_takes_limits_alone(tmp_path: Path) -> None:
    """모의 has no LOC, says so, and trades a limit."""
    async with stage(tmp_path, now=NIGHT) as scene:
        with pytest.raises(UserError, match="모의투자의 해외주식에는 장마감 지정가"):
            await scene.card("애플 1 230.5 LOC")
        order = await scene.order(f"애플 1 {price(scene) + 1}")
        await scene.notify()

        assert (await scene.again(order)).state is OrderState.FILLED


async def test_daytime_market_has_calls_of_its_own(day: Scene) -> None:
    """By Korean day a US order goes to the daytime market, and is cancelled there."""
    order = await day.order(f"애플 1 {price(day) - 20}")
    assert (order.venue, order.order_date) == ("BAQ", TUESDAY)
    await day.notify()
    await day.change(await day.desk.offer_cancel(await day.user(), order.short_no))
    await day.notify()

    assert (await day.again(order)).state is OrderState.CANCELLED
    assert (day.sent("daytime-order"), day.sent("daytime-order-rvsecncl")) == (1, 1)


async def test_tokyo_in_lots_and_yen(day: Scene) -> None:
    """A hundred shares at a time, prices in yen."""
    with pytest.raises(UserError, match="100주씩"):
        await day.card("도요타 10 2700")
    at = price(day, "7203") + 50
    order = await day.order(f"도요타 100 {at}")
    await day.notify()

    filled = await day.again(order)
    assert (filled.state, filled.currency, filled.venue) == (OrderState.FILLED, "JPY", "TKSE")
    assert "@¥" in (await day.pushes("#체결"))[0]


async def test_limits_count_dollars_in_won(night: Scene) -> None:
    """A cap on one order holds abroad by the exchange rate of its card."""
    async with night.database.begin() as session:
        await limits.put(session, ALICE, Environment.REAL, Cap.ORDER, 1_000_000, NIGHT)

    with pytest.raises(UserError, match="100만원까지"):
        await night.card(f"애플 5 {price(night)}")
    await night.card(f"애플 2 {price(night)}")


async def test_hong_kong_in_its_dollars(day: Scene) -> None:
    """A lot of Xiaomi is bought in Hong Kong dollars and told so."""
    at = price(day, "01810")
    order = await day.order(f"샤오미 200 {at + Decimal('0.5')}")
    await day.notify()

    filled = await day.again(order)
    assert (filled.state, filled.currency, filled.venue) == (OrderState.FILLED, "HKD", "SEHK")
    assert "@HK$" in (await day.pushes("#체결"))[0]


async def test_elw_takes_the_domestic_path(day: Scene) -> None:
    """An ELW is ordered as a stock is."""
    elw = next(
        symbol for symbol, market in day.simulator.broker.domestic.markets.items()
        if market.listing.market is Listed.ELW
    )  # fmt: skip
    warrant = Instrument(elw, elw, Listed.ELW, Board.FUND)
    dear = (await day.connection.price(elw)).price + 5
    offer = await day.desk.offer(await day.user(), OrderDraft(Side.BUY, warrant, Shares(10), dear))
    await day.change(offer)
    await day.notify()

    assert (await day.order_of(offer.intent.id)).state is OrderState.FILLED
