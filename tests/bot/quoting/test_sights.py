"""What is shown of each kind of instrument, in both environments, from the simulator's market that stands still."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.connection import Connection
from bot.errors import NotFound
from bot.quoting.asking import look
from bot.quoting.books import book
from bot.views import book as book_views
from bot.views import sight
from kis import Environment, Kis, Pace
from kis.errors import NotOffered, Rejected
from kis.market.clock import KST
from kis.market.fees import Market
from kis.simulator import NO_LIMITS, Simulator
from kis.simulator.server.faults import read_fault
from kis.symbols import Instrument, SymbolIndex
from kis.symbols.live import Symbols
from kis.symbols.master.checks import Demands

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=KST)
TIME = re.compile(r"○ \S+( 전)?|\d\d:\d\d:\d\d$")
"""How long the answer took is not what these tests are about."""


@asynccontextmanager
async def looking(folder: Path, environment: Environment) -> AsyncIterator[tuple[Simulator, Connection, SymbolIndex]]:
    """A market that stands still, somebody who looks at it, and the names of all that is traded there."""
    async with Simulator.serve(now=MORNING, speed=0, limits=NO_LIMITS) as simulator:
        symbols = Symbols(folder, origin=simulator.rest, demands=Demands(least=0))
        await symbols.refresh()
        async with Kis(simulator.credentials(environment), origins=simulator.origins, pace=Pace(50)) as kis:
            yield simulator, Connection(1, 1, kis, kis.stream()), symbols.index


async def cards(connection: Connection, names: SymbolIndex, codes: tuple[str, ...]) -> str:
    """The cards of these, one after the other, without what goes by the clock."""
    shown = []
    for code in codes:
        instrument = names.by_code(code)
        assert instrument is not None
        text, rows = sight.card(await look(connection, instrument), connection.environment, connection.now())
        shown += [*text.splitlines(), " ".join(f"[{button.text}]" for row in rows for button in row)]
    return "\n".join(TIME.sub("…", line) for line in shown)


@pytest.mark.parametrize("environment", list(Environment))
async def test_each_kind_has_its_card(tmp_path: Path, environment: Environment) -> None:
    """Stock, fund, ELW, index, index future, option, stock future, dollars and yen: what each is judged by."""
    codes = ("005930", "069500", "57KA01", "0001", "A01612", "B01612445", "A11612", "AAPL", "7203")
    expected = Path(__file__).with_name(f"{environment}.txt").read_text(encoding="utf-8")
    async with looking(tmp_path, environment) as (_, connection, names):
        assert await cards(connection, names, codes) == expected.rstrip("\n")


BOOKS = {"005930": 10, "57KA01": 10, "A01612": 5, "B01612445": 5, "AAPL": 10, "00700": 10}
"""How many levels KIS shows of each."""


async def test_each_kind_has_its_book(tmp_path: Path) -> None:
    """Levels of every market are buttons in its own prices, and say that an order begins there."""
    async with looking(tmp_path, Environment.REAL) as (_, connection, names):
        for code, levels in BOOKS.items():
            instrument = names.by_code(code)
            assert instrument is not None
            text, rows = book_views.card(await book(connection, instrument), connection.badge)

            assert len(rows) == levels + 1, code
            assert [button.style for button in rows[0]] == ["primary", "danger"]
            assert "가격을 누르면" in text
            best = rows[0][0].text.split(" · ")[0].replace(",", "")
            assert Decimal((rows[0][0].data or "").split(":")[2]) == Decimal(best)


async def test_what_has_no_book_says_so(tmp_path: Path) -> None:
    """Nobody bids for an index; in paper KIS shows no book of markets abroad."""
    async with looking(tmp_path, Environment.PAPER) as (_, connection, names):
        index, apple = names.by_code("2001"), names.by_code("AAPL")
        assert index is not None
        assert apple is not None

        with pytest.raises(NotFound, match="지수에는 호가가 없어요"):
            await book(connection, index)
        with pytest.raises(NotOffered):
            await book(connection, apple)


@pytest.mark.parametrize(
    "unlisted",
    [
        pytest.param(Instrument("ZZZZ", "없음", Market.NYSE), id="abroad"),
        pytest.param(Instrument("58ZZ99", "없음", Market.ELW), id="warrant"),
        pytest.param(Instrument("A01799", "없음", Market.FUTURE), id="future"),
        pytest.param(Instrument("9999", "없음", Market.INDEX), id="index"),
    ],
)
async def test_no_price_is_no_card(tmp_path: Path, unlisted: Instrument) -> None:
    """What KIS answers with zeros, blanks or a refusal is never shown as a price."""
    async with looking(tmp_path, Environment.REAL) as (_, connection, _names):
        with pytest.raises((NotFound, Rejected)):
            await look(connection, unlisted)


async def test_what_is_worth_having_may_be_missing(tmp_path: Path) -> None:
    """A fund without its NAV and dollars without a rate are still shown."""
    for environment, code, tr_id, lost in (
        (Environment.REAL, "069500", "FHPST02400000", "NAV와"),
        (Environment.PAPER, "AAPL", "FHKST03030100", "$268.50"),
    ):
        async with looking(tmp_path, environment) as (simulator, connection, names):
            simulator.faults.add(
                read_fault({"do": "message", "tr_id": tr_id, "times": 9, "msg_cd": "X", "msg1": "점검"})
            )
            shown = await cards(connection, names, (code,))

        assert lost in shown
        assert "약 " not in shown
