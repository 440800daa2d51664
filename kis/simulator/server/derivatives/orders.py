"""선물옵션 주문: what is sent, and the floor's receipt."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kis.credentials import Environment
from kis.derivatives.orders import Amend, Buy, Cancel, ChangeAccepted, NewOrder, OrderAccepted, Sell
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.derivatives.hours import DAY
from kis.simulator.orders import AmendOrder, CancelOrder, Order, PlaceOrder, Receipt, Side
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.routes import Call, Said

_SENT = ("APBK0029", "주문전송이 정상적으로 처리되었습니다.")
BOUGHT = Said(_SENT, ("40600000", "모의투자 매수주문이 완료 되었습니다."))
SOLD = Said(_SENT, ("40590000", "모의투자 매도주문이 완료 되었습니다."))
# the two paper codes below are of the same family; their true numbers are not published
AMENDED = Said(_SENT, ("40610000", "모의투자 정정주문이 완료 되었습니다."))
CANCELLED = Said(_SENT, ("40620000", "모의투자 취소주문이 완료 되었습니다."))
SIDE_NAMES = {Side.SELL: "매도", Side.BUY: "매수"}


class OrderDesk:
    """Passes the orders of one session on. All of it raises `Refusal`."""

    def __init__(self, broker: Broker, venue: str) -> None:
        self._broker = broker
        self._floor = broker.derivatives
        self._venue = venue

    def buy(self, call: Call, request: Buy) -> OrderAccepted:
        """매수."""
        return self._place(call, request, Side.BUY)

    def sell(self, call: Call, request: Sell) -> OrderAccepted:
        """매도."""
        return self._place(call, request, Side.SELL)

    def _place(self, call: Call, request: NewOrder, side: Side) -> OrderAccepted:
        symbol = request.symbol.strip().upper()
        wish = PlaceOrder(
            side=side,
            symbol=symbol,
            quantity=request.quantity,
            price=self._units(call.info, symbol, request.price),
            kind=request.order_type.value,
            venue=self._venue,
        )
        receipt = self._floor.place(call.info, wish)
        return OrderAccepted(**self._receipt(call.info, receipt))

    def _units(self, info: AccountInfo, symbol: str, price: Decimal) -> int:
        """Return a price in units; one with too many decimals is off its tick."""
        listing = self._floor.listing(symbol)
        if listing is None:
            return 0
        try:
            return listing.board.units(price)
        except ValueError:
            raise refusal(Reason.OFF_TICK, info.env) from None

    def amend(self, call: Call, request: Amend) -> ChangeAccepted:
        """정정; the amendment has a number of its own."""
        self._check_quantity(call.info, request.quantity)
        original = self._original(call.info, request.number)
        wish = AmendOrder(
            number=request.number,
            price=self._units(call.info, original.symbol, request.price),
            kind=request.order_type.value,
            quantity=request.quantity,
            all_remaining=request.whole,
        )
        return self._changed(call.info, self._floor.amend(call.info, wish), original)

    def cancel(self, call: Call, request: Cancel) -> ChangeAccepted:
        """취소; the price means nothing."""
        self._check_quantity(call.info, request.quantity)
        original = self._original(call.info, request.number)
        wish = CancelOrder(request.number, request.quantity, request.whole)
        return self._changed(call.info, self._floor.cancel(call.info, wish), original)

    def _check_quantity(self, info: AccountInfo, quantity: int) -> None:
        """KIS takes 0 for all on a real account by day only."""
        if quantity == 0 and (info.env is Environment.PAPER or self._venue != DAY):
            raise refusal(Reason.QUANTITY, info.env)

    def _original(self, info: AccountInfo, number: str) -> Order:
        wanted = number.strip().lstrip("0")
        rows = [row for row in self._floor.every_order() if row.account == info.account and row.venue == self._venue]
        found = next((row for row in reversed(rows) if row.number.lstrip("0") == wanted), None)
        if found is None:
            raise refusal(Reason.UNKNOWN_ORDER, info.env)
        return found

    def _receipt(self, info: AccountInfo, receipt: Receipt) -> dict[str, Any]:
        rows = (row for row in reversed(self._floor.every_order()) if row.account == info.account)
        order = next(row for row in rows if row.number == receipt.number)
        listing = self._floor.markets[order.symbol].listing
        return {
            "account_name": info.owner,
            "trade_kind": SIDE_NAMES[order.side],
            "name": f"{listing.specification.name} {listing.name}" if listing.board.decimals else listing.name,
            "time": receipt.time.time(),
            "branch": receipt.branch,
            "number": receipt.number,
        }

    def _changed(self, info: AccountInfo, receipt: Receipt, original: Order) -> ChangeAccepted:
        return ChangeAccepted(**self._receipt(info, receipt), original_number=original.number)
