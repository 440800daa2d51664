"""설정, 조용히: what the user hears, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Button, Press, Rows
from bot.i18n import later, say
from bot.preferring import BRIEF, VALUES, VENUE, WHOLE_FILLS, chosen, volumes_of
from bot.quiet import Quiet, quiet_of
from bot.storage.states import Language, Topic, Volume
from bot.storage.tables import Preference
from bot.typed import typed_line
from bot.views.language import SHOWN
from bot.views.text import Card, safe

TOPICS = {
    Topic.FILL: later("체결 {volume}"),
    Topic.REFUSAL: later("거부 {volume}"),
    Topic.ALERT: later("알림 {volume}"),
    Topic.CHECK: later("브리핑·점검 {volume}"),
    Topic.NOTICE: later("공지 {volume}"),
}
VOLUMES = {Volume.ON: later("켬"), Volume.SILENT: later("무음"), Volume.OFF: later("끔")}
FILLS = {False: later("체결마다"), True: later("전량 1회")}
CARDS = {False: later("카드 자세히"), True: later("카드 간단히")}
LANGUAGE, QUIET = "language", "quiet"
ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class Prefer(Press):
    """Set one thing: a topic's volume, how fills are told, the language, or no quiet hours."""

    prefix: ClassVar[str] = "prefer"
    setting: str
    value: str


def card(preference: Preference, language: Language, app: str | None = None) -> Card:
    """Everything that can be set; what holds bears a mark. `app` is where the same is a page."""
    lines = [say("⚙️ <b>설정</b>"), _quiet_line(quiet_of(preference))]
    lines.append(say("끈 소식은 오지 않아요. 체결을 꺼도 주문 카드는 늘 최신이에요."))
    lines.append(say("거부, 결과 불명, 손실 한도는 놓치면 안 돼서 끌 수 없고 조용한 시간에도 와요."))
    lines.append(say("거래소를 적지 않은 국내주식 주문은 고른 거래소로 가요. 그 거래소가 받지 않으면 KRX로 가요."))
    page = () if app is None else ((Button(say("⚙️ 한 화면에서"), app=app),),)
    return "\n".join(lines), (*_buttons(preference, language), *page)


def link(url: str, minutes: int) -> Card:
    """Where the same is a page. Telegram makes buttons of public addresses only."""
    return f"{say('설정을 바꾸는 주소예요. {minutes}분 동안 한 번만 쓸 수 있어요.', minutes=minutes)}\n{safe(url)}", ()


def quiet(preference: Preference) -> Card:
    """When it is quiet, and how to change that."""
    hours = quiet_of(preference)
    more = say("그동안의 소식은 모았다가 끝나면 한 번에 알려 드려요. 거부와 결과 불명은 바로 와요.")
    button = Prefer(QUIET, ON).button(f"🌙 {NIGHT}") if hours is None else _quiet_off()
    return f"{_quiet_line(hours)}\n{more}", ((button,),)


NIGHT = "22:00-07:00"
"""The hours that are offered."""
EXAMPLE = f"조용히 {NIGHT}"


def not_hours() -> str:
    """What was typed is no span of a day."""
    return say("시간을 이렇게 적어 주세요: {example}", example=typed_line(EXAMPLE))


def _quiet_line(hours: Quiet | None) -> str:
    if hours is None:
        return say("🌙 조용한 시간이 없어요. 정하려면: {example}", example=typed_line(EXAMPLE))
    return say("🌙 조용한 시간 {start}-{end} · 끄려면: 조용히 끄기", start=clock(hours.start), end=clock(hours.end))


def _buttons(preference: Preference, language: Language) -> Rows:
    rows = [tuple(_volume(preference, topic, volume) for volume in volumes_of(topic)) for topic in Topic]
    rows.append(tuple(
        _choice(say(text), WHOLE_FILLS, str(int(whole)), chosen=preference.whole_fills is whole)
        for whole, text in FILLS.items()
    ))  # fmt: skip
    rows.append(tuple(
        _choice(venue, VENUE, venue, chosen=chosen(preference, VENUE) == venue) for venue in VALUES[VENUE]
    ))  # fmt: skip
    rows.append(tuple(
        _choice(say(text), BRIEF, str(int(brief)), chosen=preference.brief_cards is brief)
        for brief, text in CARDS.items()
    ))  # fmt: skip
    rows.append(tuple(
        _choice(shown, LANGUAGE, one.value, chosen=one is language) for one, shown in SHOWN.items()
    ))  # fmt: skip
    if quiet_of(preference) is not None:
        rows.append((_quiet_off(),))
    return tuple(rows)


def _volume(preference: Preference, topic: Topic, volume: Volume) -> Button:
    text = say(TOPICS[topic], volume=say(VOLUMES[volume]))
    return _choice(text, topic.value, volume.value, chosen=preference.volume(topic) is volume)


def _choice(text: str, setting: str, value: str, *, chosen: bool) -> Button:
    return Prefer(setting, value).button(f"✅ {text}" if chosen else text)


def _quiet_off() -> Button:
    return Prefer(QUIET, OFF).button(say("조용한 시간 끄기"))


def clock(minute: int) -> str:
    """`22:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"
