"""Check cards, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot import markets
from bot.buttons import Rows, Style
from bot.korean import particle
from bot.markets.words import ORDER_TYPES
from bot.money import money
from bot.names import key_of
from bot.quotes import Quote
from bot.storage.states import IntentKind
from bot.storage.tables import Intent, Order
from bot.storage.terms import WON, Figure, Funding
from bot.trading.checks import Check, Share
from bot.trading.conditions import Conditions
from bot.trading.draft import AmbiguousName, Market, Price
from bot.trading.offers import Offer
from bot.trading.presses import Again, AmendOrder, Confirm, ConfirmAll, Drop, DropAll, StartOrder
from bot.trading.quantities import Part, Quantity, written
from bot.views import reckoning
from bot.views.orders import SIDES, at, count, state, terms, title, worth
from bot.views.text import BADGES, bold, change, number, safe
from kis.credentials import Environment
from kis.domestic.codes import Side
from kis.symbols import Instrument
from kis.units import Shares

_COLOURS = {Side.BUY: ("🔴", Style.RED), Side.SELL: ("🔵", Style.BLUE)}
_SAMPLE = {WON: "70000", "JPY": "2700", "VND": "25000"}
"""A price to show in examples, by currency."""
WHAT = {IntentKind.NEW: "주문", IntentKind.AMEND: "정정", IntentKind.CANCEL: "취소"}


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
            dot, colour = _COLOURS[offer.intent.side]
            return ((confirm.button(f"{dot} {SIDES[offer.intent.side]} 확정", colour), drop.button("취소")),)
        case IntentKind.AMEND:
            return ((confirm.button("정정 확정", Style.GREEN), drop.button("취소")),)
        case IntentKind.CANCEL:
            return ((confirm.button("취소 확정", Style.RED),), (drop.button("그만두기 (취소 안 함)"),))


def dropped(intent: Intent, environment: Environment) -> str:
    """The user let it go."""
    return f"{title(intent)} · {WHAT[intent.kind]}하지 않았어요. {BADGES[environment]}"


def unsent(intent: Intent, environment: Environment, why: str) -> str:
    """The press came to nothing and nothing was sent."""
    what = WHAT[intent.kind]
    return f"{title(intent)} · {what}{particle(what, '을', '를')} 보내지 않았어요. {BADGES[environment]}\n{safe(why)}"


def sending(intent: Intent, environment: Environment) -> str:
    """The card of an amendment or a cancellation while it is under way."""
    return f"{title(intent)} · {WHAT[intent.kind]} 전송 중… {BADGES[environment]}"


def taken(intent: Intent, environment: Environment) -> str:
    """KIS has passed it on; that is not yet its result."""
    price = "" if intent.kind is IntentKind.CANCEL else f" ({at(intent.price, intent.order_type, intent.currency)})"
    return (
        f"{title(intent)} · {WHAT[intent.kind]} 접수{price} {BADGES[environment]}\n결과는 주문 카드에 바로 보여 드려요."
    )


def refused(intent: Intent, environment: Environment, why: str) -> str:
    """An amendment or a cancellation that was refused; the order stands as it was."""
    return f"{title(intent)} · {WHAT[intent.kind]} 거부 {BADGES[environment]}\n{safe(why)}"


def unknown(intent: Intent, environment: Environment) -> str:
    """The answer to an amendment or a cancellation was lost."""
    what = WHAT[intent.kind]
    return (
        f"{title(intent)} · {what} 결과 불명 ⏳ {BADGES[environment]}\n"
        "KIS의 답이 없어요. 다시 보내지 않고 주문 목록에서 확인하고 있어요."
    )


def again(intent: Intent) -> Rows:
    """Look at the same afresh."""
    return ((Again(intent.id).button("다시 확인"),),)


def all_cancelled(offers: Sequence[Offer], left: int) -> str:
    """The card that cancels all that is open, but for `left` orders."""
    lines = [f"<b>{BADGES[offers[0].environment]} 모두 취소 확인</b> {number(len(offers))}건"]
    lines += [f"{title(offer.intent)} 남은 {count(offer.intent)}" for offer in offers]
    if left:
        lines.append(f"⚠️ 미체결 {number(left)}건은 여기에 없어요. 이 뒤에 「취소 전부」를 한 번 더 보내 주세요.")
    return "\n".join([*lines, "유효 60초 · 그 사이 체결되면 체결이 먼저예요."])


def cancel_all_buttons(offers: Sequence[Offer]) -> Rows:
    """As under a single cancellation."""
    first = offers[0].intent.id
    return (
        (ConfirmAll(first).button("모두 취소 확정", Style.RED),),
        (DropAll(first).button("그만두기 (취소 안 함)"),),
    )


def name_buttons(side: Side, choice: AmbiguousName) -> Rows:
    """Several instruments fit the name: the order goes on with what else was written."""
    return tuple(
        (
            StartOrder.of(side, key_of(one), choice.price, choice.quantity, choice.conditions).button(
                f"{one.name} {one.code}"
            ),
        )
        for one in choice.candidates
    )


def ask_price(
    side: Side, instrument: Instrument, quantity: Quantity, unit: str, funding: Funding = Funding.CASH
) -> str:
    """The price is missing."""
    how_many = written(quantity, unit)
    typed = quantity if isinstance(quantity, int) else how_many
    verb = funding.word + SIDES[side]
    example = f"{verb} {safe(instrument.name)} {typed} {_SAMPLE.get(markets.currency_of(instrument), '120.5')}"
    return f"{bold(instrument.name)} {how_many} {verb} · 가격을 골라 주세요.\n직접 적어도 돼요. 예: {example}"


def price_buttons(
    side: Side,
    instrument: Instrument,
    quantity: Quantity,
    choice: Sequence[tuple[str, Price]],
    conditions: Conditions,
) -> Rows:
    """시장가, 현재가, 상대 1호가."""
    key = key_of(instrument)
    return tuple(
        (StartOrder.of(side, key, price, quantity, conditions).button(text, _COLOURS[side][1]),)
        for text, price in choice
    )


def ask_quantity(
    side: Side, instrument: Instrument, price: Price | None, unit: str, funding: Funding = Funding.CASH
) -> str:
    """The quantity is missing."""
    currency = markets.currency_of(instrument)
    sample: object = "시장가" if currency == WON else _SAMPLE.get(currency, "120.5")
    at, written = "", sample
    if price is not None and not isinstance(price, Market):
        at, written = f"{money(price, markets.currency_of(instrument))}에 ", price
    verb = funding.word + SIDES[side]
    example = f"{verb} {safe(instrument.name)} 10 {written}"
    return f"{bold(instrument.name)} {at}몇 {unit} {verb}할까요?\n직접 적어도 돼요. 예: {example}"


def quantity_buttons(side: Side, instrument: Instrument, price: Price | None, conditions: Conditions) -> Rows:
    """A few usual quantities; 전량 of what there is to sell."""
    key, lot = key_of(instrument), instrument.lot or 1
    unit = markets.of_instrument(instrument).segment.unit
    wanted = [lot * count for count in (1, 5, 10, 50, 100)]
    counts = tuple(
        StartOrder.of(side, key, price, Shares(count), conditions).button(f"{count:,}{unit}") for count in wanted
    )
    if side is Side.BUY:
        return (counts,)
    parts = ((Part.HALF, "절반"), (Part.ALL, "전량"))
    return counts, tuple(StartOrder.of(side, key, price, part, conditions).button(text) for part, text in parts)


def ask_new_price(order: Order, prices: Sequence[Figure]) -> str:
    """정정 pressed: to which price?"""
    example = f"정정 A{order.short_no} {prices[0]}"
    return f"#A{order.short_no} {safe(order.name)} · 얼마로 정정할까요?\n직접 적어도 돼요. 예: {example}"


def new_price_buttons(order: Order, prices: Sequence[Figure]) -> Rows:
    """Prices near the market."""
    return (tuple(AmendOrder(order.short_no, str(price)).button(number(price)) for price in prices),)


def _new(offer: Offer, check: Check) -> list[str]:
    name, badge, unit = check.instrument.name, BADGES[offer.environment], check.market.segment.unit
    kind, about = ORDER_TYPES.get(check.order_type, check.order_type), "≈" if check.price is None else "="
    venue = check.market.venue_name(check.venue)
    lines = [
        f"<b>{badge} {check.funding.word}{SIDES[check.side]} 확인 · {safe(name)}</b> {check.instrument.code} ({venue})",
        f"{number(check.quantity)}{unit} × {_at(check)} {about} {_worth(check)}   {kind}",
    ]
    lines += reckoning.quantity(check)
    if check.typed is not None and check.typed != check.price:
        tick = money(check.tick, check.currency)
        lines.append(
            f"가격 조정 {number(check.typed)} → {at(check.price, check.order_type, check.currency)} (호가단위 {tick})"
        )
    lines.append(_market(check.quote))
    if check.loan_date is not None:
        lines.append(reckoning.loan(check.side, check.loan_date))
    lines.append(f"{_possible(check)}{_share(check.share)}")
    paid_in = check.market.cash_currency(check.venue)
    tax = "" if check.tax is None or check.side is Side.BUY else f" · 세금≈{money(check.tax, paid_in)}"
    lines.append(f"수수료≈{money(check.fee, paid_in)}{tax} · {_session(check)}")
    return [*lines, *offer.notes, f"유효 60초 · #A{offer.intent.short_no}"]


def _changed(offer: Offer) -> list[str]:
    intent, badge = offer.intent, BADGES[offer.environment]
    lines = [f"<b>{badge} {WHAT[intent.kind]} 확인 · {title(intent)}</b>"]
    if offer.order is not None:
        lines.append(f"{terms(offer.order)} · {state(offer.order)}")
    if intent.kind is IntentKind.AMEND:
        before = "" if offer.order is None else at(offer.order.price, offer.order.order_type, intent.currency)
        after = at(intent.price, intent.order_type, intent.currency)
        lines.append(f"남은 {count(intent)}  {before} → {bold(after)}")
        if offer.typed is not None:
            lines.append(f"가격 조정 {number(offer.typed)} → {after} (호가단위에 맞췄어요)")
    else:
        lines.append(f"남은 {count(intent)}{particle(count(intent), '을', '를')} 취소해요.")
    if offer.quote is not None:
        lines.append(_market(offer.quote))
    return [*lines, *offer.notes, "유효 60초 · 그 사이 체결되면 체결이 먼저예요."]


def _at(check: Check) -> str:
    now = money(check.quote.price, check.currency)
    return money(check.price, check.currency) if check.price is not None else f"현재가 {now}"


def _worth(check: Check) -> str:
    """All of it, and in won where prices are not."""
    return worth(check.amount, check.currency, check.limits.rate)


def _market(quote: Quote) -> str:
    shown = f"현재 {number(quote.price)} {change(quote.change, quote.change_rate)}"
    if quote.upper_limit and quote.lower_limit:
        shown += f"\n상한 {number(quote.upper_limit)} · 하한 {number(quote.lower_limit)}"
    return shown


def _possible(check: Check) -> str:
    most = f"{number(check.limits.largest)}{check.market.segment.unit}"
    if check.side is Side.SELL:
        return f"{check.funding.word}매도가능 {most}"
    able = "주문가능(미수제외)" if check.funding is Funding.CASH else "신용주문가능"
    if check.limits.cash is None:
        return f"{able} 최대 {most}"
    return f"{able} {money(check.limits.cash, check.market.cash_currency(check.venue))}\n최대 {most}"


def _share(share: Share | None) -> str:
    return " · 비중 –" if share is None else f" · 비중 {share.before}→{share.after}%"


def _session(check: Check) -> str:
    if check.quote.halted:
        return "⚠️ 거래정지 종목이에요"
    return check.hours.text if check.hours.takes else f"⚠️ {check.hours.text} (거부될 수 있어요)"


def _moved(percent: Decimal) -> str:
    direction = "올랐어요" if percent > 0 else "내렸어요"
    return f"⚠️ 그 사이 {abs(percent):.1f}% {direction}. 새 가격으로 할까요?"
