"""Asia: Hong Kong, Tokyo and Shanghai, where shares trade in lots and quotes come in other money."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from kis.errors import BadPrice, MarketClosed, NotOffered, Rejected
from kis.overseas import Country, Currency, Exchange, OrderType
from kis.overseas.ticks import step
from kis.realtime.notices import NoticeKind
from kis.simulator import Simulator
from kis.units import Amount, Shares
from tests.kis.journeys.listening import notices_abroad
from tests.kis.simulator.server.customer import customer, turn_to

TUESDAY = date(2026, 11, 24)
TENCENT: dict[str, Any] = {"symbol": "00700", "exchange": Exchange.HONG_KONG}
XIAOMI: dict[str, Any] = {"symbol": "01810", "exchange": Exchange.HONG_KONG}
TOYOTA: dict[str, Any] = {"symbol": "7203", "exchange": Exchange.TOKYO}


async def test_hong_kong(simulator: Simulator) -> None:
    """A lot of Xiaomi is bought with won; less than a lot is refused, but may be sold as an odd lot."""
    turn_to(simulator, TUESDAY, time(11, 0))

    async with customer(simulator) as kis, notices_abroad(kis) as told:
        account, orders = kis.overseas.account, kis.overseas.orders
        info = await kis.overseas.info.stock_info(**XIAOMI)
        quote = await kis.overseas.quotes.price(**XIAOMI)
        assert (info.buy_lot, info.currency) == (200, Currency.HKD)
        assert quote.price is not None
        price = step(quote.price, Exchange.HONG_KONG, 5)

        with pytest.raises(Rejected, match="수량단위"):
            await orders.buy(**XIAOMI, quantity=Shares(100), price=price)
        await orders.buy(**XIAOMI, quantity=Shares(200), price=price)
        kinds = [await told.next() for _ in range(2)]
        assert [notice.kind for notice in kinds] == [NoticeKind.ACCEPTED, NoticeKind.FILLED]

        (row,) = await account.positions(Country.HONG_KONG)
        assert (row.symbol, row.quantity, row.currency) == ("01810", 200, "HKD")
        assert row.average_price == kinds[1].fill_price

        low = step(quote.price, Exchange.HONG_KONG, -5)
        with pytest.raises(Rejected, match="수량단위"):
            await orders.sell(**XIAOMI, quantity=Shares(50), price=low)
        await orders.sell(**XIAOMI, quantity=Shares(50), price=low, order_type=OrderType.ODD_LOT)
        (row,) = await account.positions(Country.HONG_KONG)
        assert row.quantity == 150


async def test_tokyo_over_lunch(simulator: Simulator) -> None:
    """An order sent while Tokyo lunches waits for the afternoon."""
    turn_to(simulator, TUESDAY, time(11, 45))

    async with customer(simulator) as kis:
        account = kis.overseas.account
        quote = await kis.overseas.quotes.price(**TOYOTA)
        assert quote.price is not None
        price = step(quote.price, Exchange.TOKYO, 3)
        await kis.overseas.orders.buy(**TOYOTA, quantity=Shares(100), price=price)
        (waiting,) = await account.open_orders(kis.clock.now(), Exchange.TOKYO)
        assert waiting.remaining == 100

        turn_to(simulator, TUESDAY, time(12, 30))
        assert await account.open_orders(kis.clock.now(), Exchange.TOKYO) == ()
        (row,) = await account.positions(Country.JAPAN)
        assert (row.quantity, row.currency) == (100, "JPY")
        margins = {margin.currency: margin for margin in await account.margins()}
        assert margins["JPY"].unsettled_bought == row.cost * Decimal("1.003") if row.cost else False


async def test_shanghai_cancels_and_amends_not(simulator: Simulator) -> None:
    """What cannot be amended is withdrawn and sent anew; prices have limits there."""
    turn_to(simulator, TUESDAY, time(11, 0))
    ping_an: dict[str, Any] = {"symbol": "601318", "exchange": Exchange.SHANGHAI, "quantity": Shares(100)}

    async with customer(simulator) as kis:
        detail = await kis.overseas.quotes.detail(symbol="601318", exchange=Exchange.SHANGHAI)
        assert detail.lower_limit is not None
        placed = await kis.overseas.orders.buy(**ping_an, price=detail.lower_limit)
        with pytest.raises(NotOffered, match="취소"):
            await kis.overseas.orders.amend(**ping_an, number=placed.number, price=detail.lower_limit)
        with pytest.raises(BadPrice):
            await kis.overseas.orders.buy(**ping_an, price=Amount(detail.lower_limit - Decimal("0.01")))
        await kis.overseas.orders.cancel(**ping_an, number=placed.number)

        assert await kis.overseas.account.open_orders(kis.clock.now(), Exchange.SHANGHAI) == ()


async def test_closed_exchanges_refuse(simulator: Simulator) -> None:
    """Hong Kong in the evening; what is meant for tomorrow is reserved, and withdrawn the Asian way."""
    turn_to(simulator, TUESDAY, time(18, 0))

    async with customer(simulator) as kis:
        wish = {**TENCENT, "quantity": Shares(100), "price": Amount(Decimal("600"))}
        with pytest.raises(MarketClosed):
            await kis.overseas.orders.buy(**wish)
        made = await kis.overseas.reservations.buy(**wish)
        await kis.overseas.reservations.cancel_in_asia(**TENCENT, date=made.date, number=made.number)

        (row,) = await kis.overseas.reservations.list(exchange=Exchange.HONG_KONG, start=TUESDAY, end=TUESDAY)
        assert (row.number, row.cancelled, row.state_name) == (made.number, True, "취소")
