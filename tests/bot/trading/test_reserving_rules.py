"""When reservations are taken, for which days and of which kinds; whatever is refused names a line that is taken."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot import markets
from bot.errors import UserError
from bot.markets.booked import Reserve, Span
from bot.markets.market import Terms
from bot.storage.terms import OrderType
from bot.trading.conditions import Conditions
from bot.trading.dates import code, dated, from_code
from bot.trading.draft import OrderDraft
from kis.domestic.codes import Side
from kis.market.clock import KST
from kis.symbols import Instrument, well_known
from kis.units import Shares

MONDAY = date(2026, 11, 23)
EVENING, NIGHT = (18, 0), (0, 30)
_SIDES = {"매수": Side.BUY, "매도": Side.SELL}


def at(hour: int, minute: int, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=KST)


def terms(line: str, moment: datetime, *, paper: bool = False) -> Terms:
    """What a line after 예약 comes to."""
    verb, _, rest = line.partition(" ")
    text, reserve = dated(rest.split(), moment.date())
    draft = OrderDraft.parse(_SIDES[verb], text, well_known(), Conditions(reserve=reserve))
    return draft.market.terms(draft.wanted, moment, paper=paper)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        pytest.param(at(15, 40), MONDAY + timedelta(1), id="ten minutes after the close"),
        pytest.param(at(23, 39), MONDAY + timedelta(1), id="before KIS's pause"),
        pytest.param(at(0, 10), MONDAY, id="after midnight it is today's"),
        pytest.param(at(7, 29), MONDAY, id="the last minute"),
        pytest.param(at(12, 0, date(2026, 11, 28)), date(2026, 11, 30), id="on a Saturday at any hour"),
        pytest.param(at(18, 0, date(2026, 12, 24)), date(2026, 12, 28), id="over Christmas"),
    ],
)
def test_home_is_sent_on_the_next_trading_day(moment: datetime, due: date) -> None:
    """From 15:40 to 07:30."""
    assert terms("매수 삼성전자 10 70000", moment).span == Span(due)


@pytest.mark.parametrize("moment", [at(15, 39), at(23, 40), at(0, 9), at(7, 30), at(10, 0)])
def test_home_is_closed(moment: datetime) -> None:
    """Otherwise the hours are told, and the line that orders now."""
    with pytest.raises(UserError, match=r"15:40~다음 날 07:30.*: 매수 삼성전자 10 70000$"):
        terms("매수 삼성전자 10 70000", moment)


@pytest.mark.parametrize(
    ("line", "span"),
    [
        pytest.param("매수 삼성전자 10 70000 내일", Span(date(2026, 11, 24)), id="tomorrow"),
        pytest.param("매수 삼성전자 10 70000 11-24", Span(date(2026, 11, 24)), id="the day itself"),
        pytest.param("매수 삼성전자 내일 10 70000", Span(date(2026, 11, 24)), id="anywhere in the line"),
        pytest.param("매수 삼성전자 10 70000 11월27일까지", Span(date(2026, 11, 24), date(2026, 11, 27)), id="days"),
        pytest.param("매수 삼성전자 10 70000 ~11/29", Span(date(2026, 11, 24), date(2026, 11, 27)), id="a Sunday"),
        pytest.param("매수 삼성전자 10 70000 내일까지", Span(date(2026, 11, 24)), id="until tomorrow is tomorrow"),
    ],
)
def test_days(line: str, span: Span) -> None:
    """A day, or up to a day; one without trading means the trading day before it."""
    assert terms(line, at(*EVENING)).span == span


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("매수 삼성전자 10 70000 11-25", "11/24.*예약 매수 삼성전자 10 70000$", id="a later day alone"),
        pytest.param("매수 삼성전자 10 70000 12-31까지", "12/23.*예약 매수 삼성전자 10 70000 ~12-23$", id="too far"),
        pytest.param("매수 삼성전자 10 70000 오늘까지", "11/24", id="too near"),
        pytest.param("매수 삼성전자 10 70000 2-30까지", "없는 날짜", id="no day"),
        pytest.param("매수 삼성전자 10 70000 내일 11-25까지", "하나만", id="two days"),
        pytest.param("매수 삼성전자 10 최유리", "지정가, 시장가, 조건부지정가, 장전 시간외", id="no such kind"),
        pytest.param("매수 삼성전자 10 70000 NXT", "KRX", id="another venue"),
        pytest.param("매수 A01612 1 300", "예약할 수 없어요", id="a future"),
    ],
)
def test_what_cannot_be_is_said(line: str, says: str) -> None:
    """With what to write instead."""
    with pytest.raises(UserError, match=says):
        terms(line, at(*EVENING))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("매수 삼성전자 10 시장가", OrderType.MARKET),
        ("매수 삼성전자 10 70000 조건부", OrderType.CONDITIONAL_LIMIT),
        ("매수 삼성전자 10 장전", OrderType.PRE_OPEN),
        ("매도 삼성전자 10 시간외", OrderType.PRE_OPEN),
        ("매도 애플 3 MOO", OrderType.MARKET_ON_OPEN),
    ],
)
def test_kinds(line: str, kind: OrderType) -> None:
    """As the table of reservations has them; US sales at the open too."""
    assert terms(line, at(*EVENING)).order_type is kind


def test_paper_has_none_at_home() -> None:
    """Said with the nearest thing that works, at whatever hour."""
    with pytest.raises(UserError, match=r"모의투자에는 국내 예약주문이 없어요.*: 매수 삼성전자 10 70000$"):
        terms("매수 삼성전자 10 70000", at(10, 0), paper=True)


@pytest.mark.parametrize("moment", [at(9, 59), at(16, 30), at(16, 44), at(23, 20), at(23, 59), at(3, 0)])
def test_us_is_closed(moment: datetime) -> None:
    """From 10:00 until ten minutes before the open, but for a quarter of an hour."""
    with pytest.raises(UserError, match=r"10:00~23:20\(16:30~16:45 제외\).*: 매수 애플 10 180$"):
        terms("매수 애플 3 $180", moment)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        pytest.param(at(10, 0), MONDAY, id="by day for tonight"),
        pytest.param(at(23, 19), MONDAY, id="the last minute"),
        pytest.param(at(22, 19, date(2026, 10, 6)), date(2026, 10, 6), id="in summer an hour earlier"),
        pytest.param(at(18, 0, date(2026, 11, 26)), date(2026, 11, 27), id="over Thanksgiving"),
    ],
)
def test_us_is_sent_at_the_next_open(moment: datetime, due: date) -> None:
    """The day is that of the exchange; limits in paper too."""
    for paper in (False, True):
        assert terms("매수 애플 3 $180", moment, paper=paper).span == Span(due)


def test_us_is_closed_in_summer_from_22_20() -> None:
    """By the clock in New York."""
    with pytest.raises(UserError, match="10:00~22:20"):
        terms("매수 애플 3 $180", at(22, 20, date(2026, 10, 6)))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("매수 애플 3 시장가", "지정가.*예약 매수 애플", id="no market order"),
        pytest.param("매수 애플 3 180 LOC", "지정가", id="no limit on close"),
        pytest.param("매수 애플 3 180 11-27까지", "예약 매수 애플 10 180$", id="one day only"),
    ],
)
def test_what_cannot_be_abroad_is_said(line: str, says: str) -> None:
    """With what to write instead."""
    with pytest.raises(UserError, match=says):
        terms(line, at(*EVENING))


def test_hong_kong_outside_its_hours() -> None:
    """In Asia whenever the exchange is closed."""
    hong_kong = well_known().resolve("텐센트")
    assert isinstance(hong_kong, Instrument)
    wanted = OrderDraft.of(Side.BUY, hong_kong, Shares(100), 600, Conditions(reserve=Reserve())).wanted
    market = markets.reserving(hong_kong)
    assert market.terms(wanted, at(18, 0), paper=False).span == Span(MONDAY + timedelta(1))
    with pytest.raises(UserError, match="장이 열려 있지 않을 때"):
        market.terms(wanted, at(11, 0), paper=False)


@pytest.mark.parametrize("reserve", [None, Reserve(), Reserve(day=MONDAY), Reserve(until=MONDAY)])
def test_days_travel_in_buttons(reserve: Reserve | None) -> None:
    """And what nobody wrote so is still a reservation: a forged button must not order now."""
    assert from_code(code(reserve)) == reserve
    assert from_code("x") == Reserve()


def test_days_over_the_turn_of_the_year() -> None:
    """A day without a year is the next one of that name; the 29th of February only where there is one."""
    eve = date(2027, 12, 28)
    assert dated(["01-05"], eve) == ("", Reserve(day=date(2028, 1, 5)))
    assert dated(["12-28"], eve) == ("", Reserve(day=eve))
    assert dated(["~2월29일"], date(2028, 2, 1)) == ("", Reserve(until=date(2028, 2, 29)))
    for today in (date(2027, 2, 1), date(2028, 3, 1)):
        with pytest.raises(UserError, match="「02-29」는 없는 날짜"):
            dated(["02-29"], today)
