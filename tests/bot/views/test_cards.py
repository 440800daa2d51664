"""What users read, word for word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.buttons import Press
from bot.commands.table import COMMANDS
from bot.connection import Sharing
from bot.diagnosis import ConnectionReport, KisAnswer, Report
from bot.quotes import Quote
from bot.quoting.books import Book, Last
from bot.quoting.sights import Sight
from bot.storage.states import Role
from bot.trading.presses import StartOrder, read_price
from bot.views import access, book, connect, diagnosis, quote, sight
from bot.views import help as guide
from kis.credentials import Environment
from kis.domestic.book import Ladder
from kis.errors import Unreachable
from kis.market.clock import KST
from kis.market.fees import Market
from kis.symbols import Instrument
from kis.units import Percent, Shares, Won

NOW = datetime(2026, 9, 14, 10, 0, 12, tzinfo=KST)
SAMSUNG = Instrument("005930", "삼성전자", Market.KOSPI)
ODD = Instrument("000001", "<A&B>", Market.KOSPI)


LAST = Last.against(Won(70_800), Won(70_500))

QUOTE = Quote(
    symbol="005930",
    price=Won(70_800),
    change=Won(300),
    change_rate=Percent(Decimal("0.43")),
    open=Won(70_500),
    high=Won(71_000),
    low=Won(70_300),
    volume=1_234_567,
    reference=Won(70_500),
    upper_limit=Won(91_600),
    lower_limit=Won(49_400),
    at=NOW - timedelta(seconds=12),
    live=False,
)


def test_quote() -> None:
    """The quote card, asked twelve seconds ago."""
    text, rows = sight.card(Sight.of_quote(SAMSUNG, QUOTE), Environment.PAPER, NOW)

    assert text == (
        "<b>삼성전자</b> 005930 · 🟢모의\n"
        "<b>70,800원</b>  ▲ 300 (+0.43%)\n"
        "시 70,500 · 고 71,000 · 저 70,300\n"
        "거래량 1,234,567주\n"
        "상한 91,600 · 하한 49,400\n"
        "○ 12초 전 · 10:00:00"
    )
    shown = [[button.text for button in row] for row in rows]
    assert shown == [
        ["🔄 새로고침", "호가", "차트", "실시간"],
        ["🔔 알림", "⭐ 관심", "일별", "더보기 ▼"],
        ["매수", "매도"],
    ]


def test_quote_of_little() -> None:
    """Before the first trade figures are missing, and the card leaves them out instead of showing zeros."""
    little = replace(QUOTE, open=None, volume=None, upper_limit=None, live=True)
    text, _ = sight.card(Sight.of_quote(SAMSUNG, little), Environment.REAL, NOW)

    assert text.splitlines()[2:] == ["● 실시간 · 10:00:00"]


WARNINGS = {
    "halted": ({"halted": True, "status": "58"}, " · ⚠️ 거래정지"),
    "volatility interruption": ({"in_vi": True}, " · ⚠️ VI 발동"),
    "administrative issue": ({"status": "51"}, " · ⚠️ 관리종목"),
    "credit is no warning": ({"status": "55"}, ""),
}


@pytest.mark.parametrize(("changes", "ending"), WARNINGS.values(), ids=WARNINGS)
def test_quote_warns(changes: dict[str, object], ending: str) -> None:
    """What keeps a stock from trading as usual stands on its card."""
    text, _ = sight.card(Sight.of_quote(SAMSUNG, replace(QUOTE, **changes)), Environment.PAPER, NOW)

    assert text.endswith(f"10:00:00{ending}")


AGES = {
    "just now": (0.4, "○ 방금"),
    "seconds": (12.9, "○ 12초 전"),
    "minutes": (61, "○ 1분 전"),
    "an hour and more": (3_600, "○ 09-14 09:00"),
    "ahead of the clock": (-2, "○ 방금"),
}


@pytest.mark.parametrize(("seconds", "shown"), AGES.values(), ids=AGES)
def test_freshness(seconds: float, shown: str) -> None:
    """Each figure says how old it is."""
    assert quote.freshness(NOW - timedelta(seconds=seconds), NOW, live=False) == shown


def ladder(levels: int = 10, expected: tuple[Won, int] | None = None, last: Last | None = None) -> Book:
    asks = tuple(Won(70_900 + 100 * n) if n < levels else Won(0) for n in range(10))
    bids = tuple(Won(70_800 - 100 * n) if n < levels else Won(0) for n in range(10))
    sizes = tuple(Shares(10 * (n + 1)) for n in range(10))
    sides = Ladder(
        time=dt.time(10), ask_prices=asks, bid_prices=bids, ask_sizes=sizes, bid_sizes=sizes,
        ask_size_changes=sizes, bid_size_changes=sizes, total_ask_size=Shares(550), total_bid_size=Shares(1_550),
    )  # fmt: skip
    return Book(SAMSUNG, sides.asks, sides.bids, 550, 1_550, last, expected)


def test_book() -> None:
    """Ten levels, asks in blue on the left, bids in red on the right, the best on top."""
    text, rows = book.card(ladder(last=LAST), "🟢모의")

    assert text == (
        "<b>삼성전자</b> 005930 · 🟢모의\n"
        "<b>70,800원</b>  ▲ 300 (+0.43%)\n"
        "매도 잔량 550 │ 매수 잔량 1,550\n"
        "○ 방금 · 가격을 누르면 주문할 수 있어요"
    )
    assert [(b.text, b.data, b.style) for b in rows[0]] == [
        ("70,900 · 10", "pick:005930:70900", "primary"),
        ("70,800 · 10", "pick:005930:70800", "danger"),
    ]
    assert len(rows) == 11
    assert rows[-1][0].text == "🔄 새로고침"


def test_book_in_an_auction() -> None:
    """The expected match is shown while there is one; levels that do not exist are no buttons."""
    text, rows = book.card(ladder(2, (Won(70_850), 4_321)), "🟢모의")

    assert "예상체결 70,850원 · 4,321주" in text
    assert len(rows) == 3


def test_picked_price() -> None:
    """Quantities to start with; what is typed instead can be copied."""
    text, rows = book.picked(ODD, Won(70_900), "🟢모의")

    assert "<code>매수 &lt;A&amp;B&gt; 5 70900</code>" in text
    assert [[button.text for button in row] for row in rows] == [
        ["매수 1주", "매수 10주", "매수 다른 수량"],
        ["매도 1주", "매도 10주", "매도 다른 수량"],
    ]


def test_picked_price_abroad() -> None:
    """A level in dollars stays what it is, in words and under the buttons."""
    price = read_price("270.5")
    assert price == Decimal("270.5")
    text, rows = book.picked(Instrument("AAPL", "애플", Market.NASDAQ, currency="USD"), price, "🔴실전")

    assert "<b>$270.50</b>에 주문할까요?" in text
    assert "매수 애플 5 270.5" in text
    assert Press.parse(rows[0][0].data or "") == StartOrder("buy", "AAPL@NASDAQ", "270.5", "1")


@pytest.mark.parametrize("text", ["", "시장가", "x", "-1", "0", "1e5", "½", "9" * 14, "1.23456"])
def test_what_is_no_price_under_a_button(text: str) -> None:
    """Forged data carries no price."""
    assert read_price(text) is None


def test_names_from_outside_are_escaped() -> None:
    """A name is text, wherever it stands."""
    for text in (
        sight.card(Sight.of_quote(ODD, QUOTE), Environment.PAPER, NOW)[0],
        quote.choices("<i>", [ODD], quote.Then.QUOTE)[0],
        access.request(7, "<b>나쁜</b>")[0],
        guide.unknown("<script>", [])[0],
        connect.connected(Environment.PAPER, "<78>"),
    ):
        assert "<i>" not in text
        assert "<script>" not in text
        assert "<A&B>" not in text
        assert "<b>나쁜" not in text
        assert "<78>" not in text


def test_request_to_an_admin() -> None:
    """Who asks, and three answers."""
    text, rows = access.request(1002, "밥")

    assert text == "<b>밥</b>님(<code>1002</code>)이 사용을 요청했어요."
    assert [(button.text, button.data) for button in rows[0]] == [
        ("허락", f"admit:1002:{Role.TRADER}"),
        ("보기만 허락", f"admit:1002:{Role.VIEWER}"),
        ("거절", "refuse:1002"),
    ]


def test_help_page() -> None:
    """A topic with the commands' other names and examples that a tap copies."""
    text, _ = guide.page("시세", COMMANDS)

    assert text.startswith("<b>도움 · 시세</b>\n\n<b>현재가</b> <i>(ㅎㅈㄱ, 시세, /q)</i> — ")
    assert "  <code>호가 삼성전자</code>" in text


