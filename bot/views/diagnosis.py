"""진단: each figure with what to do where it is bad."""

from __future__ import annotations

from datetime import timedelta

from bot.connection import Sharing
from bot.diagnosis import ConnectionReport, KisAnswer, Report
from bot.i18n import later, retold, say
from bot.views import failures
from bot.views.text import number, safe
from kis.realtime.stream import State

BACKLOG_AGE = timedelta(seconds=30)
SKEW = timedelta(seconds=5)
_UNITS = (
    (86_400, later("{count}일")),
    (3_600, later("{count}시간")),
    (60, later("{count}분")),
    (1, later("{count}초")),
)
STREAMS = (later("연결 중"), later("연결됨"), later("다시 연결 대기"), later("멈춤"))
"""How a stream is, as `kis` tells it."""
NO_ACCOUNT = later("❌ 연결된 계좌가 없어요. 「연결」이라고 보내 주세요.")


def report(found: Report) -> str:
    """The whole of it."""
    lines = [say("<b>진단</b>") + (f" · {found.connection.badge}" if found.connection else "")]
    lines += _connection(found.connection) if found.connection else [say(NO_ACCOUNT)]
    late = found.oldest is not None and found.oldest > BACKLOG_AGE
    waited = say(" · 가장 오래된 것 {span} 전", span=span(found.oldest)) if found.oldest is not None else ""
    lines.append(
        say(
            "{mark} 보낼 메시지 {backlog}개 대기{waited}",
            mark=_mark(not late),
            backlog=number(found.backlog),
            waited=waited,
        )
    )
    lines.append(say("✅ 켜진 지 {span}", span=span(found.uptime)))
    return "\n".join(lines)


def span(time: timedelta) -> str:
    """`12초`, `3분`, `5시간`, `2일`: rounded down to the largest unit."""
    seconds = max(0, int(time.total_seconds()))
    size, text = next((unit for unit in _UNITS if seconds >= unit[0]), _UNITS[-1])
    return say(text, count=seconds // size)


def _shared(sharing: Sharing, viewed: int) -> str:
    """For whom the slots are, and for whom there was none."""
    named = (
        (say("알림 {count}", count=sharing.alerts), sharing.alerts),
        (say("보는 중 {count}", count=viewed), viewed),
        (say("관심 {count}", count=sharing.watched), sharing.watched),
    )
    live = " · ".join(text for text, count in named if count)
    polled = f" · {say('알림 {count}종목은 폴링', count=sharing.polled)}" if sharing.polled else ""
    return (f" ({live})" if live else "") + polled


def _connection(found: ConnectionReport) -> list[str]:
    used, most = found.slots
    is_open = found.stream == State.OPEN
    lines = [
        say("계좌 {account_hint}", account_hint=safe(found.account_hint)),
        _kis(found.kis),
        _posting(found.posting),
        say(
            "✅ 접속 토큰 {ago}",
            ago=say("아직 없음") if found.token_age is None else say("받은 지 {span}", span=span(found.token_age)),
        ),
        say(
            "{mark} 실시간 {stream} · 등록 {used}/{most}{shared}",
            mark=_mark(is_open),
            stream=safe(retold(found.stream)),
            used=used,
            most=most,
            shared=_shared(found.sharing, found.viewed),
        )
        + _reconnects(found.reconnects),
        say("✅ 마지막 수신 {ago} · 체결 통보 {notice}", ago=_ago(found.frame_age), notice=_ago(found.notice_age)),
        say("{mark} 호출 여유 {headroom:.0%}", mark=_mark(not found.slowed), headroom=found.headroom)
        + (say(" · KIS가 천천히 하래요") if found.slowed else ""),
    ]
    if found.skew is not None:
        lines.append(_clock(found.skew))
    return lines


def _clock(skew: timedelta) -> str:
    """`skew` is how far KIS is ahead of this host."""
    if abs(skew) <= SKEW:
        return say("✅ 시계가 증권사와 맞아요 (차이 {skew:.1f}초)", skew=abs(skew).total_seconds())
    direction = say("빨라요") if skew > timedelta(0) else say("느려요")
    return say(
        "⚠️ 증권사 시계가 이 서버보다 {length} {direction} · 주문과 조회는 증권사 시각을 따라요. "
        "시뮬레이터라면 괜찮아요. 아니면 서버의 시계를 맞춰 주세요",
        length=_length(abs(skew)),
        direction=direction,
    )


def _length(time: timedelta) -> str:
    """`3시간 29분`, `1분 5초`: the two largest units, blanks left out."""
    left, parts = int(time.total_seconds()), []
    for size, text in _UNITS:
        count, left = divmod(left, size)
        parts.append((count, say(text, count=count)))
    first = next((at for at, (count, _) in enumerate(parts) if count), len(parts) - 1)
    return " ".join(part for count, part in parts[first : first + 2] if count) or parts[-1][1]


def _kis(answer: KisAnswer) -> str:
    if answer.failure is None:
        return say("✅ 한국투자증권 응답 {milliseconds}ms", milliseconds=number(answer.milliseconds))
    return say(
        "❌ 한국투자증권: {toast} {code}", toast=failures.toast(answer.failure), code=safe(answer.failure.code)
    ).rstrip()


def _posting(answer: KisAnswer) -> str:
    """Separate from prices: orders are posted, and a firewall or KIS may refuse the one and not the other."""
    if answer.failure is None:
        return say("✅ 주문이 가는 길 {time}ms (해시키로 확인, 주문은 보내지 않아요)", time=number(answer.milliseconds))
    why = f"{failures.toast(answer.failure)} {safe(answer.failure.code)}".rstrip()
    return say("❌ 주문이 가는 길: {why}", why=why)


def _ago(time: timedelta | None) -> str:
    return say("없음") if time is None else say("{span} 전", span=span(time))


def _reconnects(count: int) -> str:
    return say(" · 다시 연결 {count}번", count=number(count)) if count else ""


def _mark(good: bool) -> str:
    return "✅" if good else "⚠️"
