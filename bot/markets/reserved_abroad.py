"""해외주식 예약주문: an order abroad that KIS sends when its exchange opens next. Its list is real only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.i18n import say
from bot.markets import reserving_rules as rules
from bot.markets.booked import Booked
from bot.markets.heard import Heard
from bot.markets.market import Hours, Look, Terms, Wanted
from bot.markets.overseas import Overseas, listed_at, on_tick
from bot.markets.overseas_account import exchange_of
from bot.storage.columns import plain
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import OrderType, Segment
from bot.typed import typed_line
from kis.domestic.codes import Side
from kis.domestic.orders import OrderAccepted
from kis.market.clock import KST
from kis.overseas import codes
from kis.overseas.codes import US, Country, Exchange
from kis.overseas.reserved import Reservation
from kis.realtime.notices import Notice
from kis.units import Amount, Shares

if TYPE_CHECKING:
    from bot.connection import Connection

BEFORE = timedelta(minutes=10)
"""How long before the open the word is said: the US takes no more reservations from then on."""


class ReservedAbroad(Overseas):
    """Its `Reserving` market. A reservation is numbered by the day in Korea."""

    segment = Segment.RESERVED_ABROAD

    def terms(self, wanted: Wanted, at: datetime, *, paper: bool) -> Terms:
        """The exchange itself, never its daytime market."""
        exchange = listed_at(wanted.instrument)
        kind = rules.abroad_kind(wanted, exchange, paper=paper)
        span = rules.abroad_span(wanted, exchange, at)
        price = None if wanted.price is None else on_tick(wanted.price, exchange, wanted.side)
        return Terms(wanted.instrument, wanted.side, price, kind, exchange.value, span=span)

    def may_amend(self, order: Order) -> None:
        """KIS amends none."""
        raise UserError(
            say(
                "해외 예약은 정정할 수 없어요. 취소하고 다시 예약해 주세요. 예: {example}",
                example=typed_line(f"예약 취소 A{order.short_no}"),
            )
        )

    def hours(self, terms: Terms, at: datetime, *, paper: bool) -> Hours:
        """When it is sent."""
        assert terms.span is not None  # noqa: S101 - every reservation has its day
        opening = rules.opening(exchange_of(terms.venue), terms.span.due)
        if opening is None:
            return Hours(rules.short(terms.span.due), takes=True)
        last = opening - BEFORE if exchange_of(terms.venue).country is Country.US else opening
        at_open = f"{rules.short(opening.date())} {opening:%H:%M}"
        text = say("{opening} 개장 때 나가요 · {until}까지 취소할 수 있어요", opening=at_open, until=f"{last:%H:%M}")
        return Hours(text, takes=True)

    async def look(self, connection: Connection, terms: Terms) -> Look:
        """As for an order now; but today's price limits say nothing of another day's."""
        look = await super().look(connection, terms)
        return replace(look, quote=replace(look.quote, upper_limit=None, lower_limit=None))

    async def send(self, connection: Connection, intent: Intent, order: Order) -> OrderAccepted:
        """예약 매수·매도, 취소. KIS's answer to a cancellation is its result."""
        call, exchange = connection.kis.overseas.reservations, exchange_of(intent.venue)
        number, day = (order.number or "").zfill(10), order.order_date
        if intent.kind is IntentKind.NEW:
            place = call.buy if intent.side is Side.BUY else call.sell
            made = await place(
                exchange=exchange,
                symbol=intent.symbol,
                quantity=Shares(intent.quantity),
                price=Amount(Decimal(0 if intent.price is None else intent.price)),
                order_type=codes.OrderType(intent.order_type),
            )
            return OrderAccepted(branch="", number=made.number)
        if exchange.country is Country.US:
            await call.cancel(date=day, number=number)
        else:
            await call.cancel_in_asia(symbol=intent.symbol, exchange=exchange, date=day, number=number)
        return OrderAccepted(branch="", number=number)

    def day(self, venue: str, at: datetime) -> date:
        """The day in Korea, on which it was taken."""
        return at.astimezone(KST).date()

    def heard(self, notice: Notice, now: datetime) -> Heard | None:
        """KIS tells nothing of reservations."""
        return None

    def told_at(self, venue: str, day: date) -> datetime:
        """Ten minutes before the open."""
        opening = rules.opening(exchange_of(venue), day)
        return (opening or datetime.combine(day, time(9), KST)) - BEFORE

    async def booked(self, connection: Connection, venues: Collection[str]) -> Sequence[Booked]:
        """해외주식 예약주문조회 of a month: that of the US, which holds all its exchanges, and those named in Asia."""
        today = connection.now().date()
        exchanges = {exchange_of(venue) for venue in venues} - set(US) | {Exchange.NASDAQ}
        found: list[Booked] = []
        for exchange in sorted(exchanges):
            rows = await connection.kis.overseas.reservations.list(
                start=today - rules.LONGEST, end=today, exchange=exchange
            )
            found += [_booked(row, exchange) for row in rows if row.date is not None and row.side is not None]
        return found


def _booked(row: Reservation, asked: Exchange) -> Booked:
    assert row.date is not None and row.side is not None  # noqa: S101, PT018 - the caller has looked
    exchange = Exchange(row.exchange_code) if row.exchange_code else asked
    at = datetime.combine(row.date, row.time or time.max, KST)
    words, price = row.unprocessed_reason or "", row.price
    due = row.order_date or rules.abroad_due(exchange, at)
    return Booked(
        number=row.number,
        day=row.date,
        at=at,
        symbol=row.symbol,
        name=row.name or row.symbol,
        side=row.side,
        quantity=int(row.quantity or 0),
        price=plain(price) if price else None,
        order_type=OrderType.LIMIT if price else OrderType.MARKET_ON_OPEN,
        venue=exchange.value,
        due=due,
        cancelled=bool(row.cancelled),
        filled=int(row.filled or 0),
        sent_on=due if row.order_number or words else None,
        order=None if words else row.order_number,
        branch=row.branch,
        words=words,
    )
