"""One message for each order, edited through its life, and the pushes beside it.

Everything is written in the caller's transaction: what is known of an order and what the user reads of it are kept
together or not at all.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Rows
from bot.i18n import speaking
from bot.outbox import Outbox
from bot.pushing import Render, push
from bot.storage import unsettled
from bot.storage.states import Topic
from bot.storage.tables import Fill, Order
from bot.storage.unsettled import Owner
from bot.views import orders as views


class Cards:
    """Shows orders in their owners' chats."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox

    async def show(self, session: AsyncSession, order: Order, buttons: Rows | None = None) -> Owner:
        """Bring the order's card up to date; an order that has none gets one. Returns whom it was told."""
        owner = await unsettled.owner(session, order.user_id, order.credential_id)
        await self._draw(session, order, owner, buttons)
        return owner

    async def fill(
        self, session: AsyncSession, order: Order, fill: Fill, quantity: int, *, several: bool = False
    ) -> None:
        """Push the fill, once, and show the order after it. The push goes first: it is what the user waits for."""
        owner = await unsettled.owner(session, order.user_id, order.credential_id)
        if owner.preference.whole_fills:
            await self._whole(session, order, owner)
        else:
            await push(
                self.outbox,
                session,
                owner,
                Topic.FILL,
                lambda: views.filled(order, fill, quantity, owner.environment, several=several),
                key=f"fill:{fill.id}",
            )
        await self._draw(session, order, owner)

    async def ended(self, session: AsyncSession, order: Order) -> None:
        """The rest of an order will not trade: who hears of its fills once hears of them now."""
        owner = await unsettled.owner(session, order.user_id, order.credential_id)
        if owner.preference.whole_fills and order.filled_quantity:
            await self._whole(session, order, owner)

    async def _whole(self, session: AsyncSession, order: Order, owner: Owner) -> None:
        """전량 1회. What trades after all that was told so far is told once more."""
        if not order.state.is_open:
            key = f"filled:{order.id}:{order.filled_quantity}"
            await push(
                self.outbox, session, owner, Topic.FILL, lambda: views.filled_in_all(order, owner.environment), key=key
            )

    async def refusal(self, session: AsyncSession, owner: Owner, render: Render, *, key: str | None = None) -> None:
        """Say what must not be missed about an order besides its card."""
        await push(self.outbox, session, owner, Topic.REFUSAL, render, key=key)

    async def _draw(self, session: AsyncSession, order: Order, owner: Owner, buttons: Rows | None = None) -> None:
        change = await unsettled.change(session, order.id) if order.state.is_open else None
        with speaking(owner.language):
            text = views.card(order, owner.environment, change)
            keyboard = views.buttons(order) if buttons is None else buttons
        if order.card_ref is None:
            order.card_ref = await self.outbox.send(session, owner.chat_id, text, keyboard, silent=True)
        else:
            await self.outbox.edit(session, order.card_ref, text, keyboard, chat_id=owner.chat_id)
