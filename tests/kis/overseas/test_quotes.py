"""Quotes and charts of overseas stocks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kis.errors import MalformedMessage, NotOffered
from kis.market.clock import KST
from kis.overseas import DaytimeMarket, Exchange, Overseas
from kis.overseas.quote_queries import Span
from tests.kis.scripted import Say, Scripted, ok

QUOTATIONS = "/uapi/overseas-price/v1/quotations"
PRICE, CHART, TRADES = f"{QUOTATIONS}/price", f"{QUOTATIONS}/dailyprice", f"{QUOTATIONS}/inquire-ccnl"
MINUTES, WATCH = f"{QUOTATIONS}/inquire-time-itemchartprice", f"{QUOTATIONS}/multprice"
BOOK = f"{QUOTATIONS}/inquire-asking-price"
HEAD = {"rsym": "DNASAAPL", "zdiv": "4", "nrec": "2"}


def candle(day: date) -> dict[str, str]:
    return {"xymd": f"{day:%Y%m%d}", "clos": "190", "open": "189", "high": "192", "low": "188.5", "tvol": "10"}


def minute(at: datetime) -> dict[str, str]:
    korean = at.astimezone(KST)
    local = korean - timedelta(hours=14)
    times = {
        "xymd": f"{local:%Y%m%d}",
        "xhms": f"{local:%H%M%S}",
        "kymd": f"{korean:%Y%m%d}",
        "khms": f"{korean:%H%M%S}",
    }
    return {**times, "open": "1", "high": "1", "low": "1", "last": "1", "evol": "5"}


@pytest.mark.parametrize(
    ("sign", "diff", "change"),
    [
        ("2", "1.2500", "1.25"),
        ("5", "1.2500", "-1.25"),
        ("4", "-3", "-3"),
        ("0", "0.0000", "0"),
        ("1", "7", "7"),
        ("", "-3", "-3"),
    ],
    ids=["up", "down", "lower limit, signed already", "before trading", "upper limit", "no sign"],
)
async def test_change_gets_its_sign(server: Scripted, real: Overseas, sign: str, diff: str, change: str) -> None:
    """KIS sends how far and which way in two fields."""
    server.answer(PRICE, ok(output={"last": "190.5000", "sign": sign, "diff": diff, "rate": " 0.66"}))

    price = await real.quotes.price(symbol="AAPL", exchange=Exchange.NASDAQ)

    assert (price.price, price.change) == (Decimal("190.5"), Decimal(change))
    assert server.to(PRICE)[0].query == {"AUTH": "", "EXCD": "NAS", "SYMB": "AAPL"}


async def test_unknown_symbol_has_no_price(server: Scripted, real: Overseas) -> None:
    """KIS answers with success and blanks: None, and never 0."""
    server.answer(PRICE, ok(output=dict.fromkeys(("rsym", "zdiv", "base", "last", "sign", "diff", "rate", "tvol"), "")))

    price = await real.quotes.price(symbol="NOSUCH", exchange=Exchange.NASDAQ)

    assert (price.price, price.change, price.volume) == (None, None, None)


async def test_daytime_market_is_quoted_under_its_own_code(server: Scripted, paper: Overseas) -> None:
    """BAQ; paper has this call, whatever KIS's list says."""
    server.answer(PRICE, ok(output={"last": "1"}))

    await paper.quotes.price(symbol="AAPL", exchange=DaytimeMarket.NASDAQ)

    assert server.to(PRICE)[0].query["EXCD"] == "BAQ"


async def test_paper_lacks_the_detail(server: Scripted, paper: Overseas) -> None:
    """And names what works."""
    with pytest.raises(NotOffered, match=r"현재체결가\(price\)"):
        await paper.quotes.detail(symbol="AAPL", exchange=Exchange.NASDAQ)
    assert server.asked == []


async def test_candles_walk_back(server: Scripted, real: Overseas) -> None:
    """Each call asks for what lies before the oldest candle; what is older than wanted is left out."""
    days = [date(2026, 11, 20) - timedelta(days=n) for n in range(6)]
    pages = [days[:2], days[2:4], days[4:]]
    server.answer(CHART, *(ok(output1=HEAD, output2=[candle(day) for day in page]) for page in pages))

    found = await real.quotes.candles(symbol="AAPL", exchange=Exchange.NASDAQ, start=days[4], end=days[0])

    assert [row.date for row in found] == days[:5]
    assert [asked.query["BYMD"] for asked in server.to(CHART)] == ["20261120", "20261118", "20261116"]


async def test_weeks_walk_back_by_weeks(server: Scripted, real: Overseas) -> None:
    """The week of the oldest candle is not asked for again."""
    friday = date(2026, 11, 20)
    server.answer(CHART, ok(output1=HEAD, output2=[candle(friday)]), ok(output1=HEAD, output2=[]))

    await real.quotes.candles(
        symbol="AAPL", exchange=Exchange.NASDAQ, start=date(2026, 11, 1), end=friday, span=Span.WEEK
    )

    assert [asked.query["BYMD"] for asked in server.to(CHART)] == ["20261120", "20261115"]


