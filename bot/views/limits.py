"""What the user reads about personal limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from bot.buttons import Press, Rows
from bot.korean import particle
from bot.money import money as priced
from bot.money import places_of
from bot.storage.limit_tables import Limit
from bot.storage.states import Cap
from bot.storage.tables import Intent
from bot.trading.limits import Finding, Loss, Wish, nearest
from bot.views.text import Card, bold, number, safe, won
from kis.market.clock import KST

if TYPE_CHECKING:
    from bot.trading.limit_changes import Overview

NAMES = {
    Cap.ORDER: "한 번에",
    Cap.DAY: "하루 매수",
    Cap.COUNT: "하루 매수 건수",
    Cap.SYMBOL: "한 종목",
    Cap.DISTANCE: "가격 이탈",
    Cap.LOSS: "하루 손실",
}
WORDS = {
    Cap.ORDER: "1회",
    Cap.DAY: "하루",
    Cap.COUNT: "건수",
    Cap.SYMBOL: "종목",
    Cap.DISTANCE: "이탈",
    Cap.LOSS: "손실",
}
"""What to type for each."""
EXAMPLE = "한도 1회 300만"
_MAN, _EOK = 10_000, 100_000_000


@dataclass(frozen=True, slots=True)
class TakeBackRaise(Press):
    """되돌리기: a raise that has not taken effect is not wanted any more."""

    prefix: ClassVar[str] = "limit-back"
    environment: str
    cap: str


def money(amount: int) -> str:
    """`300만원`, `1억 5,000만원`; what is not whole 만원 in full."""
    if amount <= 0 or amount % _MAN:
        return won(amount)
    eok, man = divmod(amount // _MAN, _EOK // _MAN)
    return " ".join([*([f"{eok:,}억"] if eok else []), *([f"{man:,}만"] if man else [])]) + "원"


def amount(cap: Cap, value: int | None) -> str:
    """A cap's value with its unit."""
    if value is None:
        return "없음"
    match cap:
        case Cap.COUNT:
            return f"{number(value)}건"
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
            return f"한 번에 {bound}까지예요. {fits}"
        case Cap.DAY:
            return f"하루에 {bound}까지 살 수 있어요. 오늘 {money(found.used)}을 썼어요. {fits}"
        case Cap.COUNT:
            return f"하루에 {bound}까지 살 수 있어요. 오늘 {number(found.used)}건을 보냈어요. 내일 다시 할 수 있어요."
        case Cap.SYMBOL:
            named = f"{intent.name}{particle(intent.name, '은', '는')}"
            return f"{named} {bound}까지 담을 수 있어요. 지금 {money(found.used)}이에요. {fits}"
        case Cap.DISTANCE:
            low, high = _band(found, wish, intent)
            return f"현재가에서 {bound}까지예요. {low}부터 {high} 사이로 적어 주세요."
        case Cap.LOSS:
            return f"오늘 손실 {money(found.used)}, 한도 {bound}이라 더 사지 않아요. 매도와 취소는 할 수 있어요."


def unknown(cap: Cap) -> str:
    """A limit is set, and what is used of it could not be found out."""
    what = "오늘 손실" if cap is Cap.LOSS else "보유 금액"
    return f"{what}을 확인하지 못해 {NAMES[cap]} 한도를 지킬 수 없어요. 보내지 않았어요. 잠시 뒤 다시 주문해 주세요."


def near(found: Finding) -> str:
    """A line of a check card: little is left."""
    after = found.after or 0
    part = after * 100 // found.limit if found.limit else 100
    return f"⚠️ {NAMES[found.cap]} 한도 {amount(found.cap, found.limit)}의 {part}%예요."


def twin(short_no: int, *, ordered: bool) -> str:
    """A line of a check card: the same once more."""
    if ordered:
        return f"⚠️ 방금 같은 주문을 했어요 (#A{short_no}). 한 번 더 하는 게 맞나요?"
    return f"⚠️ 같은 주문의 확인 카드가 하나 더 있어요 (#A{short_no}). 둘 다 누르면 두 번 주문돼요."


def braked(loss: Loss, limit: int, badge: str) -> str:
    """Told once, when the day's loss has reached its cap."""
    mixed = "\n증권사가 오늘 매매를 다 알려 주지 않아 총자산으로 계산했어요. 오늘 입출금이 있었다면 섞여 있어요."
    return (
        f"#점검 ⛔ 오늘 손실 {money(loss.amount)} · 한도 {money(limit)}에 닿았어요. {badge}\n"
        f"오늘은 새로 사지 않아요. 매도와 취소는 그대로 할 수 있어요.{mixed if loss.by_assets else ''}"
    )


