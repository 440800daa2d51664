"""Orders as the broker keeps them, and what customers ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from kis.market.sessions import Venue
from kis.simulator.listing import Listing


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
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class OrderKind:
    """An order type (주문구분): KIS code, Korean name, pricing and condition.

    What is left of one that is `market_at_close` takes any price in the closing auction. One that `stops` waits until
    the last price reaches its condition price (조건가격).
    """

    code: str
    name: str
    pricing: Pricing
    condition: Condition = Condition.NONE
    market_at_close: bool = False
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """An order on credit (신용): KIS type (CRDT_TYPE), and the day of the loan a sale repays, None for the oldest."""

    kind: str
    loan_day: date | None = None


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """A new order.

    `kind` is the KIS code (00 limit, 01 market, …); `price` in units of the board, 0 where the kind has none; `stop` is
    the condition price of a stop order.
    """

    side: Side
    symbol: str
    quantity: int
    price: int = 0
    kind: str = "00"
    venue: str = Venue.KRX
    credit: Credit | None = None
    stop: int = 0


@dataclass(frozen=True, slots=True)
class AmendOrder:
    """A change (정정) of an order of today.

    A blank `branch` finds the order by its number alone; `stop` 0 leaves the condition price as it was.
    """

    number: str
    price: int
    kind: str = "00"
    quantity: int = 0
    all_remaining: bool = True
    branch: str = ""
    stop: int = 0


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
    """One row of the order book of the day. Quantities in shares, prices in units of the board.

    quantity = filled + remaining + cancelled + rejected + moved; `moved` went on to an amendment. The
    row of a cancellation carries what it cancelled and leaves nothing. `limit` is the worst price it
    takes, None for a market order; `margin` the money held for each share; `amount` what its fills add up
    to, price times quantity. It is `stopped` until the last price has reached `stop`.
    """

    id: OrderId
    account: str
    action: Action
    side: Side
    listing: Listing
    kind: OrderKind
    venue: str
    quantity: int
    price: int
    limit: int | None
    margin: int
    time: datetime
    expires: datetime
    original: str = ""
    credit: Credit | None = None
    stop: int = 0
    stopped: bool = False
    filled: int = 0
    amount: int = 0
    cancelled: int = 0
    rejected: int = 0
    moved: int = 0

    @property
    def symbol(self) -> str:
        """종목코드."""
        return self.listing.code

    @property
    def name(self) -> str:
        """종목명."""
        return self.listing.name

    @property
    def loan_day(self) -> date | None:
        """대출일자: of the loan that it repays, or takes by buying; None for cash."""
        if self.credit is None:
            return None
        return self.credit.loan_day or (self.id.day if self.side is Side.BUY else None)

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

    def is_released_by(self, last: int) -> bool:
        """Whether a stop order comes to life at a last price: a buy at its condition price or above, a sale below."""
        return last >= self.stop if self.side is Side.BUY else last <= self.stop

    @property
    def average(self) -> Decimal:
        """평균 체결가 in units; 0 before the first fill."""
        return Decimal(self.amount) / self.filled if self.filled else Decimal(0)


@dataclass(frozen=True, slots=True)
class Fill:
    """One execution (체결) at `venue`: price in units, fee and tax in the money of the floor."""

    price: int
    quantity: int
    fee: int
    tax: int
    time: datetime
    venue: str
