"""Where an instrument is listed, in the user's words."""

from __future__ import annotations

from bot.i18n import later, say
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols import Instrument

_PLACES = {
    Market.KOSPI: later("코스피"),
    Market.KOSDAQ: later("코스닥"),
    Market.KONEX: later("코넥스"),
    Market.ELW: later("ELW"),
    Market.INDEX: later("지수"),
    Market.FUTURE: later("선물"),
    Market.OPTION: later("옵션"),
    Market.NASDAQ: later("나스닥"),
    Market.NYSE: later("뉴욕"),
    Market.AMEX: later("아멕스"),
    Market.HKEX: later("홍콩"),
    Market.TSE: later("도쿄"),
    Market.SSE: later("상해"),
    Market.SZSE: later("심천"),
    Market.HNX: later("하노이"),
    Market.HSX: later("호찌민"),
}


def place_of(instrument: Instrument) -> str:
    """코스피, 나스닥, ETF, KOSPI200 선물 …"""
    if (contract := instrument.contract) is not None and instrument.market is not Market.ELW:
        return f"{contract.underlying_name} {say(_PLACES[instrument.market])}".strip()
    if instrument.board is Board.FUND and instrument.market is not Market.ELW:
        return say("ETF")
    return say(_PLACES[instrument.market])
