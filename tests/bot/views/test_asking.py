"""What is asked before an order can be offered fits its buttons, however long the line was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.buttons import LIMIT, Rows
from bot.markets.booked import Reserve
from bot.storage.terms import Funding, OrderType
from bot.trading.conditions import Conditions
from bot.trading.draft import AmbiguousName, Market
from bot.trading.quantities import Budget
from bot.views import asking
from kis.domestic.codes import Side
from kis.symbols import Instrument, well_known
from kis.units import Shares

LONG = Decimal("9999999999999.9999")
UNTIL = Conditions(
    OrderType.CONDITIONAL_LIMIT, funding=Funding.MARKET_CREDIT, reserve=Reserve(until=date(2026, 12, 31))
)
LEFT_OUT = "버튼에 다 담지 못했어요"


def stock(name: str) -> Instrument:
    found = well_known().resolve(name)
    assert isinstance(found, Instrument)
    return found


def labels(rows: Rows) -> list[str]:
    assert all(row for row in rows), "Telegram takes no empty row"
    assert all(len((button.data or "").encode()) <= LIMIT for row in rows for button in row)
    return [button.text for row in rows for button in row]


def test_prices_too_long_for_a_button() -> None:
    """A budget in dollars, a price with cents and a day: what fits is offered, and the rest is said to be missing."""
    reserve = Conditions(reserve=Reserve(until=date(2026, 12, 31)))
    budget = Budget(LONG, "USD")
    choice = [("시장가", Market.ORDER), ("현재가", Decimal("225.31")), ("1호가", 225)]
    text, rows = asking.prices(Side.BUY, stock("애플"), budget, choice, reserve)
    assert (labels(rows), LEFT_OUT in text) == (["1호가"], True)
    text, rows = asking.prices(Side.BUY, stock("애플"), Budget(500, "USD"), choice, reserve)
    assert (labels(rows), LEFT_OUT in text) == (["시장가", "현재가", "1호가"], False)


@pytest.mark.parametrize("side", list(Side))
def test_quantities_too_long_for_a_button(side: Side) -> None:
    """However many, and whatever there is to sell."""
    text, rows = asking.quantities(side, stock("애플"), LONG, UNTIL)
    assert (labels(rows), LEFT_OUT in text) == ([], True)
    text, rows = asking.quantities(side, stock("애플"), 225)
    assert (len(labels(rows)), LEFT_OUT in text) == (5 if side is Side.BUY else 7, False)


def test_names_too_long_for_a_button() -> None:
    """Of several names those go on with the line that can carry it."""
    both = (stock("애플"), stock("삼성전자"))
    text, rows = asking.names(Side.BUY, AmbiguousName("가", both, Budget(LONG, "USD"), LONG, UNTIL))
    assert (labels(rows), LEFT_OUT in text) == ([], True)
    text, rows = asking.names(Side.BUY, AmbiguousName("가", both, Shares(10), 70_000_000_000, UNTIL))
    assert (labels(rows), LEFT_OUT in text) == (["삼성전자 005930"], True)
