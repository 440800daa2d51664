"""The settings as HTML: a choice for each, the hours of quiet, one button."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from bot.i18n import later, say
from bot.preferring import BRIEF, VALUES, VENUE, WHOLE_FILLS, chosen
from bot.quiet import quiet_of
from bot.storage.states import Language, Topic, Volume
from bot.storage.tables import Preference
from bot.views.language import SHOWN
from bot.views.preferences import CARDS, FILLS, LANGUAGE, VOLUMES, clock
from bot.web.pages import notice, page

TITLES = {
    Topic.FILL.value: later("체결"),
    Topic.REFUSAL.value: later("거부"),
    Topic.ALERT.value: later("알림"),
    Topic.CHECK.value: later("브리핑·점검"),
    Topic.NOTICE.value: later("공지"),
    WHOLE_FILLS: later("체결을 알리는 때"),
    VENUE: later("거래소를 적지 않은 국내주식 주문"),
    BRIEF: later("확인 카드"),
}
_YES_NO = {WHOLE_FILLS: FILLS, BRIEF: CARDS}


def form(token: str, owner: str, preference: Preference, language: Language, wrong: str = "") -> str:
    """All as it is now, with what was wrong the last time."""
    choices = "".join(
        _choice(say(TITLES[setting]), setting, _options(setting), chosen(preference, setting)) for setting in VALUES
    )
    spoken = _choice(say("언어"), LANGUAGE, {one.value: shown for one, shown in SHOWN.items()}, language.value)
    whose = say(
        "텔레그램 사용자 <b>{owner}</b>의 설정이에요. 내 이름과 번호가 아니면 닫아 주세요.", owner=escape(owner)
    )
    hours = quiet_of(preference)
    quiet = ("", "") if hours is None else (clock(hours.start), clock(hours.end))
    return page(
        say("설정"),
        f"""{notice(wrong)}
<p>{whose}</p>
<form method="post" action="../settings/{escape(token)}" autocomplete="off">{choices}{spoken}
{_time("quiet_from", say("조용한 시간 시작"), quiet[0])}{_time("quiet_until", say("조용한 시간 끝"), quiet[1])}
<button>{say("저장")}</button></form>""",
    )


def _options(setting: str) -> Mapping[str, str]:
    if setting == VENUE:
        return {value: value for value in VALUES[VENUE]}
    if setting in _YES_NO:
        return {str(int(value)): say(text) for value, text in _YES_NO[setting].items()}
    return {value: say(VOLUMES[Volume(value)]) for value in VALUES[setting]}


def _choice(title: str, name: str, options: Mapping[str, str], now: str) -> str:
    shown = "".join(
        f'<option value="{escape(value)}"{" selected" if value == now else ""}>{escape(text)}</option>'
        for value, text in options.items()
    )
    return f'<label>{escape(title)}<select name="{escape(name)}">{shown}</select></label>'


def _time(name: str, title: str, value: str) -> str:
    return f'<label>{escape(title)}<input type="time" name="{name}" value="{escape(value)}"></label>'
