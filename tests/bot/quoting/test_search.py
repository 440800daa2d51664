"""해외검색: what meets conditions at KIS is what is shown, and conditions travel in buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import LIMIT
from bot.commands.search import read
from bot.errors import UserError
from bot.money import figures
from bot.quoting.search import LONGEST, MOST, By, Condition, decode, encode, search
from bot.views.search import ShowFound, found_card
from kis import Environment
from kis.overseas.codes import Exchange
from tests.bot.standing import standing


async def test_what_meets_conditions_is_found_in_paper_too() -> None:
    """Bounds reach KIS in its units: each stock is found when it should be, and only then; in paper too."""
    async with standing(Environment.PAPER) as (simulator, connection):
        simulator.broker.clock.advance(timedelta(hours=14))
        simulator.broker.set_price("AAPL", Decimal("280.5"))
        every = (await connection.kis.overseas.ranks.search(exchange=Exchange.NASDAQ)).stocks
        middle = sorted(every, key=lambda one: one.price or 0)[len(every) // 2]
        worth = int((middle.market_cap or 0) / 100_000)
        for conditions, fits in (
            (f"가격{middle.price}~", [one for one in every if (one.price or 0) >= (middle.price or 0)]),
            (f"가격~{middle.price}", [one for one in every if (one.price or 0) <= (middle.price or 0)]),
            ("거래량~1", [one for one in every if (one.volume or 0) <= 1]),
            (f"시총{worth}억~", [one for one in every if (one.market_cap or 0) >= worth * 100_000]),
            ("등락1~", [one for one in every if (one.change_rate or 0) >= 1]),
        ):
            found = await search(connection, Exchange.NASDAQ, read(conditions))
            assert [row.key for row in found.rows] == [f"{one.symbol}@NASDAQ" for one in fits], conditions
            assert 0 < len(fits) < len(every), conditions
        found = await search(connection, Exchange.NASDAQ, read(f"가격{middle.price}~{middle.price}시총1~"))
        text, _ = found_card(found, 0, "🟢모의")
        assert f"가격 {figures(middle.price or 0)}~{figures(middle.price or 0)} · 시총 1억~" in text
        assert f"1. <b>{middle.name}</b> ${middle.price:.2f} ({middle.change_rate:+.2f}%) · ${worth:,}억" in text
        assert "조건을 넓혀" in found_card(await search(connection, Exchange.NYSE, read("가격99999~")), 0, "")[0]


@pytest.mark.parametrize(
    ("typed", "conditions"),
    [
        ("가격10~300등락1~", [Condition(By.PRICE, Decimal(10), Decimal(300)), Condition(By.RATE, Decimal(1), None)]),
        ("등락률-5%~-1%", [Condition(By.RATE, Decimal(-5), Decimal(-1))]),
        ("거래량100만~PER~20", [Condition(By.VOLUME, Decimal(1_000_000), None), Condition(By.PER, None, Decimal(20))]),
        ("시가총액3,000억~", [Condition(By.MARKET_CAP, Decimal(3_000), None)]),
    ],
)
def test_what_is_typed(typed: str, conditions: Sequence[Condition]) -> None:
    """Ranges open on either side, in the words and units that people write."""
    assert read(typed) == conditions
    assert decode(encode(conditions)) == conditions


@pytest.mark.parametrize(
    "typed", ["", "가격", "가격3", "가격50~10", "가격~", "값1~", "가격1~가격2~", "가격1~x", "달가격1~"]
)
def test_what_is_no_condition_is_said(typed: str) -> None:
    """Nothing, no range, an empty one, an unknown word, the same twice."""
    with pytest.raises(UserError, match="해외검색 나스닥 가격 10~300"):
        read(typed)


def test_conditions_are_few_enough_for_a_button() -> None:
    """Five of them, or two of very long figures, are too much."""
    for typed in ("가격1~등락1~시총1~PER1~EPS1~", "가격123456789012~123456789013거래량123456789012~123456789013"):
        with pytest.raises(UserError, match="너무 많거나 길어요"):
            read(typed)
    assert decode("P123456789012~123456789013,V123456789012~123456789013") is None


BOUND = st.none() | st.decimals(-(10**9), 10**9, places=2, allow_nan=False)


@given(st.lists(st.builds(Condition, st.sampled_from(By), BOUND, BOUND), min_size=1, max_size=MOST))
def test_buttons_carry_conditions(conditions: list[Condition]) -> None:
    """Whatever is not refused comes back as it was, within 64 bytes; anything else is nobody's."""
    text = encode(conditions)
    read_back = decode(text)

    assert read_back is None or list(read_back) == conditions
    if len(text) <= LONGEST:
        assert len(ShowFound("NASD", text, 20).button("뒤").data or "") <= LIMIT
    for forged in ("", "x", "Z1~", "P50~10", "P1~,,", "P01~", "P١~", f"{text},"):
        assert decode(forged) is None