async def test_candles_that_lead_nowhere(server: Scripted, real: Overseas) -> None:
    """A part never passes for the whole."""
    server.answer(CHART, ok(output1=HEAD, output2=[candle(date(2026, 11, 20))]))

    with pytest.raises(MalformedMessage):
        await real.quotes.candles(
            symbol="AAPL", exchange=Exchange.NASDAQ, start=date(2026, 11, 2), end=date(2026, 11, 20)
        )


async def test_minutes_walk_back(server: Scripted, real: Overseas) -> None:
    """The key of the next call is the local time one bar before the oldest; times read as KST."""
    open_ = datetime(2026, 11, 24, 23, 30, tzinfo=KST)
    bars = [minute(open_ + timedelta(minutes=n)) for n in (3, 2, 1, 0)]
    server.answer(
        MINUTES,
        ok(output1={**HEAD, "next": "1"}, output2=bars[:2]),
        ok(output1={**HEAD, "next": "1"}, output2=bars[2:]),
    )

    found = await real.quotes.minutes(symbol="AAPL", exchange=Exchange.NASDAQ, since=open_ + timedelta(minutes=1))

    first, second = server.to(MINUTES)
    assert [(row.at - open_).seconds // 60 for row in found] == [3, 2, 1]
    assert (first.query["NEXT"], first.query["KEYB"]) == ("", "")
    assert (second.query["NEXT"], second.query["KEYB"]) == ("1", "20261124093100")


async def test_minutes_that_lead_nowhere(server: Scripted, real: Overseas) -> None:
    """The same page for ever is an error."""
    bar = minute(datetime(2026, 11, 24, 23, 30, tzinfo=KST))
    server.answer(MINUTES, ok(output1={**HEAD, "next": "1"}, output2=[bar]))

    with pytest.raises(MalformedMessage):
        await real.quotes.minutes(symbol="AAPL", exchange=Exchange.NASDAQ, since=datetime(2026, 11, 20, tzinfo=KST))


@pytest.mark.parametrize("by_table", [True, False], ids=["table", "published answer"])
async def test_trades_in_either_block(server: Scripted, real: Overseas, by_table: bool) -> None:
    """KIS's table and its example disagree on where the trades are; both are read."""
    rows = [{"khms": "235959", "last": "195.2000", "sign": "5", "diff": "3.2200", "evol": "30"}]
    server.answer(TRADES, ok(output1=HEAD, output2=rows) if by_table else ok(output1=rows))

    (trade,) = (await real.quotes.trades(symbol="AAPL", exchange=Exchange.NASDAQ)).trades

    assert (trade.price, trade.change, trade.quantity) == (Decimal("195.2"), Decimal("-3.22"), 30)


async def test_book_leaves_empty_levels_out(server: Scripted, real: Overseas) -> None:
    """Free US quotes have one level; the other nine are zeros."""
    levels = {f"{kind}{n}": "0" for kind in ("pbid", "pask", "vbid", "vask", "dbid", "dask") for n in range(1, 11)}
    levels |= {"pbid1": "190.4900", "vbid1": "300", "pask1": "190.5100", "vask1": "200"}
    server.answer(BOOK, ok(output1={"curr": "USD", "last": "190.5"}, output2=levels, output3={}))

    ladder = (await real.quotes.order_book(symbol="AAPL", exchange=Exchange.NASDAQ)).ladder

    assert [(level.price, level.size) for level in ladder.bids] == [(Decimal("190.49"), 300)]
    assert [(level.price, level.size) for level in ladder.asks] == [(Decimal("190.51"), 200)]


async def test_watching_many(server: Scripted, real: Overseas) -> None:
    """Ten stocks a call; the rest of the places stays out, and stocks that do not exist are missing."""
    server.answer(
        WATCH,
        Say({"rt_cd": "0", "output": {"nrec": "10"}, "output2": [{"symb": f"S{n}", "last": "1"} for n in range(10)]}),
        Say({"rt_cd": "0", "output": {"nrec": "1"}, "output2": [{"symb": "", "last": ""}]}),
    )

    found = await real.quotes.watch([(Exchange.NYSE, f"S{n}") for n in range(11)])

    assert [row.symbol for row in found] == [f"S{n}" for n in range(10)]
    first, second = server.to(WATCH)
    assert (first.query["EXCD_10"], first.query["SYMB_10"], first.query["NREC"]) == ("NYS", "S9", "10")
    assert (second.query["SYMB_01"], "SYMB_02" in second.query) == ("S10", False)


async def test_candles_of_an_index(server: Scripted, real: Overseas) -> None:
    """As many charts are asked as it takes, each for the days before the oldest row; all of them are newest first."""
    path = "/uapi/overseas-price/v1/quotations/inquire-daily-chartprice"
    days = [
        [{"stck_bsop_date": f"202611{day:02d}", "ovrs_nmix_prpr": f"6{day:03d}.50"} for day in part]
        for part in ((25, 24, 23), (20, 19))
    ]
    server.answer(path, ok(output2=days[0]), ok(output2=days[1]))

    candles = await real.quotes.index_candles(symbol="SPX", start=date(2026, 11, 19), end=date(2026, 11, 25))

    assert [candle.date.day for candle in candles] == [25, 24, 23, 20, 19]
    spans = [(asked.query["FID_INPUT_DATE_1"], asked.query["FID_INPUT_DATE_2"]) for asked in server.to(path)]
    assert spans == [("20261119", "20261125"), ("20261119", "20261122")]
