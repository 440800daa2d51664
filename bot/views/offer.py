"""Check cards, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.buttons import Rows, Style
from bot.i18n import retold, say
from bot.markets.words import ORDER_TYPES, SIDES
from bot.money import figures, money, places_of
from bot.quotes import Quote
from bot.quoting.places import place_of
from bot.storage.states import IntentKind
from bot.storage.tables import Intent
from bot.storage.terms import Funding
from bot.trading.checks import Check, Share
from bot.trading.offers import Offer
from bot.trading.presses import Again, Confirm, ConfirmAll, Drop, DropAll
from bot.views import reckoning, reserved
from bot.views.orders import WHAT, at, count, state, terms, title, worth
from bot.views.text import BADGES, bold, change, number, safe
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.symbols import Instrument

COLOURS = {Side.BUY: ("🔴", Style.RED), Side.SELL: ("🔵", Style.BLUE)}


def card(offer: Offer) -> str:
    """What will be sent if the button is pressed."""
    moved = [] if offer.moved is None else [_moved(offer.moved)]
    if offer.check is not None:
        return "\n".join([*moved, *_new(offer, offer.check)])
    return "\n".join([*moved, *_changed(offer)])


def buttons(offer: Offer) -> Rows:
    """The one that spends bears 확정, the other one 취소; under a cancellation it must not be mistaken for it."""
    confirm, drop = Confirm(offer.intent.id), Drop(offer.intent.id)
    match offer.intent.kind:
        case IntentKind.NEW:
            dot, colour = COLOURS[offer.intent.side]
            side = SIDES[offer.intent.side]
            what = say("{side} 예약", side=side) if offer.intent.segment.is_reserved else side
            return (
                (
                    confirm.button(say("{dot} {side} 확정", dot=dot, side=what), colour),
                    drop.button(say("취소")),
                ),
            )
        case IntentKind.AMEND:
            return ((confirm.button(say("정정 확정"), Style.GREEN), drop.button(say("취소"))),)
        case IntentKind.CANCEL:
            return ((confirm.button(say("취소 확정"), Style.RED),), (drop.button(say("그만두기 (취소 안 함)")),))


def dropped(intent: Intent, environment: Environment) -> str:
    """The user let it go."""
    return say(
        "{title} · {what}하지 않았어요. {badge}", title=title(intent), what=WHAT[intent.kind], badge=BADGES[environment]
    )


def unsent(intent: Intent, environment: Environment, why: str) -> str:
    """The press came to nothing and nothing was sent."""
    what = WHAT[intent.kind]
    return say(
        "{title} · {what:을/를} 보내지 않았어요. {badge}\n{why}",
        title=title(intent),
        what=what,
        badge=BADGES[environment],
        why=safe(retold(why)),
    )


def sending(intent: Intent, environment: Environment) -> str:
    """The card of an amendment or a cancellation while it is under way."""
    return say(
        "{title} · {what} 전송 중… {badge}", title=title(intent), what=WHAT[intent.kind], badge=BADGES[environment]
    )


def taken(intent: Intent, environment: Environment) -> str:
    """KIS has passed it on; that is not yet its result."""
    price = "" if intent.kind is IntentKind.CANCEL else f" ({at(intent.price, intent.order_type, intent.currency)})"
    if intent.segment.is_reserved:
        return say(
            "{title} · {what}했어요{price} {badge}",
            title=title(intent),
            what=WHAT[intent.kind],
            price=price,
            badge=BADGES[environment],
        )
    return say(
        "{title} · {what} 접수{price} {badge}\n결과는 주문 카드에 바로 보여 드려요.",
        title=title(intent),
        what=WHAT[intent.kind],
        price=price,
        badge=BADGES[environment],
    )


def refused(intent: Intent, environment: Environment, why: str) -> str:
    """An amendment or a cancellation that was refused; the order stands as it was."""
    return say(
        "{title} · {what} 거부 {badge}\n{why}",
        title=title(intent),
        what=WHAT[intent.kind],
        badge=BADGES[environment],
        why=safe(retold(why)),
    )


def unknown(intent: Intent, environment: Environment) -> str:
    """The answer to an amendment or a cancellation was lost."""
    what = WHAT[intent.kind]
    return say(
        "{title} · {what} 결과 불명 ⏳ {badge}\nKIS의 답이 없어요. 다시 보내지 않고 주문 목록에서 확인하고 있어요.",
        title=title(intent),
        what=what,
        badge=BADGES[environment],
    )


def again(intent: Intent) -> Rows:
    """Look at the same afresh."""
    return ((Again(intent.id).button(say("다시 확인")),),)


def all_cancelled(offers: Sequence[Offer], left: int) -> str:
    """The card that cancels all that is open, but for `left` orders."""
    badges = list(dict.fromkeys(BADGES[offer.environment] for offer in offers))
    lines = [say("<b>{badge} 모두 취소 확인</b> {count}건", badge=" ".join(badges), count=number(len(offers)))]
    for offer in offers:
        line = say("{title} 남은 {count}", title=title(offer.intent), count=count(offer.intent))
        lines.append(line if len(badges) == 1 else f"{BADGES[offer.environment]} {line}")
        lines += offer.notes
    if left:
        lines.append(
            say("⚠️ 미체결 {left}건은 여기에 없어요. 이 뒤에 「취소 전부」를 한 번 더 보내 주세요.", left=number(left))
        )
    return "\n".join([*lines, say("유효 60초 · 그 사이 체결되면 체결이 먼저예요.")])


def cancel_all_buttons(offers: Sequence[Offer]) -> Rows:
    """As under a single cancellation."""
    first = offers[0].intent.id
    return (
        (ConfirmAll(first).button(say("모두 취소 확정"), Style.RED),),
        (DropAll(first).button(say("그만두기 (취소 안 함)")),),
    )


def _new(offer: Offer, check: Check) -> list[str]:
    name, badge, unit = check.instrument.name, BADGES[offer.environment], check.market.segment.unit
    kind, about = ORDER_TYPES.get(check.order_type, check.order_type), "≈" if check.price is None else "="
    venue = check.market.venue_name(check.venue)
    lines = [
        say(
            "<b>{badge} {word}{side} 확인 · {name}</b> {code} ({venue})",
            badge=badge,
            word="" if check.span is not None else check.funding.word,
            side=SIDES[check.side] if check.span is None else reserved.verb(SIDES[check.side]),
            name=safe(name),
            code=_code(check.instrument),
            venue=venue,
        ),
        f"{number(check.quantity)}{unit} × {_at(check)} {about} {_worth(check)}   {kind}",
    ]
    lines += reckoning.quantity(check)
    if check.typed is not None and check.typed != check.price:
        tick = money(check.tick, check.currency)
        lines.append(
            say(
                "가격 조정 {typed} → {at} (호가단위 {tick})",
                typed=figures(check.typed, places_of(check.currency)),
                at=at(check.price, check.order_type, check.currency),
                tick=tick,
            )
        )
    lines.append(_market(check.quote, check.currency, brief=offer.brief))
    if check.loan_date is not None:
        later = 0 if check.limits.loan is None else check.limits.loan.later
        lines.append(reckoning.loan(check.side, check.loan_date, later))
    lines += [_session(check)] if offer.brief else _reckoned(check)
    return [*lines, *offer.notes, say("유효 60초 · #A{short_no}", short_no=offer.intent.short_no)]


def _reckoned(check: Check) -> list[str]:
    """What a brief card leaves out, and the session."""
    paid_in = check.market.cash_currency(check.venue)
    tax = "" if check.tax is None or check.side is Side.BUY else say(" · 세금≈{tax}", tax=money(check.tax, paid_in))
    fee = say("수수료≈{fee}{tax} · {session}", fee=money(check.fee, paid_in), tax=tax, session=_session(check))
    return [f"{_possible(check)}{_share(check.share)}", fee]


def _code(instrument: Instrument) -> str:
    """The code, and of what the contract is: its name tells only the month."""
    return instrument.code if instrument.contract is None else f"{instrument.code} {place_of(instrument)}"


def _changed(offer: Offer) -> list[str]:
    intent, badge = offer.intent, BADGES[offer.environment]
    lines = [say("<b>{badge} {what} 확인 · {title}</b>", badge=badge, what=WHAT[intent.kind], title=title(intent))]
    if offer.order is not None:
        lines.append(f"{terms(offer.order)} · {state(offer.order)}")
    if intent.kind is IntentKind.AMEND:
        before = "" if offer.order is None else at(offer.order.price, offer.order.order_type, intent.currency)
        after = at(intent.price, intent.order_type, intent.currency)
        lines.append(say("남은 {count}  {before} → {after}", count=count(intent), before=before, after=bold(after)))
        if offer.typed is not None:
            typed = figures(offer.typed, places_of(intent.currency))
            lines.append(say("가격 조정 {typed} → {after} (호가단위에 맞췄어요)", typed=typed, after=after))
    else:
        lines.append(say("남은 {count:을/를} 취소해요.", count=count(intent)))
    if offer.able is not None:
        able = f"{number(offer.able)}{intent.segment.unit}"
        lines.append(say("증권사 확인: 지금 정정·취소할 수 있는 수량 {able}", able=able))
    if offer.quote is not None:
        lines.append(_market(offer.quote, intent.currency))
    return [*lines, *offer.notes, say("유효 60초 · 그 사이 체결되면 체결이 먼저예요.")]


def _at(check: Check) -> str:
    now = money(check.quote.price, check.currency)
    return money(check.price, check.currency) if check.price is not None else say("현재가 {now}", now=now)


def _worth(check: Check) -> str:
    """All of it, and in won where prices are not."""
    return worth(check.amount, check.currency, check.limits.rate)


def _market(quote: Quote, currency: str, *, brief: bool = False) -> str:
    """Prices with all their decimals: below a dollar a cent is a lot."""
    places = places_of(currency)
    price = figures(quote.price, places)
    shown = say("현재 {price} {change}", price=price, change=change(quote.change, quote.change_rate))
    if quote.upper_limit and quote.lower_limit and not brief:
        shown += say(
            "\n상한 {upper_limit} · 하한 {lower_limit}",
            upper_limit=figures(quote.upper_limit, places),
            lower_limit=figures(quote.lower_limit, places),
        )
    return shown


def _possible(check: Check) -> str:
    most = f"{number(check.limits.largest)}{check.market.segment.unit}"
    if check.side is Side.SELL:
        return say("{word}매도가능 {most}", word=check.funding.word, most=most)
    able = say("주문가능(미수제외)") if check.funding is Funding.CASH else say("신용주문가능")
    if check.limits.cash is None:
        return say("{able} 최대 {most}", able=able, most=most)
    return say(
        "{able} {cash}\n최대 {most}",
        able=able,
        cash=money(check.limits.cash, check.market.cash_currency(check.venue)),
        most=most,
    )


def _share(share: Share | None) -> str:
    return (
        say(" · 비중 –") if share is None else say(" · 비중 {before}→{after}%", before=share.before, after=share.after)
    )


def _session(check: Check) -> str:
    if check.quote.halted:
        halted = say("⚠️ 거래정지 종목이에요")
        return halted if check.span is None else f"{halted} · {check.hours.text}"
    return check.hours.text if check.hours.takes else say("⚠️ {text} (거부될 수 있어요)", text=check.hours.text)


def _moved(percent: Decimal) -> str:
    direction = say("올랐어요") if percent > 0 else say("내렸어요")
    return say("⚠️ 그 사이 {percent:.1f}% {direction}. 새 가격으로 할까요?", percent=abs(percent), direction=direction)
