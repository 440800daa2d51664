"""Every market the bot trades in, behind one seam.

The core of trading (claim, send once, lost answers, fills, KIS's list, cards) is one path for all of them; a market
only translates (`market.Market`). To add one:

1. give it a `Segment` in `bot.storage.terms`: account, order numbers and lists of its own;
2. write its module here: what can be ordered and when (`terms`, with a sentence for what cannot), what the account
   allows (`look`, `limits`), the calls (`send`), the day's list as `Row`s (`listed`) and its notices (`heard`);
3. put it into `MARKETS`, and where it is listed into `LISTED`.

Orders that are reserved (예약주문) have markets of their own, `RESERVING`, for their numbers, lists and hours are their
own; what comes of them is an order of the market beside.

Prices are `Figure`s in the currency of the row; `rate` turns them into won, which personal limits are in. `venue` says
where an order goes within its segment (KRX, NXT; NASD, BAQ; DAY, NIGHT), `order_type` how it is priced, `funding`
with what it is paid: a new kind of order is a value of one of these, which `terms` chooses and `send` reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.errors import UserError
from bot.i18n import say
from bot.markets.derivatives import Derivatives
from bot.markets.domestic import Domestic
from bot.markets.heard import Heard
from bot.markets.market import Market, Reserving
from bot.markets.overseas import Overseas
from bot.markets.reserved import Reserved
from bot.markets.reserved_abroad import ReservedAbroad
from bot.storage.terms import Segment
from bot.typed import typed_line, typed_name
from kis.credentials import Environment
from kis.market.fees import DOMESTIC, OVERSEAS
from kis.market.fees import Market as Listed
from kis.realtime import derivatives, overseas
from kis.realtime.channel import Channel
from kis.realtime.notices import Notice
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

LISTED = {
    Segment.DOMESTIC: DOMESTIC | {Listed.ELW},
    Segment.OVERSEAS: OVERSEAS,
    Segment.DERIVATIVES: frozenset({Listed.FUTURE, Listed.OPTION}),
}
RESERVING: dict[Segment, Reserving] = {market.segment: market for market in (Reserved(), ReservedAbroad())}
"""Where orders are reserved, each beside the market in which they trade then (`Segment.home`)."""
MARKETS: dict[Segment, Market] = {market.segment: market for market in (Domestic(), Overseas(), Derivatives())}
_ALL: dict[Segment, Market] = {**MARKETS, **RESERVING}


def of(segment: Segment) -> Market:
    """Return the market of a segment."""
    return _ALL[segment]


def currency_of(instrument: Instrument) -> str:
    """Return in what an instrument's prices are."""
    market = of_instrument(instrument)
    return market.currency(market.venue(instrument), instrument.code)


def contract(code: str) -> Instrument | None:
    """Return the future or option of a short code which no list knows; None if it is no such code."""
    try:
        return MARKETS[Segment.DERIVATIVES].unlisted(code.upper(), code.upper(), "")
    except (ValueError, LookupError):
        return None


def can_order(instrument: Instrument) -> bool:
    """Whether an instrument trades in one of the markets; an index does not."""
    return any(instrument.market in listed for listed in LISTED.values())


def of_instrument(instrument: Instrument) -> Market:
    """Return the market that an instrument trades in. Raises `UserError` for what nobody can order, as an index."""
    for segment, listed in LISTED.items():
        if instrument.market in listed:
            return MARKETS[segment]
    raise UserError(
        say(
            "{name:은/는} 주문할 수 없어요. 주식, ETF, ELW, 해외주식, 선물·옵션 이름을 적어 주세요.",
            name=instrument.name,
        )
    )


def reserving(instrument: Instrument) -> Market:
    """Return the market in which orders of an instrument are reserved. Raises `UserError` where there is none."""
    home = of_instrument(instrument).segment
    if (found := next((market for market in RESERVING.values() if market.segment.home is home), None)) is None:
        raise UserError(
            say(
                "선물·옵션은 예약할 수 없어요. 장이 열리면 이렇게 주문해 주세요: {example}",
                example=typed_line(f"매수 {typed_name(instrument)} 1 시장가"),
            )
        )
    return found


def ordering(instrument: Instrument, *, reserved: bool) -> Market:
    """Return the market in which an instrument is ordered, or reserved. Raises `UserError` as those do."""
    return reserving(instrument) if reserved else of_instrument(instrument)


def today(now: datetime) -> dict[Segment, set[date]]:
    """Return the days of orders that trade now, in each market."""
    return {segment: market.today(now) for segment, market in MARKETS.items()}


def heard(connection: Connection, notice: Notice, now: datetime) -> Heard | None:
    """Read a notice by whichever market it is of; None if it is about another account: an HTS id hears them all."""
    for market in MARKETS.values():
        if (found := market.heard(notice, now)) is not None:
            own = found.account is None or market.owns(connection, found.account.strip())
            return found if own else None
    return None


_NOTICES = (
    overseas.NOTICES,
    derivatives.NOTICES,
    derivatives.NIGHT_FUTURES_NOTICES,
    derivatives.NIGHT_OPTION_NOTICES,
)


def notices(environment: Environment) -> Sequence[Channel[Any]]:
    """Channels of order notices besides those of domestic stocks; paper lacks some."""
    real = environment is Environment.REAL
    return [channel for channel in _NOTICES if real or channel.paper]
