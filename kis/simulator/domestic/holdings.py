"""What an account is worth: the balance (잔고) and the buying power (매수가능) as a customer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kis.market.fees import FeeSchedule
from kis.market.holidays import Calendar
from kis.simulator.domestic.books import DayFlow, Loan, LoanKey, Position
from kis.simulator.domestic.checks import DomesticChecks, DomesticMarket
from kis.simulator.domestic.credit import REPAYS, CreditRules
from kis.simulator.domestic.ledger import Ledger
from kis.simulator.orders import Credit
from kis.simulator.tape import Quote

_CENT = Decimal("0.01")
_AVERAGE = Decimal("0.0001")
_NOTHING = DayFlow()


@dataclass(frozen=True, slots=True)
class Holding:
    """One symbol held: shares, won. A position sold out stays with 0 shares until the second day after.

    What was bought on credit has a row for each loan: `loan` tells its kind and day, `principal` what is still owed.
    """

    symbol: str
    name: str
    quantity: int
    sellable: int
    cost: int
    quote: Quote
    today: DayFlow
    yesterday: DayFlow
    loan: LoanKey | None = None
    principal: int = 0
    expires: date | None = None

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

    `principal` is what all loans still come to, `previous_total` the net asset at the end of the day before.
    """

    positions: tuple[Holding, ...]
    cash: int
    cash_d1: int
    cash_d2: int
    available: int
    today: DayFlow
    yesterday: DayFlow
    previous_total: int
    principal: int = 0

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
        """총평가금액: D+2 cash and shares at the last price, won."""
        return self.cash_d2 + self.value

    @property
    def net(self) -> int:
        """순자산: `total` less the loans, won."""
        return self.total - self.principal


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
        credit: CreditRules,
        calendar: Calendar,
    ) -> None:
        self._ledger = ledger
        self._markets = markets
        self._checks = checks
        self._fees = fees
        self._credit = credit
        self._calendar = calendar
        self._previous = {account: book.total for account, book in ledger.books.items()}

    def end_day(self) -> None:
        """Keep what every account is worth now as the value of the day before."""
        for account, book in self._ledger.books.items():
            held = [*book.positions.items(), *((key.symbol, loan) for key, loan in book.loans.items())]
            value = sum(self._markets[symbol].quote.last * position.quantity for symbol, position in held)
            self._previous[account] = book.total + value - book.principal

    def holdings(self, account: str, today: date) -> Holdings:
        """Return the balance of an account as of `today`."""
        book = self._ledger.books[account]
        yesterday = self._calendar.previous_trading_day(today)
        rows = [
            self._holding(symbol, position, today, yesterday, self._checks.sellable(account, symbol))
            for symbol, position in book.positions.items()
        ]
        rows += [self._borrowed(account, key, loan, today, yesterday) for key, loan in sorted(book.loans.items())]
        return Holdings(
            positions=tuple(row for row in rows if row.quantity or row.today != _NOTHING or row.yesterday != _NOTHING),
            cash=book.cash_on(today),
            cash_d1=book.cash_on(self._calendar.next_trading_day(today)),
            cash_d2=book.total,
            available=self._checks.available(account),
            today=book.flows.get(today, _NOTHING),
            yesterday=book.flows.get(yesterday, _NOTHING),
            previous_total=self._previous[account],
            principal=book.principal,
        )

    def _holding(self, symbol: str, position: Position, today: date, yesterday: date, sellable: int) -> Holding:
        market = self._markets[symbol]
        return Holding(
            symbol=symbol,
            name=market.listing.name,
            quantity=position.quantity,
            sellable=sellable,
            cost=position.cost,
            quote=market.quote,
            today=position.flows.get(today, _NOTHING),
            yesterday=position.flows.get(yesterday, _NOTHING),
        )

    def _borrowed(self, account: str, key: LoanKey, loan: Loan, today: date, yesterday: date) -> Holding:
        sale = Credit(REPAYS[key.kind], key.day)
        row = self._holding(key.symbol, loan, today, yesterday, self._checks.repayable(account, key.symbol, sale))
        return replace(row, loan=key, principal=loan.principal, expires=key.day + self._credit.term)

    def buying_power(self, account: str, unit_price: int, *, on_credit: bool = False) -> BuyingPower:
        """Return how many shares at `unit_price` (won, 0 for the cash alone) the account can buy, fee included."""
        cash = self._checks.available(account)
        share = self._credit.margin / 100 if on_credit else 1
        quantity = max(0, int(cash // (unit_price * share))) if unit_price else 0
        while quantity and self._price_of(quantity * unit_price, on_credit=on_credit) > cash:
            quantity -= 1
        return BuyingPower(cash, unit_price, quantity)

    def _price_of(self, amount: int, *, on_credit: bool) -> int:
        return (self._credit.needed(amount) if on_credit else amount) + self._fees.fee(amount)