def overview(seen: Overview) -> Card:
    """`한도`: everything that holds, what is used today, and raises under way."""
    lines = [f"{bold('한도')}  {seen.badge}"]
    for cap in Cap:
        lines.append(f"{NAMES[cap]} {bold(amount(cap, seen.caps[cap]))}{_used(cap, seen)}")
        if (row := seen.raises.get(cap)) is not None:
            lines.append(f"  ⏳ {_to(cap, row.raise_to)} · {_when(row)}부터")
    lines += [
        "",
        f"바꾸기: {EXAMPLE} · 한도 하루 20건 · 한도 이탈 5% · 한도 손실 없음",
        "낮추면 바로, 올리면 24시간 뒤에 바뀌어요.",
    ]
    return "\n".join(lines), back_buttons(seen.raises)


def back_buttons(raises: Mapping[Cap, Limit]) -> Rows:
    """Take a raise back, each in its row."""
    return tuple(
        (TakeBackRaise(row.environment.value, cap.value).button(f"{NAMES[cap]} 올리기 되돌리기"),)
        for cap, row in raises.items()
    )


def lowered(cap: Cap, value: int | None, badge: str, *, called_off: bool) -> str:
    """It holds already."""
    off = " 예약한 올리기는 취소했어요." if called_off else ""
    return f"🔒 {NAMES[cap]} 한도를 {_to(cap, value)} 정했어요. 지금부터예요.{off} {badge}"


def same(cap: Cap, value: int | None, badge: str) -> str:
    """Nothing has changed."""
    return f"{NAMES[cap]} 한도는 이미 {_is(cap, value)}. {badge}"


def raising(row: Limit, badge: str) -> Card:
    """It will hold in a day."""
    text = (
        f"⏳ {NAMES[row.cap]} 한도를 {_to(row.cap, row.raise_to)} 올려요. {_when(row)}부터예요. {badge}\n"
        f"그때까지는 {amount(row.cap, row.value)} 그대로예요."
    )
    return text, back_buttons({row.cap: row})


def taken_back(row: Limit, badge: str) -> str:
    """The raise is off."""
    return f"↩️ {NAMES[row.cap]} 한도는 {bold(amount(row.cap, row.value))} 그대로예요. 올리지 않아요. {badge}"


def raised(row: Limit, badge: str) -> str:
    """Told when a raise takes effect."""
    return f"#점검 {NAMES[row.cap]} 한도가 {_to(row.cap, row.value)} 바뀌었어요. {badge}"


def not_understood(word: str) -> str:
    """Which word, and what to type."""
    return f"「{safe(word[:20])}」{particle(word[:20], '을', '를')} 읽지 못했어요. 이렇게 적어 주세요: {EXAMPLE}"


def not_a_value(cap: Cap, word: str, example: str) -> str:
    """What such a limit looks like."""
    mark = particle(word[:20], "은", "는")
    return f"「{safe(word[:20])}」{mark} {NAMES[cap]} 한도로 쓸 수 없어요. 예: 한도 {WORDS[cap]} {example}"


def _to(cap: Cap, value: int | None) -> str:
    """`300만원으로`, `5%로`."""
    return f"<b>{amount(cap, value)}</b>{'로' if cap is Cap.DISTANCE and value is not None else '으로'}"


def _is(cap: Cap, value: int | None) -> str:
    """`300만원이에요`, `5%예요`."""
    return f"<b>{amount(cap, value)}</b>{'예요' if cap is Cap.DISTANCE and value is not None else '이에요'}"


def _used(cap: Cap, seen: Overview) -> str:
    match cap:
        case Cap.DAY:
            return f" · 오늘 {money(seen.amount)}"
        case Cap.COUNT:
            return f" · 오늘 {number(seen.orders)}건"
        case Cap.LOSS if seen.caps[cap] is not None:
            held = " ⛔ 오늘은 더 사지 않아요" if seen.braked else ""
            return " · 오늘 확인하지 못했어요" if seen.loss is None else f" · 오늘 {money(seen.loss)}{held}"
    return ""


def _fits(found: Finding, unit: str) -> str:
    return f"{number(found.fits)}{unit}까지 돼요." if found.fits else f"이 가격으로는 1{unit}도 넘어요."


def _band(found: Finding, wish: Wish, intent: Intent) -> tuple[str, str]:
    """The prices that pass, in the money that the order's price is in."""
    low, high = nearest(found.limit, wish.market, intent.rate, places_of(intent.currency))
    return priced(low, intent.currency), priced(high, intent.currency)


def _when(row: Limit) -> str:
    at: datetime | None = row.raise_at
    return "" if at is None else f"{at.astimezone(KST):%m월 %d일 %H:%M}"
