"""Keys of overseas channels: how a stock is named when it is registered."""

from __future__ import annotations

from enum import StrEnum


class Exchange(StrEnum):
    """Exchanges by KIS's quote code (EXCD)."""

    NASDAQ = "NAS"
    NYSE = "NYS"
    AMEX = "AMS"
    HONG_KONG = "HKS"
    SHANGHAI = "SHS"
    SHENZHEN = "SZS"
    TOKYO = "TSE"
    HANOI = "HNX"
    HO_CHI_MINH = "HSX"


_DAYTIME = {Exchange.NASDAQ: "BAQ", Exchange.NYSE: "BAY", Exchange.AMEX: "BAA"}


def overseas_key(symbol: str, exchange: Exchange, *, realtime: bool = False, daytime: bool = False) -> str:
    """Return the key of a stock: `DNASAAPL`.

    `realtime` asks for the feed that must be ordered from KIS (`RNASAAPL`); the free one is real time for the US and
    15 minutes late elsewhere. `daytime` is the US market by Korean day (주간거래, `RBAQAAPL`), which has no free key of
    its own. Raises ValueError for a daytime market that does not exist, or a blank symbol.
    """
    if not symbol.strip():
        raise ValueError("a key needs a symbol")
    if not daytime:
        return f"{'R' if realtime else 'D'}{exchange.value}{symbol.strip().upper()}"
    if exchange not in _DAYTIME:
        raise ValueError(f"{exchange.name} has no daytime market")
    return f"R{_DAYTIME[exchange]}{symbol.strip().upper()}"
