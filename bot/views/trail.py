"""기록: the audit trail in Korean. Every event that the code can write has its words here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from bot.buttons import Press
from bot.i18n import Said, later, say
from bot.money import WON, figures, money
from bot.storage.states import AlertRule, Cap
from bot.storage.tables import AuditEvent
from bot.storage.terms import Segment
from bot.views.access import ROLES
from bot.views.alert import what
from bot.views.limits import NAMES
from bot.views.text import BADGES, Card, number, safe, won
from kis.credentials import Environment
from kis.market.clock import KST

_CHANGES = {"new": later("주문"), "amend": later("정정"), "cancel": later("취소")}
_STEPS = {
    "asked": later("확인 카드를 받음"),
    "confirmed": later("확정 누름"),
    "sent": later("증권사로 보냄"),
    "accepted": later("증권사가 접수"),
    "refused": later("거부됨"),
    "unknown": later("결과 불명"),
}
_EVENTS = {
    "order.adopted": later("다른 곳에서 낸 주문"),
    "order.ordered": later("예약이 주문됨"),
    "order.found": later("결과 확인, 접수돼 있음"),
    "order.not_placed": later("결과 확인, 접수되지 않음"),
    "order.amended": later("정정됨"),
    "order.cancelled": later("취소됨"),
    "order.expired": later("장 마감 실효"),
    "order.rejected": later("거래소가 거부"),
    "order.filled": later("체결"),
    "halted": later("정지"),
    "resumed": later("재개"),
    "alert.made": later("알림 걸기"),
    "alert.fired": later("알림 울림"),
    "alert.cancelled": later("알림 지움"),
    "alert.expired": later("알림 기한 지남"),
    "alert.snoozed": later("알림 1시간 끔"),
    "connected": later("계좌 연결"),
    "disconnected": later("계좌 연결 해제, 키 파기"),
    "account.chosen": later("쓰는 계좌 바꿈"),
    "link.made": later("연결 주소 만듦"),
    "link.wrong": later("연결 화면에 틀린 정보"),
    "exported": later("파일로 내보냄"),
    "access.asked": later("사용 요청"),
    "access.left": later("탈퇴"),
    "access.expelled": later("관리자가 내보냄"),
    "access.role": later("관리자가 역할 바꿈"),
    "access.announced": later("공지 보냄"),
    "access.admitted": later("관리자가 허락"),
    "access.refused": later("관리자가 거절"),
    "access.by_settings": later("설정에 따라 역할 바뀜"),
    "settings.link": later("설정 주소 만듦"),
    "settings.saved": later("설정 바꿈"),
    "pin.set": later("PIN 정함"),
    "pin.changed": later("PIN 바꿈"),
    "pin.without": later("PIN 없이 쓰기로 함"),
    "pin.link": later("PIN 지우는 주소 만듦"),
    "pin.link_wrong": later("PIN 지우는 화면에 틀린 정보"),
    "pin.page": later("PIN 화면 엶"),
    "pin.reset": later("PIN 지움"),
    "pin.cap": later("PIN이 필요한 금액 바꿈"),
    "pin.right": later("PIN 맞음"),
    "pin.wrong": later("PIN 틀림"),
    "locked": later("잠금"),
    "unlocked": later("잠금 풀림"),
    "approver.named": later("둘째 승인자 지정"),
    "approver.accepted": later("둘째 승인자 수락"),
    "approver.leaves": later("둘째 승인자 해제 예약"),
    "approval.asked": later("둘째 승인 요청"),
    "approval.approved": later("둘째 승인됨"),
    "approval.denied": later("둘째 승인 거절됨"),
    "approval.expired": later("둘째 승인 시간 지남"),
    "approval.closed": later("둘째 승인 만료 (승인자나 요청자가 떠남)"),
    "approver.left": later("둘째 승인자가 떠남"),
    "limit.lowered": later("한도 낮춤"),
    "limit.raise_asked": later("한도 올리기 요청"),
    "limit.raise_taken_back": later("한도 올리기 취소"),
    "limit.raised": later("한도 올라감"),
}
WORDS: Mapping[str, tuple[str, ...]] = {
    **{f"{kind}.{step}": (what, done) for kind, what in _CHANGES.items() for step, done in _STEPS.items()},
    **{event: (done,) for event, done in _EVENTS.items()},
}
SIDES = Said({"BUY": later("매수"), "SELL": later("매도")})
TELLERS = Said({"notice": later("체결통보"), "list": later("주문 목록"), "balance": later("잔고")})
NOTHING = later("기록이 없어요.")
EXAMPLES = ("기록", "기록 오늘", "기록 A17")


@dataclass(frozen=True, slots=True)
class LogPage(Press):
    """Older events of a trail: of `scope` (see `bot.commands.trail`), before the event `before`; 0 is the newest."""

    prefix: ClassVar[str] = "log"
    scope: str
    before: int


def words(event: AuditEvent) -> str:
    """What happened, an event of a newer version as it is written."""
    return " ".join(say(part) for part in WORDS.get(event.event, ())) or event.event


def page(title: str, events: Sequence[AuditEvent], scope: str, *, before: int, more: bool, whose: bool = False) -> Card:
    """One page, newest first; `whose` names the person of each line (관리)."""
    if not events:
        return say(NOTHING), ()
    lines = [line(event, whose=whose) for event in events]
    newest = LogPage(scope, 0).button(say("⏮ 최신")) if before else None
    older = LogPage(scope, events[-1].id).button(say("이전 ▶")) if more else None
    row = tuple(button for button in (newest, older) if button is not None)
    return "\n".join((f"<b>{safe(title)}</b>", *lines)), (row,) if row else ()


def line(event: AuditEvent, *, whose: bool = False) -> str:
    """`11.27 10:32:14 주문 확정 누름 · #A17`."""
    who = (f"<code>{event.user_id}</code>",) if whose else ()
    parts = (words(event), *who, *(safe(part) for part in details(event.detail)))
    return f"{clock(event.at)} {' · '.join(parts)}"


def clock(at: datetime) -> str:
    """The time in KST."""
    return at.astimezone(KST).strftime("%m.%d %H:%M:%S")


def details(detail: Mapping[str, Any]) -> list[str]:
    """What is worth reading of an event's detail, in a fixed order."""
    if detail.get("rule") in set(AlertRule):
        detail = _alert(detail)
    found = [show(detail[name]) for name, show in _SHOWN.items() if detail.get(name) is not None]
    return [one for one in found if one]


