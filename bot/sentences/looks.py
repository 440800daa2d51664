"""What somebody wants to see or set, as it is said: `이번달에 얼마 벌었지?`, `밤에는 조용히 해줘`, `하이닉스 차트`."""

from __future__ import annotations

import re

from bot.sentences.said import ASKED, SHOWN, Known, Said, name_of, without_fillers

_SHOW = rf"(?:을|를|도|만|이|가|은|는)?\s?(?:{SHOWN})?"
_DO = rf"(?:\s?(?:해|하기|하자|할래요?|하고\s?싶\S*)?\s?{ASKED}?)"
_SPAN = r"(?P<span>오늘|어제|이번\s?주|이번\s?달|지난\s?주|지난\s?달|올해)"
_EARNED = r"(?:(?:나|내가|난)\s?)?(?:얼마나?\s?)?(?:벌었|번|잃었|땄)\S*(?:\s\S{1,3})?"
_GAIN = rf"(?:손익|수익|수익률|실현손익|이익)(?:이|은|을)?\s?(?:얼마\S*|어때\S*|{SHOWN})?"
_OWN = r"(?:내|보유|보유한|가진)\s?(?:주식|종목|잔고|계좌|돈)(?:들)?"
_ALL = r"(?:다|전부|모두|싹|전체)"
_AT_NIGHT = r"(?:밤|밤중|잘\s?때|새벽)(?:에|에는|엔|은)?"
_HUSH = rf"(?:조용히|조용하게|무음\S*|방해\s?금지\S*|알림\S*\s?(?:안\s?\S+|끄\S*|꺼|그만\S*|보내지\s?마\S*)){_DO}\S*"
_LINES = tuple((re.compile(pattern, re.IGNORECASE), line) for pattern, line in (
    (rf"{_SPAN}(?:에|엔|에는|은)?\s?(?:{_EARNED}|{_GAIN})", "손익 {span}"),
    (rf"(?:{_EARNED})", "손익"),
    (r"(?:계좌\s?)?잔액.*|살\s?수\s?있는\s?돈.*", "잔고"),
    (rf"(?:{_OWN}|예수금){_SHOW}(?:\s?(?:얼마\S*|뭐\S*|어때\S*))?", "잔고"),
    (rf"(?:방금|아까|잘못|내가)?\s?(?:낸\s)?주문(?:을|들|은)?\s?{_ALL}\s?취소{_DO}|{_ALL}\s?취소{_DO}", "취소 전부"),
    (rf"(?:방금|아까|잘못)?\s?(?:낸\s)?주문(?:을|들)?\s?(?:취소{_DO}|내역|목록|확인){_SHOW}", "미체결"),
    (rf"(?:안\s?체결된|체결\s?안\s?된|걸어\s?둔|대기\s?중인|낸)\s주문{_SHOW}", "미체결"),
    (rf"(?:오늘\s?)?체결(?:된|한)?\s?(?:거|것|내역|주문){_SHOW}", "체결"),
    (rf"알림\s?(?:목록{_SHOW}|(?:다|모두|전부)?\s?(?:끄|꺼|지우|지워|삭제|해제)\S*(?:\s\S+)?)", "알림"),
    (rf"(?:오늘\s?)?(?:많이|제일|가장)\s?(?:오른|상승한)\s?(?:종목|주식|거){_SHOW}", "순위 상승"),
    (rf"(?:오늘\s?)?(?:많이|제일|가장)\s?(?:내린|떨어진|하락한)\s?(?:종목|주식|거){_SHOW}", "순위 하락"),
    (rf"(?:오늘\s?)?거래량\s?(?:이\s?)?(?:많은|높은|상위)\s?(?:종목|주식|거)?{_SHOW}", "순위"),
    (r"(?P<env>모의|실전)(?:투자|계좌)?(?:으로|로)\s?(?:바꾸|바꿔|전환|변경|하)\S*(?:\s\S+)?", "{env}"),
    (rf"{_AT_NIGHT}\s?{_HUSH}", "조용히 22:00-07:00"),
    (r"조용히\s?(?:해(?!제)|하)\S*(?:\s\S+)?", "조용히"),
    (rf"(?:영어|english)(?:로|모드)?\s?(?:바꾸\S*|바꿔|설정\S*|말\S*|해|보)?\s?(?:싶\S*|{ASKED})?", "언어 English"),
    (rf"한국어(?:로)\s?(?:바꾸\S*|바꿔|설정\S*|말\S*|해|보)?\s?(?:싶\S*|{ASKED})?", "언어 한국어"),
    (r"(?:pin|핀|비밀번호|비번)(?:을|를|번호를?)?\s?(?:걸|설정|만들|정하|바꾸|바꿔|등록)\S*(?:\s\S+)?", "핀"),
    (rf"(?:내\s?)?배당(?:금|일)?(?:은|이|을)?\s?(?:언제|얼마|들어|받|나오|{SHOWN}).*", "권리"),
    (rf"관심\s?(?:종목|목록)(?:들)?{_SHOW}|관심\s{SHOWN}|관심\s?(?:종목|목록)(?:을)?\s?만들\S*(?:\s\S+)?", "관심"),
    (r"(?:뭐|무엇을|뭘)\s?(?:할\s?수|하)\S*.*|(?:어떻게|이거)\s?(?:써|쓰|사용)\S*.*", "도움"),
    (r"(?:주식\s?|주문\s?)?(?:어떻게\s?(?:사|팔|주문)|(?:사는|파는|주문하는)\s?(?:법|방법))\S*.*", "도움 주문"),
    (rf"(?:사용법|명령어?){_SHOW}|도와\s?{ASKED}", "도움"),
    (r"안녕\S*|하이|헬로|hi|hello", "시작"),
))  # fmt: skip
_KEEP = r"(?:넣|추가|담|등록|빼|삭제|지우)"
_LIST = r"관심\s?(?:종목|목록)?(?:에서|에다가?|에|으로)?"
_WATCHED = re.compile(
    rf"{_LIST}\s?(?P<late>.+?)\s?(?P<end>{_KEEP}\S*\s?(?:{ASKED}|싶\S*))"
    rf"|(?P<early>.+?)\s?{_LIST}\s?(?P<final>{_KEEP}\S*(?:\s?(?:{ASKED}|싶\S*))?)"
)
_TAKING_OFF = ("빼", "삭제", "지우")
_AND = re.compile(r"\s?,\s?|(?:이랑|랑|하고|과|와)\s|\s(?:그리고|및)\s")
_TOPICS = {
    "차트": "차트", "그래프": "차트", "호가": "호가", "호가창": "호가", "뉴스": "뉴스", "공시": "뉴스", "일별": "일별",
    "실시간": "실시간", "투자자": "투자자", "수급": "투자자", "회원사": "회원사", "시간외": "시간외",
    "정보": "종목정보",
} | dict.fromkeys(("현재가", "가격", "주가", "시세", "얼마"), "현재가")  # fmt: skip
_ABLE = re.compile(
    r"(?P<name>.+?)\s?(?:(?:몇|얼마|최대)\S*\s?)(?:(?:주|계약|원어치)\S*\s?)?(?:살|팔|매수|매도)(?:할)?\s?수\s?있\S*"
)
_TOPIC = re.compile(
    rf"(?P<name>.+?)(?:의|에\s?대한)?\s(?:지금\s)?(?P<topic>{'|'.join(sorted(_TOPICS, key=len, reverse=True))})"
    rf"(?:야|임|지|니|예요|이에요|인가요)?(?:을|를|도|만|이|가)?\s?(?P<tail>{SHOWN})?"
)
_POLITE = re.compile(rf"(?P<line>\S.*?)(?:을|를|도)?\s(?:{SHOWN})")


