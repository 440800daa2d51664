"""What is said at the door: asking, admitting, refusing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press, Style
from bot.i18n import Said, later, say
from bot.storage.states import Role, UserState
from bot.storage.tables import User
from bot.typed import typed_line
from bot.views.text import Card, bold, safe
from kis.market.clock import KST

ROLES = Said({Role.ADMIN: later("관리자"), Role.TRADER: later("매매"), Role.VIEWER: later("보기만")})
STATES = Said(
    {
        UserState.ASKED: later("기다리는 중"),
        UserState.ADMITTED: "",
        UserState.REFUSED: later("거절됨"),
        UserState.LEFT: later("탈퇴"),
    }
)

GROUP = later("이 봇은 1:1 대화에서만 써요. 봇을 눌러 직접 말을 걸어 주세요.")
WAITING = later("관리자에게 물어봤어요. 답이 오면 알려 드릴게요.")
ADMITTED = later("환영해요! 이제 쓸 수 있어요. 「연결」로 증권사 계좌를 연결하거나 「도움」이라고 보내 보세요.")
REFUSED = later("관리자가 사용을 허락하지 않았어요.")
LOOK_ONLY = later("조회만 할 수 있어요. 주문하려면 관리자에게 말씀해 주세요.")
ADMIN_ONLY = later("관리자만 쓸 수 있어요.")
DECIDED = later("이미 처리했어요.")
NOT_IN = later("지금 쓰고 있는 사용자가 아니에요.")
FIXED = later("설정(ADMIN_IDS)의 관리자는 여기서 바꾸거나 내보낼 수 없어요. 설정에서 먼저 빼 주세요.")
SENDING = later("지금 보내고 있는 주문이 있거나 이미 처리했어요. 잠시 뒤에 다시 해 주세요.")
LEFT = later(
    "탈퇴했어요. 증권사 키와 PIN은 없앴고, 주문 기록만 남아요.\n"
    "다시 쓰려면 아무 말이나 보내서 사용을 요청해 주세요. 증권사에서 앱 키를 폐기하면 더 "
    "안전해요."
)
EXPELLED = later("관리자가 사용을 끝냈어요. 증권사 키는 없앴어요. 미체결 주문은 증권사 앱에서 확인해 주세요.")
KEPT = later("그대로 둘게요.")
NO_DRAFT = later("보낼 공지가 없어요. 「관리 공지 내용」으로 다시 적어 주세요.")
ANNOUNCE_EXAMPLE = later("관리 공지 오늘 밤 11시에 점검해요")
LISTED = 30
"""People shown with a button."""


@dataclass(frozen=True, slots=True)
class AskToEnter(Press):
    """A stranger wants to be let in."""

    prefix: ClassVar[str] = "ask"


@dataclass(frozen=True, slots=True)
class Admit(Press):
    """An admin lets someone in as `role`."""

    prefix: ClassVar[str] = "admit"
    user_id: int
    role: str


@dataclass(frozen=True, slots=True)
class Refuse(Press):
    """An admin turns someone away."""

    prefix: ClassVar[str] = "refuse"
    user_id: int


@dataclass(frozen=True, slots=True)
class ShowPerson(Press):
    """An admin looks at one person."""

    prefix: ClassVar[str] = "person"
    user_id: int


@dataclass(frozen=True, slots=True)
class SetRole(Press):
    """An admin gives a person who is in another role."""

    prefix: ClassVar[str] = "role"
    user_id: int
    role: str


@dataclass(frozen=True, slots=True)
class AskExpel(Press):
    """An admin wants to shut somebody out; asks once more."""

    prefix: ClassVar[str] = "expel"
    user_id: int


@dataclass(frozen=True, slots=True)
class Expel(Press):
    """Shut out, keys shredded."""

    prefix: ClassVar[str] = "expel-yes"
    user_id: int


@dataclass(frozen=True, slots=True)
class Announce(Press):
    """Send the words that the admin has written to everyone."""

    prefix: ClassVar[str] = "announce"


@dataclass(frozen=True, slots=True)
class LeaveBe(Press):
    """Neither expel nor announce."""

    prefix: ClassVar[str] = "leave-be"


def stranger(user_id: int) -> Card:
    """How to ask."""
    text = say(
        "아직 허락받지 않은 사용자예요. 쓰시려면 아래 버튼으로 관리자에게 물어봐 주세요.\n"
        "내 번호: <code>{user_id}</code>",
        user_id=user_id,
    )
    return text, ((AskToEnter().button(say("사용 요청"), Style.BLUE),),)


def request(user_id: int, name: str) -> Card:
    """Somebody asks an admin."""
    text = say("{name}님(<code>{user_id}</code>)이 사용을 요청했어요.", name=bold(name[:64]), user_id=user_id)
    return text, (
        (
            Admit(user_id, Role.TRADER).button(say("허락"), Style.GREEN),
            Admit(user_id, Role.VIEWER).button(say("보기만 허락")),
            Refuse(user_id).button(say("거절"), Style.RED),
        ),
    )


def answered(user: User) -> str:
    """What the admin decided."""
    if user.state is UserState.ADMITTED:
        return say("{name}님을 허락했어요 ({roles}).", name=bold(user.name), roles=ROLES[user.role])
    return say("{name}님의 요청을 거절했어요.", name=bold(user.name))


def people(everyone: Sequence[User]) -> Card:
    """Everyone the bot knows; who is in has a button."""
    lines = [f"• {_named(user)} · {STATES[user.state] or ROLES[user.role]} · {_seen(user)}" for user in everyone]
    inside = [user for user in everyone if user.state is UserState.ADMITTED][:LISTED]
    rows = tuple((ShowPerson(user.id).button((user.name or str(user.id))[:32]),) for user in inside)
    return "\n".join(
        (say("<b>사용자</b>"), *lines, say("공지: <code>{example}</code>", example=typed_line(ANNOUNCE_EXAMPLE)))
    ), rows


def person(user: User, *, fixed: bool) -> Card:
    """One person, and what an admin may do."""
    text = f"{_named(user)}\n{ROLES[user.role]} · {_seen(user)}{(say(' · 정지 중') if user.halted_at else '')}"
    if fixed:
        return f"{text}\n{say(FIXED)}", ()
    roles = tuple(SetRole(user.id, role).button(ROLES[role]) for role in (Role.VIEWER, Role.TRADER))
    return text, (roles, (AskExpel(user.id).button(say("내보내기"), Style.RED), LeaveBe().button(say("그대로"))))


def ask_expel(user: User) -> Card:
    """What expelling does."""
    text = say(
        "{named}님을 내보낼까요?\n알림과 실시간 연결이 끝나고 증권사 키를 없애요. 미체결 주문은 증권사에 남아요.",
        named=_named(user),
    )
    return text, ((Expel(user.id).button(say("내보내기"), Style.RED), LeaveBe().button(say("그대로"))),)


def expelled(user: User) -> str:
    """It is done."""
    return say("{named}님을 내보냈어요. 키를 없앴어요.", named=_named(user))


def role_given(user: User) -> str:
    """To the admin."""
    return say("{named}님은 이제 {roles}이에요.", named=_named(user), roles=ROLES[user.role])


def new_role(role: Role) -> str:
    """To the person."""
    return say(LOOK_ONLY) if role is Role.VIEWER else say("이제 주문할 수 있어요. 「도움 주문」이라고 보내 보세요.")


def ask_announce(text: str, people: int) -> Card:
    """The words before they go out."""
    shown = say("{people}명에게 이렇게 보내요.\n\n{announcement}", people=people, announcement=announcement(text))
    return shown, ((Announce().button(say("보내기"), Style.BLUE), LeaveBe().button(say("그만두기"))),)


def announcement(text: str) -> str:
    """An admin's words to everyone."""
    return say("📢 <b>공지</b>\n{text}", text=safe(text))


