"""What of a user's limits is used: read in the transaction that judges an order by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connection import Connection
from bot.storage import limits as store
from bot.storage import unsettled
from bot.storage.limit_tables import Brake
from bot.storage.states import Cap, IntentKind, IntentState, OrderSource
from bot.storage.tables import Intent, Order
from bot.storage.terms import Segment
from bot.trading.limits import Caps, Standing, Used, Wish, day, in_force, in_won
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.market.clock import KST

BOOKS_CLOSE = timedelta(hours=7)
"""After midnight, until when the totals of an account may still be those of the day before."""


@dataclass(frozen=True, slots=True)
class Buy:
    """A buy that counts. `today` says whether it counts for the day: it was sent from here, and lately."""

    segment: Segment
    symbol: str
    standing: Standing
    today: bool
    order_id: int | None = None
    intent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Whose limits, and the market's time (KST) there."""

    user_id: int
    environment: Environment
    now: datetime

    @classmethod
    def of(cls, connection: Connection) -> Account:
        """The user of a connection, now."""
        return cls(connection.user_id, connection.environment, connection.now())

    @property
    def day(self) -> date:
        """The day that orders count for."""
        return self.now.date()

    @property
    def loss_day(self) -> date:
        """The day that a loss counts for: in the night KIS still answers with yesterday's figures."""
        return (self.now - BOOKS_CLOSE).date()


async def caps(session: AsyncSession, user_id: int, environment: Environment) -> Caps:
    """What holds for a user now."""
    rows = await store.of_user(session, user_id, environment)
    return in_force(environment, {cap: row.value for cap, row in rows.items()})


async def buys(session: AsyncSession, account: Account) -> list[Buy]:
    """Every buy that was pressed and may still trade, or has traded today."""
    claimed = await store.claimed_buys(session, account.user_id, account.environment)
    orders = _once(await store.buys(session, account.user_id, account.environment, account.day))
    behind = await store.behind(session, [order.id for order in orders])
    placed = {one.id for one in behind}
    made = [_of_order(order, [one for one in behind if one.order_id == order.id], account.day) for order in orders]
    return made + [_of_intent(one) for one in claimed if one.id not in placed]


async def of_day(session: AsyncSession, account: Account) -> tuple[int, int]:
    """Won and orders that count for the day so far."""
    return day([one.standing for one in await buys(session, account) if one.today])


async def beside(session: AsyncSession, account: Account, intent: Intent) -> Used:
    """What is used before an order, which itself is left out."""
    others = [one for one in await buys(session, account) if not _is(one, intent)]
    amount, orders = day([one.standing for one in others if one.today])
    brake = await store.brake(session, account.user_id, account.environment, account.loss_day)
    return Used(
        amount,
        orders,
        await _of_symbol(session, account, intent, others),
        None if brake is None else brake.loss,
        braked=brake is not None and brake.reached_at is not None,
    )


async def wish(session: AsyncSession, intent: Intent) -> Wish:
    """What an intent asks for; an amendment is about what is open now, not about what was when its card was made."""
    price, rate = _dear(intent), intent.rate
    market, limit = in_won(intent.offered_price, rate), None if intent.price is None else in_won(intent.price, rate)
    if intent.kind is IntentKind.NEW or intent.order_id is None:
        return Wish(intent.side, intent.quantity, price, market, limit)
    order = await session.get_one(Order, intent.order_id, populate_existing=True)
    behind = [one for one in await store.behind(session, [order.id]) if one.id != intent.id]
    eases = order.side is Side.SELL or price <= _dearest(order, behind)
    done = in_won(order.filled_amount, order.rate)
    return Wish(order.side, order.open_quantity, price, market, limit, done, eases=eases)


def loss_reached(brake: Brake | None, limits: Mapping[Cap, int | None]) -> bool:
    """Whether no buy passes any more today."""
    limit = limits[Cap.LOSS]
    return limit is not None and brake is not None and (brake.reached_at is not None or brake.loss >= limit)


async def _of_symbol(session: AsyncSession, account: Account, intent: Intent, others: Sequence[Buy]) -> int | None:
    """Held when the card was made, bought since, and what may still be bought; None if the first is not known."""
    card: Intent | None = intent
    if intent.kind is not IntentKind.NEW and intent.order_id is not None:
        card = await unsettled.origin(session, intent.order_id)
    if card is None or card.held_value is None:
        return None
    since = await store.bought_since(
        session, account.user_id, account.environment, intent.segment.home, intent.symbol, card.held_fill or 0
    )
    may_be = sum(one.standing.open * one.standing.price for one in others if _same(one, intent))
    return card.held_value + since + may_be


def _same(buy: Buy, intent: Intent) -> bool:
    return (buy.segment.home, buy.symbol) == (intent.segment.home, intent.symbol)


def _once(orders: Sequence[Order]) -> list[Order]:
    """A reservation does not count beside the order which has come of it and is open."""
    sent = {order.reservation_id for order in orders if order.state.is_open}
    return [order for order in orders if order.id not in sent]


def _is(buy: Buy, intent: Intent) -> bool:
    return buy.intent_id == intent.id or (buy.order_id is not None and buy.order_id == intent.order_id)


def _of_order(order: Order, behind: Sequence[Intent], today: date) -> Buy:
    standing = Standing(in_won(order.filled_amount, order.rate), order.open_quantity, _dearest(order, behind))
    day = max(order.order_date, order.created_at.astimezone(KST).date())
    waits = order.segment.is_reserved and order.state.is_open
    counts = order.source is OrderSource.BOT and (day >= today or waits)
    return Buy(order.segment, order.symbol, standing, counts, order_id=order.id)


def _of_intent(intent: Intent) -> Buy:
    standing = Standing(0, intent.quantity, _dear(intent))
    return Buy(intent.segment, intent.symbol, standing, today=True, intent_id=intent.id)


def _dearest(order: Order, behind: Sequence[Intent]) -> int:
    """The most that a share may cost: the order's price, or that of an amendment which may have reached KIS."""
    prices = [_dear(one) for one in behind if one.state is not IntentState.ACCEPTED]
    latest = [one for one in behind if one.state is IntentState.ACCEPTED][-1:]
    return max([in_won(order.price or 0, order.rate), *prices, *map(_dear, latest)])


def _dear(intent: Intent) -> int:
    """Won that a share of it costs at most: its limit, or the market's price when the card was made."""
    return in_won(intent.price or intent.offered_price, intent.rate)
