"""What an account is worth: the balance (잔고) and the buying power (매수가능) as a customer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kis.market.fees import FeeSchedule
from kis.market.holidays import Calendar
from kis.simulator.domestic.checks import DomesticChecks, DomesticMarket
from kis.simulator.domestic.ledger import CashBook, DayFlow, Ledger
from kis.simulator.tape import Quote

_CENT = Decimal("0.01")
_AVERAGE = Decimal("0.0001")
_NOTHING = DayFlow()


@dataclass(frozen=True, slots=True)
class Holding:
    """One symbol held: shares, won. A position sold out stays with 0 shares until the second day after."""

    symbol: str
    name: str
    quantity: int
    sellable: int
    cost: int
    quote: Quote
    today: DayFlow
    yesterday: DayFlow

    @property
    def average(self) -> Decimal:
        """매입평균가격, won with four decimals."""
        return (Decimal(self.cost) / self.quantity).quantize(_AVERAGE) if self.quantity else Decimal(0)

    @property
    def value(self) -> int:
        """평가금액, won."""
        return self.quote.last * self.quantity

    @property
    def profit(self) -> int:
        """평가손익금액, won, without fees and tax."""
        return self.value - self.cost

    @property
    def profit_rate(self) -> Decimal:
        """평가손익율, percent with two decimals."""
        return (Decimal(self.profit * 100) / self.cost).quantize(_CENT) if self.cost else Decimal(0)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The balance of an account, in won. `cash` is today's (예수금), `cash_d1` and `cash_d2` as trades settle.

    `previous_total` is the net asset at the end of the day before.
    """

    positions: tuple[Holding, ...]
    cash: int
    cash_d1: int
    cash_d2: int
    available: int
    today: DayFlow
    yesterday: DayFlow
    previous_total: int

    @property
    def cost(self) -> int:
        """매입금액합계, won."""
        return sum(position.cost for position in self.positions)

    @property
    def value(self) -> int:
        """유가평가금액, won."""
        return sum(position.value for position in self.positions)

    @property
    def profit(self) -> int:
        """평가손익합계, won."""
        return self.value - self.cost

    @property
    def total(self) -> int:
        """총평가금액 and 순자산: D+2 cash and shares at the last price, won."""
        return self.cash_d2 + self.value


@dataclass(frozen=True, slots=True)
class BuyingPower:
    """What an account can buy without 미수: `cash` and `amount` in won, `quantity` in shares at `unit_price`."""

    cash: int
    unit_price: int
    quantity: int

    @property
    def amount(self) -> int:
        """매수금액, won, without the fee."""
        return self.unit_price * self.quantity


class Valuation:
    """Answers what the accounts of a ledger hold and can buy."""

    def __init__(
        self,
        ledger: Ledger,
        markets: Mapping[str, DomesticMarket],
        checks: DomesticChecks,
        fees: FeeSchedule,
        calendar: Calendar,
    ) -> None:
        self._ledger = ledger
        self._markets = markets
        self._checks = checks
        self._fees = fees
        self._calendar = calendar
        self._previous = {account: book.total for account, book in ledger.books.items()}

    def end_day(self) -> None:
        """Keep what every account is worth now as the value of the day before."""
        for account, book in self._ledger.books.items():
            self._previous[account] = book.total + sum(
                self._markets[symbol].quote.last * position.quantity for symbol, position in book.positions.items()
            )

    def holdings(self, account: str, today: date) -> Holdings:
        """Return the balance of an account as of `today`."""
        book = self._ledger.books[account]
        yesterday = self._calendar.previous_trading_day(today)
        rows = (self._holding(account, book, symbol, today, yesterday) for symbol in book.positions)
        return Holdings(
            positions=tuple(row for row in rows if row.quantity or row.today != _NOTHING or row.yesterday != _NOTHING),
            cash=book.cash_on(today),
            cash_d1=book.cash_on(self._calendar.next_trading_day(today)),
            cash_d2=book.total,
            available=self._checks.available(account),
            today=book.flows.get(today, _NOTHING),
            yesterday=book.flows.get(yesterday, _NOTHING),
            previous_total=self._previous[account],
        )

    def _holding(self, account: str, book: CashBook, symbol: str, today: date, yesterday: date) -> Holding:
        market, position = self._markets[symbol], book.positions[symbol]
        return Holding(
            symbol=symbol,
            name=market.listing.name,
            quantity=position.quantity,
            sellable=self._checks.sellable(account, symbol),
            cost=position.cost,
            quote=market.quote,
            today=position.flows.get(today, _NOTHING),
            yesterday=position.flows.get(yesterday, _NOTHING),
        )

    def buying_power(self, account: str, unit_price: int) -> BuyingPower:
        """Return how many shares at `unit_price` (won, 0 for the cash alone) the account can buy, fee included."""
        cash = self._checks.available(account)
        quantity = cash // unit_price if unit_price else 0
        while quantity and quantity * unit_price + self._fees.fee(quantity * unit_price) > cash:
            quantity -= 1
        return BuyingPower(cash, unit_price, quantity)
