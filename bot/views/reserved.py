"""What the card of a reservation says otherwise than that of an order."""

from __future__ import annotations

from bot import markets
from bot.i18n import later, say
from bot.markets.booked import Span
from bot.markets.market import Terms
from bot.storage.states import OrderState
from bot.storage.tables import Order
from bot.storage.terms import Segment
from bot.views.text import safe
from kis.credentials import Environment
from kis.market.holidays import CALENDAR

_STATES = {
    OrderState.ACCEPTED: later("예약 접수"),
    OrderState.AMENDED: later("예약 정정"),
    OrderState.CANCELLED: later("예약 취소됨"),
    OrderState.REJECTED: later("예약 거부"),
    OrderState.NOT_PLACED: later("예약 거부"),
    OrderState.EXPIRED: later("예약 끝"),
    OrderState.ORDERED: later("주문됨"),
}


def verb(verb: str) -> str:
    """`예약 매수`."""
    return say("예약 {verb}", verb=verb)


def state(order: Order) -> str | None:
    """The card's word for where a reservation stands; None where it is that of any order."""
    text = _STATES.get(order.state) if order.segment.is_reserved else None
    return None if text is None else say(text)


def can_amend(order: Order) -> bool:
    """Whether 정정 is offered: abroad KIS only cancels."""
    return order.segment is not Segment.RESERVED_ABROAD


def notes(order: Order, environment: Environment) -> list[str]:
    """When it is sent, and why what was sent came to nothing."""
    if not order.segment.is_reserved:
        return [] if order.reservation_id is None else [say("예약에서 나온 주문이에요.")]
    paper = environment is Environment.PAPER
    match order.state:
        case OrderState.UNKNOWN if paper:
            return [say("⏳ KIS의 답이 없어요. 모의투자에는 예약 목록이 없어 확인할 수 없어요. 다시 보내지 않았어요.")]
        case OrderState.UNKNOWN:
            return [say("⏳ KIS의 답이 없어요. 다시 보내지 않고 예약 목록에서 찾고 있어요.")]
        case OrderState.ACCEPTED | OrderState.AMENDED:
            refused = [] if not order.reason else [say("오늘은 거부됐어요. KIS: {words}", words=safe(order.reason))]
            return [*refused, when(order, paper=paper)]
        case OrderState.EXPIRED:
            return [say("KIS가 결과를 알려 주지 않았어요. 「미체결」과 「체결」로 확인해 주세요.")]
        case OrderState.ORDERED:
            return [say("예약이 주문이 됐어요. 「미체결」과 「체결」로 볼 수 있어요.")]
    return []


def when(order: Order, *, paper: bool) -> str:
    """On which days it is sent, of those that are left."""
    market = markets.of(order.segment)
    instrument = market.unlisted(order.symbol, order.name, order.venue)
    terms = Terms(instrument, order.side, order.price, order.order_type, order.venue, span=_left(order))
    return market.hours(terms, order.created_at, paper=paper).text


def _left(order: Order) -> Span:
    """Its days after the one that was told last."""
    due = order.due or order.order_date
    if order.until is None or order.told_on is None or order.told_on < due:
        return Span(due, order.until)
    due = min(CALENDAR.next_trading_day(order.told_on), order.until)
    return Span(due, order.until if order.until > due else None)


def number(order: Order) -> str | None:
    """The number of a reservation, as a card's foot tells it; None for an order's."""
    if not order.segment.is_reserved or order.number is None:
        return None
    return say("예약번호 {number}", number=order.number)
