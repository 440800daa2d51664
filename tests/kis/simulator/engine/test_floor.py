"""The engine serves a market that is nothing like KRX: dollars, lots of ten, no price limits, open through midnight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.ticks import UNLIMITED, Board, is_on_tick
from kis.simulator.accounts import AccountInfo, open_accounts
from kis.simulator.clearing import Clearing, Costs, Party
from kis.simulator.events import BookChanged, Event, OrderFilled, TradePrinted
from kis.simulator.floor import Floor
from kis.simulator.history import Period
from kis.simulator.listing import Crowd, Listing
from kis.simulator.order_log import OrderLog
from kis.simulator.orders import AmendOrder, CancelOrder, Order, OrderKind, PlaceOrder, Pricing, Side
from kis.simulator.refusals import Reason, Refusal, refusal
from kis.simulator.symbol_market import SymbolMarket
from kis.simulator.terms import Checks, Terms
from kis.simulator.timetable import Timetable

EVENING = datetime(2026, 11, 20, 23, 50, tzinfo=KST)
LIMIT = OrderKind("00", "지정가", Pricing.LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Listing):
    """A share of the toy market."""

    currency: str = "USD"


ACME = Share(
    code="ACME",
    name="Acme",
    board=Board.US,
    reference=1_902_500,
    shares=10_000_000,
    venue="TOY",
    lot=10,
    limit_percent=None,
    crowd=Crowd(money=(400_000_000, 900_000_000)),
)


class Night(Timetable[Share]):
    """Opens at 22:00 and closes at 06:00 KST; the day is the one on which it opened."""

    def matches(self, kind: str, venue: str, listing: Share, at: datetime) -> bool:
        return at.hour >= 22 or at.hour < 6

    def is_open(self, listing: Share, at: datetime) -> bool:
        return self.matches("00", "TOY", listing, at)

    def is_auction(self, listing: Share, at: datetime) -> bool:
        return False

    def venue(self, order: Order, listing: Share, at: datetime) -> str:
        return "TOY"

    def day(self, listing: Share, at: datetime) -> date:
        return (at - timedelta(hours=6)).date()

    def begins(self, listing: Share, at: datetime) -> date | None:
        return at.date() if at.hour == 22 else None

    def opens(self, listing: Share, at: datetime) -> bool:
        return at.hour == 22

    def closes(self, listing: Share, at: datetime) -> bool:
        return at.hour == 6

    def session(self, listing: Share, day: date) -> tuple[datetime, datetime]:
        begin = datetime.combine(day, time(22), KST)
        return begin, begin + timedelta(hours=8)

    def bells(self, after: datetime, until: datetime) -> list[datetime]:
        midnight = after.replace(hour=0, minute=0)
        moments = (midnight + timedelta(days=day, hours=hour) for day in range(5) for hour in (6, 22))
        return [moment for moment in moments if after < moment <= until]


class Purse(Clearing[Share], Checks):
    """Money of one currency; a cent for each hundred dollars, and everybody may buy what he likes."""

    def __init__(self) -> None:
        self.paid = 0

    def costs(self, order: Order, listing: Share, amount: int) -> Costs:
        return Costs(amount // 10_000)

    def trade(
        self, listing: Share, price: int, quantity: int, *, buyer: Party | None, seller: Party | None, at: datetime
    ) -> None:
        for sign, party in ((1, buyer), (-1, seller)):
            if party is not None:
                self.paid += sign * price * quantity + party.costs.fee

    def terms(self, account: AccountInfo, wish: PlaceOrder, at: datetime, *, after: Order | None = None) -> Terms:
        if wish.quantity % ACME.lot:
            raise refusal(Reason.QUANTITY, account.env)
        return Terms(ACME, LIMIT, wish.price, wish.price, wish.price, at + timedelta(hours=8))


class Toy:
    """A floor on its own, with the clock in `at`."""

    def __init__(self) -> None:
        self.at = self.rung = EVENING
        self.purse = Purse()
        self.events: list[Event] = []
        self.account = open_accounts(1, 1)[0]
        market = SymbolMarket(
            ACME, 1, at=EVENING, day=EVENING.date(), opened_at=EVENING - timedelta(minutes=110), calendar=CALENDAR
        )
        self.floor = Floor(
            accounts=[self.account],
            markets={"ACME": market},
            timetable=Night(),
            clearing=self.purse,
            checks=self.purse,
            log=OrderLog(),
            now=self.now,
            tell=self.take,
            seed=1,
        )

    def now(self) -> datetime:
        for bell in self.floor.timetable.bells(self.rung, self.at):
            self.floor.ring(bell)
        self.rung = self.at
        return self.at

    def take(self, events: list[Event]) -> None:
        self.events += events
        events.clear()

    def told(self, kind: type) -> Iterator[Event]:
        return (event for event in self.events if isinstance(event, kind))


@pytest.fixture
def toy() -> Toy:
    """Ten minutes before midnight."""
    return Toy()


def test_quote_and_book_are_in_units_and_lots(toy: Toy) -> None:
    """Hundredths of a dollar, lots of ten, no upper limit."""
    quote, book = toy.floor.quote("ACME"), toy.floor.book("ACME").book

    assert abs(quote.last - ACME.reference) <= 300
    assert (quote.upper, quote.lower) == (UNLIMITED, 1)
    assert all(is_on_tick(level.price, Board.US) for level in (*book.asks, *book.bids))
    assert all(level.size % 10 == 0 and level.size >= 200 for level in (*book.asks, *book.bids))
    assert (len(book.asks), len(book.bids), quote.volume % 10) == (10, 10, 0)


def test_a_trade_is_the_same_everywhere(toy: Toy) -> None:
    """Fill, tape, quote, candle and purse tell of the same dollars."""
    before = toy.floor.quote("ACME")
    toy.floor.place(toy.account, PlaceOrder(Side.BUY, "ACME", 20, 1_900_000, venue="TOY"))
    toy.floor.set_price("ACME", 1_899_900, 10)

    [fill] = [event for event in toy.told(OrderFilled) if isinstance(event, OrderFilled)]
    trades = [event for event in toy.told(TradePrinted) if isinstance(event, TradePrinted)]
    quote, [today] = toy.floor.quote("ACME"), toy.floor.candles("ACME", Period.DAY, EVENING.date(), EVENING.date())
    assert (fill.fill.price, fill.fill.quantity, fill.fill.fee, fill.fill.venue) == (1_900_000, 20, 3_800, "TOY")
    assert sum(trade.price * trade.volume for trade in trades) == quote.value - before.value
    assert (today.close, today.volume, today.value) == (quote.last, quote.volume, quote.value)
    assert (quote.last, quote.volume - before.volume) == (1_899_900, 30)
    assert toy.purse.paid == 20 * 1_900_000 + 3_800
    assert Board.US.decimal(quote.last) == Decimal("189.99")


def test_an_order_can_be_changed_after_midnight(toy: Toy) -> None:
    """The trading day goes on, and with it the numbers."""
    receipt = toy.floor.place(toy.account, PlaceOrder(Side.BUY, "ACME", 20, 1_800_000, venue="TOY"))
    toy.at += timedelta(hours=1)
    amended = toy.floor.amend(toy.account, AmendOrder(receipt.number, 1_810_000))
    toy.floor.cancel(toy.account, CancelOrder(amended.number))

    rows = toy.floor.orders(toy.account, EVENING.date(), EVENING.date())
    assert [(row.number[-1], row.price) for row in rows] == [("1", 1_800_000), ("2", 1_810_000), ("3", 0)]
    assert toy.floor.amendable(toy.account) == []


def test_the_next_evening_is_a_day_of_its_own(toy: Toy) -> None:
    """The reference is yesterday's last price, an opening price is made, and yesterday's order is gone."""
    receipt = toy.floor.place(toy.account, PlaceOrder(Side.BUY, "ACME", 20, 1_800_000, venue="TOY"))
    toy.floor.set_price("ACME", 1_950_000)
    toy.at = EVENING + timedelta(hours=23)

    quote = toy.floor.quote("ACME")
    assert (quote.reference, quote.open) == (1_950_000, 1_950_000)
    assert 0 < quote.volume <= 200
    assert [bar.day for bar in toy.floor.candles("ACME", Period.DAY, EVENING.date(), toy.at.date())] == [
        toy.at.date(),
        EVENING.date(),
    ]
    with pytest.raises(Refusal):
        toy.floor.cancel(toy.account, CancelOrder(receipt.number))


def test_a_broken_lot_is_refused(toy: Toy) -> None:
    """The checks of the floor decide."""
    with pytest.raises(Refusal) as refused:
        toy.floor.place(toy.account, PlaceOrder(Side.BUY, "ACME", 15, 1_900_000, venue="TOY"))
    assert refused.value.reason is Reason.QUANTITY


def test_it_plays_by_itself(toy: Toy) -> None:
    """Trades of whole lots while it is open, none while it is closed."""
    toy.floor.play(60, toy.now())
    trades = [event for event in toy.told(TradePrinted) if isinstance(event, TradePrinted)]
    toy.at = EVENING + timedelta(hours=12)
    toy.now()
    toy.floor.tell()
    toy.events.clear()
    toy.floor.play(60, toy.at)

    assert len(trades) == 20
    assert all(trade.volume % 10 == 0 and is_on_tick(trade.price, Board.US) for trade in trades)
    assert not list(toy.told(BookChanged))
