"""기록: the audit trail in Korean. Every event that the code can write has its words here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from bot.buttons import Press
from bot.money import WON, money
from bot.storage.states import AlertRule, Cap
from bot.storage.tables import AuditEvent
from bot.storage.terms import Segment
from bot.views.access import ROLES
from bot.views.alert import what
from bot.views.limits import NAMES
from bot.views.text import BADGES, Card, number, safe, won
from kis.credentials import Environment
from kis.market.clock import KST

WORDS: Mapping[str, str] = {
    **{
        f"{kind}.{event}": f"{what} {words}"
        for kind, what in (("new", "주문"), ("amend", "정정"), ("cancel", "취소"))
        for event, words in (
            ("asked", "확인 카드를 받음"),
            ("confirmed", "확정 누름"),
            ("sent", "증권사로 보냄"),
            ("accepted", "증권사가 접수"),
            ("refused", "거부됨"),
            ("unknown", "결과 불명"),
        )
    },
    "order.adopted": "다른 곳에서 낸 주문",
    "order.ordered": "예약이 주문됨",
    "order.found": "결과 확인, 접수돼 있음",
    "order.not_placed": "결과 확인, 접수되지 않음",
    "order.amended": "정정됨",
    "order.cancelled": "취소됨",
    "order.expired": "장 마감 실효",
    "order.rejected": "거래소가 거부",
    "order.filled": "체결",
    "halted": "정지",
    "resumed": "재개",
    "alert.made": "알림 걸기",
    "alert.fired": "알림 울림",
    "alert.cancelled": "알림 지움",
    "alert.expired": "알림 기한 지남",
    "alert.snoozed": "알림 1시간 끔",
    "connected": "계좌 연결",
    "disconnected": "계좌 연결 해제, 키 파기",
    "account.chosen": "쓰는 계좌 바꿈",
    "link.made": "연결 주소 만듦",
    "link.wrong": "연결 화면에 틀린 정보",
    "exported": "파일로 내보냄",
    "access.asked": "사용 요청",
    "access.left": "탈퇴",
    "access.expelled": "관리자가 내보냄",
    "access.role": "관리자가 역할 바꿈",
    "access.announced": "공지 보냄",
    "access.admitted": "관리자가 허락",
    "access.refused": "관리자가 거절",
    "access.by_settings": "설정에 따라 역할 바뀜",
    "pin.set": "PIN 정함",
    "pin.changed": "PIN 바꿈",
    "pin.without": "PIN 없이 쓰기로 함",
    "pin.link": "PIN 지우는 주소 만듦",
    "pin.link_wrong": "PIN 지우는 화면에 틀린 정보",
    "pin.page": "PIN 화면 엶",
    "pin.reset": "PIN 지움",
    "pin.cap": "PIN이 필요한 금액 바꿈",
    "pin.right": "PIN 맞음",
    "pin.wrong": "PIN 틀림",
    "locked": "잠금",
    "unlocked": "잠금 풀림",
    "approver.named": "둘째 승인자 지정",
    "approver.accepted": "둘째 승인자 수락",
    "approver.leaves": "둘째 승인자 해제 예약",
    "approval.asked": "둘째 승인 요청",
    "approval.approved": "둘째 승인됨",
    "approval.denied": "둘째 승인 거절됨",
    "approval.expired": "둘째 승인 시간 지남",
    "approval.closed": "둘째 승인 만료 (승인자나 요청자가 떠남)",
    "approver.left": "둘째 승인자가 떠남",
    "limit.lowered": "한도 낮춤",
    "limit.raise_asked": "한도 올리기 요청",
    "limit.raise_taken_back": "한도 올리기 취소",
    "limit.raised": "한도 올라감",
}
SIDES = {"BUY": "매수", "SELL": "매도"}
TELLERS = {"notice": "체결통보", "list": "주문 목록", "balance": "잔고"}
NOTHING = "기록이 없어요."
EXAMPLES = ("기록", "기록 오늘", "기록 A17")


@dataclass(frozen=True, slots=True)
class LogPage(Press):
    """Older events of a trail: of `scope` (see `bot.commands.trail`), before the event `before`; 0 is the newest."""

    prefix: ClassVar[str] = "log"
    scope: str
    before: int


def words(event: AuditEvent) -> str:
    """What happened, in Korean; an event of a newer version as it is written."""
    return WORDS.get(event.event, event.event)


def page(title: str, events: Sequence[AuditEvent], scope: str, *, before: int, more: bool, whose: bool = False) -> Card:
    """One page, newest first; `whose` names the person of each line (관리)."""
    if not events:
        return NOTHING, ()
    lines = [line(event, whose=whose) for event in events]
    newest = LogPage(scope, 0).button("⏮ 최신") if before else None
    older = LogPage(scope, events[-1].id).button("이전 ▶") if more else None
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


def _environment(value: Any) -> str:
    return BADGES[Environment(value)] if value in set(Environment) else str(value)


_SHOWN: dict[str, Any] = {
    "environment": _environment,
    "account": str,
    "short_no": lambda value: f"#A{value}",
    "name": str,
    "symbol": str,
    "side": lambda value: SIDES.get(value, str(value)),
    "quantity": lambda value: f"{number(value)}주",
    "waits": str,
    "reached": str,
    "price": won,
    "number": lambda value: f"주문번호 {value}",
    "told": lambda value: TELLERS.get(value, str(value)),
    "code": lambda value: f"({value})" if value else "",
    "cap": lambda value: NAMES[Cap(value)] if value in set(Cap) else str(value),
    "value": number,
    "minutes": lambda value: f"{value}분",
    "role": lambda value: {role.value: words for role, words in ROLES.items()}.get(value, str(value)),
    "by": lambda value: f"관리자 {value}",
}
