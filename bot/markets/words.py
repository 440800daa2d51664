"""What users read and write for the terms of an order."""

from __future__ import annotations

from bot.i18n import Said, later
from bot.storage.terms import Funding, OrderType
from bot.typed import typed_line
from kis.domestic.codes import Side
from kis.market.sessions import Venue

VERBS = {Side.BUY: "매수", Side.SELL: "매도"}
"""What an order begins with in Korean."""
SIDES = Said({Side.BUY: later("매수"), Side.SELL: later("매도")})
"""The same as a user reads it."""
TYPED = {
    "MOO": OrderType.MARKET_ON_OPEN,
    "LOO": OrderType.LIMIT_ON_OPEN,
    "MOC": OrderType.MARKET_ON_CLOSE,
    "LOC": OrderType.LIMIT_ON_CLOSE,
    "TWAP": OrderType.TWAP,
    "VWAP": OrderType.VWAP,
    "단주": OrderType.ODD_LOT,
    "지정가": OrderType.LIMIT,
    "최유리": OrderType.BEST,
    "최우선": OrderType.OWN_BEST,
    "중간가": OrderType.MID,
    "조건부": OrderType.CONDITIONAL_LIMIT,
    "시간외": OrderType.POST_CLOSE,
    "장전": OrderType.PRE_OPEN,
    "장전시간외": OrderType.PRE_OPEN,
    "종가": OrderType.POST_CLOSE,
    "시간외종가": OrderType.POST_CLOSE,
}
"""Order types as they stand at the end of a line. 시장가 stands in the place of the price."""

FILL_OR_KILL = {
    "IOC": {
        OrderType.LIMIT: OrderType.LIMIT_IOC,
        OrderType.MARKET: OrderType.MARKET_IOC,
        OrderType.BEST: OrderType.BEST_IOC,
        OrderType.MID: OrderType.MID_IOC,
    },
    "FOK": {
        OrderType.LIMIT: OrderType.LIMIT_FOK,
        OrderType.MARKET: OrderType.MARKET_FOK,
        OrderType.BEST: OrderType.BEST_FOK,
        OrderType.MID: OrderType.MID_FOK,
    },
}
"""What a type becomes where the rest is not to wait (IOC), or all of it is to trade at once or nothing (FOK)."""

MARKET_WORDS = frozenset({"시장가", "시장"})
"""What stands in the place of a price."""

VENUES = frozenset(Venue)
"""Where domestic stocks are ordered, as it stands at the end of a line."""

ORDER_TYPES = Said(
    {
        OrderType.LIMIT: later("지정가"),
        OrderType.MARKET: later("시장가"),
        OrderType.CONDITIONAL_LIMIT: later("조건부지정가"),
        OrderType.BEST: later("최유리지정가"),
        OrderType.OWN_BEST: later("최우선지정가"),
        OrderType.PRE_OPEN: later("장전 시간외"),
        OrderType.POST_CLOSE: later("장후 시간외"),
        OrderType.LIMIT_IOC: later("지정가 IOC"),
        OrderType.LIMIT_FOK: later("지정가 FOK"),
        OrderType.MARKET_IOC: later("시장가 IOC"),
        OrderType.MARKET_FOK: later("시장가 FOK"),
        OrderType.BEST_IOC: later("최유리 IOC"),
        OrderType.BEST_FOK: later("최유리 FOK"),
        OrderType.MID: later("중간가"),
        OrderType.STOP_LIMIT: later("스톱지정가"),
        OrderType.MID_IOC: later("중간가 IOC"),
        OrderType.MID_FOK: later("중간가 FOK"),
        OrderType.MARKET_ON_OPEN: later("장개시 시장가(MOO)"),
        OrderType.LIMIT_ON_OPEN: later("장개시 지정가(LOO)"),
        OrderType.MARKET_ON_CLOSE: later("장마감 시장가(MOC)"),
        OrderType.LIMIT_ON_CLOSE: later("장마감 지정가(LOC)"),
        OrderType.TWAP: later("TWAP(정규장 마감까지 나눠서)"),
        OrderType.VWAP: later("VWAP(정규장 마감까지 나눠서)"),
        OrderType.AFTER_LIMIT: later("지정가"),
        OrderType.AFTER_LIMIT_IOC: later("지정가 IOC"),
        OrderType.AFTER_LIMIT_FOK: later("지정가 FOK"),
        OrderType.AFTER_BEST: later("최유리지정가"),
        OrderType.AFTER_BEST_IOC: later("최유리 IOC"),
        OrderType.AFTER_BEST_FOK: later("최유리 FOK"),
        OrderType.AFTER_OWN_BEST: later("최우선지정가"),
        OrderType.ODD_LOT: later("단주지정가"),
    }
)


def typed_verb(side: Side, funding: Funding = Funding.CASH) -> str:
    """The word an order begins with, as the reader types it: `매수`, `/buy`."""
    return typed_line(("" if funding is Funding.CASH else "신용") + VERBS[side])
