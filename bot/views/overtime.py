"""시간외 단일가, which the KRX after-market took the place of: what there still is of it."""

from __future__ import annotations

from datetime import date, datetime

from bot.i18n import say
from bot.quoting.told import OvertimeList, OvertimeNow
from bot.views.text import bold, number, won
from kis.domestic.overtime_rows import OvertimeDay, OvertimeTrade

ENDED = date(2026, 9, 11)
"""Its last day."""


def now_lines(told: OvertimeNow, at: datetime) -> list[str]:
    """Its price now, or that there is none any more, and what waits in the book."""
    price, book = told.price, told.book
    lines = [_price(told)] if price.price else [say("시간외 단일가로 거래된 것이 없어요.")]
    if price.price and price.ask and price.bid:
        lines.append(say("매도호가 {ask} · 매수호가 {bid}", ask=number(price.ask), bid=number(price.bid)))
    shown = number(book.total_ask_size or 0), number(book.total_bid_size or 0)
    lines.append(say("매도 잔량 {asks} │ 매수 잔량 {bids}", asks=shown[0], bids=shown[1]))
    return [*lines, *_ended(at)]


def list_lines(told: OvertimeList, at: datetime, most: int) -> list[str]:
    """The days or trades that had any; KIS fills days without with zeros."""
    rows = [_row(row) for row in told.rows if row.price][:most]
    return [*(rows or [say("시간외 단일가로 거래된 것이 없어요.")]), *_ended(at)]


def _ended(at: datetime) -> list[str]:
    over = say("시간외 단일가는 2026-09-11에 끝났어요. 지금은 16~20시에 애프터마켓에서 거래해요.")
    return [over] if at.date() > ENDED else []


def _row(row: OvertimeDay | OvertimeTrade) -> str:
    rate = "" if row.change_rate is None else f" ({row.change_rate:+.2f}%)"
    volume = "" if row.volume is None else f"  {say('{count}주', count=number(row.volume))}"
    when = f"{row.date:%y-%m-%d}" if isinstance(row, OvertimeDay) else f"{row.time:%H:%M:%S}"
    return f"{when}  {bold(number(row.price))}{rate}{volume}"


def _price(told: OvertimeNow) -> str:
    rate = "" if told.price.change_rate is None else f" ({told.price.change_rate:+.2f}%)"
    volume = say("거래량 {volume}주", volume=number(told.price.volume or 0))
    return f"{bold(won(told.price.price))}{rate} · {volume}"
