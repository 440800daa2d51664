"""What a check card would do, as the intent that is kept until its button is pressed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.quotes import Quote
from bot.storage import audit, intents
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import Figure, OrderType
from bot.trading.checks import Check

LIFE = timedelta(seconds=60)
"""How long a check card may be pressed."""


def new(connection: Connection, user_id: int, short_no: int, check: Check, now: datetime) -> Intent:
    """A new order, as it was looked at."""
    held = check.held
    return Intent(
        user_id=user_id,
        credential_id=connection.credential_id,
        kind=IntentKind.NEW,
        short_no=short_no,
        symbol=check.instrument.code,
        name=check.instrument.name,
        side=check.side,
        quantity=check.quantity,
        price=check.price,
        order_type=check.order_type,
        venue=check.venue,
        offered_price=check.quote.price,
        segment=check.market.segment,
        currency=check.currency,
        funding=check.funding,
        loan_date=check.loan_date,
        due=None if check.span is None else check.span.due,
        until=None if check.span is None else check.span.until,
        rate=check.limits.rate,
        held_value=None if held is None else held.value,
        held_fill=None if held is None else held.last_fill,
        offered_at=now,
        expires_at=now + LIFE,
    )


def change(
    order: Order, kind: IntentKind, price: Figure | None, order_type: OrderType, quote: Quote | None, now: datetime
) -> Intent:
    """A new price for what is open of an order, or its cancellation."""
    return Intent(
        user_id=order.user_id,
        credential_id=order.credential_id,
        kind=kind,
        short_no=order.short_no,
        order_id=order.id,
        symbol=order.symbol,
        name=order.name,
        side=order.side,
        quantity=order.open_quantity,
        price=price,
        order_type=order_type,
        venue=order.venue,
        offered_price=0 if quote is None else quote.price,
        segment=order.segment,
        currency=order.currency,
        funding=order.funding,
        loan_date=order.loan_date,
        due=order.due,
        until=order.until,
        rate=order.rate,
        offered_at=now,
        expires_at=now + LIFE,
    )


async def keep(session: AsyncSession, intent: Intent) -> Intent:
    """Write it down, and who asked for it."""
    await intents.add(session, intent)
    await audit.note(
        session,
        f"{intent.kind}.asked",
        user_id=intent.user_id,
        now=intent.offered_at,
        intent=intent.id,
        short_no=intent.short_no,
        symbol=intent.symbol,
        side=intent.side.name,
        quantity=intent.quantity,
        price=intent.price,
    )
    return intent
