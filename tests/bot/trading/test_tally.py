"""Rows of KIS's list added up: whatever was done to an order, its shares are accounted for. Pure but for the broker."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.markets import domestic
from bot.markets.market import DayList, Totals
from bot.trading.tally import chains, is_whole
from kis.market.clock import KST
from kis.simulator.broker import Broker
from kis.simulator.clock import SimClock
from kis.simulator.orders import AmendOrder, CancelOrder, PlaceOrder, Side
from kis.simulator.refusals import Refusal
from kis.simulator.server.domestic.account import _daily_row

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
SAMSUNG = "005930"

steps = st.lists(
    st.one_of(
        st.tuples(st.just("trade"), st.sampled_from((69_900, 70_000, 70_100)), st.integers(1, 4)),
        st.tuples(st.just("amend"), st.sampled_from((69_900, 70_000, 70_100)), st.just(0)),
        st.tuples(st.just("cancel"), st.just(0), st.integers(1, 4)),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(st.integers(1, 20), steps)
def test_chain_accounts_for_every_share(quantity: int, actions: list[tuple[str, int, int]]) -> None:
    """Filled, cancelled and open shares of a chain make up the order, and the won are those of its fills."""
    broker = Broker(seed=1, clock=SimClock(MORNING, speed=0))
    info = broker.accounts[0]
    fills: list[tuple[int, int]] = []
    broker.subscribe(
        lambda event: fills.append((event.fill.quantity, event.fill.price)) if hasattr(event, "fill") else None
    )
    working = broker.place(info, PlaceOrder(Side.BUY, SAMSUNG, quantity, 70_000)).number
    for what, price, count in actions:
        try:
            if what == "trade":
                broker.set_price(SAMSUNG, price, count)
            elif what == "amend":
                working = broker.amend(info, AmendOrder(working, price)).number
            else:
                broker.cancel(info, CancelOrder(working, count, all_remaining=False))
        except Refusal:
            continue

    rows = [_daily_row(row) for row in broker.orders(info, MORNING.date(), MORNING.date())]
    [chain] = chains(domestic.row(row) for row in reversed(rows))
    open_shares = sum(row.remaining for row in rows)
    assert chain.filled + chain.cancelled + open_shares == quantity
    assert (chain.filled, chain.amount) == (sum(q for q, _ in fills), sum(q * p for q, p in fills))
    assert chain.working.number == working


def test_list_proves_absence_only_if_it_is_whole() -> None:
    """Totals without rows, no totals, or a known order missing: the list proves nothing."""
    nothing = Totals(quantity=0, filled=0, amount=0)
    something = Totals(quantity=10, filled=0, amount=0)

    assert is_whole(DayList((), nothing), [])
    assert not is_whole(DayList((), something), [])
    assert not is_whole(DayList((), None), [])
    assert not is_whole(DayList((), nothing), ["17"])
