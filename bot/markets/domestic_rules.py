"""Which order types domestic venues take and when, with the sentences that say what works instead. Pure."""

from __future__ import annotations

from datetime import date, datetime

from bot.errors import UserError
from bot.i18n import say
from bot.markets import credit
from bot.markets.market import Wanted
from bot.markets.words import FILL_OR_KILL, ORDER_TYPES, TYPED, typed_verb
from bot.storage.terms import OrderType
from bot.typed import typed, typed_name
from kis.domestic import codes
from kis.market.clock import KST
from kis.market.holidays import CALENDAR
from kis.market.sessions import Session, Venue, session_at, takes, timetable

_AFTER = {
    OrderType.LIMIT: OrderType.AFTER_LIMIT,
    OrderType.LIMIT_IOC: OrderType.AFTER_LIMIT_IOC,
    OrderType.LIMIT_FOK: OrderType.AFTER_LIMIT_FOK,
    OrderType.BEST: OrderType.AFTER_BEST,
    OrderType.BEST_IOC: OrderType.AFTER_BEST_IOC,
    OrderType.BEST_FOK: OrderType.AFTER_BEST_FOK,
    OrderType.OWN_BEST: OrderType.AFTER_OWN_BEST,
}
"""The after-market of KRX (16:00-20:00) has codes of its own for the same types."""
_BY_DAY = {after: usual for usual, after in _AFTER.items()}
_UNPRICED = {
    OrderType.LIMIT: OrderType.MARKET,
    OrderType.LIMIT_IOC: OrderType.MARKET_IOC,
    OrderType.LIMIT_FOK: OrderType.MARKET_FOK,
}
_NEAREST = {
    OrderType.MARKET: OrderType.BEST,
    OrderType.BEST: OrderType.LIMIT,
    OrderType.OWN_BEST: OrderType.LIMIT,
    OrderType.CONDITIONAL_LIMIT: OrderType.LIMIT,
    OrderType.LIMIT_IOC: OrderType.LIMIT,
    OrderType.LIMIT_FOK: OrderType.LIMIT,
    OrderType.MARKET_IOC: OrderType.MARKET,
    OrderType.MARKET_FOK: OrderType.MARKET,
    OrderType.BEST_IOC: OrderType.BEST,
    OrderType.BEST_FOK: OrderType.BEST,
    OrderType.MID: OrderType.BEST,
    OrderType.MID_IOC: OrderType.BEST_IOC,
    OrderType.MID_FOK: OrderType.BEST_FOK,
    OrderType.PRE_OPEN: OrderType.MARKET,
    OrderType.POST_CLOSE: OrderType.MARKET,
}
"""What comes nearest to a type which cannot be had."""
_WORDS: dict[OrderType, str] = {OrderType.MARKET: "시장가", **{kind: word for word, kind in TYPED.items()}}
_SUFFIXED: dict[OrderType, tuple[OrderType, str]] = {
    whole: (base, word) for word, wholes in FILL_OR_KILL.items() for base, whole in wholes.items()
}
_SAMPLE = 70000


def fitting(wanted: Wanted) -> OrderType:
    """The type that was asked for, as its price says. Raises `UserError` for a price too many, or none."""
    kind = wanted.order_type or OrderType.LIMIT
    kind = _BY_DAY.get(kind, kind)
    if wanted.price is None:
        kind = _UNPRICED.get(kind, kind)
    name = ORDER_TYPES.get(kind, kind)
    if kind.needs_price and wanted.price is None:
        raise UserError(say("{kind}에는 가격이 있어야 해요. 예: {example}", kind=name, example=_example(wanted, kind)))
    if not kind.needs_price and wanted.price is not None:
        raise UserError(say("{kind}에는 가격을 적지 않아요. 예: {example}", kind=name, example=_example(wanted, kind)))
    return kind


def order_type(wanted: Wanted, venue: Venue, at: datetime, *, paper: bool) -> OrderType:
    """The type as it would leave at this hour. Raises `UserError` with what works instead."""
    asked = wanted.order_type
    if asked is not None and not codes.OrderType(asked).known:
        example = _example(wanted, OrderType.MARKET if wanted.price is None else OrderType.LIMIT)
        name = ORDER_TYPES.get(asked, asked)
        raise UserError(say("국내주식에는 {kind} 주문이 없어요. 예: {example}", kind=name, example=example))
    kind = fitting(wanted)
    credit.may(wanted, _example(wanted, kind), paper=paper)
    if kind is OrderType.POST_CLOSE and at.astimezone(KST).hour < 9:
        kind = OrderType.PRE_OPEN
    _refuse_venue(wanted, kind, venue, at, paper=paper)
    board = wanted.instrument.board
    session = session_at(venue, at, board=board, paper=paper)
    if kind not in (OrderType.LIMIT, OrderType.MARKET) or venue is not Venue.KRX:
        _refuse_hour(wanted, kind, venue, at, paper=paper)
    return _AFTER.get(kind, kind) if session is Session.AFTER_MARKET else kind


