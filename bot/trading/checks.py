"""What the check card says before an order is sent, and the sentences that refuse what cannot be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot import markets
from bot.errors import UserError
from bot.i18n import say
from bot.markets.booked import Span
from bot.markets.market import Holding, Hours, Limits, Market
from bot.money import money
from bot.quotes import Quote
from bot.storage.terms import WON, Figure, Funding, OrderType
from bot.trading.draft import OrderDraft
from bot.trading.limits import Loss, in_won
from bot.trading.quantities import Budget, Part, Quantity, counted, written
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
    loan_date: date | None = None
    asked: Quantity | None = None
    span: Span | None = None

    @property
    def market(self) -> Market:
        """Where it is ordered, or reserved."""
        return markets.ordering(self.instrument, reserved=self.span is not None)

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
        band = (
            say("{lower}부터 {upper}", lower=money(lower, currency), upper=money(upper, currency))
            if lower and upper
            else say("하한가부터 상한가")
        )
        shown = money(price, currency)
        raise UserError(
            say("{shown:은/는} 오늘 주문할 수 있는 가격이 아니에요. {band} 사이로 적어 주세요.", shown=shown, band=band)
        )


def how_many(wanted: Quantity, limits: Limits, side: Side, instrument: Instrument, each: Figure) -> Shares:
    """Turn parts, percents and money into shares at a price, and refuse more than there is."""
    largest = limits.largest
    if not isinstance(wanted, int | Budget) and limits.closable is not None:
        largest = limits.closable
    currency = markets.currency_of(instrument)
    if isinstance(wanted, Budget) and wanted.currency != currency and not limits.rate:
        raise UserError(say("환율을 아직 몰라요. {name}의 통화로 적어 주세요.", name=instrument.name))
    count = counted(wanted, limits, each, currency, instrument.lot or 1)
    if not count and largest and not isinstance(wanted, int | Part):
        raise UserError(_too_little(wanted, instrument, each, currency))
    market = markets.of_instrument(instrument)
    unit, name = market.segment.unit, instrument.name
    if 0 < count <= largest:
        return _in_lots(count, instrument)
    if side is Side.SELL and limits.loan is not None and limits.loan.later:
        raise UserError(
            say(
                "신용은 한 번에 융자 하나씩 갚아요. {day}에 빌린 {largest:,}주를 먼저 팔고, "
                "나머지 {later:,}주는 이어서 팔아 주세요.",
                day=limits.loan.day,
                largest=largest,
                later=limits.loan.later,
            )
        )
    if side is Side.SELL:
        raise UserError(
            say(
                "팔 수 있는 {name:은/는} {largest:,}{unit}예요. 그 안에서 적어 주세요.",
                name=name,
                largest=largest,
                unit=unit,
            )
            if largest
            else say("지금 팔 수 있는 {name} 주식이 없어요. 「잔고」로 확인해 주세요.", name=instrument.name)
        )
    cash = "" if limits.cash is None else say(" (주문가능 {cash})", cash=money(limits.cash, instrument.currency))
    if not largest:
        least = f"{instrument.lot or 1:,}{unit}"
        raise UserError(say("지금은 {name} {least}도 살 수 없어요{cash}. 「잔고」로 확인해 주세요.",
                            name=name, least=least, cash=cash))  # fmt: skip
    raise UserError(
        say(
            "지금 살 수 있는 {name:은/는} 최대 {largest:,}{unit}예요{cash}. 수량을 줄여 주세요.",
            name=name,
            largest=largest,
            unit=unit,
            cash=cash,
        )
    )


def _too_little(wanted: Quantity, instrument: Instrument, each: Figure, currency: str) -> str:
    unit = markets.of_instrument(instrument).segment.unit
    return say(
        "{wanted}로는 {name} {least}도 안 돼요. 지금 1{unit}는 {each}이에요. 조금 늘려 주세요.",
        wanted=written(wanted, unit),
        name=instrument.name,
        least=f"{instrument.lot or 1:,}{unit}",
        unit=unit,
        each=money(each, currency),
    )


def _in_lots(count: Shares, instrument: Instrument) -> Shares:
    """Refuse what is no multiple of 매매수량단위, where it is known."""
    lot = instrument.lot or 1
    if count % lot:
        raise UserError(
            say(
                "{name:은/는} {lot:,}주씩 거래돼요. {lot:,}주나 {more:,}주처럼 적어 주세요.",
                name=instrument.name,
                lot=lot,
                more=2 * lot,
            )
        )
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
    market = draft.market
    terms = market.terms(draft.wanted, at, paper=paper)
    if terms.price is not None:
        within_limits(terms.price, quote, market.currency(terms.venue, draft.instrument.code))
    each = terms.price or quote.price
    quantity = how_many(draft.quantity, limits, draft.side, draft.instrument, each)
    amount = quantity * each
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
        funding=draft.funding if limits.loan is None else limits.loan.funding,
        loan_date=None if limits.loan is None else limits.loan.day,
        asked=draft.quantity,
        span=terms.span,
    )


def drift(offered: Figure, now: Figure) -> Decimal | None:
    """Return by how many percent the market has moved if that is more than the card's promise, else None."""
    moved = (Decimal(now) - offered) * 100 / Decimal(offered)
    return moved if abs(moved) > DRIFT else None


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal(1))
