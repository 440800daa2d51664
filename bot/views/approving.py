"""What an approver and who named him read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press, Style
from bot.i18n import Said, later, say
from bot.markets.reserving_rules import short
from bot.markets.words import ORDER_TYPES, SIDES
from bot.money import money
from bot.storage.states import ApprovalState
from bot.storage.tables import Approver, Intent, User
from bot.typed import typed_line
from bot.views import reserved
from bot.views.orders import WHAT, count, worth
from bot.views.text import BADGES, Card, bold, safe, won
from kis.credentials import Environment

EXAMPLE = "승인자 1002 100만"
NONE = later("승인자가 없어요. 정하려면 상대의 번호와 금액을 적어 주세요. 예: {example}")
ASKED = later("승인자에게 물었어요. 2분 안에 승인하면 바로 보내요.")
WAITING = later("아직 승인자의 답을 기다려요.")
DENIED = later("승인자가 거절했어요.")
LATE = later("⌛ 시간이 지났어요. 이 주문은 나가지 않아요.")
UNANSWERED = later("⌛ 승인자가 시간 안에 답하지 않아 주문을 보내지 않았어요. 필요하면 다시 주문해 주세요.")
CLOSED = later("⌛ 만료됐어요. 이 주문은 나가지 않아요.")
APPROVER_LEFT = later("⌛ 만료 · 승인자가 봇을 그만 써서 물어볼 수 없어요.")
GONE = later("승인자가 봇을 그만 써서 물어볼 수 없어요. 새 승인자를 정하거나 「승인자 해제」를 해 주세요.")
NOT_YET = later("새 승인자가 아직 수락하지 않았어요. 수락하면 다시 눌러 주세요.")
DECLINED = later("거절했어요.")
ACCEPTED = later("수락했어요. 큰 주문이 있으면 여기로 물어볼게요.")
_ANSWERS = Said({ApprovalState.APPROVED: later("✅ 승인했어요."), ApprovalState.DENIED: DECLINED})
LEAVING = later("24시간 뒤에 승인자를 해제해요. 그때까지는 승인이 필요해요.")
LEFT = later("승인자 요청을 거두었어요.")
LOWERED = later("이제 더 작은 주문도 승인자에게 물어봐요.")


@dataclass(frozen=True, slots=True)
class BeApprover(Press):
    """Somebody agrees to be this user's approver."""

    prefix: ClassVar[str] = "approver"
    user_id: int


@dataclass(frozen=True, slots=True)
class NoApprover(Press):
    """Somebody does not want to be it."""

    prefix: ClassVar[str] = "no-approver"
    user_id: int


@dataclass(frozen=True, slots=True)
class Approve(Press):
    """The approver agrees to an order."""

    prefix: ClassVar[str] = "approve"
    intent_id: int


@dataclass(frozen=True, slots=True)
class Deny(Press):
    """The approver does not."""

    prefix: ClassVar[str] = "deny"
    intent_id: int


def invitation(user: User, limit: int) -> Card:
    """To whom was named."""
    text = say(
        "{name}님(<code>{id}</code>)이 {limit}이 넘는 주문의 승인자로 정하고 싶어해요.\n"
        "수락하면 그런 주문이 있을 때마다 여기로 물어봐요.",
        name=bold(user.name),
        id=user.id,
        limit=won(limit),
    )
    return text, ((BeApprover(user.id).button(say("수락"), Style.GREEN), NoApprover(user.id).button(say("안 할래요"))),)


def invited(approver_id: int, *, bound: bool) -> str:
    """To who named him; `bound` where he follows somebody who left."""
    if bound:
        return say(
            "<code>{approver_id}</code>님에게 물었어요. 수락할 때까지 큰 주문은 나가지 않아요.", approver_id=approver_id
        )
    return say(
        "<code>{approver_id}</code>님에게 물었어요. 수락하면 알려 드려요. 그때까지는 승인 없이 주문이 나가요.",
        approver_id=approver_id,
    )


def accepted(approver: User) -> str:
    """He agreed."""
    return say("{name}님이 승인자가 되었어요. 정한 금액이 넘는 주문은 승인을 받아야 나가요.", name=bold(approver.name))


def leaving(user: User) -> str:
    """To the approver: he is being removed."""
    return say("{name}님이 승인자 해제를 요청했어요. 24시간 뒤에 해제돼요.", name=bold(user.name))


