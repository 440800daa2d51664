"""What the check card says before an order is sent, and the sentences that refuse what cannot be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot import markets
from bot.errors import UserError
from bot.korean import particle
from bot.markets.market import Holding, Hours, Limits, Market
from bot.money import money
from bot.quotes import Quote
from bot.storage.terms import WON, Figure, Funding, OrderType
from bot.trading.draft import OrderDraft, Part, Quantity
from bot.trading.limits import Loss, in_won
from kis.domestic.codes import Side
from kis.symbols import Instrument
from kis.units import Shares, Won

DRIFT = Decimal(1)
"""Percent by which the market may have moved since the card was shown."""


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
class Check:
    """A new order, looked at. `price` None is a market order; `typed` is the price before it was put on its tick.

    `held` and `loss` (of the account, today, in won) are None where KIS did not tell.
    """

    side: Side
    instrument: Instrument
    quantity: Shares
    price: Figure | None
    typed: Figure | None
    order_type: OrderType
    quote: Quote
    limits: Limits
    fee: Figure
    tax: Figure | None
    hours: Hours
    share: Share | None
    held: Held | None = None
    loss: Loss | None = None
    venue: str = "KRX"
    funding: Funding = Funding.CASH

    @property
    def market(self) -> Market:
        """Where it trades."""
        return markets.of_instrument(self.instrument)

    @property
    def currency(self) -> str:
        """In what its prices are."""
        return self.market.currency(self.venue, self.instrument.code)

    @property
    def amount(self) -> Figure:
        """Price times quantity; at market, by the price now."""
        return self.quantity * (self.price or self.quote.price)

    @property
    def tick(self) -> Figure:
        """호가단위 at its price."""
        return self.market.tick(self.instrument, self.price or self.quote.price)


def within_limits(price: Figure, quote: Quote, currency: str = WON) -> None:
    """Refuse what lies beyond the day's limits (상·하한가), naming the band."""
    upper, lower = quote.upper_limit, quote.lower_limit
    if (upper and price > upper) or (lower and price < lower):
        band = f"{money(lower, currency)}부터 {money(upper, currency)}" if lower and upper else "하한가부터 상한가"
        shown = money(price, currency)
        raise UserError(
            f"{shown}{particle(shown, '은', '는')} 오늘 주문할 수 있는 가격이 아니에요. {band} 사이로 적어 주세요."
        )


def how_many(wanted: Quantity, limits: Limits, side: Side, instrument: Instrument) -> Shares:
    """Turn 전량 and 절반 into shares, and refuse more than there is."""
    largest = limits.largest
    if isinstance(wanted, Part) and limits.closable is not None:
        largest = limits.closable
    count = largest if wanted is Part.ALL else Shares(largest // 2) if wanted is Part.HALF else wanted
    market = markets.of_instrument(instrument)
    unit, named = market.segment.unit, f"{instrument.name}{particle(instrument.name, '은', '는')}"
    if isinstance(count, int) and 0 < count <= largest:
        return _in_lots(count, named, instrument)
    if side is Side.SELL:
        raise UserError(
            f"팔 수 있는 {named} {largest:,}{unit}예요. 그 안에서 적어 주세요."
            if largest
            else f"지금 팔 수 있는 {instrument.name} 주식이 없어요. 「잔고」로 확인해 주세요."
        )
    cash = "" if limits.cash is None else f" (주문가능 {money(limits.cash, instrument.currency)})"
    raise UserError(f"지금 살 수 있는 {named} 최대 {largest:,}{unit}예요{cash}. 수량을 줄여 주세요.")


def _in_lots(count: Shares, named: str, instrument: Instrument) -> Shares:
    """Refuse what is no multiple of 매매수량단위, where it is known."""
    lot = instrument.lot or 1
    if count % lot:
        raise UserError(f"{named} {lot:,}주씩 거래돼요. {lot:,}주나 {2 * lot:,}주처럼 적어 주세요.")
    return count


def share(holding: Holding | None, side: Side, amount: int) -> Share | None:
    """Return the instrument's part of the portfolio, None if the portfolio is not known; `amount` is won."""
    total = None if holding is None else holding.total
    if holding is None or not total or total <= 0:
        return None
    after = holding.value + (amount if side is Side.BUY else -amount)
    return Share(_percent(holding.value, total), _percent(max(0, after), total))


def check(
    draft: OrderDraft, quote: Quote, limits: Limits, holding: Holding | None, at: datetime, *, paper: bool
) -> Check:
    """Look at a draft that has a price. Raises `UserError` with what to type instead."""
    market = markets.of_instrument(draft.instrument)
    terms = market.terms(draft.wanted, at, paper=paper)
    if terms.price is not None:
        within_limits(terms.price, quote, market.currency(terms.venue, draft.instrument.code))
    quantity = how_many(draft.quantity, limits, draft.side, draft.instrument)
    amount = quantity * (terms.price or quote.price)
    costs = market.costs(terms, amount)
    return Check(
        side=draft.side,
        instrument=draft.instrument,
        quantity=quantity,
        price=terms.price,
        typed=draft.wanted.price,
        order_type=terms.order_type,
        quote=quote,
        limits=limits,
        fee=costs.fee,
        tax=costs.tax,
        hours=market.hours(terms, at, paper=paper),
        share=share(holding, draft.side, in_won(amount, limits.rate)),
        venue=terms.venue,
        funding=draft.funding,
    )


def drift(offered: Figure, now: Figure) -> Decimal | None:
    """Return by how many percent the market has moved if that is more than the card's promise, else None."""
    moved = (Decimal(now) - offered) * 100 / Decimal(offered)
    return moved if abs(moved) > DRIFT else None


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal(1))