def _refuse_venue(wanted: Wanted, kind: OrderType, venue: Venue, at: datetime, *, paper: bool) -> None:
    """What a venue, or 모의, takes at no hour."""
    day = CALENDAR.next_trading_day(at.astimezone(KST).date())
    if not timetable(venue, day, board=wanted.instrument.board, paper=paper):
        example = _example(wanted, _nearest(wanted, kind, Venue.KRX, day, paper=paper))
        if paper:
            raise UserError(say("모의투자는 {venue}에 주문할 수 없어요. KRX로 주문해 주세요. 예: {example}",
                                venue=venue, example=example))  # fmt: skip
        raise UserError(say("{name} 주문은 {venue}가 받지 않아요. KRX로 주문해 주세요. 예: {example}",
                            name=wanted.instrument.name, venue=venue, example=example))  # fmt: skip
    nearest = _nearest(wanted, kind, venue, day, paper=paper)
    if nearest is not kind:
        raise UserError(say("{where}에는 {kind} 주문이 없어요. 이렇게 적어 주세요. 예: {example}",
                            where=say("모의투자") if paper else venue, kind=ORDER_TYPES[kind],
                            example=_example(wanted, nearest, venue)))  # fmt: skip


def _nearest(wanted: Wanted, kind: OrderType, venue: Venue, day: date, *, paper: bool) -> OrderType:
    """The type itself if the venue takes it at any hour of the day, else what comes nearest."""
    while not _spans(wanted, kind, venue, day, paper=paper):
        kind = _NEAREST.get(kind, OrderType.LIMIT)
    return kind


def _refuse_hour(wanted: Wanted, kind: OrderType, venue: Venue, at: datetime, *, paper: bool) -> None:
    """What is not taken now but at another hour of today; after the last the card warns, as of any order."""
    today = at.astimezone(KST).date()
    board = wanted.instrument.board
    over = all(window.end <= at for window in timetable(venue, today, board=board, paper=paper))
    now = session_at(venue, at, board=board, paper=paper)
    if over or _taken(now, kind, venue, paper=paper):
        return
    sentence = say("{kind} 주문은 {venue}에서 {hours}에 받아요.", kind=ORDER_TYPES[kind], venue=venue,
                   hours=", ".join(_spans(wanted, kind, venue, today, paper=paper)))  # fmt: skip
    nearest: OrderType | None = _NEAREST.get(kind)
    while nearest is not None and not _taken(now, nearest, venue, paper=paper):
        nearest = _NEAREST.get(nearest)
    if nearest is not None:
        example = _example(wanted, nearest, venue)
        sentence += " " + say("지금은 이렇게 할 수 있어요. 예: {example}", example=example)
    raise UserError(sentence)


def _taken(session: Session, kind: OrderType, venue: Venue, *, paper: bool) -> bool:
    """Whether a session takes a type, under whichever code."""
    code = _AFTER.get(kind, kind) if session is Session.AFTER_MARKET else kind
    return takes(session, code.value, venue=venue, paper=paper)


def _spans(wanted: Wanted, kind: OrderType, venue: Venue, day: date, *, paper: bool) -> list[str]:
    """`09:00~15:20`: the hours of a day at which a type is taken, those that meet as one."""
    found: list[tuple[datetime, datetime]] = []
    for window in timetable(venue, day, board=wanted.instrument.board, paper=paper):
        if not _taken(window.session, kind, venue, paper=paper):
            continue
        if found and found[-1][1] == window.start:
            found[-1] = found[-1][0], window.end
        else:
            found.append((window.start, window.end))
    return [f"{start:%H:%M}~{end:%H:%M}" for start, end in found]


def _example(wanted: Wanted, kind: OrderType, venue: Venue = Venue.KRX) -> str:
    """The same line as it would be taken."""
    base, suffix = _SUFFIXED.get(kind, (kind, ""))
    price = wanted.price or _SAMPLE if kind.needs_price else ""
    word = "" if base is OrderType.LIMIT else typed(_WORDS.get(base, ""))
    words = (typed_verb(wanted.side), typed_name(wanted.instrument), 10, price, word, suffix)
    return " ".join(str(word) for word in (*words, "" if venue is Venue.KRX else venue) if word)
