"""The domestic symbols that are traded in the simulator. Prices and share counts are plausible, not true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kis.market.fees import Market
from kis.market.sessions import Venue
from kis.market.ticks import Board
from kis.simulator.listing import Crowd, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class DomesticListing(Listing):
    """One domestic symbol: `market` decides the tax, `nxt` tells whether NXT trades it too."""

    market: Market
    nxt: bool
    venue: str = Venue.KRX

    @property
    def on_credit(self) -> bool:
        """Whether it may be bought on credit (신용가능): every stock, no fund."""
        return self.board is Board.STOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class ElwListing(DomesticListing):
    """An equity linked warrant: the right to buy (`call`) or sell `ratio` of the underlying at the strike.

    `underlying` is a symbol or the code of an index, `strike` in won or points. It goes on trading after `expires`,
    since the clock may be set to any year.
    """

    underlying: str
    call: bool
    strike: Decimal
    ratio: Decimal
    issuer: str
    expires: date


def _stock(code: str, name: str, reference: int, shares: int, market: Market = Market.KOSPI) -> DomesticListing:
    return DomesticListing(
        code=code, name=name, board=Board.STOCK, reference=reference, shares=shares, market=market, nxt=True
    )


def _kosdaq(code: str, name: str, reference: int, shares: int) -> DomesticListing:
    return _stock(code, name, reference, shares, Market.KOSDAQ)


def _fund(code: str, name: str, reference: int, shares: int, limit_percent: int = 30) -> DomesticListing:
    return DomesticListing(
        code=code,
        name=name,
        board=Board.FUND,
        reference=reference,
        shares=shares,
        market=Market.KOSPI,
        nxt=False,
        limit_percent=limit_percent,
    )


def _elw(code: str, name: str, reference: int, underlying: str, *, call: bool, strike: int, ratio: str) -> ElwListing:
    """A warrant without price limits that trades ten at a time."""
    return ElwListing(
        code=code,
        name=name,
        board=Board.FUND,
        reference=reference,
        shares=20_000_000,
        market=Market.ELW,
        nxt=False,
        lot=10,
        limit_percent=None,
        crowd=Crowd(money=(150_000, 1_500_000), least=100, trade=(1, 20), turnover=(0.05, 0.2)),
        underlying=underlying,
        call=call,
        strike=Decimal(strike),
        ratio=Decimal(ratio),
        issuer="한국투자증권",
        expires=date(2027, 6, 10),
    )


LISTINGS: dict[str, DomesticListing] = {
    listing.code: listing
    for listing in (
        _stock("005930", "삼성전자", 70_500, 5_919_637_922),
        _stock("005935", "삼성전자우", 57_300, 815_974_664),
        _stock("000660", "SK하이닉스", 214_500, 728_002_365),
        _stock("373220", "LG에너지솔루션", 386_500, 234_000_000),
        _stock("207940", "삼성바이오로직스", 1_036_000, 71_174_000),
        _stock("005380", "현대차", 219_500, 204_757_766),
        _stock("000270", "기아", 101_300, 390_266_541),
        _stock("012330", "현대모비스", 291_500, 90_739_125),
        _stock("068270", "셀트리온", 176_400, 220_290_520),
        _stock("105560", "KB금융", 112_600, 381_462_103),
        _stock("055550", "신한지주", 68_900, 485_494_934),
        _stock("086790", "하나금융지주", 87_400, 278_329_204),
        _stock("035420", "NAVER", 231_500, 156_855_817),
        _stock("035720", "카카오", 58_900, 442_126_112),
        _stock("005490", "POSCO홀딩스", 306_500, 80_932_952),
        _stock("051910", "LG화학", 284_500, 70_592_343),
        _stock("006400", "삼성SDI", 206_500, 80_585_530),
        _stock("028260", "삼성물산", 171_800, 169_976_544),
        _stock("066570", "LG전자", 78_300, 163_647_814),
        _stock("012450", "한화에어로스페이스", 893_000, 51_563_401),
        _stock("034020", "두산에너빌리티", 63_200, 640_561_146),
        _stock("015760", "한국전력", 37_850, 641_964_077),
        _stock("033780", "KT&G", 134_200, 118_000_000),
        _stock("003550", "LG", 76_800, 154_240_000),
        _stock("011200", "HMM", 22_150, 1_025_039_496),
        _kosdaq("247540", "에코프로비엠", 121_700, 97_801_344),
        _kosdaq("086520", "에코프로", 52_400, 135_770_000),
        _kosdaq("196170", "알테오젠", 452_500, 53_464_968),
        _kosdaq("035900", "JYP Ent.", 73_900, 35_532_492),
        _kosdaq("293490", "카카오게임즈", 15_480, 82_888_000),
        _fund("069500", "KODEX 200", 44_385, 171_350_000),
        _fund("122630", "KODEX 레버리지", 24_170, 98_400_000, limit_percent=60),
        _fund("114800", "KODEX 인버스", 3_325, 231_500_000),
        _fund("133690", "TIGER 미국나스닥100", 148_650, 44_700_000),
        _elw("57KA01", "한국KA01삼성전자콜", 57, "005930", call=True, strike=72_000, ratio="0.01"),
        _elw("57KA02", "한국KA02삼성전자풋", 45, "005930", call=False, strike=69_000, ratio="0.01"),
        _elw("57KA03", "한국KA03KOSPI200콜", 293, "2001", call=True, strike=445, ratio="10"),
    )
}
"""Every symbol by its code."""
