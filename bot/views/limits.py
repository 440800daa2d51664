"""What the user reads about personal limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from bot.buttons import Press, Rows
from bot.i18n import Said, later, say, spoken
from bot.money import money as priced
from bot.money import places_of
from bot.storage.limit_tables import Limit
from bot.storage.states import Cap, Language
from bot.storage.tables import Intent
from bot.trading.limits import Finding, Loss, Wish, nearest
from bot.typed import typed_line
from bot.views.text import Card, bold, number, safe, won
from kis.market.clock import KST

if TYPE_CHECKING:
    from bot.trading.limit_changes import Overview

NAMES = Said(
    {
        Cap.ORDER: later("한 번에"),
        Cap.DAY: later("하루 매수"),
        Cap.COUNT: later("하루 매수 건수"),
        Cap.SYMBOL: later("한 종목"),
        Cap.DISTANCE: later("가격 이탈"),
        Cap.LOSS: later("하루 손실"),
    }
)
WORDS = {
    Cap.ORDER: "1회",
    Cap.DAY: "하루",
    Cap.COUNT: "건수",
    Cap.SYMBOL: "종목",
    Cap.DISTANCE: "이탈",
    Cap.LOSS: "손실",
}
"""What to type for each."""
COMMAND = "한도"
EXAMPLES = ("한도 1회 300만", "한도 하루 20건", "한도 이탈 5%", "한도 손실 없음")
_BIG = "만억원"
"""How Koreans shorten money."""
_MAN, _EOK = 10_000, 100_000_000


@dataclass(frozen=True, slots=True)
class TakeBackRaise(Press):
    """되돌리기: a raise that has not taken effect is not wanted any more."""

    prefix: ClassVar[str] = "limit-back"
    environment: str
    cap: str


def money(amount: int) -> str:
    """`300만원`, `1억 5,000만원`; what is not whole 만원 in full."""
    if amount <= 0 or amount % _MAN or spoken() is not Language.KOREAN:
        return won(amount)
    eok, man = divmod(amount // _MAN, _EOK // _MAN)
    return " ".join([*([f"{eok:,}{_BIG[1]}"] if eok else []), *([f"{man:,}{_BIG[0]}"] if man else [])]) + _BIG[2]


def amount(cap: Cap, value: int | None) -> str:
    """A cap's value with its unit."""
    if value is None:
        return say("없음")
    match cap:
        case Cap.COUNT:
            return say("{number}건", number=number(value))
        case Cap.DISTANCE:
            return f"{(Decimal(value) / 100).normalize():f}%"
    return money(value)


def refusal(found: Finding, wish: Wish, intent: Intent) -> str:
    """Why an order is refused: the cap, what is used, and what would fit."""
    bound, fits = amount(found.cap, found.limit), _fits(found, intent.segment.unit)
    if found.after is None or found.used is None:
        return unknown(found.cap)
    match found.cap:
        case Cap.ORDER:
            return say("한 번에 {bound}까지예요. {fits}", bound=bound, fits=fits)
        case Cap.DAY:
            return say(
                "하루에 {bound}까지 살 수 있어요. 오늘 {used}을 썼어요. {fits}",
                bound=bound,
                used=money(found.used),
                fits=fits,
            )
        case Cap.COUNT:
            return say(
                "하루에 {bound}까지 살 수 있어요. 오늘 {used}건을 보냈어요. 내일 다시 할 수 있어요.",
                bound=bound,
                used=number(found.used),
            )
        case Cap.SYMBOL:
            return say(
                "{name:은/는} {bound}까지 담을 수 있어요. 지금 {used}이에요. {fits}",
                name=intent.name,
                bound=bound,
                used=money(found.used),
                fits=fits,
            )
        case Cap.DISTANCE:
            low, high = _band(found, wish, intent)
            return say(
                "현재가에서 {bound}까지예요. {low}부터 {high} 사이로 적어 주세요.", bound=bound, low=low, high=high
            )
        case Cap.LOSS:
            return say(
                "오늘 손실 {used}, 한도 {bound}이라 더 사지 않아요. 매도와 취소는 할 수 있어요.",
                used=money(found.used),
                bound=bound,
            )


def unknown(cap: Cap) -> str:
    """A limit is set, and what is used of it could not be found out."""
    what = say("오늘 손실") if cap is Cap.LOSS else say("보유 금액")
    return say(
        "{what}을 확인하지 못해 {names} 한도를 지킬 수 없어요. 보내지 않았어요. 잠시 뒤 다시 주문해 주세요.",
        what=what,
        names=NAMES[cap],
    )


def near(found: Finding) -> str:
    """A line of a check card: little is left."""
    after = found.after or 0
    part = after * 100 // found.limit if found.limit else 100
    return say(
        "⚠️ {names} 한도 {amount}의 {part}%예요.",
        names=NAMES[found.cap],
        amount=amount(found.cap, found.limit),
        part=part,
    )


def twin(short_no: int, *, ordered: bool) -> str:
    """A line of a check card: the same once more."""
    if ordered:
        return say("⚠️ 방금 같은 주문을 했어요 (#A{short_no}). 한 번 더 하는 게 맞나요?", short_no=short_no)
    return say(
        "⚠️ 같은 주문의 확인 카드가 하나 더 있어요 (#A{short_no}). 둘 다 누르면 두 번 주문돼요.", short_no=short_no
    )


