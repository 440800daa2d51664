"""Amounts of money and percentages become shares, never more than was meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.markets.market import Limits
from bot.storage.terms import Figure
from bot.trading import checks
from bot.trading.draft import OrderDraft
from bot.trading.quantities import Budget, Part, Portion, Quantity, code, counted, from_code, written
from kis.domestic.codes import Side
from kis.symbols import Instrument, well_known
from kis.units import Shares

from .scene import Scene

SYMBOLS = well_known()
FIGURES = st.one_of(st.integers(1, 10**9), st.decimals("0.01", 10**6, places=2))
QUANTITIES = st.one_of(
    st.integers(1, 10**9).map(Shares),
    st.sampled_from(Part),
    st.integers(1, 100).map(Portion),
    st.builds(Budget, st.integers(1, 10**13), st.just("KRW")),
    st.builds(Budget, st.integers(1, 10**6), st.just("USD")),
)


def samsung() -> Instrument:
    found = SYMBOLS.by_code("005930")
    assert found is not None
    return found


@given(st.integers(1, 10**10), FIGURES, st.sampled_from(["KRW", "USD"]), st.sampled_from([1, 10, 100]))
def test_money_is_never_overspent(amount: int, each: Figure, currency: str, lot: int) -> None:
    """As many whole lots as the money comes to: they cost no more than it, and one lot more would."""
    rate = Decimal("1391.5") if currency == "USD" else 1
    count = counted(Budget(amount, "KRW"), Limits(Shares(10**9), rate=rate), each, currency, lot)

    assert count % lot == 0
    assert count * each * rate <= amount < (count + lot) * each * rate


@given(st.integers(1, 100), st.integers(0, 10**6))
def test_a_percentage_is_never_exceeded(percent: int, largest: int) -> None:
    """So many percent of what there is, cut to whole shares."""
    count = counted(Portion(percent), Limits(Shares(largest)), 70_000, "KRW", 1)

    assert count * 100 <= largest * percent < (count + 1) * 100


@given(QUANTITIES)
def test_buttons_and_lines_mean_the_same(wanted: Quantity) -> None:
    """What a button carries, and what is shown to be typed, read as what was asked for."""
    name = "애플" if isinstance(wanted, Budget) and wanted.currency == "USD" else "삼성전자"

    assert from_code(code(wanted)) == wanted
    assert OrderDraft.parse(Side.SELL, f"{name} {written(wanted, '주')}", SYMBOLS).quantity == wanted


@pytest.mark.parametrize("wanted", [Budget(69_999, "KRW"), Portion(9)])
def test_too_little_is_said(wanted: Quantity) -> None:
    """What does not make one share is refused with the price of one."""
    with pytest.raises(UserError, match=r"1주도 안 돼요\. 지금 1주는 70,000원"):
        checks.how_many(wanted, Limits(Shares(10)), Side.BUY, samsung(), 70_000)


async def test_the_card_tells_what_is_left(scene: Scene) -> None:
    """The card of an amount names its shares and the rest of the money; a percentage is of what there is."""
    price = int((await scene.connection.price("005930")).price) // 1000 * 1000
    intent_id, message_id = await scene.card(f"삼성전자 {7 * price + 1000}원 {price}원")
    intent = await scene.intent(intent_id)
    assert (intent.quantity, intent.price) == (7, price)
    assert f"{7 * price + 1000:,}원어치 → 7주 · 남는 돈 1,000원" in await scene.reads(intent.message_ref)
    await scene.press(intent_id, message_id)
    scene.trade(price)
    await scene.notify()

    held, _ = await scene.card("삼성전자 50% 시장가", Side.SELL)
    sale = await scene.intent(held)
    assert sale.quantity == 3
    assert "50% → 3주" in await scene.reads(sale.message_ref)
