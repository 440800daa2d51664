"""What stands in forged presses where it belongs to nobody: words, some of them never ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WORDS: Mapping[str, Sequence[str]] = {
    "symbol": ("005930", "<b>&", "없는종목", "AAPL@NASDAQ", "2001", "1@MOON"),
    "words": ("삼성", "", "애플", "x" * 30),
    "then": ("quote", "book", "x"),
    "quantity": ("1", "", "½"),
    "venue": ("", "NXT", "MOON"),
    "funding": ("", "credit", "moon"),
    "reserve": ("+", "~2026-11-24", "=2026-13-40", "", "x"),
    "kind": ("", "34", "½"),
    "side": ("buy", "sell", "x"),
    "environment": ("paper", "paper", "real", "moon"),
    "cap": ("order", "x", "order"),
    "role": ("admin", "x", "trader"),
    "topic": ("주문", "", "x"),
    "language": ("en", "", "xx"),
    "span": ("d80x1", "m80x7", "m78x5@20261125", "d80x1@20261125", "x"),
    "watchlist": ("기본", "", "없음", "x" * 30),
    "period": ("이번달", "", "2026-10", "x"),
    "fact": ("trades", "days", "investors", "members", "overtime", "info", "parts", "nav", "x"),
    "live": ("trades", "book", "", "x"),
    "place": ("", "nxt", "krx", "moon"),
    "rank": ("volume", "rise", "vi", "", "x"),
    "where": ("home", "kosdaq", "NASD", "x"),
    "group": ("001", "", "999", "x"),
    "screen": ("0", "", "99", "x"),
    "conditions": ("P10~50", "", "P50~10", "Z1~", "P10~50,,", "x"),
    "product": ("k200", "mini", "", "x"),
    "month": ("202612", "", "x", "２０２６１２"),
    "key": ("assets", "fills", "split", "", "x"),
    "rule": ("above", "high", "x"),
    "target": ("70000", "0", "½"),
    "repeat": ("once", "daily", "x"),
    "held": ("home", "abroad", "contracts", "x"),
    "more": ("", "W", "093000", "x", "all", "T", "1"),
}
