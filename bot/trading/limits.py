"""Personal limits: what an order comes to, what is used, what still fits. Pure.

An order for one time (1회) and the distance of its price (이탈) bound buys and sells alike, for both stop a slip of the
finger. What a day and a symbol may come to bounds buys alone: a limit must never keep anybody in a position.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.storage.states import Cap
from bot.storage.terms import Figure
from kis.credentials import Environment
from kis.domestic.balance import AccountTotals, Balance, Position
from kis.domestic.codes import Side
from kis.units import Won

Caps = Mapping[Cap, int | None]
"""What holds; None is no cap. Units as in `Cap`."""

NEAR = 80
"""Percent of a cap from which on a card says how much of it is used."""
WHOLE = 10_000
"""Hundredths of a percent."""

_NONE: Caps = dict.fromkeys(Cap)
DEFAULTS: Mapping[Environment, Caps] = {
    Environment.PAPER: _NONE,
    Environment.REAL: {
        **_NONE,
        Cap.ORDER: 10_000_000,
        Cap.DAY: 30_000_000,
        Cap.COUNT: 100,
        Cap.DISTANCE: 1_000,
    },
}
"""What holds for who has changed nothing."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An order to be judged. `price` is what a share costs at most: its limit, or the market's price.

    `limit` is its limit price, None at market; `done` in won has traded already, where an order is amended. What
    `eases` an order that stands, as a sell or at a lower price, has to mind its distance from the market only.
    """

    side: Side
    quantity: int
    price: int
    market: int
    limit: int | None
    done: int = 0
    eases: bool = False

    @property
    def amount(self) -> int:
        """All that the order comes to, in won."""
        return self.done + self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Used:
    """What counts besides the order itself: of the day in won and orders, of its symbol in won, lost today in won.

    `symbol` and `loss` None are not known.
    """

    amount: int = 0
    orders: int = 0
    symbol: int | None = 0
    loss: int | None = 0
    braked: bool = False
    """Whether the loss has reached its cap before on this day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cap beside an order: what holds, what is used before it, what it makes of that. None is not known.

    `fits` is how many shares all caps together leave room for.
    """

    cap: Cap
    limit: int
    used: int | None
    after: int | None
    fits: int
    broken: bool

    @property
    def near(self) -> bool:
        """Whether it fits and leaves little."""
        return not self.broken and self.after is not None and self.after * 100 >= self.limit * NEAR


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of an order counts: what traded, what may still trade and at which price at most."""

    filled: int
    open: int
    price: int

    @property
    def amount(self) -> int:
        """In won; what was cancelled or refused is in neither part."""
        return self.filled + self.open * self.price


NOTHING = Won(0)


@dataclass(frozen=True, slots=True)
class Loss:
    """What an account has lost today in won, 0 for a gain, which is `gained` then.

    `by_assets` if payments in and out are in it.
    """

    amount: Won
    by_assets: bool = False
    gained: Won = NOTHING

    @classmethod
    def of(cls, earned: int, *, by_assets: bool = False) -> Loss:
        """What was earned, a loss below 0."""
        return cls(Won(max(0, -earned)), by_assets, Won(max(0, earned)))

    def with_more(self, earned: int) -> Loss:
        """The same account with what it has earned elsewhere."""
        return Loss.of(self.gained - self.amount + earned, by_assets=self.by_assets)


def in_force(environment: Environment, changed: Mapping[Cap, int | None]) -> dict[Cap, int | None]:
    """Put what the user has changed over what the environment begins with."""
    return {**DEFAULTS[environment], **changed}


def tighter(new: int | None, old: int | None) -> bool:
    """Whether a cap becomes stricter, or stays: that needs nobody's leave."""
    return new is not None if old is None else new is not None and new <= old


def day(standings: Sequence[Standing]) -> tuple[int, int]:
    """Return the won and the number of orders that count for a day."""
    counted = [one for one in standings if one.filled or one.open]
    return sum(one.amount for one in counted), len(counted)


def loss_today(balance: Balance) -> Loss | None:
    """Return what trading and the market have cost since yesterday's close; None if KIS left out what it takes.

    Money that is paid in or out is no part of it. Only where the balance does not tell today's trades, or contradicts
    itself about them, the difference of all assets has to do.
    """
    rows = [row for row in balance.positions if row.quantity or row.bought_today or row.sold_today]
    if any(row.quantity and not row.price for row in rows):
        return None
    if (earned := _earned(balance.totals, rows)) is not None:
        return Loss.of(earned)
    totals = balance.totals
    now = totals.total_value if totals.net_assets is None else totals.net_assets
    if now is None or totals.total_value_yesterday is None:
        return None
    return Loss.of(now - totals.total_value_yesterday, by_assets=True)