def read(line: str, known: Known) -> Said | None:
    """Something of this person's own: what was earned, orders, watchlists, settings."""
    plain = without_fillers(line)
    for pattern, typed in _LINES:
        found = pattern.fullmatch(line) or pattern.fullmatch(plain)
        if found is not None:
            return Said(typed.format_map(found.groupdict()))
    if (watched := _WATCHED.fullmatch(line)) is not None:
        return _watching(watched, known)
    return None


def about_one(line: str, known: Known) -> Said | None:
    """Something of one instrument, the name first: `하이닉스 차트 보여줘`; or a command with a polite end."""
    if (able := _ABLE.fullmatch(line)) is not None:
        return Said(f"가능 {name_of(able['name'], known)}")
    if (found := _TOPIC.fullmatch(line)) is not None:
        name = name_of(found["name"], known)
        return Said(f"{_TOPICS[found['topic']]} {name}") if found["tail"] or known(name) else None
    polite = _POLITE.fullmatch(line)
    return Said(polite["line"]) if polite is not None else None


def _watching(found: re.Match[str], known: Known) -> Said:
    names = [name_of(name, known) for name in _AND.split(found["late"] or found["early"])]
    how = "삭제" if (found["end"] or found["final"]).startswith(_TAKING_OFF) else "추가"
    return Said(f"관심 {how} {', '.join(filter(None, names))}")