def vacant(gone: User, rule: Approver) -> str:
    """To the one whose approver has left the bot."""
    if rule.accepted_at is None:
        return say(
            "승인자로 정하려던 {name}님이 봇을 그만 써요. 지금처럼 승인 없이 주문이 나가요.", name=bold(gone.name)
        )
    return say(
        "승인자 {name}님이 봇을 그만 써요. {above}이 넘는 주문은 이제 나가지 않아요.\n"
        "새 승인자가 수락하면 다시 나가요. 예: <code>{example}</code>\n"
        "승인 없이 쓰려면 「승인자 해제」를 보내 주세요. 24시간 뒤에 해제돼요.",
        name=bold(gone.name),
        above=won(rule.above),
        example=typed_line(EXAMPLE),
    )


def state(approver: Approver, *, here: bool) -> str:
    """`승인자`; whether who is named still uses the bot."""
    who = f"<code>{approver.approver_id}</code>"
    if not here and approver.accepted_at is not None:
        until = (
            say("해제를 기다리는 중이에요.")
            if approver.leaves_at is not None
            else say("새로 정해 주세요. 예: {example}", example=typed_line(EXAMPLE))
        )
        return say(
            "승인자 {who}님이 봇을 그만 써서 {above}이 넘는 주문은 나가지 않아요. {until}",
            who=who,
            above=won(approver.above),
            until=until,
        )
    if not approver.has_accepted:
        return say("{who}님의 수락을 기다리고 있어요.", who=who)
    until = say(" 해제를 기다리는 중이에요.") if approver.leaves_at is not None else ""
    return say(
        "승인자 {who} · {above}이 넘는 주문은 승인이 필요해요.{until}", who=who, above=won(approver.above), until=until
    )


def question(user: User, intent: Intent, environment: Environment) -> Card:
    """All that the card of the order says, to the approver."""
    price = say("시장가") if intent.price is None else money(intent.price, intent.currency)
    side = f"{intent.funding.word}{SIDES[intent.side]}"
    kind = ORDER_TYPES.get(intent.order_type, intent.order_type)
    amount = (intent.offered_price if intent.price is None else intent.price) * intent.quantity
    text = "\n".join(
        (
            say(
                "<b>{badge} {side} {what} 승인 요청</b>",
                badge=BADGES[environment],
                side=reserved.verb(side) if intent.segment.is_reserved else side,
                what=WHAT[intent.kind],
            ),
            say(
                "{name}님(<code>{id}</code>) · #A{short_no}", name=bold(user.name), id=user.id, short_no=intent.short_no
            ),
            f"{safe(intent.name)} {intent.symbol}",
            f"{count(intent)} × {price} ≈ {worth(amount, intent.currency, intent.rate)} · {kind}{_days(intent)}",
            say(
                "현재 {offered_price} · 2분 안에 답해 주세요. 답이 없으면 나가지 않아요.",
                offered_price=money(intent.offered_price, intent.currency),
            ),
        )
    )
    return text, (
        (Approve(intent.id).button(say("승인"), Style.GREEN), Deny(intent.id).button(say("거절"), Style.RED)),
    )


def _days(intent: Intent) -> str:
    """On which days a reservation is sent."""
    days = "~".join(short(day) for day in (intent.due, intent.until) if day is not None)
    return days and f" · {days}"


def answered(user: User, intent: Intent, environment: Environment, state: ApprovalState) -> str:
    """The same, and what the approver said to it."""
    asked, _ = question(user, intent, environment)
    return "\n".join((*asked.splitlines()[:-1], _ANSWERS[state]))


def approved(approver: User, intent: Intent) -> str:
    """To the requester."""
    return say("#A{short_no} {name}님이 승인했어요.", short_no=intent.short_no, name=bold(approver.name))


def denied(approver: User, intent: Intent) -> str:
    """To the requester."""
    return say(
        "#A{short_no} {name}님이 거절했어요. 주문을 보내지 않았어요.",
        short_no=intent.short_no,
        name=bold(approver.name),
    )


def held(sentence: str) -> str:
    """Approved, and yet not sent."""
    return say(
        "승인됐지만 보내지 못했어요. {sentence}\n시간이 남았으면 카드의 확정을 다시 눌러 주세요.", sentence=sentence
    )