def held_value(balance: Balance, symbol: str, price: int) -> Won:
    """Return what the account holds of a symbol, in won: a stock may take several rows."""
    rows = [row for row in balance.held if row.symbol == symbol]
    return Won(sum(row.quantity * price if row.value is None else row.value for row in rows))


def in_won(amount: Figure, rate: Figure) -> int:
    """Return what an amount comes to in won, rounded up: a limit must hold."""
    return math.ceil(amount * rate)


def judge(caps: Caps, wish: Wish, used: Used) -> list[Finding]:
    """Look at an order beside every cap that bounds it, the broken ones first."""
    fits = room(caps, wish, used)
    found = [
        Finding(cap, limit, before, after, fits, after is None or after > limit)
        for cap, limit, before, after in _measures(caps, wish, used)
    ]
    if wish.side is Side.BUY and not wish.eases and (limit := caps[Cap.LOSS]) is not None:
        # Reaching the cap is enough, and what was reached once holds for the day.
        broken = used.braked or used.loss is None or used.loss >= limit
        found.append(Finding(Cap.LOSS, limit, used.loss, used.loss, 0 if broken else fits, broken))
    return sorted(found, key=lambda one: not one.broken)


def room(caps: Caps, wish: Wish, used: Used) -> int:
    """Return how many shares at the order's price pass every cap on money."""
    left = wish.quantity * wish.price
    for cap, limit, before in _money(caps, wish, used):
        own = 0 if cap is Cap.SYMBOL else wish.done  # what has traded is among what is held
        left = 0 if before is None else min(left, limit - before - own)
    return max(0, left) // wish.price


def nearest(limit: int, market: int, rate: Figure = 1, places: int = 0) -> tuple[Figure, Figure]:
    """Return the lowest and the highest limit price that a cap on the distance takes.

    `market` is in won; the prices are in money of which one comes to `rate` won, with so many decimals.
    """
    low, high = -(-market * (WHOLE - limit) // WHOLE), market * (WHOLE + limit) // WHOLE
    if rate == 1:
        return low, high
    unit = Decimal(1).scaleb(-places)
    return (low / Decimal(rate)).quantize(unit, ROUND_CEILING), (high / Decimal(rate)).quantize(unit, ROUND_FLOOR)


def _earned(totals: AccountTotals, rows: Sequence[Position]) -> int | None:
    """What the shares are worth more than those held yesterday were then, with what trades brought and cost."""
    bought, sold = totals.bought_today, totals.sold_today
    if bought is None or sold is None:
        return None
    if (bought > 0, sold > 0) != (any(row.bought_today for row in rows), any(row.sold_today for row in rows)):
        return None
    gained = sold - bought - (totals.costs_today or 0)
    for row in rows:
        if not row.price or row.change is None or row.bought_today is None or row.sold_today is None:
            return None
        held = row.quantity - row.bought_today + row.sold_today
        gained += row.quantity * row.price - held * (row.price - row.change)
    return gained


def _measures(caps: Caps, wish: Wish, used: Used) -> Iterator[tuple[Cap, int, int | None, int | None]]:
    for cap, most, before in _money(caps, wish, used):
        own = wish.quantity * wish.price if cap is Cap.SYMBOL else wish.amount
        yield cap, most, before, None if before is None else before + own
    if wish.limit is not None and (limit := caps[Cap.DISTANCE]) is not None:
        apart = -(-abs(wish.limit - wish.market) * WHOLE // wish.market)
        yield Cap.DISTANCE, limit, apart, apart
    if wish.side is Side.BUY and not wish.eases and (limit := caps[Cap.COUNT]) is not None:
        yield Cap.COUNT, limit, used.orders, used.orders + 1


def _money(caps: Caps, wish: Wish, used: Used) -> Iterator[tuple[Cap, int, int | None]]:
    """The caps in won that bound an order, with what they hold before it."""
    bounds: list[tuple[Cap, int | None]] = [] if wish.eases else [(Cap.ORDER, 0)]
    if wish.side is Side.BUY and not wish.eases:
        bounds += [(Cap.DAY, used.amount), (Cap.SYMBOL, used.symbol)]
    for cap, before in bounds:
        if (limit := caps[cap]) is not None:
            yield cap, limit, before