@pytest.mark.parametrize("topic", ["", *guide.topics(COMMANDS)])
def test_help_fits_a_message(topic: str) -> None:
    """No page is longer than Telegram takes."""
    text, _ = guide.page(topic, COMMANDS) if topic else guide.contents(COMMANDS)

    assert len(text) < 3_000


def test_links_become_buttons_only_where_telegram_takes_them() -> None:
    """A public https address is a button; a local one is text that can be copied."""
    text, rows = connect.link("https://bot.example/connect/abc", 5)
    assert "https" not in text
    assert rows[0][0].url == "https://bot.example/connect/abc"

    text, rows = connect.link("http://127.0.0.1:8787/connect/abc", 5)
    assert text.endswith("\nhttp://127.0.0.1:8787/connect/abc")
    assert rows == ()


HEALTHY = ConnectionReport(
    badge="🟢모의",
    account_hint="******78-01",
    kis=KisAnswer(42, None),
    posting=KisAnswer(40, None),
    token_age=timedelta(hours=5, minutes=3),
    stream="연결됨",
    slots=(3, 41),
    sharing=Sharing(),
    viewed=0,
    frame_age=timedelta(seconds=1),
    notice_age=timedelta(minutes=2),
    reconnects=0,
    headroom=0.94,
    slowed=False,
    skew=timedelta(seconds=-0.24),
)


