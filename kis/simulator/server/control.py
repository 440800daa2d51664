"""`/_sim/…`: the hand that moves the simulator. No KIS client ever sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from kis.market.ticks import UNLIMITED
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.orders import Order
from kis.simulator.server.address import is_loopback
from kis.simulator.server.faults import Faults, read_fault
from kis.simulator.server.fields import BadControl, Fields
from kis.simulator.server.http import Request, Response, json_response
from kis.simulator.server.journal import Journal
from kis.simulator.server.sockets import Sockets
from kis.simulator.tape import Quote

PREFIX = "/_sim/"
_YEAR_SECONDS = 366 * 86_400
_MOST_SECONDS = 86_400
_WS = ("drop", "silence", "refuse", "garbage", "repeat")


class Control:
    """Carries out control calls. A wrong one is answered with 400 and a sentence, and changes nothing."""

    def __init__(
        self, broker: Broker, sockets: Sockets, faults: Faults, journal: Journal, reset: Callable[[], None]
    ) -> None:
        self._broker = broker
        self._sockets = sockets
        self._faults = faults
        self._journal = journal
        self._reset = reset
        self._gets: Mapping[str, Callable[[], object]] = {
            "accounts": self._accounts,
            "orders": self._orders,
            "journal": journal.entries,
        }
        self._posts: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "price": self._price,
            "clock": self._clock,
            "fault": self._fault,
            "ws": self._ws,
            "autoplay": self._autoplay,
            "reset": lambda _sent: reset(),
        }

    def answer(self, request: Request) -> Response:
        """Answer one call; Host and Origin must name this machine, so that no web page can reach it."""
        origin = urlsplit(request.headers.get("origin", "http://localhost")).netloc
        if not is_loopback(request.headers.get("host", "")) or not is_loopback(origin):
            return _refused(403, "이 컴퓨터(localhost)에서만 부를 수 있어요.")
        name = request.path.removeprefix(PREFIX).strip("/")
        calls: Mapping[str, Any] = self._gets if request.method == "GET" else self._posts
        if request.method not in {"GET", "POST"} or name not in calls:
            return self._unknown(request.method, name)
        if request.method == "GET":
            return json_response(self._gets[name]())
        sent = request.json if request.body.strip() else {}
        if not isinstance(sent, dict):
            return _refused(400, "본문을 JSON 객체로 보내 주세요.")
        try:
            self._posts[name](sent)
        except BadControl as bad:
            return _refused(400, str(bad))
        return json_response({"now": self._broker.clock.now().isoformat()})

    def _unknown(self, method: str, name: str) -> Response:
        if name in self._gets or name in self._posts:
            right = "GET" if name in self._gets else "POST"
            return _refused(405, f"{method} 대신 {right} 방식으로 불러 주세요.")
        known = ", ".join([*self._gets, *self._posts])
        return _refused(404, f"그런 호출은 없어요. 쓸 수 있는 호출: {known}")

    def _accounts(self) -> list[dict[str, object]]:
        return [_account(info) for info in self._broker.accounts]

    def _orders(self) -> list[dict[str, object]]:
        owners = {info.account: info for info in self._broker.accounts}
        return [_order(row, owners[row.account]) for row in self._broker.all_orders()]

    def _price(self, sent: Mapping[str, Any]) -> None:
        fields = Fields(sent, "symbol", "price", "volume")
        symbol, written = fields.text("symbol"), fields.price("price", high=10**9)
        volume = fields.whole("volume", low=1, high=10**10) if fields.get("volume") is not None else None
        try:
            floor = self._broker.floor_of(symbol)
        except KeyError:
            raise BadControl(f"'{symbol}'은(는) 시뮬레이터에 없는 종목이에요.") from None
        try:
            self._broker.set_price(symbol, written, volume)
        except ValueError:
            raise BadControl(_no_trade_at(written, floor.quote(symbol))) from None

    def _clock(self, sent: Mapping[str, Any]) -> None:
        fields = Fields(sent, "now", "advance")
        if ("now" in sent) == ("advance" in sent):
            raise BadControl("'now'와 'advance' 가운데 하나만 보내 주세요.")
        if "now" in sent:
            moment = fields.moment("now")
            if moment - self._broker.clock.now() > timedelta(seconds=_YEAR_SECONDS):
                raise BadControl("'now'에는 앞으로 366일 안의 시각을 넣어 주세요. 그사이의 모든 날이 지나가야 해요.")
            self._broker.clock.set(moment)
        else:
            self._broker.clock.advance(timedelta(seconds=fields.number("advance", low=0, high=_YEAR_SECONDS)))
        self._broker.now()

    def _fault(self, sent: Mapping[str, Any]) -> None:
        """Arm a fault, or take all back: `{"clear": true}`."""
        if sent == {"clear": True}:
            self._faults.clear()
        else:
            self._faults.add(read_fault(sent))

    def _ws(self, sent: Mapping[str, Any]) -> None:
        fields = Fields(sent, "do", "hts_id", "seconds")
        do = fields.choice("do", _WS)
        hts_id = fields.text("hts_id") if fields.get("hts_id") is not None else None
        if do == "drop":
            self._sockets.drop(hts_id)
        elif do == "silence":
            self._sockets.silence(hts_id, fields.number("seconds", low=0, high=_MOST_SECONDS))
        elif do == "refuse":
            self._sockets.refuse(fields.number("seconds", low=0, high=_MOST_SECONDS))
        elif do == "garbage":
            self._sockets.garbage(hts_id)
        else:
            self._sockets.repeat(hts_id)

    def _autoplay(self, sent: Mapping[str, Any]) -> None:
        self._broker.autoplay(Fields(sent, "on").truth("on"))


def _account(info: AccountInfo) -> dict[str, object]:
    known = asdict(info)
    return {key: known[key] for key in ("env", "app_key", "app_secret", "account", "hts_id", "cash")}


def _order(row: Order, owner: AccountInfo) -> dict[str, object]:
    """`quantity` = filled + remaining + cancelled + rejected + moved; `moved` went on to an amendment."""
    return {
        "env": owner.env,
        "account": row.account,
        "hts_id": owner.hts_id,
        "date": row.id.day.isoformat(),
        "branch": row.branch,
        "number": row.number,
        "original": row.original,
        "action": row.action.value,
        "side": row.side.value,
        "symbol": row.symbol,
        "name": row.name,
        "kind": row.kind.code,
        "venue": str(row.venue),
        "credit": row.credit.kind if row.credit else "",
        "loan_day": row.loan_day.isoformat() if row.loan_day else "",
        "quantity": row.quantity,
        "price": _written(row, row.price),
        "filled": row.filled,
        "amount": _written(row, row.amount),
        "remaining": row.remaining,
        "cancelled": row.cancelled,
        "rejected": row.rejected,
        "moved": row.moved,
        "time": row.time.isoformat(),
    }


def _written(row: Order, units: int) -> int | str:
    """Return a price or an amount as a customer writes it: whole won as a number, anything finer as text."""
    board = row.listing.board
    return str(board.decimal(units)) if board.decimals else units


def _no_trade_at(price: Decimal, quote: Quote) -> str:
    board = quote.listing.board
    unit = "" if board.decimals else "원"
    lower, upper = (f"{board.decimal(limit):,}{unit}" for limit in (quote.lower, quote.upper))
    limits = f"{lower}부터" if quote.upper == UNLIMITED else f"{lower}부터 {upper}까지"
    return f"{price:,}{unit}에는 체결될 수 없어요. {limits} 호가단위에 맞춰 주세요."


def _refused(status: int, sentence: str) -> Response:
    return json_response({"error": sentence}, status)