def braked(loss: Loss, limit: int, badge: str) -> str:
    """Told once, when the day's loss has reached its cap."""
    mixed = say("\n증권사가 오늘 매매를 다 알려 주지 않아 총자산으로 계산했어요. 오늘 입출금이 있었다면 섞여 있어요.")
    return say(
        "#점검 ⛔ 오늘 손실 {amount} · 한도 {limit}에 닿았어요. {badge}\n"
        "오늘은 새로 사지 않아요. 매도와 취소는 그대로 할 수 있어요.{mixed}",
        amount=money(loss.amount),
        limit=money(limit),
        badge=badge,
        mixed=mixed if loss.by_assets else "",
    )


def overview(seen: Overview) -> Card:
    """`한도`: everything that holds, what is used today, and raises under way."""
    lines = [f"{bold(say('한도'))}  {seen.badge}"]
    for cap in Cap:
        lines.append(f"{NAMES[cap]} {bold(amount(cap, seen.caps[cap]))}{_used(cap, seen)}")
        if (row := seen.raises.get(cap)) is not None:
            lines.append(say("  ⏳ {to:으로/로} · {when}부터", to=_to(cap, row.raise_to), when=_when(row)))
    lines += [
        "",
        say("바꾸기: {examples}", examples=" · ".join(typed_line(one) for one in EXAMPLES)),
        say("낮추면 바로, 올리면 24시간 뒤에 바뀌어요."),
    ]
    return "\n".join(lines), back_buttons(seen.raises)


def back_buttons(raises: Mapping[Cap, Limit]) -> Rows:
    """Take a raise back, each in its row."""
    return tuple(
        (TakeBackRaise(row.environment.value, cap.value).button(say("{names} 올리기 되돌리기", names=NAMES[cap])),)
        for cap, row in raises.items()
    )


def lowered(cap: Cap, value: int | None, badge: str, *, called_off: bool) -> str:
    """It holds already."""
    off = say(" 예약한 올리기는 취소했어요.") if called_off else ""
    return say(
        "🔒 {names} 한도를 {to:으로/로} 정했어요. 지금부터예요.{off} {badge}",
        names=NAMES[cap],
        to=_to(cap, value),
        off=off,
        badge=badge,
    )


def same(cap: Cap, value: int | None, badge: str) -> str:
    """Nothing has changed."""
    return say("{names} 한도는 이미 {to:이에요/예요}. {badge}", names=NAMES[cap], to=_to(cap, value), badge=badge)


def raising(row: Limit, badge: str) -> Card:
    """It will hold in a day."""
    text = say(
        "⏳ {names} 한도를 {to:으로/로} 올려요. {when}부터예요. {badge}\n그때까지는 {amount} 그대로예요.",
        names=NAMES[row.cap],
        to=_to(row.cap, row.raise_to),
        when=_when(row),
        badge=badge,
        amount=amount(row.cap, row.value),
    )
    return text, back_buttons({row.cap: row})


def taken_back(row: Limit, badge: str) -> str:
    """The raise is off."""
    return say(
        "↩️ {names} 한도는 {amount} 그대로예요. 올리지 않아요. {badge}",
        names=NAMES[row.cap],
        amount=bold(amount(row.cap, row.value)),
        badge=badge,
    )


def raised(row: Limit, badge: str) -> str:
    """Told when a raise takes effect."""
    return say(
        "#점검 {names} 한도가 {to:으로/로} 바뀌었어요. {badge}",
        names=NAMES[row.cap],
        to=_to(row.cap, row.value),
        badge=badge,
    )


def not_understood(word: str) -> str:
    """Which word, and what to type."""
    return say(
        "「{word}」{word:~을/를} 읽지 못했어요. 이렇게 적어 주세요: {example}",
        word=safe(word[:20]),
        example=typed_line(EXAMPLES[0]),
    )


def not_a_value(cap: Cap, word: str, example: str) -> str:
    """What such a limit looks like."""
    return say(
        "「{word}」{word:~은/는} {names} 한도로 쓸 수 없어요. 예: {example}",
        word=safe(word[:20]),
        names=NAMES[cap],
        example=typed_line(f"{COMMAND} {WORDS[cap]} {example}"),
    )


def _to(cap: Cap, value: int | None) -> str:
    """In bold, for what follows in the sentence."""
    return f"<b>{amount(cap, value)}</b>"


def _used(cap: Cap, seen: Overview) -> str:
    match cap:
        case Cap.DAY:
            return say(" · 오늘 {amount}", amount=money(seen.amount))
        case Cap.COUNT:
            return say(" · 오늘 {orders}건", orders=number(seen.orders))
        case Cap.LOSS if seen.caps[cap] is not None:
            held = say(" ⛔ 오늘은 더 사지 않아요") if seen.braked else ""
            return (
                say(" · 오늘 확인하지 못했어요")
                if seen.loss is None
                else say(" · 오늘 {loss}{held}", loss=money(seen.loss), held=held)
            )
    return ""


def _fits(found: Finding, unit: str) -> str:
    return (
        say("{fits}{unit}까지 돼요.", fits=number(found.fits), unit=unit)
        if found.fits
        else say("이 가격으로는 1{unit}도 넘어요.", unit=unit)
    )


def _band(found: Finding, wish: Wish, intent: Intent) -> tuple[str, str]:
    """The prices that pass, in the money that the order's price is in."""
    low, high = nearest(found.limit, wish.market, intent.rate, places_of(intent.currency))
    return priced(low, intent.currency), priced(high, intent.currency)


def _when(row: Limit) -> str:
    at: datetime | None = row.raise_at
    return "" if at is None else say("{at:%m월 %d일 %H:%M}", at=at.astimezone(KST))
