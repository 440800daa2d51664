"""What can be ordered abroad and when, with the sentences that say what works instead. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.errors import UserError
from bot.i18n import retold, say
from bot.markets.hours import described
from bot.markets.market import Hours, Terms, Wanted
from bot.markets.words import ORDER_TYPES, SIDES, TYPED, typed_verb
from bot.storage.terms import OrderType
from bot.typed import typed_name
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.market.overseas_sessions import Session, describe, timetable, window_at
from kis.overseas import codes
from kis.overseas.codes import Exchange, QuotedAt

_AT_OPEN = (OrderType.MARKET_ON_OPEN, OrderType.LIMIT_ON_OPEN)
_AT_CLOSE = (OrderType.MARKET_ON_CLOSE, OrderType.LIMIT_ON_CLOSE, OrderType.TWAP, OrderType.VWAP)


def venue(exchange: Exchange, at: datetime, *, paper: bool) -> str:
    """By day in Korea US stocks trade in the daytime market."""
    window = window_at(exchange, at, paper=paper)
    daytime = exchange.daytime
    return daytime.value if daytime and window and window.session is Session.DAYTIME else exchange.value


def quoted_at(exchange: Exchange, at: datetime) -> QuotedAt:
    """Where the price of the moment is made."""
    window = window_at(exchange, at)
    return exchange.daytime if exchange.daytime and window and window.session is Session.DAYTIME else exchange


def order_type(wanted: Wanted, exchange: Exchange, *, paper: bool, daytime: bool) -> OrderType:
    """The type that was asked for, a limit by default. Raises `UserError` with what the exchange takes."""
    kind = wanted.order_type or (OrderType.MARKET if wanted.price is None else OrderType.LIMIT)
    taken = _taken(exchange, wanted.side, paper=paper, daytime=daytime)
    if kind not in taken:
        raise UserError(_instead(wanted, kind, exchange, taken, paper=paper, daytime=daytime))
    if kind.needs_price and wanted.price is None:
        name = ORDER_TYPES[kind]
        raise UserError(say("{kind}에는 가격이 있어야 해요. 예: {example}", kind=name, example=_example(wanted, kind)))
    if not kind.needs_price and wanted.price is not None:
        raise UserError(
            say("{kind}에는 가격을 적지 않아요. 예: {example}", kind=ORDER_TYPES[kind], example=_example(wanted, kind))
        )
    return kind


def hours(exchange: Exchange, terms: Terms, at: datetime, *, paper: bool, daytime: bool) -> Hours:
    """The session, and whether it takes the type."""
    window = window_at(exchange, at, paper=paper)
    return Hours(
        described(describe(exchange, at)), window is not None and _takes(window.session, terms.order_type, daytime)
    )


def end(exchange: Exchange, day: date, kind: OrderType) -> datetime:
    """When an order of a day can trade no more: orders for the close end with it, others with the last session."""
    windows = timetable(exchange, day)
    if not windows:
        return datetime.combine(day + timedelta(days=1), time(), KST)
    regular = [window for window in windows if window.session is Session.REGULAR]
    return (regular if kind in (*_AT_OPEN, *_AT_CLOSE) else windows)[-1].end


def _taken(exchange: Exchange, side: Side, *, paper: bool, daytime: bool) -> list[OrderType]:
    """What works now."""
    if daytime:
        return [OrderType.LIMIT]
    kinds = codes.order_types(exchange, side, paper=paper)
    return [kind for kind in OrderType if kind.value in {each.value for each in kinds}]


def _instead(
    wanted: Wanted, kind: OrderType, exchange: Exchange, taken: list[OrderType], *, paper: bool, daytime: bool
) -> str:
    where = (
        say("모의투자의 해외주식")
        if paper
        else say("미국 주간거래")
        if daytime
        else say("{where} 주식", where=retold(exchange.country.korean_name))
    )
    what = f"{ORDER_TYPES.get(kind, kind)} {SIDES[wanted.side]}"
    names = ", ".join(ORDER_TYPES[each] for each in taken)
    nearest = next((each for each in (OrderType.MARKET_ON_CLOSE, OrderType.LIMIT) if each in taken), taken[0])
    if kind is not OrderType.MARKET:
        nearest = OrderType.LIMIT
    return say(
        "{where}에는 {what:이/가} 없어요. 할 수 있는 주문: {names}.\n이렇게 적어 주세요. 예: {example}",
        where=where,
        what=what,
        names=names,
        example=_example(wanted, nearest),
    )


def _example(wanted: Wanted, kind: OrderType) -> str:
    price = "" if not kind.needs_price else " 120.5" if wanted.price is None else f" {wanted.price}"
    word = "" if kind is OrderType.LIMIT else f" {_SHORT[kind]}"
    return f"{typed_verb(wanted.side)} {typed_name(wanted.instrument)} {wanted.instrument.lot or 1}{price}{word}"


_SHORT = {kind: word for word, kind in TYPED.items()}


def _takes(session: Session, kind: OrderType, daytime: bool) -> bool:
    if daytime or session is Session.DAYTIME:
        return daytime and session is Session.DAYTIME
    if kind in _AT_OPEN:
        return session is Session.PRE
    if kind in _AT_CLOSE:
        return session in (Session.PRE, Session.REGULAR)
    return True
