"""Rankings, watchlists, screens, news and the market as a whole."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from kis.credentials import Environment
from kis.domestic import Domestic
from kis.domestic.codes import Sign
from kis.domestic.market_codes import ChangeOrder, Direction, Universe, VolumeOrder
from kis.domestic.watchlist_rows import WatchedPrice
from kis.errors import NotOffered
from kis.shapes import outputs
from kis.units import Percent, Shares, Won
from tests.kis.domestic.recorder import Recorder


def real(*answers: str) -> tuple[Recorder, Domestic]:
    caller = Recorder(Environment.REAL, *answers)
    return caller, Domestic(caller)


async def test_ranking_without_a_word() -> None:
    """The eleven keys which KIS wants are filled so that all stocks are ranked."""
    caller, domestic = real("volume_rank")

    (first,) = await domestic.ranks.volume()

    assert caller.asked == [
        (
            "FHPST01710000",
            {
                "FID_BLNG_CLS_CODE": "0",
                "FID_INPUT_ISCD": "0000",
                "FID_DIV_CLS_CODE": "0",
                "FID_INPUT_PRICE_1": "",
                "FID_INPUT_PRICE_2": "",
                "FID_VOL_CNT": "",
                "FID_TRGT_CLS_CODE": "111111111",
                "FID_TRGT_EXLS_CLS_CODE": "0000000000",
                "FID_COND_MRKT_DIV_CODE": "J",
                "FID_COND_SCR_DIV_CODE": "20171",
                "FID_INPUT_DATE_1": "",
            },
        )
    ]
    assert (first.rank, first.symbol, first.volume, first.average_value) == (1, "005930", 1_000_010, None)


async def test_ranking_by_wish() -> None:
    """Bounds are numbers with units; an empty ranking is no error."""
    caller, domestic = real("volume_rank", "change_rank")

    await domestic.ranks.volume(order=VolumeOrder.VALUE, min_price=Won(1_000), min_volume=Shares(100))
    falls = await domestic.ranks.change(
        order=ChangeOrder.FALL, universe=Universe.KOSDAQ, max_rate=Percent(Decimal("-5.5"))
    )

    (_, volume), (_, change) = caller.asked
    assert (volume["FID_BLNG_CLS_CODE"], volume["FID_INPUT_PRICE_1"], volume["FID_VOL_CNT"]) == ("3", "1000", "100")
    assert (change["fid_rank_sort_cls_code"], change["fid_prc_cls_code"]) == ("1", "1")
    assert (change["fid_input_iscd"], change["fid_rsfl_rate1"], change["fid_rsfl_rate2"]) == ("1001", "", "-5.5")
    assert falls == ()


@pytest.mark.parametrize(("count", "calls"), [(0, []), (1, [1]), (30, [30]), (31, [30, 1]), (75, [30, 30, 15])])
async def test_many_prices_in_few_calls(count: int, calls: list[int]) -> None:
    """Thirty symbols fit into a call; places that are not used are not sent."""
    caller, domestic = real(*["watched_prices"] * len(calls))
    symbols = [f"{number:06d}" for number in range(count)]

    found = await domestic.watchlists.multi(symbols)

    sent = [[value for key, value in asked.items() if key.startswith("FID_INPUT_ISCD_")] for _, asked in caller.asked]
    assert [len(each) for each in sent] == calls
    assert [symbol for each in sent for symbol in each] == symbols
    assert [len(asked) for _, asked in caller.asked] == [2 * each for each in calls]
    assert len(found) == 2 * len(calls)


async def test_indices_among_many_prices() -> None:
    """Four digits are an index, whose market is U and whose price has decimals."""
    caller, domestic = real("watched_prices")

    stock, index = await domestic.watchlists.multi(["005930", "0001"])

    ((_, asked),) = caller.asked
    assert (asked["FID_COND_MRKT_DIV_CODE_1"], asked["FID_COND_MRKT_DIV_CODE_2"]) == ("J", "U")
    assert (stock.price, stock.upper_limit) == (70_000, 91_100)
    assert (index.price, index.upper_limit) == (Decimal("2724.62"), None)


async def test_watchlist() -> None:
    """The HTS id owns the lists, not the account."""
    caller, domestic = real("watchlist")

    found = await domestic.watchlists.stocks(hts_id="hong", code="002")

    ((_, asked),) = caller.asked
    assert (asked["USER_ID"], asked["INTER_GRP_CODE"], asked["TYPE"]) == ("hong", "002", "1")
    assert found.head is not None
    assert found.head.name == "반도체"
    assert [stock.symbol for stock in found.stocks] == ["005930"]


async def test_screened_stocks() -> None:
    """Padded decimals are read by their meaning."""
    _, domestic = real("screened")

    (stock,) = await domestic.screens.results(hts_id="hong", number="0")

    assert (stock.price, stock.volume, stock.change_rate) == (70_000, 1_000_010, Decimal("0.14"))
    assert (stock.change_sign, stock.open) == (Sign("0"), None)


async def test_news() -> None:
    """Of ten places for stocks those used count."""
    _, domestic = real("news")

    (news,) = await domestic.market.news()

    assert (news.date, news.time, news.symbols) == (date(2026, 11, 23), time(10, 15, 30), ("005930",))


async def test_interruptions() -> None:
    """One that is still on has no end."""
    caller, domestic = real("interruptions")

    (vi,) = await domestic.market.interruptions(day=date(2026, 11, 23), direction=Direction.UP)

    ((_, asked),) = caller.asked
    assert (asked["FID_DIV_CLS_CODE"], asked["FID_INPUT_DATE_1"], asked["FID_INPUT_ISCD"]) == ("1", "20261123", "")
    assert (vi.active, vi.time, vi.ended, vi.dynamic_reference) == (True, time(10, 15), None, 70_000)


async def test_days_of_the_market() -> None:
    """Five business days, and when today's session begins and ends."""
    caller, domestic = real("market_days")

    days = await domestic.market.days()

    assert caller.asked == [("HHMCM000002C0", {})]
    assert (days.today, days.days[2], days.opens, days.closes) == (
        date(2026, 11, 23),
        date(2026, 11, 23),
        time(8, 45),
        time(15, 45),
    )


async def test_index() -> None:
    """Points, thousands of shares and millions of won."""
    caller, domestic = real("index")

    kospi = await domestic.indices.price()

    assert caller.asked == [("FHPUP02100000", {"FID_INPUT_ISCD": "0001", "FID_COND_MRKT_DIV_CODE": "U"})]
    assert (kospi.price, kospi.change, kospi.volume, kospi.value) == (
        Decimal("2642.07"),
        Decimal("-2.78"),
        305_715,
        4_736_153,
    )


async def test_paper_says_what_works_instead() -> None:
    """Nothing leaves before the refusal."""
    caller = Recorder(Environment.PAPER)
    domestic = Domestic(caller)

    with pytest.raises(NotOffered, match="실전"):
        await domestic.ranks.volume()
    with pytest.raises(NotOffered, match=r"indices\.chart"):
        await domestic.indices.price()
    with pytest.raises(NotOffered, match=r"quotes\.price"):
        await domestic.watchlists.multi(["005930"])
    assert caller.asked == []


def test_a_code_that_does_not_exist_hides_no_other() -> None:
    """Its row is blank, and the prices of the others are told."""
    blank = {"inter_shrn_iscd": "999999", "inter2_prpr": ""}

    prices = outputs(WatchedPrice).read({"output": [blank, {**blank, "inter2_prpr": "70000"}]})

    assert [row.price for row in prices] == [None, 70_000]
