"""The key pad, and what is said about the PIN. Never a digit that was entered."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import Button, Rows, Style
from bot.i18n import Said, later, say
from bot.locks.pads import BACK, ENTER, STOP, Pad, PadPress
from bot.storage.tables import Lock
from bot.views.text import Card, safe, won
from kis.market.clock import KST

ENTER_PIN = later("PIN을 눌러 주세요.")
OLD_PIN = later("지금 쓰는 PIN을 눌러 주세요.")
NEW_PIN = later("새 PIN을 눌러 주세요. 6자리를 권해요 (4~8자리).")
AGAIN = later("새 PIN을 한 번 더 눌러 주세요.")
DIFFERENT = later("두 번 누른 PIN이 서로 달라요. 처음부터 눌러 주세요.")
SHORT = later("4자리 이상 눌러 주세요.")
STOPPED = later("그만뒀어요.")
SET = later("PIN을 정했어요. 실전 주문은 「풀기」로 잠금을 푼 동안에만 나가요. 「잠금」이라고 보내면 바로 잠가요.")
WITHOUT = later("PIN 없이 쓰기로 했어요. 실전 주문도 확인 버튼만으로 나가요. 언제든 「핀」으로 PIN을 정할 수 있어요.")
LOCKED = later("🔒 잠갔어요. 풀려면 「풀기」라고 보내 주세요.")
TYPED = later("PIN은 채팅에 적지 말고 숫자판으로만 눌러 주세요. 방금 적은 숫자가 PIN이라면 「핀」으로 바꿔 주세요.")
UNDELETED = later("⚠️ 방금 보낸 메시지를 지우지 못했어요. 직접 지워 주세요.")
RESET = later(
    "PIN을 지웠어요. 내가 한 일이 아니면 바로 「정지」를 보내고 「연결 해제」를 해 주세요.\n"
    "새로 정하려면 「핀」이라고 보내 주세요."
)
NO_PIN_YET = later("아직 PIN이 없어요. 「핀」이라고 보내 먼저 정해 주세요.")
LARGER = later("⌨️ 큰 숫자판")
NO_CAP = later("모의 주문은 금액과 관계없이 PIN 없이 나가요.")
_FACES = Said({BACK: "⌫", ENTER: later("확인"), STOP: later("그만두기")})
_COLOURS = {ENTER: Style.GREEN}


def pad(shown: Pad, app: str | None = None) -> Card:
    """What is asked, how many digits were entered, and the keys; `app` is where the same pad is a Mini App."""
    lines = [f"🔒 {shown.ask}", *([f"⚠️ {safe(shown.warning)}"] if shown.warning else []), dots(shown)]
    larger = () if app is None else ((Button(say(LARGER), app=app),),)
    return "\n".join(lines), (*_rows(shown), *larger)


def dots(shown: Pad) -> str:
    """`●●●`."""
    return "●" * len(shown.entered) or "○"


def reset_app(app: str) -> Card:
    """The same as a Mini App."""
    text = say(
        "아래 단추를 눌러 PIN을 지워 주세요. 연결된 계좌의 앱 시크릿을 물어봐요. 여러 번 틀려 잠긴 시간은 그대로예요."
    )
    return text, ((Button(say("PIN 지우기"), app=app, style=Style.BLUE),),)


def reset_link(url: str, minutes: int) -> Card:
    """Where a forgotten PIN is removed. Telegram makes buttons of public addresses only."""
    text = say(
        "PIN을 지우는 주소예요. {minutes}분 동안 한 번만 쓸 수 있어요.\n"
        "연결된 계좌의 앱 시크릿을 물어봐요. 여러 번 틀려 잠긴 시간은 그대로예요.",
        minutes=minutes,
    )
    return f"{text}\n{safe(url)}", ()


def unlocked(lock: Lock) -> str:
    """Until when."""
    until = "" if lock.unlocked_until is None else say(" ({clock}까지)", clock=_clock(lock.unlocked_until))
    return say(
        "🔓 {span} 동안 풀었어요{until}. 「잠금」이라고 보내면 바로 잠가요.", span=_span(lock.minutes), until=until
    )


def capped(cap: int) -> str:
    """The cap as it is now."""
    return say("이제 {cap}이 넘는 주문은 모의에서도 PIN이 필요해요.", cap=won(cap))


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(
        [*([say("{hours}시간", hours=hours)] if hours else []), *([say("{rest}분", rest=rest)] if rest else [])]
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone(KST):%H:%M}"


def _rows(shown: Pad) -> Rows:
    buttons = [_button(shown, key, meaning) for key, meaning in shown.keys.items()]
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def _button(shown: Pad, key: str, meaning: str) -> Button:
    return PadPress(shown.id, key).button(_FACES.get(meaning, meaning), _COLOURS.get(meaning))
