"""Orders as the broker keeps them, and what customers ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from kis.market.sessions import Venue


class Side(Enum):
    """매도 or 매수."""

    SELL = "sell"
    BUY = "buy"

    @property
    def opposite(self) -> Side:
        """The other side of a trade."""
        return Side.BUY if self is Side.SELL else Side.SELL


class Action(Enum):
    """What made the order row: a new order (신규), an amendment (정정) or a cancellation (취소)."""

    NEW = "new"
    AMEND = "amend"
    CANCEL = "cancel"


class Condition(Enum):
    """What happens to the part that does not fill at once: rests, is cancelled (IOC), or nothing fills (FOK)."""

    NONE = "none"
    IOC = "ioc"
    FOK = "fok"


class Pricing(Enum):
    """Where the limit of an order comes from."""

    LIMIT = "limit"
    MARKET = "market"
    BEST = "best"
    OWN_BEST = "own best"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class OrderKind:
    """An order type (주문구분): KIS code, Korean name, pricing and condition."""

    code: str
    name: str
    pricing: Pricing
    condition: Condition = Condition.NONE


KINDS = {
    kind.code: kind
    for kind in (
        OrderKind("00", "지정가", Pricing.LIMIT),
        OrderKind("01", "시장가", Pricing.MARKET),
        OrderKind("02", "조건부지정가", Pricing.LIMIT),
        OrderKind("03", "최유리지정가", Pricing.BEST),
        OrderKind("04", "최우선지정가", Pricing.OWN_BEST),
        OrderKind("05", "장전시간외", Pricing.CLOSE),
        OrderKind("06", "장후시간외", Pricing.CLOSE),
        OrderKind("11", "IOC지정가", Pricing.LIMIT, Condition.IOC),
        OrderKind("12", "FOK지정가", Pricing.LIMIT, Condition.FOK),
        OrderKind("13", "IOC시장가", Pricing.MARKET, Condition.IOC),
        OrderKind("14", "FOK시장가", Pricing.MARKET, Condition.FOK),
        OrderKind("15", "IOC최유리", Pricing.BEST, Condition.IOC),
        OrderKind("16", "FOK최유리", Pricing.BEST, Condition.FOK),
        OrderKind("27", "NXT GTP지정가", Pricing.LIMIT),
        OrderKind("28", "NXT GTP최유리", Pricing.BEST),
        OrderKind("29", "NXT GTP최우선", Pricing.OWN_BEST),
        OrderKind("41", "KRX애프터마켓지정가", Pricing.LIMIT),
        OrderKind("42", "KRX애프터마켓지정가IOC", Pricing.LIMIT, Condition.IOC),
        OrderKind("43", "KRX애프터마켓지정가FOK", Pricing.LIMIT, Condition.FOK),
        OrderKind("44", "KRX애프터마켓최유리지정가", Pricing.BEST),
        OrderKind("45", "KRX애프터마켓최유리지정가IOC", Pricing.BEST, Condition.IOC),
        OrderKind("46", "KRX애프터마켓최유리지정가FOK", Pricing.BEST, Condition.FOK),
        OrderKind("47", "KRX애프터마켓최우선지정가", Pricing.OWN_BEST),
    )
}
"""Order types the simulator matches. Mid price (21, 23, 24) and stop limit (22) are refused."""

PAPER_KINDS = frozenset({"00", "01", "02", "03", "04"})
"""Order types of paper trading (모의투자)."""


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """A new order. `kind` is the KIS code (00 limit, 01 market, …); `price` in won, 0 where the kind has none."""

    side: Side
    symbol: str
    quantity: int
    price: int = 0
    kind: str = "00"
    venue: Venue = Venue.KRX


@dataclass(frozen=True, slots=True)
class AmendOrder:
    """A change (정정) of an order of today. A blank `branch` finds the order by its number alone."""

    number: str
    price: int
    kind: str = "00"
    quantity: int = 0
    all_remaining: bool = True
    branch: str = ""


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """A cancellation (취소) of an order of today; `quantity` 0 or `all_remaining` takes all that is left."""

    number: str
    quantity: int = 0
    all_remaining: bool = True
    branch: str = ""


@dataclass(frozen=True, slots=True)
class OrderId:
    """A number is unique only within its day and branch (주문채번지점)."""

    day: date
    branch: str
    number: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The broker took it: order number, branch and time (KST). Not yet a fill."""

    branch: str
    number: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """One row of the order book of the day. Quantities in shares, `price` and `amount` in won.

    quantity = filled + remaining + cancelled + rejected + moved; `moved` went on to an amendment. The
    row of a cancellation carries what it cancelled and leaves nothing. `limit` is the worst price it
    takes, None for a market order; `margin` the won held for each share of a buy.
    """

    id: OrderId
    account: str
    action: Action
    side: Side
    symbol: str
    name: str
    kind: OrderKind
    venue: Venue
    quantity: int
    price: int
    limit: int | None
    margin: int
    time: datetime
    expires: datetime
    original: str = ""
    filled: int = 0
    amount: int = 0
    cancelled: int = 0
    rejected: int = 0
    moved: int = 0

    @property
    def number(self) -> str:
        """주문번호, ten digits."""
        return self.id.number

    @property
    def branch(self) -> str:
        """주문채번지점번호, five digits."""
        return self.id.branch

    @property
    def remaining(self) -> int:
        """잔여수량: what may still fill."""
        return self.quantity - self.filled - self.cancelled - self.rejected - self.moved

    @property
    def is_open(self) -> bool:
        """Whether it may still fill."""
        return self.remaining > 0

    @property
    def average(self) -> Decimal:
        """평균 체결가 in won; 0 before the first fill."""
        return Decimal(self.amount) / self.filled if self.filled else Decimal(0)


@dataclass(frozen=True, slots=True)
class Fill:
    """One execution (체결): price, fee and tax in won; `venue` is where it traded."""

    price: int
    quantity: int
    fee: int
    tax: int
    time: datetime
    venue: Venue
