"""What the check card says before an order is sent, and the sentences that refuse what cannot be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.errors import UserError
from bot.korean import particle
from bot.quotes import Quote
from bot.trading.draft import Market, OrderDraft, Part, Quantity
from bot.trading.limits import Loss
from kis.domestic.balance import Balance, BuyingPower
from kis.domestic.codes import OrderType, Side
from kis.market.fees import DEFAULT
from kis.market.sessions import Session, Venue, describe, session_at, takes
from kis.market.ticks import Board, snap, tick_size
from kis.symbols import Instrument
from kis.units import Shares, Won

DRIFT = Decimal(1)
"""Percent by which the market may have moved since the card was shown."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the account allows: shares at most, and for a buy the cash without 미수 in won."""

    largest: Shares
    cash: Won | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Percent of the portfolio that the instrument is, before and after the order."""

    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """Won of the instrument in the account; `last_fill` is the newest that was known here before KIS was asked."""

    value: Won
    last_fill: int


@dataclass(frozen=True, slots=True)
class Hours:
    """The session in words, and whether it takes this order."""

    text: str
    takes: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A new order, looked at. `price` None is a market order; `typed` is the price before it was put on its tick.

    `held` and `loss` (of the account, today, in won) are None where KIS did not tell.
    """

    side: Side
    instrument: Instrument
    quantity: Shares
    price: Won | None
    typed: Won | None
    order_type: OrderType
    quote: Quote
    limits: Limits
    fee: Won
    tax: Won
    hours: Hours
    share: Share | None
    held: Held | None = None
    loss: Loss | None = None

    @property
    def amount(self) -> Won:
        """What it comes to in won; at market, by the price now."""
        return Won(self.quantity * (self.price or self.quote.price))

    @property
    def tick(self) -> int:
        """호가단위 at its price."""
        return tick_size(self.price or self.quote.price, self.instrument.board)


def hours(instrument: Instrument, at: datetime, order_type: OrderType, *, paper: bool) -> Hours:
    """Tell the session at KRX."""
    session = session_at(Venue.KRX, at, board=instrument.board, paper=paper)
    text = describe(Venue.KRX, at, board=instrument.board, paper=paper)
    return Hours(text, takes(session, order_type.value, venue=Venue.KRX, paper=paper))


def order_type(instrument: Instrument, at: datetime, *, market: bool, paper: bool) -> OrderType:
    """Choose the type that the session takes: the after-market (16:00-20:00) has a limit order of its own."""
    if market:
        return OrderType.MARKET
    session = session_at(Venue.KRX, at, board=instrument.board, paper=paper)
    return OrderType.AFTER_LIMIT if session is Session.AFTER_MARKET else OrderType.LIMIT


def on_tick(price: Won, side: Side, board: Board) -> Won:
    """Put a price on its tick to the user's advantage: a buy never dearer, a sell never cheaper than typed."""
    return Won(snap(price, board, up=side is Side.SELL))


def within_limits(price: Won, quote: Quote) -> None:
    """Refuse what lies beyond the day's limits (상·하한가), naming the band."""
    upper, lower = quote.upper_limit, quote.lower_limit
    if (upper and price > upper) or (lower and price < lower):
        band = f"{lower:,}원부터 {upper:,}원" if lower and upper else "하한가부터 상한가"
        raise UserError(f"{price:,}원은 오늘 주문할 수 있는 가격이 아니에요. {band} 사이로 적어 주세요.")


def how_many(wanted: Quantity, limits: Limits, side: Side, instrument: Instrument) -> Shares:
    """Turn 전량 and 절반 into shares, and refuse more than there is."""
    largest = limits.largest
    count = largest if wanted is Part.ALL else Shares(largest // 2) if wanted is Part.HALF else wanted
    if isinstance(count, int) and 0 < count <= largest:
        return count
    named = f"{instrument.name}{particle(instrument.name, '은', '는')}"
    if side is Side.SELL:
        raise UserError(
            f"팔 수 있는 {named} {largest:,}주예요. 그 안에서 적어 주세요."
            if largest
            else f"지금 팔 수 있는 {instrument.name} 주식이 없어요. 「잔고」로 확인해 주세요."
        )
    cash = "" if limits.cash is None else f" (주문가능 {limits.cash:,}원)"
    raise UserError(f"지금 살 수 있는 {named} 최대 {largest:,}주예요{cash}. 수량을 줄여 주세요.")


def buying(power: BuyingPower) -> Limits:
    """Return what can be bought without 미수, as KIS reckons it for the very price and type of the order."""
    return Limits(power.quantity, power.value)


def sellable(balance: Balance, symbol: str) -> Limits:
    """Return how many shares can be sold: a stock may take several rows."""
    rows = [row for row in balance.held if row.symbol == symbol]
    return Limits(Shares(sum(row.quantity if row.sellable is None else row.sellable for row in rows)))


def share(balance: Balance | None, symbol: str, side: Side, amount: Won) -> Share | None:
    """Return the instrument's part of the portfolio, None if the portfolio is not known."""
    total = None if balance is None else balance.totals.total_value
    if balance is None or not total or total <= 0:
        return None
    held = sum(row.value or 0 for row in balance.held if row.symbol == symbol)
    after = held + (amount if side is Side.BUY else -amount)
    return Share(_percent(held, total), _percent(max(0, after), total))


def check(
    draft: OrderDraft, quote: Quote, limits: Limits, balance: Balance | None, at: datetime, *, paper: bool
) -> Check:
    """Look at a draft that has a price. Raises `UserError` with what to type instead."""
    market = isinstance(draft.price, Market)
    kind = order_type(draft.instrument, at, market=market, paper=paper)
    typed = None if draft.price is None or isinstance(draft.price, Market) else draft.price
    price = None if typed is None else on_tick(typed, draft.side, draft.instrument.board)
    if price is not None:
        within_limits(price, quote)
    quantity = how_many(draft.quantity, limits, draft.side, draft.instrument)
    amount = Won(quantity * (price or quote.price))
    tax = DEFAULT.tax(amount, draft.instrument.market, draft.instrument.board) if draft.side is Side.SELL else 0
    return Check(
        side=draft.side,
        instrument=draft.instrument,
        quantity=quantity,
        price=price,
        typed=typed,
        order_type=kind,
        quote=quote,
        limits=limits,
        fee=Won(DEFAULT.fee(amount)),
        tax=Won(tax),
        hours=hours(draft.instrument, at, kind, paper=paper),
        share=share(balance, draft.instrument.code, draft.side, amount),
    )


def drift(offered: int, now: int) -> Decimal | None:
    """Return by how many percent the market has moved if that is more than the card's promise, else None."""
    moved = (Decimal(now) - offered) * 100 / offered
    return moved if abs(moved) > DRIFT else None


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal(1))
