"""The order types (주문구분) of domestic stocks."""

from __future__ import annotations

from kis.simulator.orders import Condition, OrderKind, Pricing

KINDS = {
    kind.code: kind
    for kind in (
        OrderKind("00", "지정가", Pricing.LIMIT),
        OrderKind("01", "시장가", Pricing.MARKET),
        OrderKind("02", "조건부지정가", Pricing.LIMIT, market_at_close=True),
        OrderKind("03", "최유리지정가", Pricing.BEST),
        OrderKind("04", "최우선지정가", Pricing.OWN_BEST),
        OrderKind("05", "장전시간외", Pricing.CLOSE),
        OrderKind("06", "장후시간외", Pricing.CLOSE),
        OrderKind("11", "IOC지정가", Pricing.LIMIT, Condition.IOC),
        OrderKind("12", "FOK지정가", Pricing.LIMIT, Condition.FOK),
        OrderKind("13", "IOC시장가", Pricing.MARKET, Condition.IOC),
        OrderKind("14", "FOK시장가", Pricing.MARKET, Condition.FOK),
        OrderKind("15", "IOC최유리", Pricing.BEST, Condition.IOC),
        OrderKind("16", "FOK최유리", Pricing.BEST, Condition.FOK),
        OrderKind("21", "중간가", Pricing.MIDDLE),
        OrderKind("22", "스톱지정가", Pricing.LIMIT, stops=True),
        OrderKind("23", "중간가IOC", Pricing.MIDDLE, Condition.IOC),
        OrderKind("24", "중간가FOK", Pricing.MIDDLE, Condition.FOK),
        OrderKind("27", "NXT GTP지정가", Pricing.LIMIT),
        OrderKind("28", "NXT GTP최유리", Pricing.BEST),
        OrderKind("29", "NXT GTP최우선", Pricing.OWN_BEST),
        OrderKind("41", "KRX애프터마켓지정가", Pricing.LIMIT),
        OrderKind("42", "KRX애프터마켓지정가IOC", Pricing.LIMIT, Condition.IOC),
        OrderKind("43", "KRX애프터마켓지정가FOK", Pricing.LIMIT, Condition.FOK),
        OrderKind("44", "KRX애프터마켓최유리지정가", Pricing.BEST),
        OrderKind("45", "KRX애프터마켓최유리지정가IOC", Pricing.BEST, Condition.IOC),
        OrderKind("46", "KRX애프터마켓최유리지정가FOK", Pricing.BEST, Condition.FOK),
        OrderKind("47", "KRX애프터마켓최우선지정가", Pricing.OWN_BEST),
    )
}
"""Order types the simulator matches."""

PAPER_KINDS = frozenset({"00", "01", "02", "03", "04"})
"""Order types of paper trading (모의투자)."""
