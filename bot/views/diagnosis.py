"""진단: each figure with what to do where it is bad."""

from __future__ import annotations

from datetime import timedelta

from bot.connection import Sharing
from bot.diagnosis import ConnectionReport, KisAnswer, Report
from bot.i18n import say
from bot.views import failures
from bot.views.text import number, safe

BACKLOG_AGE = timedelta(seconds=30)
SKEW = timedelta(seconds=5)
NO_ACCOUNT = "❌ 연결된 계좌가 없어요. 「연결」이라고 보내 주세요."


def report(found: Report) -> str:
    """The whole of it."""
    lines = ["<b>진단</b>" + (f" · {found.connection.badge}" if found.connection else "")]
    lines += _connection(found.connection) if found.connection else [NO_ACCOUNT]
    late = found.oldest is not None and found.oldest > BACKLOG_AGE
    waited = f" · 가장 오래된 것 {span(found.oldest)} 전" if found.oldest is not None else ""
    lines.append(f"{_mark(not late)} 보낼 메시지 {number(found.backlog)}개 대기{waited}")
    lines.append(f"✅ 켜진 지 {span(found.uptime)}")
    return "\n".join(lines)


def span(time: timedelta) -> str:
    """`12초`, `3분`, `5시간`, `2일`: rounded down to the largest unit."""
    seconds = max(0, int(time.total_seconds()))
    for size, word in ((86_400, "일"), (3_600, "시간"), (60, "분")):
        if seconds >= size:
            return f"{seconds // size}{word}"
    return f"{seconds}초"


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
    is_open = found.stream == "연결됨"
    lines = [
        f"계좌 {safe(found.account_hint)}",
        _kis(found.kis),
        f"✅ 접속 토큰 {_ago(found.token_age, '아직 없음', '받은 지 ')}",
        f"{_mark(is_open)} 실시간 {safe(found.stream)} · 등록 {used}/{most}{_shared(found.sharing, found.viewed)}"
        + _reconnects(found.reconnects),
        f"✅ 마지막 수신 {_ago(found.frame_age, '없음')} · 체결 통보 {_ago(found.notice_age, '없음')}",
        f"{_mark(not found.slowed)} 호출 여유 {found.headroom:.0%}"
        + (" · KIS가 천천히 하래요" if found.slowed else ""),
    ]
    if found.skew is not None:
        lines.append(_clock(found.skew))
    return lines


def _clock(skew: timedelta) -> str:
    """`skew` is how far KIS is ahead of this host."""
    if abs(skew) <= SKEW:
        return f"✅ 시계가 증권사와 맞아요 (차이 {abs(skew).total_seconds():.1f}초)"
    direction = "빨라요" if skew > timedelta(0) else "느려요"
    return (
        f"⚠️ 증권사 시계가 이 서버보다 {_length(abs(skew))} {direction} · "
        "주문과 조회는 증권사 시각을 따라요. 서버의 시계를 맞춰 주세요"
    )


def _length(time: timedelta) -> str:
    """`3시간 29분`, `1분 5초`: the two largest units, blanks left out."""
    left, parts = int(time.total_seconds()), []
    for size, word in ((86_400, "일"), (3_600, "시간"), (60, "분"), (1, "초")):
        count, left = divmod(left, size)
        parts.append((count, word))
    first = next((at for at, (count, _) in enumerate(parts) if count), len(parts) - 1)
    return " ".join(f"{count}{word}" for count, word in parts[first : first + 2] if count) or "0초"


def _kis(answer: KisAnswer) -> str:
    if answer.failure is None:
        return f"✅ 한국투자증권 응답 {number(answer.milliseconds)}ms"
    return f"❌ 한국투자증권: {failures.toast(answer.failure)} {safe(answer.failure.code)}".rstrip()


def _ago(time: timedelta | None, never: str, before: str = "") -> str:
    if time is None:
        return never
    return f"{before}{span(time)}" if before else f"{span(time)} 전"


def _reconnects(count: int) -> str:
    return f" · 다시 연결 {number(count)}번" if count else ""


def _mark(good: bool) -> str:
    return "✅" if good else "⚠️"