def announced(people: int) -> str:
    """They are on their way."""
    return say("{people}명에게 보냈어요.", people=people)


def leaving(orders: Sequence[str], alerts: int, accounts: Sequence[str]) -> str:
    """What 탈퇴 does, before it does it."""
    lines = [
        say("<b>탈퇴하면</b>"),
        say("• 증권사 키 {count}개와 PIN을 없애요. 되돌릴 수 없어요.", count=len(accounts)),
        say("• 알림 {alerts}개가 끝나고, 연결 주소와 확인 카드는 못 쓰게 돼요.", alerts=alerts),
        say("• 미체결 주문 {count}건은 증권사에 그대로 남아요.", count=len(orders))
        + (say(" 먼저 「취소 전부」를 해도 돼요.") if orders else ""),
        *(f"   {safe(order)}" for order in orders[:LISTED]),
        say("• 주문과 기록은 장부로 남아요. 「내보내기」로 먼저 받을 수 있어요."),
        say("정말 탈퇴하려면 2분 안에 「탈퇴」라고 다시 보내 주세요."),
    ]
    return "\n".join(lines)


def _named(user: User) -> str:
    return f"{safe(user.name or say('이름 없음'))} <code>{user.id}</code>"


def _seen(user: User) -> str:
    if user.seen_at is None:
        return say("본 적 없음")
    return f"{user.seen_at.astimezone(KST):%m.%d %H:%M}"
