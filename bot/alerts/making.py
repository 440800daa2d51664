"""Whether an alert can be made, and its row: what a market cannot tell is refused with the nearest that works."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.alerts.listed import segment_of, venue_of
from bot.alerts.rules import Basis, Condition
from bot.alerts.wishes import Wish
from bot.connection import Connection
from bot.errors import UserError
from bot.i18n import later, say
from bot.money import POINTS, WON, money
from bot.names import key_of
from bot.quoting.assets import Asset, unit_of
from bot.storage import alerts as store
from bot.storage import watching
from bot.storage.states import AlertRule
from bot.storage.tables import Alert, User
from kis.market.clock import KST
from kis.symbols import Instrument

MOST = 100
"""Alerts one user may have waiting."""
OF_PRICE = frozenset({AlertRule.ABOVE, AlertRule.BELOW, AlertRule.CROSS_UP, AlertRule.CROSS_DOWN})
"""Rules whose figure is a price."""
EXTREMES = frozenset({AlertRule.HIGH, AlertRule.LOW})
_CLOSE = time(15, 45)

_NO_VI = later("VI는 국내 주식과 ETF에만 있어요. 등락률로 걸어 보세요. 예: 알림 {name} ±5%")
_NO_VOLUME = later("지수에는 거래량 알림이 없어요. 값이나 등락률로 걸어 보세요. 예: 알림 {name} ±2%")
_NO_EXTREMES = later("모의투자에서는 해외 종목의 당일 고가를 볼 수 없어요. 등락률로 걸어 보세요. 예: 알림 {name} ±3%")
_UNIT = later("{name}의 값은 {unit} 단위예요. 단위를 빼거나 바꿔 적어 주세요. 예: 알림 {name} {example} 이상")
_UNITS = {
    WON: later("원"), POINTS: later("포인트"), "USD": later("달러"), "HKD": later("홍콩달러"), "CNY": later("위안"),
    "JPY": later("엔"), "VND": later("동"),
}  # fmt: skip
_WHOLE = later("원은 소수점 없이 적어 주세요. 예: 알림 {name} {example} 이상")
_RANGE = later("지금 {price}이에요. 0보다 크고 현재가의 10배보다 작은 값으로 적어 주세요.")


def check(instrument: Instrument, wish: Wish, *, paper: bool) -> None:
    """Raises `UserError` for what nobody can tell of this instrument, with what works instead."""
    asset, rule, name = Asset.of(instrument), wish.condition.rule, instrument.name
    if rule is AlertRule.VI and asset not in (Asset.STOCK, Asset.FUND):
        raise UserError(say(_NO_VI, name=name))
    if rule is AlertRule.VOLUME and asset in (Asset.INDEX, Asset.INDEX_ABROAD):
        raise UserError(say(_NO_VOLUME, name=name))
    if rule in EXTREMES and asset is Asset.ABROAD and paper:
        raise UserError(say(_NO_EXTREMES, name=name))
    unit, example = unit_of(instrument), f"{int(wish.condition.target):,}"
    if wish.units and unit not in wish.units:
        raise UserError(say(_UNIT, name=name, unit=say(_UNITS[unit]), example=example))
    if rule in OF_PRICE and unit == WON and wish.condition.target != int(wish.condition.target):
        raise UserError(say(_WHOLE, name=name, example=example))


def turned(condition: Condition, instrument: Instrument, basis: Basis) -> Condition:
    """The condition as it waits from a price on: a crossing for the side on which the market is not.

    Raises `UserError` for a target out of all proportion.
    """
    if condition.rule in OF_PRICE and not 0 < condition.target < 10 * basis.price:
        raise UserError(say(_RANGE, price=money(basis.price, unit_of(instrument))))
    return condition.turned if condition.gate(basis).opens(basis.price) else condition


async def make(session: AsyncSession, user: User, connection: Connection, instrument: Instrument, wish: Wish) -> Alert:
    """Write an alert down; one on a contract ends with it. Raises `UserError` where there are too many."""
    if await store.count_of_user(session, user.id) >= MOST:
        text = later("알림은 {most}개까지 걸 수 있어요. 「알림」에서 하나를 지우고 다시 해 주세요.")
        raise UserError(say(text, most=MOST))
    now = datetime.now(UTC)
    row = Alert(
        user_id=user.id,
        credential_id=connection.credential_id,
        symbol=key_of(instrument),
        name=instrument.name,
        rule=wish.condition.rule,
        target=wish.condition.target,
        segment=segment_of(instrument),
        venue=venue_of(instrument),
        currency=unit_of(instrument),
        repeat=wish.repeat,
        created_at=now,
        expires_at=_end(instrument, now, wish),
    )
    alert = await store.add(session, row)
    await watching.armed(session, alert.id, connection.now())
    return alert


def _end(instrument: Instrument, now: datetime, wish: Wish) -> datetime:
    contract, end = instrument.contract, now + wish.life
    if contract is None or contract.expires is None:
        return end
    last = datetime.combine(contract.expires, _CLOSE, KST)
    return min(end, last) if last > now else end
