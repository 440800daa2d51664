"""The order types (주문구분) of overseas stocks, and where an order is worked."""

from __future__ import annotations

from kis.simulator.orders import Condition, OrderKind, Pricing

KINDS = {
    kind.code: kind
    for kind in (
        OrderKind("00", "지정가", Pricing.LIMIT),
        OrderKind("31", "장개시시장가", Pricing.MARKET, Condition.IOC),
        OrderKind("32", "장개시지정가", Pricing.LIMIT, Condition.IOC),
        OrderKind("33", "장마감시장가", Pricing.MARKET),
        OrderKind("34", "장마감지정가", Pricing.LIMIT),
        OrderKind("35", "TWAP지정가", Pricing.LIMIT),
        OrderKind("36", "VWAP지정가", Pricing.LIMIT),
        OrderKind("50", "단주지정가", Pricing.LIMIT),
    )
}
AT_OPEN = frozenset({"31", "32"})
"""Matched with the opening price or not at all."""
AT_CLOSE = frozenset({"33", "34"})
"""Matched with the closing price or not at all."""
SPLIT = frozenset({"35", "36"})
"""Worked through the regular session; here they are limit orders that match in it as they can."""
DAYTIME = "DAYTIME"
"""Venue of an order for the US daytime market; others name their exchange."""
