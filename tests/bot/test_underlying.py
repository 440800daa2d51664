"""What underlies a contract names it, and 선물 never means the stock itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.underlying import Derived
from kis.derivatives.contracts import Kind
from kis.market.fees import Market
from kis.symbols import Ambiguous, Instrument, SymbolIndex, well_known
from kis.symbols.instrument import Contract
from kis.symbols.near import near_futures
from tests.bot.house import House


def option(code: str, kind: Kind, month: str, strike: str) -> Instrument:
    side = "콜" if kind is Kind.CALL else "풋"
    contract = Contract(kind, "", "KOSPI200", month, strike=Decimal(strike))
    spoken = f"KOSPI200 {side} {month} {strike}"
    return Instrument(code, f"{code[0]} {month} {strike}", Market.OPTION, aliases=(spoken,), contract=contract)


def future(code: str, month: str) -> Instrument:
    contract = Contract(Kind.FUTURE, "005930", "삼성전자", month)
    name = f"삼성전자 F {month}"
    return Instrument(code, name, Market.FUTURE, aliases=(f"삼성전자 선물 {month}",), contract=contract)


NAMES = SymbolIndex(
    [
        *well_known(),
        *near_futures(date(2026, 11, 27)),
        future("A11612", "202612"),
        future("A11701", "202701"),
        option("B01612440", Kind.CALL, "202612", "440"),
        option("B01612442", Kind.CALL, "202612", "442.5"),
        option("B01701440", Kind.CALL, "202701", "440"),
        option("C01612440", Kind.PUT, "202612", "440"),
        Instrument("57KA01", "한국KA01삼성전자콜", Market.ELW),
    ]
)


@pytest.mark.parametrize(
    ("market", "text", "codes"),
    [
        (Market.FUTURE, "코스피200", ["A01612"]),
        (Market.FUTURE, "KOSPI200", ["A01612"]),
        (Market.FUTURE, "미니 코스피200", ["A05612"]),
        (Market.FUTURE, "삼성전자", ["A11612", "A11701"]),
        (Market.FUTURE, "005930", ["A11612", "A11701"]),
        (Market.FUTURE, "A11701", ["A11701"]),
        (Market.OPTION, "코스피200 콜 440", ["B01612440", "B01701440"]),
        (Market.OPTION, "코스피200 콜 442.5", ["B01612442"]),
        (Market.OPTION, "KOSPI200 C 442.5", ["B01612442"]),
        (Market.OPTION, "kospi200 put 440", ["C01612440"]),
        (Market.OPTION, "코스피200 풋", ["C01612440"]),
        (Market.OPTION, "코스피200 콜 999", []),
        (Market.ELW, "삼성전자", ["57KA01"]),
        (Market.FUTURE, "애플", []),
        (Market.FUTURE, "코스피200 1", []),
        (Market.OPTION, "삼성전자", []),
        (Market.FUTURE, "", []),
    ],
)
def test_the_contracts_of_what_underlies_them(market: Market, text: str, codes: list[str]) -> None:
    """By name in either spelling, by code and by strike; neither a stock, nor a fund of the same name, nor a slip."""
    names = Derived(NAMES, market)
    found = names.resolve(text)
    meant = found.candidates if isinstance(found, Ambiguous) else (found,) if found else ()

    assert [one.code for one in meant] == codes
    assert [one.code for one in names.search(text)] == codes


async def test_what_is_said_of_contracts(home: House) -> None:
    """What is missing is asked for; a share is never bought where a future was said."""
    await home.ask("선물", "선물 매수 코스피200 1 시장가")
    await home.ask("elw 매수", "ELW 매수 삼성전자 콜 10")
    await home.ask("선물 매수 삼성전자 1 시장가", "찾지 못했어요")
    await home.ask("선물 삼성전자", "찾지 못했어요")
    await home.ask("선물 코스피200", "코스피200 선물")
    await home.ask("선물 매수 A01612 1 시장가", "매수 확인")
