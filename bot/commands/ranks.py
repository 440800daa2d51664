"""순위, 상한가, 하한가, VI, 장마감: who is first, and what stands out."""

from __future__ import annotations

from bot.chat import Chat
from bot.commands.command import Command, Handler, OnPress
from bot.errors import StaleButton, UserError
from bot.i18n import later, say
from bot.quoting.ranks import HOME, KOSDAQ, KOSPI, RANKS, WHERE, Rank, ranking
from bot.quoting.sources import source
from bot.typed import Words
from bot.views import boards
from bot.views import ranks as views
from bot.views.text import Card
from kis.errors import NotOffered
from kis.overseas.codes import Exchange

_RANKS = {"".join(word.split()): rank for rank, word in RANKS.items()} | {
    "": Rank.VOLUME,
    "시총": Rank.MARKET_CAP,
    "급등": Rank.RISE,
    "급락": Rank.FALL,
    "인기": Rank.VIEWS,
    "VI": Rank.VI,
    "장마감": Rank.CLOSING,
    "예상": Rank.CLOSING,
}
PLACES = {word: where for where, word in WHERE.items()} | {
    "미국": Exchange.NASDAQ.value,
    "US": Exchange.NASDAQ.value,
    "해외": Exchange.NASDAQ.value,
    "뉴욕증권거래소": Exchange.NYSE.value,
    "일본": Exchange.TOKYO.value,
    "중국": Exchange.SHANGHAI.value,
    "베트남": Exchange.HO_CHI_MINH.value,
}


WORDS: Words = (
    ("volume", "거래량"),
    ("up", "상승"),
    ("down", "하락"),
    ("cap", "시가총액"),
    ("strength", "체결강도"),
    ("high", "신고가"),
    ("low", "신저가"),
    ("viewed", "조회"),
    ("us", "미국"),
    ("nasdaq", "나스닥"),
    ("nyse", "뉴욕"),
    ("amex", "아멕스"),
    ("hongkong", "홍콩"),
    ("tokyo", "도쿄"),
    ("korea", "국내"),
    ("kospi", "코스피"),
    ("kosdaq", "코스닥"),
)


async def rank(chat: Chat) -> None:
    """`순위`, `순위 상승`, `순위 미국 상승`, `순위 코스닥 시가총액`."""
    wanted, where = _read("".join(chat.words).upper().removesuffix("순위"))
    if wanted is None:
        raise UserError(
            say("무슨 순위인지 적어 주세요. 예: 순위 거래량 · 순위 상승 · 순위 코스닥 시가총액 · 순위 미국 상승")
        )
    await chat.reply(*await _card(chat, wanted, where, 0))


def listing(wanted: Rank) -> Handler:
    """`상한가`, `하한가 코스닥`."""

    async def handler(chat: Chat) -> None:
        rest, where = _read("".join(chat.words).upper())
        if rest is not Rank.VOLUME or where not in (HOME, KOSPI, KOSDAQ):
            raise UserError(say("국내, 코스피, 코스닥 가운데 하나를 적어 주세요. 예: 상한가 코스닥"))
        await chat.reply(*await _card(chat, wanted, where, 0))

    return handler


async def show(chat: Chat) -> None:
    """A ranking, a market, a page or `🔄` pressed."""
    press = chat.press(views.ShowRank)
    if press.rank not in list(Rank) or press.where not in WHERE or not 0 <= press.page <= views.MOST_PAGES:
        raise StaleButton
    await chat.edit(*await _card(chat, Rank(press.rank), press.where, press.page))


def _read(text: str) -> tuple[Rank | None, str]:
    """What is ranked, and where: the words stand in any order."""
    rest, where = apart(text)
    return _RANKS.get(rest), where or HOME


def apart(text: str) -> tuple[str, str]:
    """Take the name of a market out of a line; returns what is left, and the market, blank where none is named."""
    place = next((word for word in sorted(PLACES, key=len, reverse=True) if word in text), "")
    return (text.replace(place, "", 1), PLACES[place]) if place else (text, "")


async def _card(chat: Chat, wanted: Rank, where: str, page: int) -> Card:
    badge = chat.services.connections.of(chat.user).badge
    try:
        found = await ranking(source(chat.services.connections, chat.user), wanted, where)
    except NotOffered:
        return boards.not_in_paper(say("{what} 순위", what=say(RANKS[wanted])), badge)
    return views.rank_card(found, page, badge)


def _list(wanted: Rank, names: tuple[str, ...], slash: str, line: str, example: str) -> Command:
    return Command(names, slash, line, listing(wanted), (example,), topic="시세", words=WORDS)


COMMANDS = (
    Command(
        ("순위",),
        "rank",
        later("거래량, 상승, 하락, 시가총액, 체결강도, 신고가, 조회 순위. 코스닥, 미국, 홍콩도"),
        rank,
        ("순위", "순위 상승", "순위 코스닥 시가총액", "순위 미국 상승"),
        topic="시세",
        words=WORDS,
    ),
    _list(Rank.UPPER, ("상한가", "상하한가"), "upper", later("지금 상한가인 종목"), "상한가"),
    _list(Rank.LOWER, ("하한가",), "lower", later("지금 하한가인 종목"), "하한가 코스닥"),
    _list(Rank.VI, ("VI", "변동성완화장치"), "vi", later("오늘 VI가 발동한 종목"), "VI"),
    _list(Rank.CLOSING, ("장마감",), "closing", later("장마감 동시호가의 예상 체결가"), "장마감"),
)
PRESSES = (OnPress(views.ShowRank, show),)
