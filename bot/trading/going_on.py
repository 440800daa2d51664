"""What a cancellation does not end: a reservation of several days sends its rest again."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import say
from bot.storage import orders
from bot.storage.tables import Order
from bot.typed import typed_line


async def note(session: AsyncSession, order: Order) -> tuple[str, ...]:
    """The line for the card that cancels an order of such a reservation, with what ends that too."""
    source = None if order.reservation_id is None else await orders.get(session, order.reservation_id)
    if source is None or not source.state.is_open:
        return ()
    line = typed_line(f"예약 취소 A{source.short_no}")
    return (say("⚠️ 기간 예약에서 나온 주문이라 남은 날에 다시 나가요. 예약까지 취소하려면: {line}", line=line),)
