"""연결, 연결 해제, 계좌."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Button, Press, Style
from bot.i18n import Said, later, say
from bot.markets.words import SIDES
from bot.storage.states import OrderState
from bot.storage.tables import Order
from bot.typed import typed_line
from bot.views.text import BADGES, Card, bold, number, safe
from kis.credentials import Environment

EXAMPLE = "연결 모의 앱키 앱시크릿 12345678-01 HTS아이디"
TYPED_OFF = later("키를 채팅에 적지 말아 주세요.\n「연결」이라고만 보내면 안전하게 넣을 수 있는 주소를 드려요.")
TYPED_LOCKED = later("지금은 잠겨 있어요. 「풀기」로 잠금을 먼저 풀고 다시 보내 주세요.")
TYPED_WRONG = later("연결 정보를 읽지 못했어요.\n이렇게 적어 주세요: <code>{example}</code>")
UNDELETED = later("⚠️ 방금 보낸 메시지를 지우지 못했어요. 키가 남지 않게 직접 지워 주세요.")
CHECKING = later("키를 확인하고 있어요. 10초쯤 걸려요.")
NOTHING = later("연결된 계좌가 없어요. 「연결」이라고 보내 주세요.")
KEPT = later("그대로 둘게요.")
BY_PAGE, BY_CHAT, BY_TERMINAL = later("연결 화면에서"), later("채팅에서"), later("서버의 터미널에서")
"""Where keys were entered."""
SWITCHING = {Environment.PAPER: "모의", Environment.REAL: "실전"}
"""What is typed to use an account."""
SHOWN = Said({Environment.PAPER: later("모의"), Environment.REAL: later("실전")})
ORDERS_SHOWN, NAME_SHOWN = 10, 20


@dataclass(frozen=True, slots=True)
class AskDisconnect(Press):
    """Which account to take away was chosen; asks once more."""

    prefix: ClassVar[str] = "unlink"
    environment: str


@dataclass(frozen=True, slots=True)
class Disconnect(Press):
    """Take the account away and shred its keys."""

    prefix: ClassVar[str] = "unlink-yes"
    environment: str


@dataclass(frozen=True, slots=True)
class KeepConnected(Press):
    """Leave the account as it is."""

    prefix: ClassVar[str] = "unlink-no"


def link(url: str, minutes: int) -> Card:
    """Where the keys are entered. Telegram's buttons take public addresses only."""
    text = say(
        "아래 주소에서 증권사 키를 넣어 주세요. {minutes}분 동안 한 번만 쓸 수 있어요.\n"
        "주소를 다른 사람에게 보내지 마세요.",
        minutes=minutes,
    )
    if url.startswith("https://"):
        return text, ((Button(say("🔗 연결하기"), url=url, style=Style.BLUE),),)
    return f"{text}\n{safe(url)}", ()


def app(address: str) -> Card:
    """The form as a Mini App."""
    text = say("아래 단추를 눌러 증권사 키를 넣어 주세요.\n다른 브라우저에서 넣으려면 「연결 링크」라고 보내 주세요.")
    return text, ((Button(say("🔗 연결하기"), app=address, style=Style.BLUE),),)


def connected(environment: Environment, account_hint: str) -> str:
    """The account is there."""
    return say(
        "✅ 연결했어요 · {badge} {account_hint}\n"
        "지금부터 이 계좌로 조회하고 주문해요. 종목 이름을 보내 보세요. 예: 삼성전자",
        badge=BADGES[environment],
        account_hint=safe(account_hint),
    )


def keys_changed(environment: Environment, account_hint: str, by: str) -> str:
    """Other keys than before, which their owner has to hear of."""
    return say(
        "🔑 #보안 {badge} {account_hint} 계좌의 키가 {by} 바뀌었어요.\n"
        "내가 한 일이 아니면 바로 「정지」를 보내고, 앱 키를 새로 발급받아 「연결」로 다시 등록해 "
        "주세요.",
        badge=BADGES[environment],
        account_hint=safe(account_hint),
        by=say(by),
    )