def report(connection: ConnectionReport) -> Report:
    return Report(connection, backlog=0, oldest=None, uptime=timedelta(days=3))


def test_diagnosis() -> None:
    """All is well."""
    assert diagnosis.report(report(HEALTHY)) == (
        "<b>진단</b> · 🟢모의\n"
        "계좌 ******78-01\n"
        "✅ 한국투자증권 응답 42ms\n"
        "✅ 주문이 가는 길 40ms (해시키로 확인, 주문은 보내지 않아요)\n"
        "✅ 접속 토큰 받은 지 5시간\n"
        "✅ 실시간 연결됨 · 등록 3/41\n"
        "✅ 마지막 수신 1초 전 · 체결 통보 2분 전\n"
        "✅ 호출 여유 94%\n"
        "✅ 시계가 증권사와 맞아요 (차이 0.2초)\n"
        "✅ 보낼 메시지 0개 대기\n"
        "✅ 켜진 지 3일"
    )


def test_diagnosis_of_trouble() -> None:
    """Each figure that is bad is marked, and says what to do where there is something to do."""
    troubled = replace(
        HEALTHY,
        kis=KisAnswer(5_000, Unreachable("끊김")),
        posting=KisAnswer(5_000, Unreachable("끊김")),
        stream="다시 연결 대기",
        reconnects=4,
        slowed=True,
        skew=timedelta(seconds=90),
        token_age=None,
    )
    text = diagnosis.report(report(troubled))

    assert "❌ 한국투자증권: 한국투자증권이 응답하지 않아요" in text
    assert "❌ 주문이 가는 길: 한국투자증권이 응답하지 않아요" in text
    assert "⚠️ 실시간 다시 연결 대기 · 등록 3/41 · 다시 연결 4번" in text
    assert "⚠️ 호출 여유 94% · KIS가 천천히 하래요" in text
    assert "⚠️ 증권사 시계가 이 서버보다 1분 30초 빨라요 · " in text
    assert "시뮬레이터라면 괜찮아요" in text
    assert "접속 토큰 아직 없음" in text
