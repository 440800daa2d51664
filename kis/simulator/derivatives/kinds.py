"""The order types (주문구분) of futures and options."""

from __future__ import annotations

from kis.simulator.orders import Condition, OrderKind, Pricing

KINDS = {
    kind.code: kind
    for kind in (
        OrderKind("01", "지정가", Pricing.LIMIT),
        OrderKind("02", "시장가", Pricing.MARKET),
        OrderKind("03", "조건부지정가", Pricing.LIMIT, market_at_close=True),
        OrderKind("04", "최유리지정가", Pricing.BEST),
        OrderKind("10", "지정가IOC", Pricing.LIMIT, Condition.IOC),
        OrderKind("11", "지정가FOK", Pricing.LIMIT, Condition.FOK),
        OrderKind("12", "시장가IOC", Pricing.MARKET, Condition.IOC),
        OrderKind("13", "시장가FOK", Pricing.MARKET, Condition.FOK),
        OrderKind("14", "최유리IOC", Pricing.BEST, Condition.IOC),
        OrderKind("15", "최유리FOK", Pricing.BEST, Condition.FOK),
    )
}
"""By KIS's code."""
