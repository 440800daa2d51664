"""What is said at the door: asking, admitting, refusing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press, Style
from bot.storage.states import Role, UserState
from bot.storage.tables import User
from bot.views.text import Card, bold, safe

ROLES = {Role.ADMIN: "관리자", Role.TRADER: "매매", Role.VIEWER: "보기만"}
STATES = {UserState.ASKED: "기다리는 중", UserState.ADMITTED: "", UserState.REFUSED: "거절됨"}

GROUP = "이 봇은 1:1 대화에서만 써요. 봇을 눌러 직접 말을 걸어 주세요."
WAITING = "관리자에게 물어봤어요. 답이 오면 알려 드릴게요."
ADMITTED = "환영해요! 이제 쓸 수 있어요. 「연결」로 증권사 계좌를 연결하거나 「도움」이라고 보내 보세요."
REFUSED = "관리자가 사용을 허락하지 않았어요."
LOOK_ONLY = "조회만 할 수 있어요. 주문하려면 관리자에게 말씀해 주세요."
ADMIN_ONLY = "관리자만 쓸 수 있어요."
DECIDED = "이미 처리했어요."


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


def people(everyone: Sequence[User]) -> str:
    """Everyone the bot knows."""
    lines = [
        f"• {safe(user.name or '이름 없음')} <code>{user.id}</code> · {STATES[user.state] or ROLES[user.role]}"
        for user in everyone
    ]
    return "\n".join(("<b>사용자</b>", *lines))
