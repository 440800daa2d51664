"""Keys of overseas channels: how a stock is named when it is registered."""

from __future__ import annotations

from kis.overseas.codes import DaytimeMarket, QuotedAt


def overseas_key(symbol: str, market: QuotedAt, *, realtime: bool = False) -> str:
    """Return the key of a stock: `DNASAAPL` for `overseas_key("AAPL", Exchange.NASDAQ)`.

    `realtime` asks for the feed that must be ordered from KIS (`RNASAAPL`); the free one is real time for the US and
    15 minutes late elsewhere. The US market by Korean day (주간거래, `DaytimeMarket`) has R keys alone. Raises
    ValueError for a blank symbol.
    """
    if not symbol.strip():
        raise ValueError("a key needs a symbol")
    feed = "R" if realtime or isinstance(market, DaytimeMarket) else "D"
    return f"{feed}{market.quote_code}{symbol.strip().upper()}"
