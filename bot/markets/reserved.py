"""국내주식 예약주문: an order at home that KIS sends before the open of a day to come. Real accounts only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, cast

from bot.errors import UserError
from bot.i18n import later, say
from bot.markets import reserving_rules as rules
from bot.markets.booked import Booked, Span
from bot.markets.domestic import Domestic, on_tick
from bot.markets.heard import Heard
from bot.markets.market import Choice, Hours, Look, Terms, Wanted
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import Figure, Funding, OrderType, Segment
from kis.credentials import Environment
from kis.domestic import codes
from kis.domestic.codes import Side
from kis.domestic.orders import OrderAccepted
from kis.domestic.reservations import ReservableType, Reservation
from kis.market.clock import KST
from kis.market.sessions import Venue
from kis.realtime.notices import Notice
from kis.symbols import Instrument
from kis.units import Shares, Won

if TYPE_CHECKING:
    from bot.connection import Connection

WORD = time(8, 50)
"""When the morning's word is said, KST: KIS has sent its orders by then, and those can still be changed."""
CASH = "현금"
"""How KIS's name of what is not on loan begins (현금매수)."""
NOT_DONE = later("KIS가 예약을 바꾸지 않았어요. 「예약」으로 지금 상태를 확인해 주세요.")


class Reserved(Domestic):
    """Its `Reserving` market."""

    segment = Segment.RESERVED

    async def choices(self, connection: Connection, side: Side, instrument: Instrument) -> Sequence[Choice]:
        """As in 매수; where nothing can be reserved, nothing is asked."""
        if connection.environment is Environment.PAPER:
            raise _not_in_paper(Wanted(instrument, side, None))
        return await super().choices(connection, side, instrument)

    def terms(self, wanted: Wanted, at: datetime, *, paper: bool) -> Terms:
        """The price on its tick, as in 매수; the days by what KIS takes now."""
        if paper:
            raise _not_in_paper(wanted)
        if wanted.venue not in (None, Venue.KRX):
            raise UserError(
                say(
                    "예약은 KRX로만 나가요. {venue} 없이 적어 주세요: {line}",
                    venue=wanted.venue,
                    line=rules.line(wanted),
                )
            )
        if wanted.funding is not Funding.CASH:
            raise UserError(say("예약은 현금만 돼요. 이렇게 적어 주세요: {line}", line=rules.line(wanted)))
        kind, span = rules.home_kind(wanted), rules.home_span(wanted, at)
        price = None if wanted.price is None else on_tick(wanted.price, wanted.side, wanted.instrument.board)
        return Terms(wanted.instrument, wanted.side, price, kind, Venue.KRX, span=span)

    def hours(self, terms: Terms, at: datetime, *, paper: bool) -> Hours:
        """On which days it is sent, and until when it can be changed."""
        assert terms.span is not None  # noqa: S101 - every reservation has its days
        until = rules.changeable(terms.span.due)
        return Hours(say("{sent} · {until}까지 바꿀 수 있어요", sent=sent(terms.span), until=until), takes=True)

    async def look(self, connection: Connection, terms: Terms) -> Look:
        """As for an order now; but today's price limits say nothing of another day's."""
        look = await super().look(connection, terms)
        return replace(look, quote=replace(look.quote, upper_limit=None, lower_limit=None))

    async def send(self, connection: Connection, intent: Intent, order: Order) -> OrderAccepted:
        """예약 매수·매도, 정정, 취소. KIS's answer to a change is its result."""
        call = connection.kis.domestic.reservations
        named: dict[str, Any] = {
            "symbol": intent.symbol,
            "quantity": Shares(intent.quantity),
            "price": Won(0 if intent.price is None else int(intent.price)),
            "order_type": cast("ReservableType", codes.OrderType(intent.order_type)),
            "end_date": intent.until,
        }
        if intent.kind is IntentKind.NEW:
            place = call.buy if intent.side is Side.BUY else call.sell
            return OrderAccepted(branch="", number=(await place(**named)).reservation_number)
        change = call.amend if intent.kind is IntentKind.AMEND else call.cancel
        number, due = order.number or "", order.due
        answer = await change(reservation_number=number, side=intent.side, order_date=due, **named)
        if not answer.done:
            raise UserError(say(NOT_DONE))
        return OrderAccepted(branch="", number=number)

    def heard(self, notice: Notice, now: datetime) -> Heard | None:
        """KIS tells nothing of reservations."""
        return None

    def told_at(self, venue: str, day: date) -> datetime:
        """08:50 of the day."""
        return datetime.combine(day, WORD, KST)

    async def booked(self, connection: Connection, venues: Collection[str]) -> Sequence[Booked]:
        """주식예약주문조회 of a month before and after."""
        today = connection.now().date()
        rows = await connection.kis.domestic.reservations.list(
            start=today - rules.LONGEST, end=today + rules.LONGEST + timedelta(days=7), valid_only=False
        )
        return [_booked(row) for row in rows if row.received_on is not None and row.order_date is not None]


def sent(span: Span) -> str:
    """On which days it is sent."""
    if span.until is None:
        return say("{day} 장 전에 나가요", day=rules.short(span.due))
    return say("{day}부터 {last}까지 남은 만큼 매일 나가요", day=rules.short(span.due), last=rules.short(span.until))


def _booked(row: Reservation) -> Booked:
    assert row.received_on is not None and row.order_date is not None  # noqa: S101, PT018 - the caller has looked
    kind = OrderType(row.order_type or OrderType.LIMIT)
    price: Figure | None = row.price or None
    words = row.rejection or ""
    return Booked(
        number=row.reservation_number,
        day=row.received_on,
        at=datetime.combine(row.received_on, row.received_at or time.max, KST),
        symbol=row.symbol,
        name=row.name or row.symbol,
        side=row.side,
        quantity=row.quantity,
        price=price if kind.needs_price else None,
        order_type=kind,
        venue=Venue.KRX,
        due=row.order_date,
        until=row.end_date,
        cancelled=row.cancelled_on is not None,
        filled=row.filled or 0,
        sent_on=row.order_date if row.number or words else None,
        order=None if words else row.number,
        words=words,
        funding=Funding.CASH if (row.order_type_name or CASH).startswith(CASH) else Funding.CREDIT,
    )


def _not_in_paper(wanted: Wanted) -> UserError:
    line = rules.line(wanted, reserved=False)
    return UserError(say("모의투자에는 국내 예약주문이 없어요. 장이 열린 뒤에 이렇게 주문해 주세요: {line}", line=line))
