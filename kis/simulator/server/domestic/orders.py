"""주식주문: what is sent, and the broker's receipt."""

from __future__ import annotations

from kis.domestic.orders import Amend, Buy, Cancel, OrderAccepted, Sell
from kis.simulator.broker import Broker
from kis.simulator.orders import AmendOrder, CancelOrder, PlaceOrder, Receipt, Side
from kis.simulator.server.routes import Call, Said

_SENT = ("APBK0013", "주문 전송 완료 되었습니다.")
BOUGHT = Said(_SENT, ("40600000", "모의투자 매수주문이 완료 되었습니다."))
SOLD = Said(_SENT, ("40590000", "모의투자 매도주문이 완료 되었습니다."))
# the two paper codes below are of the same family; their true numbers are not published
AMENDED = Said(_SENT, ("40610000", "모의투자 정정주문이 완료 되었습니다."))
CANCELLED = Said(_SENT, ("40620000", "모의투자 취소주문이 완료 되었습니다."))
_EXAMPLE_BRANCH = "06010"


class OrderDesk:
    """Passes orders on. All of it raises `Refusal`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def buy(self, call: Call, request: Buy) -> OrderAccepted:
        """현금 매수."""
        return self._place(call, request, Side.BUY)

    def sell(self, call: Call, request: Sell) -> OrderAccepted:
        """현금 매도."""
        return self._place(call, request, Side.SELL)

    def _place(self, call: Call, request: Buy | Sell, side: Side) -> OrderAccepted:
        wish = PlaceOrder(
            side=side,
            symbol=request.symbol,
            quantity=request.quantity,
            price=request.price,
            kind=request.order_type.value,
            venue=request.venue,
            stop=request.condition_price or 0,
        )
        return accepted(self._broker.place(call.info, wish))

    def amend(self, call: Call, request: Amend) -> OrderAccepted:
        """정정; the amendment has a number of its own."""
        wish = AmendOrder(
            number=request.number,
            price=request.price,
            kind=request.order_type.value,
            quantity=request.quantity,
            all_remaining=request.whole,
            branch=_branch(request.branch),
            stop=request.condition_price or 0,
        )
        return accepted(self._broker.amend(call.info, wish))

    def cancel(self, call: Call, request: Cancel) -> OrderAccepted:
        """취소; quantity 0 means all, and the price means nothing."""
        wish = CancelOrder(request.number, request.quantity, request.whole, _branch(request.branch))
        return accepted(self._broker.cancel(call.info, wish))


def accepted(receipt: Receipt) -> OrderAccepted:
    """Return the broker's receipt as KIS writes it."""
    return OrderAccepted(branch=receipt.branch, number=receipt.number, time=receipt.time.time())


def _branch(sent: str) -> str:
    """Return the branch meant; clients send that of KIS's published example, whatever their order's answer said."""
    return "" if sent.strip() == _EXAMPLE_BRANCH else sent
