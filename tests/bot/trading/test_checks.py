"""The check card's sums and the sentences that refuse. Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.markets import domestic
from bot.markets.market import Limits
from bot.quotes import Quote
from bot.storage.terms import OrderType
from bot.trading import checks
from bot.trading.draft import Market, OrderDraft
from bot.trading.quantities import Part
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.market.ticks import Board, is_on_tick
from kis.symbols import Instrument, well_known
from kis.units import Percent, Shares, Won

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
EVENING = datetime(2026, 11, 23, 17, 0, tzinfo=KST)


def quote(price: int = 70_500) -> Quote:
    return Quote(
        symbol="005930", price=Won(price), change=Won(0), change_rate=Percent(Decimal(0)), open=None, high=None,
        low=None, volume=None, reference=Won(70_500), upper_limit=Won(91_600), lower_limit=Won(49_400), at=MORNING,
        live=False,
    )  # fmt: skip


@given(st.integers(1, 2_000_000), st.sampled_from(Side), st.sampled_from((Board.STOCK, Board.FUND)))
def test_snap_never_costs_the_user(price: int, side: Side, board: Board) -> None:
    """A buy is never dearer than typed, a sell never cheaper, and the result is a valid price."""
    snapped = domestic.on_tick(Won(price), side, board)

    assert is_on_tick(snapped, board)
    assert snapped <= price if side is Side.BUY else snapped >= price


@given(st.integers(0, 10_000), st.one_of(st.integers(1, 20_000), st.sampled_from(Part)), st.sampled_from(Side))
def test_never_more_than_there_is(largest: int, wanted: int | Part, side: Side) -> None:
    """Whatever is asked, the quantity lies between one share and the largest possible one, or is refused."""
    quantity = wanted if isinstance(wanted, Part) else Shares(wanted)
    count = {Part.ALL: largest, Part.HALF: largest // 2}.get(quantity, 0) if isinstance(quantity, Part) else quantity
    if 1 <= count <= largest:
        assert checks.how_many(quantity, Limits(Shares(largest)), side, _samsung(), 70_000) == count
    else:
        with pytest.raises(UserError, match=f"{largest:,}주|없어요"):
            checks.how_many(quantity, Limits(Shares(largest)), side, _samsung(), 70_000)


@given(st.integers(1, 1_000_000), st.integers(1, 1_000_000))
def test_drift_is_told_from_one_percent_on(offered: int, now: int) -> None:
    """Exactly 1 % is still as shown; anything more is not."""
    moved = abs(now - offered) * 100 > offered

    assert (checks.drift(offered, now) is not None) == moved


@pytest.mark.parametrize(
    ("at", "paper", "market", "kind", "takes"),
    [
        pytest.param(MORNING, True, False, OrderType.LIMIT, True, id="paper in the morning"),
        pytest.param(EVENING, True, False, OrderType.LIMIT, False, id="paper in the evening"),
        pytest.param(EVENING, False, False, OrderType.AFTER_LIMIT, True, id="after-market has its own limit order"),
        pytest.param(EVENING, False, True, OrderType.MARKET, False, id="after-market has no market order"),
    ],
)
def test_order_type_follows_the_session(at: datetime, paper: bool, market: bool, kind: OrderType, takes: bool) -> None:
    """The type that works now is chosen; where none does the card warns."""
    draft = OrderDraft(Side.BUY, _samsung(), Shares(10), Market.ORDER if market else Won(70_000))
    check = checks.check(draft, quote(), Limits(Shares(100)), None, at, paper=paper)

    assert (check.order_type, check.hours.takes) == (kind, takes)


def test_sell_pays_tax_and_buy_does_not() -> None:
    """Fee on both sides, tax on the sale."""
    buy, sell = (
        checks.check(
            OrderDraft(side, _samsung(), Shares(10), Won(70_000)),
            quote(),
            Limits(Shares(10)),
            None,
            MORNING,
            paper=True,
        )
        for side in (Side.BUY, Side.SELL)
    )

    assert (buy.amount, buy.fee, buy.tax) == (700_000, 98, 0)
    assert (sell.fee, sell.tax) == (98, 1_400)


def _samsung() -> Instrument:
    found = well_known().by_code("005930")
    assert found is not None
    return found
