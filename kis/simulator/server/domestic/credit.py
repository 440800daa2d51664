"""주식 신용주문: orders that take up or repay a loan, and what can be bought with one."""

from __future__ import annotations

from kis.domestic.balance import BuyingPower
from kis.domestic.credit import CreditBuy, CreditOrder, CreditPowerQuery, CreditSell
from kis.domestic.orders import OrderAccepted
from kis.simulator.broker import Broker
from kis.simulator.orders import Credit, PlaceOrder, Side
from kis.simulator.server.domestic.orders import accepted
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.refusing import invalid_field
from kis.simulator.server.routes import Call
from kis.units import Shares, Won


class CreditDesk:
    """Passes credit orders on; they are amended and cancelled as cash orders are. All of it raises `Refusal`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def buy(self, call: Call, request: CreditBuy) -> OrderAccepted:
        """신용 매수."""
        return self._place(call, request, Side.BUY, request.credit_type)

    def sell(self, call: Call, request: CreditSell) -> OrderAccepted:
        """신용 매도."""
        return self._place(call, request, Side.SELL, request.credit_type)

    def _place(self, call: Call, request: CreditOrder, side: Side, credit_type: str) -> OrderAccepted:
        """Raises `Denied` for RSVN_ORD_YN Y, which KIS lists without a word on it: 주식예약주문 reserves."""
        if request.reserved:
            raise invalid_field("RSVN_ORD_YN")
        wish = PlaceOrder(
            side=side,
            symbol=request.symbol,
            quantity=request.quantity,
            price=request.price,
            kind=request.order_type.value,
            venue=request.venue,
            credit=Credit(credit_type, request.loan_date),
            stop=request.condition_price or 0,
        )
        return accepted(self._broker.place(call.info, wish))

    def buying_power(self, call: Call, request: CreditPowerQuery) -> BuyingPower:
        """신용매수가능: how much a loan and the free cash buy together."""
        power = self._broker.domestic.buying_power(
            call.info, request.symbol, request.price, request.order_type.value, on_credit=True
        )
        return with_zeros(
            BuyingPower,
            cash=Won(power.cash),
            unit_price=Won(power.unit_price),
            value=Won(power.amount),
            quantity=Shares(power.quantity),
            value_with_credit=Won(power.amount),
            quantity_with_credit=Shares(power.quantity),
        )
