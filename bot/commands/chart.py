"""차트, 잔고 그림: pictures of a price and of what is held."""

from __future__ import annotations

import re
from datetime import date

from bot.buttons import Rows
from bot.charts.spans import STEPS, Span
from bot.charts.values import Unit
from bot.chat import Chat
from bot.commands.command import Command, OnPress
from bot.commands.quote import NAME_LIMIT, look_up, named, unknown
from bot.errors import NotFound, StaleButton, UserError
from bot.i18n import later, say
from bot.names import key_of
from bot.typed import typed_line
from bot.views import chart as views
from bot.views.quote import ShowChart
from bot.views.text import safe
from kis.symbols import Ambiguous, Instrument

EXAMPLE = "차트 카카오 3달"
OUT_OF_REACH = later("「{span}」 차트는 그릴 수 없어요. 분봉은 {steps}분, 기간은 10년까지 돼요.")
PAST_EXAMPLE = "차트 삼성전자 5분 11-25"
_USUAL_STEP = 5
"""Minutes of a bar where a day is named and no step: so all of the day can be seen."""
_DAY = re.compile(r"(?:(20\d\d)-)?(\d{1,2})-(\d{1,2})", re.ASCII)
_LIKE_A_SPAN = re.compile(r"\d+\s*(?:분|일|주|달|개월|월|년)봉?")


async def chart(chat: Chat) -> None:
    """`차트 카카오`, `차트 카카오 3달`, `차트 NVDA 주봉`, `차트 카카오 5분 11-25`."""
    name, span = read_at(chat.text, chat.services.connections.of(chat.user).now().date())
    if not name:
        raise NotFound(say("어느 종목인지 적어 주세요. 예: {example}", example=typed_line(EXAMPLE)))
    found = look_up(await chat.services.finding.of(chat.user.id), name)
    if found is None:
        raise unknown(name)
    if isinstance(found, Ambiguous):
        await _choose(chat, name, found, span)
    else:
        await _show(chat, found, span)


def read_at(text: str, today: date) -> tuple[str, Span]:
    """Split a line as `read` does, but for a past day at its end, whose minutes are wanted.

    A day without a year is the last one of that name. Raises `UserError` for one that is to come or does not exist.
    """
    *words, last = text.split() or [""]
    found = _DAY.fullmatch(last)
    if found is None or not words:
        return read(text)
    name, span = read(" ".join(words))
    if span.unit not in (Unit.MINUTE, Unit.DAY):
        raise UserError(say("날짜는 분봉에만 적을 수 있어요. 예: {example}", example=typed_line(PAST_EXAMPLE)))
    day = _day(found, today)
    if day is None:
        raise UserError(say("지난 날짜를 적어 주세요. 예: {example}", example=typed_line(PAST_EXAMPLE)))
    step = span.step if span.unit is Unit.MINUTE else _USUAL_STEP
    return name, Span(Unit.MINUTE, step=step) if day == today else Span.of_past(step, day)


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that was typed, None for one that is to come or does not exist."""
    year = int(found[1] or today.year)
    for typed in (year,) if found[1] else (year, year - 1):
        try:
            day = date(typed, int(found[2]), int(found[3]))
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def read(text: str) -> tuple[str, Span]:
    """Split a line into a name and a span, which stands at its end or its beginning; a day's bars without one.

    Raises `UserError` for a span that cannot be drawn.
    """
    words = text.split()
    for place in (-1, 0):
        if len(words) > 1 and (span := Span.read(words[place])) is not None:
            del words[place]
            return " ".join(words), span
    if len(words) > 1 and _LIKE_A_SPAN.fullmatch(words[-1]):
        steps = ", ".join(map(str, STEPS))
        raise UserError(say(OUT_OF_REACH, span=words[-1][:12], steps=steps))
    return " ".join(words), Span(Unit.DAY)


async def show(chat: Chat) -> None:
    """`차트` or a candidate pressed."""
    press = chat.press(ShowChart)
    await _show(chat, named(chat, press.symbol), _span(press.span))


async def turn(chat: Chat) -> None:
    """A span or `🔄` pressed: the picture changes where it stands."""
    press = chat.press(views.TurnChart)
    instrument, span = named(chat, press.symbol), _span(press.span)
    await chat.show_instead(*await _drawn(chat, instrument, span))


async def portfolio(chat: Chat) -> None:
    """`잔고 그림`, and the button under 잔고."""
    await chat.show(*await _portfolio(chat))


async def refresh_portfolio(chat: Chat) -> None:
    """`🔄` under the picture of the balance."""
    await chat.show_instead(*await _portfolio(chat))


def _span(code: str) -> Span:
    if (span := Span.parse(code)) is None:
        raise StaleButton
    return span


async def _choose(chat: Chat, name: str, found: Ambiguous, span: Span) -> None:
    """Several fit: the user chooses."""
    rows = [(ShowChart(key_of(one), span.code).button(one.name[:30]),) for one in found.candidates[:8]]
    await chat.reply(
        say("「{text}」에 맞는 종목이 여럿이에요. 골라 주세요.", text=safe(name[:NAME_LIMIT])), tuple(rows)
    )


async def _show(chat: Chat, instrument: Instrument, span: Span) -> None:
    await chat.show(*await _drawn(chat, instrument, span))


async def _drawn(chat: Chat, instrument: Instrument, span: Span) -> tuple[bytes, str, Rows]:
    connection = chat.services.connections.of(chat.user)
    picture = await chat.services.charts.candles(connection, instrument, span)
    words = views.caption(instrument, span, connection.badge, connection.now())
    return picture, words, views.buttons(instrument, span)


async def _portfolio(chat: Chat) -> tuple[bytes, str, Rows]:
    connection = chat.services.connections.of(chat.user)
    picture = await chat.services.charts.portfolio(connection)
    words = views.portfolio_caption(connection.badge, connection.account_hint, connection.now())
    return picture, words, views.portfolio_buttons()


COMMANDS = (
    Command(
        ("차트", "ㅊㅌ"),
        "chart",
        later("봉 차트. 기간은 5분, 일봉, 3달, 1년처럼"),
        chart,
        (EXAMPLE, "차트 NVDA 주봉", PAST_EXAMPLE),
        topic="시세",
        words=(("#m", "#분"), ("#mo", "#달"), ("weekly", "주봉")),
    ),
)
PRESSES = (
    OnPress(ShowChart, show),
    OnPress(views.TurnChart, turn),
    OnPress(views.ShowPortfolio, portfolio),
    OnPress(views.RefreshPortfolio, refresh_portfolio),
)
