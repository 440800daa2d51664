"""Headlines (시황/공시 제목) of a day: invented, neutral, and always the same for a seed and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from kis.market.clock import KST
from kis.market.fees import Market
from kis.simulator.chance import chance
from kis.simulator.domestic.listings import LISTINGS, DomesticListing

_A_DAY = 12
_FIRST_HOUR, _LAST_HOUR = 8, 17
_SOURCES = (("2", "가나경제"), ("5", "다라뉴스"), ("9", "마바일보"), ("F", "거래소공시"))
_HEADLINES = (
    "{name}, 분기 실적 발표 일정 안내",
    "{name}, 정기 주주총회 소집 결의",
    "{name}, 신규 설비 투자 계획 공시",
    "{name}, 자기주식 취득 결과 보고",
    "{name}, 신제품 설명회 개최",
    "{name}, 해외 법인 사업 현황 설명",
    "{name} 기업설명회(IR) 개최 안내",
    "[장중시황] {name} 거래 동향",
)


@dataclass(frozen=True, slots=True)
class Headline:
    """One title, and the stock it is about."""

    serial: str
    at: datetime
    provider: str
    source: str
    text: str
    listing: DomesticListing


def headlines(day: date, seed: int) -> list[Headline]:
    """Return a day's headlines, newest first."""
    random = chance(seed, "news", day)
    stocks = [listing for listing in LISTINGS.values() if listing.market is not Market.ELW]
    found = []
    for number in range(_A_DAY):
        clock = time(random.randint(_FIRST_HOUR, _LAST_HOUR), random.randint(0, 59), random.randint(0, 59))
        at = datetime.combine(day, clock, KST)
        provider, source = random.choice(_SOURCES)
        listing = random.choice(stocks)
        text = random.choice(_HEADLINES).format(name=listing.name)
        found.append(Headline(f"{at:%Y%m%d%H%M%S}{number:05d}", at, provider, source, text, listing))
    return sorted(found, key=lambda each: each.at, reverse=True)
