"""One message for each order, edited through its life, and the pushes beside it.

Everything is written in the caller's transaction: what is known of an order and what the user reads of it are kept
together or not at all.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Rows
from bot.outbox import Outbox
from bot.storage import unsettled
from bot.storage.tables import Fill, Order
from bot.storage.unsettled import Owner
from bot.views import orders as views


class Cards:
    """Shows orders in their owners' chats."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self._owners: dict[tuple[int, int], Owner] = {}

    async def show(self, session: AsyncSession, order: Order, buttons: Rows | None = None) -> Owner:
        """Bring the order's card up to date; an order that has none gets one. Returns whom it was told."""
        owner = await self._owner(session, order)
        await self._draw(session, order, owner, buttons)
        return owner

    async def fill(
        self, session: AsyncSession, order: Order, fill: Fill, quantity: int, *, several: bool = False
    ) -> None:
        """Push the fill, once, and show the order after it. The push goes first: it is what the user waits for."""
        owner = await self._owner(session, order)
        text = views.filled(order, fill, quantity, owner.environment, several=several)
        await self.outbox.send(session, owner.chat_id, text, key=f"fill:{fill.id}")
        await self._draw(session, order, owner)

    async def _owner(self, session: AsyncSession, order: Order) -> Owner:
        """Whom an order's news are for. Neither chat nor environment ever changes, so each is asked once."""
        known = self._owners.get((order.user_id, order.credential_id))
        if known is None:
            known = await unsettled.owner(session, order.user_id, order.credential_id)
            self._owners[order.user_id, order.credential_id] = known
        return known

    async def push(self, session: AsyncSession, owner: Owner, text: str, buttons: Rows = ()) -> None:
        """Say something about an order besides its card."""
        await self.outbox.send(session, owner.chat_id, text, buttons)

    async def _draw(self, session: AsyncSession, order: Order, owner: Owner, buttons: Rows | None = None) -> None:
        change = await unsettled.change(session, order.id) if order.state.is_open else None
        text = views.card(order, owner.environment, change)
        keyboard = views.buttons(order) if buttons is None else buttons
        if order.card_ref is None:
            order.card_ref = await self.outbox.send(session, owner.chat_id, text, keyboard, silent=True)
        else:
            await self.outbox.edit(session, order.card_ref, text, keyboard, chat_id=owner.chat_id)
