"""Hours of the markets, exchanges, and days without trading, in the reader's language: `kis` tells them in Korean."""

from __future__ import annotations

import re
from datetime import date

from bot.i18n import later, retold, say

KNOWN = (
    later("장 마감"),
    later("장 시작 전"),
    later("쉬는 시간"),
    later("개장 전 주문 접수"),
    later("장전 시간외"),
    later("정규장"),
    later("종가 단일가"),
    later("장후 시간외 접수"),
    later("장후 시간외"),
    later("애프터마켓"),
    later("NXT 프리마켓"),
    later("NXT 정규장"),
    later("NXT 애프터마켓 접수"),
    later("NXT 애프터마켓"),
    later("주간거래"),
    later("프리마켓"),
    later("점심 휴장"),
    later("주간"),
    later("야간"),
    later("수능일"),
    later("새해 첫 거래일"),
    later("나스닥"),
    later("뉴욕"),
    later("아멕스"),
    later("홍콩"),
    later("상해"),
    later("심천"),
    later("도쿄"),
    later("하노이"),
    later("호치민"),
    later("신정"),
    later("설날"),
    later("설날 연휴"),
    later("삼일절"),
    later("어린이날"),
    later("부처님오신날"),
    later("현충일"),
    later("제헌절"),
    later("광복절"),
    later("추석"),
    later("추석 연휴"),
    later("개천절"),
    later("한글날"),
    later("성탄절"),
    later("근로자의 날"),
    later("노동절"),
    later("대체공휴일"),
    later("임시공휴일"),
    later("대통령 선거일"),
    later("지방선거일"),
    later("연말 휴장일"),
    later("주말"),
    later("국가 애도의 날"),
    later("대통령의 날"),
    later("독립기념일"),
    later("마틴 루서 킹 데이"),
    later("메모리얼 데이"),
    later("새해 첫날"),
    later("성금요일"),
    later("준틴스 데이"),
    later("추수감사절"),
)
"""What `kis` calls sessions, exchanges and holidays."""
_WEEKDAYS = "월화수목금토일"
_INSTEAD = " 대체공휴일"
_DESCRIBED = re.compile(
    r"(?P<state>휴장\((?P<holiday>.+)\)|.+?) · "
    r"(?:(?P<until>[\d:]+)까지|(?:(?P<day>\d+/\d+)\((?P<weekday>.)\) )?(?P<opening>[\d:]+) 개장)"
    r"(?: \((?P<note>.+)\))?"
)


def described(text: str) -> str:
    """Say what `kis` describes: `정규장 · 15:20까지`, `장 마감 · 11/24(화) 09:00 개장`."""
    found = _DESCRIBED.fullmatch(text)
    if found is None:
        return _closed(text)
    state = say("휴장({name})", name=holiday(found["holiday"])) if found["holiday"] else retold(found["state"])
    if found["until"]:
        said = say("{state} · {time}까지", state=state, time=found["until"])
    else:
        day = f"{found['day']}{say('(' + found['weekday'] + ')')} " if found["day"] else ""
        said = say("{state} · {day}{time} 개장", state=state, day=day, time=found["opening"])
    return f"{said} ({retold(found['note'])})" if found["note"] else said


def weekday(day: date) -> str:
    """`(화)`."""
    return say("(" + _WEEKDAYS[day.weekday()] + ")")


def holiday(name: str) -> str:
    """The name of a holiday, or of the day that stands in for it."""
    if name.endswith(_INSTEAD):
        return say("{name} 대체공휴일", name=retold(name.removesuffix(_INSTEAD)))
    return retold(name)


def _closed(text: str) -> str:
    venue, gap, rest = text.partition(" ")
    return say("{venue} 거래 없음", venue=venue) if f"{gap}{rest}" == " 거래 없음" else retold(text)