def mute(badge: str) -> str:
    """Notices do not come although an order was taken."""
    return say(
        "#점검 체결 통보가 오지 않아요 · {badge}\n"
        "체결은 주문 목록에서 찾아 조금 늦게 알려 드려요. HTS ID가 다르면 이래요. 「연결」로 다시 "
        "등록해 주세요.",
        badge=badge,
    )


def which(environments: Sequence[Environment]) -> Card:
    """Several accounts: which one to take away."""
    buttons = tuple(AskDisconnect(environment.value).button(BADGES[environment]) for environment in environments)
    return say("어느 계좌를 연결 해제할까요?"), (buttons,)


def sure(environment: Environment, orders: Sequence[Order] = ()) -> Card:
    """What goes and what stays: open orders are named, for nobody here can cancel them afterwards."""
    lines = [
        say("{badge} 계좌를 연결 해제할까요?", badge=BADGES[environment]),
        say("저장된 키를 지우고, 접속 토큰을 증권사에서 폐기하고, 체결 통보와 알림을 멈춰요."),
    ]
    if orders:
        lines.append(say("⚠️ 미체결 {count}건은 증권사에 그대로 남아요:", count=len(orders)))
        lines += [_open(order) for order in orders[:ORDERS_SHOWN]]
        if len(orders) > ORDERS_SHOWN:
            lines.append(say("… 외 {count}줄", count=len(orders) - ORDERS_SHOWN))
    if orders:
        lines.append(say("먼저 「취소 전부」를 하거나, 해제한 뒤에는 한국투자 앱에서 취소해 주세요."))
    if any(order.state is OrderState.UNKNOWN for order in orders):
        lines.append(say("결과 불명인 주문은 해제하면 확인할 수 없어요. 한국투자 앱에서 확인해 주세요."))
    yes = Disconnect(environment.value).button(say("연결 해제"), Style.RED)
    return "\n".join(lines), ((yes, KeepConnected().button(say("취소"))),)


def _open(order: Order) -> str:
    count = f"{number(order.open_quantity)}{order.segment.unit}"
    unknown = f" · {say('결과 불명')}" if order.state is OrderState.UNKNOWN else ""
    return f"#A{order.short_no} {safe(order.name[:NAME_SHOWN])} {SIDES[order.side]} {count}{unknown}"


def disconnected(environment: Environment, *, was_there: bool, others: Sequence[Environment] = ()) -> str:
    """The account is gone; another one is not taken up by itself, as that could be the real one."""
    badge = BADGES[environment]
    if not was_there:
        return say("{badge} 계좌는 이미 연결되어 있지 않아요.", badge=badge)
    lines = [say("{badge} 계좌를 연결 해제하고 키를 지웠어요.", badge=badge)]
    again = later("{badge} 계좌를 쓰려면 이렇게 두 번 보내 주세요: {word}")
    lines += [say(again, badge=BADGES[other], word=typed_line(SWITCHING[other])) for other in others]
    return "\n".join(lines)


def accounts(rows: Sequence[tuple[Environment, str]], active: Environment | None) -> str:
    """The connected accounts and the one in use."""
    lines = [say("<b>계좌</b>")]
    for environment, hint in rows:
        mark = say(" ← 지금 쓰는 계좌") if environment is active else ""
        lines.append(f"{BADGES[environment]} {safe(hint)}{mark}")
    lines.append(say("바꾸려면 「모의」나 「실전」이라고 보내 주세요."))
    return "\n".join(lines)


def say_again(environment: Environment) -> str:
    """Switching takes the word twice."""
    word = typed_line(SWITCHING[environment])
    return say(
        "{badge} 계좌로 바꾸려면 1분 안에 한 번 더 {word:이라고/라고} 보내 주세요.",
        badge=BADGES[environment],
        word=bold(word),
    )


def switched(environment: Environment, account_hint: str) -> str:
    """Commands mean this account from now on."""
    return say("이제 {badge} {account_hint} 계좌를 써요.", badge=BADGES[environment], account_hint=safe(account_hint))


def already(environment: Environment) -> str:
    """Nothing to switch."""
    return say("이미 {badge} 계좌를 쓰고 있어요.", badge=BADGES[environment])


def missing(environment: Environment) -> str:
    """There is no such account."""
    return say("연결된 {shown} 계좌가 없어요. 「연결」이라고 보내 주세요.", shown=SHOWN[environment])
