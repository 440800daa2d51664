"""전광판: the figures of KIS from the futures to a strike, from a market that stands still."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import StaleButton
from bot.quoting.option_boards import USUAL, futures, options
from bot.views.option_boards import STRIKES_SHOWN, ShowOptions, futures_card, options_card
from kis import Environment
from kis.errors import NotOffered
from tests.bot.standing import standing


async def test_from_the_futures_to_a_strike() -> None:
    """Futures and what they stand on; the month opens at the money; each side of a strike leads to that option."""
    async with standing(Environment.REAL) as (_, connection):
        boards = connection.kis.derivatives.boards
        found = await futures(connection, USUAL)
        text, rows = futures_card(found, "🔴실전")
        first = (await boards.futures())[0]
        under = (await boards.underlying(symbol=first.symbol)).underlying
        assert f"기초자산 {under.underlying_price:.2f} ({under.underlying_change_rate:+.2f}%) · 만기까지 " in text
        assert f"<b>{first.name}</b> {first.price:.2f} ({first.change_rate:+.2f}%)" in text
        assert rows[0][0].data == f"quote:{first.symbol}"
        month = found.months[0]
        assert ShowOptions(USUAL, month, 0).data in [button.data for row in rows for button in row]

        board = await options(connection, USUAL, month)
        text, rows = options_card(board, 0, "🔴실전")
        call = next(row for row in (await boards.options(month=month)).calls if row.moneyness == "ATM")
        put = next(row for row in (await boards.options(month=month)).puts if row.strike == call.strike)
        shown = next(line for line in text.splitlines() if line.endswith(" ◀"))
        assert shown == (
            f"<b>{call.strike:.1f}</b>: {call.price:.2f} ({call.change_rate:+.2f}%) │ "
            f"{put.price:.2f} ({put.change_rate:+.2f}%) ◀"
        )
        place = text.splitlines().index(shown) - 2
        assert [button.data for button in rows[place]] == [f"quote:{call.symbol}", f"quote:{put.symbol}"]


async def test_every_strike_is_on_one_page() -> None:
    """From the highest down, none twice and none left out; forged months and products are old buttons."""
    async with standing(Environment.REAL) as (_, connection):
        month = (await futures(connection, USUAL)).months[0]
        board = await options(connection, USUAL, month)
        pages = -(-len(board.strikes) // STRIKES_SHOWN)
        seen = []
        for page in range(1, pages + 1):
            text, _ = options_card(board, page, "🔴실전")
            seen += [line.split("</b>")[0].removeprefix("<b>") for line in text.splitlines() if line.startswith("<b>")]
        assert seen == [f"{each.price:.1f}" for each in board.strikes]
        assert seen == sorted(seen, key=float, reverse=True)
        last = options_card(board, pages, "🔴실전")
        assert options_card(replace(board, middle=len(board.strikes) - 1), 0, "🔴실전") == last
        beyond, _ = options_card(board, 99, "🔴실전")
        assert beyond == last[0]
        for product, forged in ((USUAL, "x"), (USUAL, "２０２６１２"), ("gold", month)):
            with pytest.raises(StaleButton):
                await options(connection, product, forged)


async def test_paper_has_no_boards() -> None:
    """KIS keeps them for real accounts."""
    async with standing(Environment.PAPER) as (_, connection):
        with pytest.raises(NotOffered):
            await futures(connection, USUAL)
