"""전광판: the figures of KIS from the futures to a strike, from a market that stands still."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.errors import StaleButton
from bot.quoting.option_boards import USUAL, OptionsBoard, Strike, futures, options
from bot.views.option_boards import ShowOptions, futures_card, options_card
from kis import Environment
from kis.errors import NotOffered
from tests.bot.standing import standing
from tests.bot.views.test_cards import NOW


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


def strikes_of(text: str) -> list[int]:
    """The strikes of a card, as they stand."""
    return [int(Decimal(line.split("</b>")[0][3:])) for line in text.splitlines() if line.startswith("<b>")]


def test_the_board_opens_around_the_money() -> None:
    """Of forty strikes those around the money come first; by pages up and down every one of them is reached."""
    strikes = [Strike(Decimal(500 - 5 * place), None, None) for place in range(40)]
    board = OptionsBoard(USUAL, "202612", strikes, 22, NOW)
    text, rows = options_card(board, 0, "🔴실전")
    assert strikes_of(text) == [500 - 5 * place for place in range(18, 27)]
    assert [button.text for button in rows[-2]] == ["▲ 높은 행사가", "▼ 낮은 행사가"]

    seen = {strike for page in (-2, -1, 0, 1, 2) for strike in strikes_of(options_card(board, page, "🔴실전")[0])}
    assert seen == {500 - 5 * place for place in range(40)}
    assert strikes_of(options_card(board, -99, "🔴실전")[0])[0] == 500
    assert [button.text for button in options_card(board, 99, "🔴실전")[1][-2]] == ["▲ 높은 행사가"]


async def test_forged_months_and_products_are_old_buttons() -> None:
    """What nobody wrote is not asked of KIS."""
    async with standing(Environment.REAL) as (_, connection):
        for product, forged in ((USUAL, "x"), (USUAL, "２０２６１２"), ("gold", "202612")):
            with pytest.raises(StaleButton):
                await options(connection, product, forged)


async def test_paper_has_no_boards() -> None:
    """KIS keeps them for real accounts."""
    async with standing(Environment.PAPER) as (_, connection):
        with pytest.raises(NotOffered):
            await futures(connection, USUAL)
