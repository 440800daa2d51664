"""Alerts as they are said: `엔비디아가 200달러 넘으면 알려줘`; and orders that should wait for a price."""

from __future__ import annotations

import re

from bot.sentences.orders import BUYING, SELLING
from bot.sentences.said import AMOUNT, Known, Said, name_of

_END = r"(?:으?면|을?\s?때)"
_UP = rf"(?:위로\s?|이상(?:으로|이)?\s?)?(?:넘|넘어가|넘어서|오르|올라가|올라오|상승하|돌파하|뚫|뛰|뜨){_END}"
_UP += rf"|이상(?:이|이\s?되|\s?되|\s?가)?{_END}|위로\s?(?:가|오){_END}"
_DOWN = rf"(?:아래로\s?|밑으로\s?|이하로\s?)?(?:떨어지|떨어질|내려가|내려오|내리|빠지|하락하|깨지|깨|밑돌|가){_END}"
_DOWN += rf"|(?:이하|미만)(?:이|가\s?되|\s?되)?{_END}"
_TOUCHED = rf"(?:되|가|오|닿|도달하|찍){_END}"
_MOVED = rf"(?:움직이|변하|바뀌|흔들리){_END}"
_TURN = rf"(?P<touched>{_TOUCHED})|(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<moved>{_MOVED})"
_TARGET = rf"(?P<target>{AMOUNT})\s?(?P<unit>원|달러|불|포인트|%|퍼센트|프로)?"
_BETWEEN = r"(?:을|를|까지|으로|로|보다|에|이|가|선|선을)?\s?(?:더\s?)?"
_TELL = r"(?:(?:나한테|저한테|바로|꼭|톡으로)\s?)*(?:알려|말해|알림|알람|연락|톡|메시지|문자|불러|깨워)(?:\s?\S+){0,2}"
_OFTEN = r"(?:(?P<often>매일|계속|매번)\s?)?"
_WISH = re.compile(
    rf"(?P<ahead>(?:알림|알람)\s)?(?:(?P<name>.+?)\s)?(?P<often_first>매일\s|계속\s)?{_TARGET}{_BETWEEN}(?:{_TURN})\s?"
    rf"(?:(?P<behind>\S+?)\s)??{_OFTEN}(?:(?P<tell>{_TELL})|(?P<trade>.*?(?:{BUYING}|{SELLING})))?"
)
_NEWEST = re.compile(rf"(?P<name>.+?)\s(?P<rule>신고가|신저가)(?:를|가)?\s?\S+{_END}\s?{_TELL}")
_STOP = re.compile(rf"(?P<how>손절|익절)\s(?P<name>.+?)\s[+-]?{_TARGET}")
_PERCENT = frozenset({"%", "퍼센트", "프로"})
_SIGNS = {True: "+", False: "-", None: "±"}
_RULES = {True: "이상", False: "이하", None: "교차"}


def read(line: str, known: Known) -> Said | None:
    """An alert, or the one nearest to an order that should leave by itself; None where the line is neither."""
    if (newest := _NEWEST.fullmatch(line)) is not None:
        return Said(f"알림 {name_of(newest['name'], known)} {newest['rule']}")
    if (stop := _STOP.fullmatch(line)) is not None:
        return Said(f"알림 {name_of(stop['name'], known)} {_condition(stop, stop['how'] == '익절')}", by_itself=True)
    found = _WISH.fullmatch(line)
    if found is None or not (found["tell"] or found["trade"] or found["ahead"]):
        return None
    often = (found["often"] or found["often_first"] or "").strip()
    rises = True if found["up"] else False if found["down"] else None
    words = ("알림", name_of(found["name"] or found["behind"] or "", known), _condition(found, rises), often)
    return Said(" ".join(filter(None, words)), by_itself=bool(found["trade"]))


def _condition(found: re.Match[str], rises: bool | None) -> str:
    """As it is typed; `rises` is None where either way will do."""
    amount = "".join(found["target"].split())
    if found["unit"] in _PERCENT:
        return f"{_SIGNS[rises]}{amount}%"
    return f"{amount}{(found['unit'] or '').replace('불', '달러')} {_RULES[rises]}"
