"""What the realtime rows of all markets say, as lines of a live view."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.i18n import later, say
from bot.money import Figure, figures, money
from bot.quoting.assets import Asset, places_of, unit_of
from bot.views.quote import STATUSES, moved
from bot.views.text import bold, number, safe
from kis.domestic.codes import Sign
from kis.realtime import Record
from kis.realtime.books import BookColumns
from kis.realtime.derivatives import (
    ExpectedStockFutures,
    ExpectedStockOption,
    FuturesBook,
    OptionBook,
    StockFuturesBook,
    StockFuturesTick,
    StockOptionBook,
)
from kis.realtime.derivatives.futures import FuturesColumns
from kis.realtime.derivatives.options import OptionColumns
from kis.realtime.domestic import ElwBook, EtfNav, IndexProgram, IndexTick, MarketStatus, Members, ProgramTrading
from kis.realtime.domestic.elw import ElwColumns
from kis.realtime.overseas import DelayedBook, OverseasBook, OverseasTick
from kis.realtime.ticks import TradeColumns
from kis.symbols import Instrument

LEVELS = 5
"""Levels of each side that a message shows."""
_FALLING = frozenset({Sign.DOWN, Sign.LOWER_LIMIT})
_HUNDRED = 100
"""Million won in 억원."""
_BOOKS = (
    BookColumns,
    ElwBook,
    FuturesBook,
    OptionBook,
    StockFuturesBook,
    StockOptionBook,
    OverseasBook,
    DelayedBook,
)
_ROUTINE = later("정상")

Level = tuple[Figure | None, int | None]
"""A price and what waits there."""
Trade = TradeColumns | ElwColumns | IndexTick | FuturesColumns | StockFuturesTick | OptionColumns | OverseasTick
Expected = ExpectedStockFutures | ExpectedStockOption
BookRow = (
    BookColumns | ElwBook | FuturesBook | OptionBook | StockFuturesBook | StockOptionBook | OverseasBook | DelayedBook
)


def lines(instrument: Instrument, row: Record) -> list[str]:
    """Say a row."""
    match row:
        case ExpectedStockFutures() | ExpectedStockOption():
            return _expected(instrument, row)
        case EtfNav():
            return _nav(row)
        case ProgramTrading():
            return _program(row)
        case IndexProgram():
            return _index_program(row)
        case Members():
            return _members(row)
        case MarketStatus():
            return _status(row)
    if isinstance(row, _BOOKS):
        return _book(instrument, row)
    return _trade(instrument, row) if isinstance(row, Trade) else []


def levels(instrument: Instrument, asks: Sequence[Level], bids: Sequence[Level]) -> list[str]:
    """Asks above bids, the dearest on top, as a book is read in Korea."""
    shown = [*(("▼", *ask) for ask in reversed(asks[:LEVELS])), *(("▲", *bid) for bid in bids[:LEVELS])]
    rows = [(mark, figures(price, places_of(instrument)), number(size or 0)) for mark, price, size in shown if price]
    wide, much = (max((len(row[place]) for row in rows), default=0) for place in (1, 2))
    table = "\n".join(f"{mark} {price:>{wide}}  {size:>{much}}" for mark, price, size in rows)
    return [f"<pre>{table}</pre>"] if rows else []


def _trade(instrument: Instrument, row: Trade) -> list[str]:
    change, rate = _signed(row.change or 0, row.change_rate or Decimal(0), row.sign)
    found = [f"{bold(money(row.price, unit_of(instrument)))}  {moved(instrument, change, rate)}"]
    places = places_of(instrument)
    if row.open and row.high and row.low:
        day = [figures(each, places) for each in (row.open, row.high, row.low)]
        found.append(say("시 {open} · 고 {high} · 저 {low}", open=day[0], high=day[1], low=day[2]))
    found += _volume(instrument, row.volume, row.day_volume)
    if isinstance(row, IndexTick):
        return found + _breadth(row)
    if row.ask and row.bid:
        best = figures(row.ask, places), figures(row.bid, places)
        found.append(say("매도 {ask} │ 매수 {bid}", ask=best[0], bid=best[1]))
    if row.strength:
        found.append(say("체결강도 {strength}%", strength=f"{row.strength:.2f}"))
    return found


def _signed(change: Figure, rate: Decimal, sign: Sign | None) -> tuple[Figure, Decimal]:
    """Some channels send a change with its sign, some without: the code tells."""
    if sign in _FALLING:
        return change if change < 0 else -change, -abs(rate)
    return change, rate


def _volume(instrument: Instrument, last: int | None, day: int | None) -> list[str]:
    contracts = Asset.of(instrument) is Asset.CONTRACT
    text = later("이번 {last}계약 · 누적 {day}계약") if contracts else later("이번 {last}주 · 누적 {day}주")
    if Asset.of(instrument) is Asset.INDEX:
        text = later("이번 {last}천주 · 누적 {day}천주")
    return [] if last is None or day is None else [say(text, last=number(last), day=number(day))]


def _breadth(row: IndexTick) -> list[str]:
    if row.rising is None or row.falling is None:
        return []
    shown = number(row.rising), number(row.unchanged or 0), number(row.falling)
    return [say("상승 {up} · 보합 {same} · 하락 {down}", up=shown[0], same=shown[1], down=shown[2])]


def _expected(instrument: Instrument, row: Expected) -> list[str]:
    change, rate = _signed(row.change or 0, row.change_rate or Decimal(0), row.sign)
    return [f"{bold(money(row.price, unit_of(instrument)))}  {moved(instrument, change, rate)}"]


def _book(instrument: Instrument, row: BookRow) -> list[str]:
    asks, bids = list(zip(row.asks, row.ask_sizes, strict=True)), list(zip(row.bids, row.bid_sizes, strict=True))
    found = levels(instrument, asks, bids)
    if row.total_ask_size is not None and row.total_bid_size is not None:
        totals = number(row.total_ask_size), number(row.total_bid_size)
        found.append(say("매도 잔량 {asks} │ 매수 잔량 {bids}", asks=totals[0], bids=totals[1]))
    if isinstance(row, (BookColumns, ElwBook)) and row.expected_price:
        shown = money(row.expected_price, unit_of(instrument)), number(row.expected_quantity or 0)
        found.append(say("예상체결 {price} · {volume}{unit}", price=shown[0], volume=shown[1], unit=say("주")))
    return found


def _nav(row: EtfNav) -> list[str]:
    change, rate = _signed(row.change or Decimal(0), row.change_rate or Decimal(0), row.sign)
    arrow = "▲" if change > 0 else "▼" if change < 0 else "–"
    found = [f"NAV {bold(figures(row.nav, 2))}  {arrow} {figures(change if change > 0 else -change, 2)} ({rate:+.2f}%)"]
    if row.open and row.high and row.low:
        day = [figures(each, 2) for each in (row.open, row.high, row.low)]
        found.append(say("시 {open} · 고 {high} · 저 {low}", open=day[0], high=day[1], low=day[2]))
    return found


def _program(row: ProgramTrading) -> list[str]:
    net, value = row.net_buy_volume or 0, row.net_buy_value or 0
    return [
        say("순매수 {net}주 · {value}억원", net=_marked(net), value=_hundred_million(value // 1_000_000)),
        say("매수 {bought}주 · 매도 {sold}주", bought=number(row.buy_volume or 0), sold=number(row.sell_volume or 0)),
    ]


def _index_program(row: IndexProgram) -> list[str]:
    """순매수, in 억원."""
    shown = (
        (later("차익 순매수 {value}억원"), row.arbitrage_net_buy_value),
        (later("비차익 순매수 {value}억원"), row.non_arbitrage_net_buy_value),
        (later("전체 순매수 {value}억원"), row.net_buy_value),
    )
    return [say(text, value=_hundred_million(value)) for text, value in shown if value is not None]


def _members(row: Members) -> list[str]:
    """매도와 매수 상위 회원사."""
    sold = zip(row.seller_names, row.seller_quantities, strict=True)
    bought = zip(row.buyer_names, row.buyer_quantities, strict=True)
    found = [f"▼ {safe(name)} {number(count or 0)}" for name, count in sold if name.strip()]
    found += [f"▲ {safe(name)} {number(count or 0)}" for name, count in bought if name.strip()]
    if row.foreign_net_buying is not None:
        found.append(say("외국계 순매수 {net}주", net=_marked(row.foreign_net_buying)))
    return found


def _status(row: MarketStatus) -> list[str]:
    """Codes that nobody documents are shown as they are."""
    halted = say("거래정지") if row.halted else say(_ROUTINE)
    reason = f" ({safe(row.halt_reason.strip())})" if row.halted and row.halt_reason else ""
    found = [say("거래: {state}", state=halted) + reason]
    found.append(say("VI: {state}", state=say("발동 중") if row.vi_code == "Y" else say("없음")))
    if row.operation_code:
        known = row.operation or say("코드 {code}", code=safe(row.operation_code))
        found.append(say("장운영: {state}", state=known))
    if (status := STATUSES.get(row.status or "")) is not None:
        found.append(f"⚠️ {say(status)}")
    return found


def _marked(count: int) -> str:
    return f"▲ {count:+,}" if count > 0 else f"▼ {count:+,}" if count < 0 else "0"


def _hundred_million(millions: int) -> str:
    """Of million won."""
    return _marked(int(Decimal(millions) / _HUNDRED))