def _alert(detail: Mapping[str, Any]) -> Mapping[str, Any]:
    """With its condition and its price in words; the oldest events have no market, for there was one."""
    currency, price = detail.get("currency", WON), detail.get("price")
    segment = Segment(detail.get("segment", Segment.DOMESTIC))
    waits = what(AlertRule(detail["rule"]), Decimal(detail["target"]), currency, segment)
    return {**detail, "waits": waits, "reached": price and money(Decimal(price), currency), "price": None}


def _price(kept: int | str) -> str:
    """What is finer than whole is kept as text, and is in no won."""
    return won(kept) if isinstance(kept, int) else figures(Decimal(kept))


def _environment(value: Any) -> str:
    return BADGES[Environment(value)] if value in set(Environment) else str(value)


_SHOWN: dict[str, Any] = {
    "environment": _environment,
    "account": str,
    "short_no": lambda value: f"#A{value}",
    "name": str,
    "symbol": str,
    "side": lambda value: SIDES.get(value, str(value)),
    "quantity": lambda value: say("{count}주", count=number(value)),
    "waits": str,
    "reached": str,
    "price": _price,
    "number": lambda value: say("주문번호 {number}", number=value),
    "told": lambda value: TELLERS.get(value, str(value)),
    "code": lambda value: f"({value})" if value else "",
    "cap": lambda value: NAMES[Cap(value)] if value in set(Cap) else str(value),
    "value": number,
    "minutes": lambda value: say("{minutes}분", minutes=value),
    "role": lambda value: {role.value: words for role, words in ROLES.items()}.get(value, str(value)),
    "by": lambda value: say("관리자 {id}", id=value),
}
