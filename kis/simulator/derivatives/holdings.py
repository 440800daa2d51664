"""What a derivatives account is worth: positions and money as a customer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kis.simulator.derivatives.checks import ContractChecks
from kis.simulator.derivatives.ledger import Ledger, Position
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.derivatives.margin import equity
from kis.simulator.orders import Side


@dataclass(frozen=True, slots=True)
class Held:
    """One contract held or traded today: contracts without a sign, prices as written, money in won.

    `profit` is against the settlement price, `whole_profit` against what was traded; options have no settlement.
    """

    listing: ContractListing
    side: Side | None
    quantity: int
    closable: int
    carried: int
    opened: int
    closed: int
    price: Decimal
    settlement_price: Decimal
    average: Decimal
    cost: int
    whole_cost: int
    value: int
    realized: int

    @property
    def profit(self) -> int:
        """평가손익 since the last settlement."""
        return self._signed(self.value - self.cost)

    @property
    def whole_profit(self) -> int:
        """평가손익 since the trade."""
        return self._signed(self.value - self.whole_cost)

    @property
    def worth(self) -> int:
        """What closing it would bring, below 0 for what has to be bought back, in won."""
        return self._signed(self.value)

    def _signed(self, won: int) -> int:
        return -won if self.side is Side.SELL else won


@dataclass(frozen=True, slots=True)
class Standing:
    """An account at a moment, in won. `cash` is that of the morning; `equity` what it will be after the settlement."""

    positions: tuple[Held, ...]
    cash: int
    equity: int
    bought: int
    sold: int
    fees: int
    carried_variation: int
    intraday_variation: int
    margin: int
    maintenance: int
    available: int

    @property
    def premium(self) -> int:
        """옵션차금."""
        return self.sold - self.bought

    @property
    def variation(self) -> int:
        """정산차금 of futures."""
        return self.carried_variation + self.intraday_variation

    @property
    def call(self) -> int:
        """추가증거금: what is missing to the initial margin once the maintenance margin is not met."""
        return self.margin - self.equity if self.equity < self.maintenance else 0

    def total(self, name: str, *, options: bool | None = None) -> int:
        """Return the sum of a number over the positions, of options or futures alone if asked."""
        rows = (row for row in self.positions if options in (None, row.listing.is_option))
        return sum(int(getattr(row, name)) for row in rows)


class Valuation:
    """Answers what the accounts of a ledger hold; keeps how each stood at the end of every day."""

    def __init__(self, ledger: Ledger, checks: ContractChecks) -> None:
        self._ledger = ledger
        self._checks = checks
        self._ended: dict[tuple[str, date], Standing] = {}

    def end_day(self, day: date) -> None:
        """Keep how every account stands before the settlement of `day`."""
        for account in self._ledger.books:
            self._ended[account, day] = self.standing(account)

    def on(self, account: str, day: date, today: date) -> Standing | None:
        """Return how an account stood at the end of a day, or stands today; None for a day that nobody saw."""
        return self.standing(account) if day == today else self._ended.get((account, day))

    def standing(self, account: str) -> Standing:
        """Return how an account stands now."""
        book, prices = self._ledger.books[account], self._checks.prices()
        carried = sum(_carried(position, prices) for position in book.positions.values())
        return Standing(
            positions=tuple(
                self._held(account, position, prices[code])
                for code, position in sorted(book.positions.items())
                if position.is_shown
            ),
            cash=book.cash,
            equity=equity(book, prices),
            bought=book.bought,
            sold=book.sold,
            fees=book.fees,
            carried_variation=carried,
            intraday_variation=book.variation(prices) - carried,
            margin=self._checks.required(account),
            maintenance=self._checks.required(account, maintenance=True),
            available=self._checks.available(account),
        )

    def _held(self, account: str, position: Position, price: int) -> Held:
        listing, contracts = position.listing, abs(position.quantity)
        side = None if not contracts else Side.BUY if position.quantity > 0 else Side.SELL
        return Held(
            listing=listing,
            side=side,
            quantity=contracts,
            closable=self._checks.closable(account, listing.code, side.opposite) if side else 0,
            carried=abs(position.carried),
            opened=position.opened,
            closed=position.closed,
            price=listing.decimal(price),
            settlement_price=_average(listing, position.cost, contracts),
            average=_average(listing, position.entry, contracts),
            cost=abs(position.cost) * listing.won,
            whole_cost=abs(position.entry) * listing.won,
            value=contracts * price * listing.won,
            realized=position.realized * listing.won,
        )


def _average(listing: ContractListing, amount: int, contracts: int) -> Decimal:
    return listing.decimal(round(Decimal(abs(amount)) / contracts, 4)) if contracts else Decimal(0)


def _carried(position: Position, prices: Mapping[str, int]) -> int:
    """갱신차금: what the futures of the morning have earned since the settlement, sold today or not, in won."""
    listing = position.listing
    if listing.is_option:
        return 0
    return position.carried * (prices[listing.code] - position.settled_at) * listing.won
