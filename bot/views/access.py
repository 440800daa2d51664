"""What is said at the door: asking, admitting, refusing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press, Style
from bot.storage.states import Role, UserState
from bot.storage.tables import User
from bot.views.text import Card, bold, safe
from kis.market.clock import KST

ROLES = {Role.ADMIN: "관리자", Role.TRADER: "매매", Role.VIEWER: "보기만"}
STATES = {UserState.ASKED: "기다리는 중", UserState.ADMITTED: "", UserState.REFUSED: "거절됨", UserState.LEFT: "탈퇴"}

GROUP = "이 봇은 1:1 대화에서만 써요. 봇을 눌러 직접 말을 걸어 주세요."
WAITING = "관리자에게 물어봤어요. 답이 오면 알려 드릴게요."
ADMITTED = "환영해요! 이제 쓸 수 있어요. 「연결」로 증권사 계좌를 연결하거나 「도움」이라고 보내 보세요."
REFUSED = "관리자가 사용을 허락하지 않았어요."
LOOK_ONLY = "조회만 할 수 있어요. 주문하려면 관리자에게 말씀해 주세요."
ADMIN_ONLY = "관리자만 쓸 수 있어요."
DECIDED = "이미 처리했어요."
NOT_IN = "지금 쓰고 있는 사용자가 아니에요."
FIXED = "설정(ADMIN_IDS)의 관리자는 여기서 바꾸거나 내보낼 수 없어요. 설정에서 먼저 빼 주세요."
SENDING = "지금 보내고 있는 주문이 있거나 이미 처리했어요. 잠시 뒤에 다시 해 주세요."
LEFT = (
    "탈퇴했어요. 증권사 키와 PIN은 없앴고, 주문 기록만 남아요.\n"
    "다시 쓰려면 아무 말이나 보내서 사용을 요청해 주세요. 증권사에서 앱 키를 폐기하면 더 안전해요."
)
EXPELLED = "관리자가 사용을 끝냈어요. 증권사 키는 없앴어요. 미체결 주문은 증권사 앱에서 확인해 주세요."
KEPT = "그대로 둘게요."
NO_DRAFT = "보낼 공지가 없어요. 「관리 공지 내용」으로 다시 적어 주세요."
ANNOUNCE_EXAMPLE = "관리 공지 오늘 밤 11시에 점검해요"
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
    text = (
        "아직 허락받지 않은 사용자예요. 쓰시려면 아래 버튼으로 관리자에게 물어봐 주세요.\n"
        f"내 번호: <code>{user_id}</code>"
    )
    return text, ((AskToEnter().button("사용 요청", Style.BLUE),),)


def request(user_id: int, name: str) -> Card:
    """Somebody asks an admin."""
    text = f"{bold(name[:64])}님(<code>{user_id}</code>)이 사용을 요청했어요."
    return text, (
        (
            Admit(user_id, Role.TRADER).button("허락", Style.GREEN),
            Admit(user_id, Role.VIEWER).button("보기만 허락"),
            Refuse(user_id).button("거절", Style.RED),
        ),
    )


def answered(user: User) -> str:
    """What the admin decided."""
    if user.state is UserState.ADMITTED:
        return f"{bold(user.name)}님을 허락했어요 ({ROLES[user.role]})."
    return f"{bold(user.name)}님의 요청을 거절했어요."


def people(everyone: Sequence[User]) -> Card:
    """Everyone the bot knows; who is in has a button."""
    lines = [f"• {_named(user)} · {STATES[user.state] or ROLES[user.role]} · {_seen(user)}" for user in everyone]
    inside = [user for user in everyone if user.state is UserState.ADMITTED][:LISTED]
    rows = tuple((ShowPerson(user.id).button((user.name or str(user.id))[:32]),) for user in inside)
    return "\n".join(("<b>사용자</b>", *lines, f"공지: <code>{ANNOUNCE_EXAMPLE}</code>")), rows


def person(user: User, *, fixed: bool) -> Card:
    """One person, and what an admin may do."""
    text = f"{_named(user)}\n{ROLES[user.role]} · {_seen(user)}{' · 정지 중' if user.halted_at else ''}"
    if fixed:
        return f"{text}\n{FIXED}", ()
    roles = tuple(SetRole(user.id, role).button(ROLES[role]) for role in (Role.VIEWER, Role.TRADER))
    return text, (roles, (AskExpel(user.id).button("내보내기", Style.RED), LeaveBe().button("그대로")))


def ask_expel(user: User) -> Card:
    """What expelling does."""
    text = (
        f"{_named(user)}님을 내보낼까요?\n"
        "알림과 실시간 연결이 끝나고 증권사 키를 없애요. 미체결 주문은 증권사에 남아요."
    )
    return text, ((Expel(user.id).button("내보내기", Style.RED), LeaveBe().button("그대로")),)


def expelled(user: User) -> str:
    """It is done."""
    return f"{_named(user)}님을 내보냈어요. 키를 없앴어요."


def role_given(user: User) -> str:
    """To the admin."""
    return f"{_named(user)}님은 이제 {ROLES[user.role]}이에요."


def new_role(role: Role) -> str:
    """To the person."""
    return LOOK_ONLY if role is Role.VIEWER else "이제 주문할 수 있어요. 「도움 주문」이라고 보내 보세요."


def ask_announce(text: str, people: int) -> Card:
    """The words before they go out."""
    shown = f"{people}명에게 이렇게 보내요.\n\n{announcement(text)}"
    return shown, ((Announce().button("보내기", Style.BLUE), LeaveBe().button("그만두기")),)


def announcement(text: str) -> str:
    """An admin's words to everyone."""
    return f"📢 <b>공지</b>\n{safe(text)}"


def announced(people: int) -> str:
    """They are on their way."""
    return f"{people}명에게 보냈어요."


def leaving(orders: Sequence[str], alerts: int, accounts: Sequence[str]) -> str:
    """What 탈퇴 does, before it does it."""
    lines = [
        "<b>탈퇴하면</b>",
        f"• 증권사 키 {len(accounts)}개와 PIN을 없애요. 되돌릴 수 없어요.",
        f"• 알림 {alerts}개가 끝나고, 연결 주소와 확인 카드는 못 쓰게 돼요.",
        f"• 미체결 주문 {len(orders)}건은 증권사에 그대로 남아요."
        + (" 먼저 「취소 전부」를 해도 돼요." if orders else ""),
        *(f"   {safe(order)}" for order in orders[:LISTED]),
        "• 주문과 기록은 장부로 남아요. 「내보내기」로 먼저 받을 수 있어요.",
        "정말 탈퇴하려면 2분 안에 「탈퇴」라고 다시 보내 주세요.",
    ]
    return "\n".join(lines)


def _named(user: User) -> str:
    return f"{safe(user.name or '이름 없음')} <code>{user.id}</code>"


def _seen(user: User) -> str:
    if user.seen_at is None:
        return "본 적 없음"
    return f"{user.seen_at.astimezone(KST):%m.%d %H:%M}"
