"""선물옵션 야간: the account during the night."""

from __future__ import annotations

from kis.derivatives.balance import NightBalance, NightFunds, NightOrderable, NightPosition
from kis.derivatives.codes import NightKind
from kis.derivatives.history import NightOrder, NightOrderHistory, NightOrderTotals
from kis.derivatives.night import NightBalanceQuery, NightOrderableQuery, NightOrdersQuery
from kis.simulator.broker import Broker
from kis.simulator.derivatives.hours import NIGHT
from kis.simulator.server.derivatives import rows
from kis.simulator.server.derivatives.account import find_room
from kis.simulator.server.derivatives.balance import funds, kept, position, worth
from kis.simulator.server.derivatives.orders import SIDE_NAMES
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.routes import Call
from kis.units import Contracts, Won


class NightDesk:
    """Answers the questions that have a form of their own at night; the account is the same."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._floor = broker.derivatives

    def daily_orders(self, call: Call, request: NightOrdersQuery) -> NightOrderHistory:
        """(야간) 주문체결 내역, newest first."""
        wanted = {NightKind.FUTURES.value: False, NightKind.OPTIONS.value: True}.get(request.kind.strip())
        found = [
            row
            for row in rows.orders(self._broker, call, request, NIGHT)
            if wanted in (None, rows.contract(row).is_option)
        ]
        made = (with_zeros(NightOrder, **rows.order_row(call, row)) for row in found)
        return NightOrderHistory(orders=tuple(made), totals=NightOrderTotals(**rows.totals(self._broker, found)))

    def balance(self, call: Call, request: NightBalanceQuery) -> NightBalance:
        """(야간) 잔고현황."""
        standing = self._floor.standing(call.info)
        return NightBalance(
            positions=tuple(
                with_zeros(
                    NightPosition,
                    **position(call, row, request),
                    side_code=rows.SIDE_CODES[row.side] if row.side else None,
                    trade_kind=SIDE_NAMES[row.side] if row.side else "",
                )
                for row in standing.positions
            ),
            funds=with_zeros(
                NightFunds,
                **funds(standing, request),
                maintenance_margin=Won(standing.maintenance),
                maintenance_cash_margin=Won(standing.maintenance),
                maintenance_rate=kept(standing),
                shortage=Won(standing.call),
                **worth(standing, request),
            ),
        )

    def orderable(self, call: Call, request: NightOrderableQuery) -> NightOrderable:
        """(야간) 주문가능. Raises `Refusal` for a contract that is not listed."""
        listing, room = find_room(self._broker, call, request)
        return NightOrderable(
            total=Contracts(room.closable + room.opening),
            closable=Contracts(room.closable),
            quantity=Contracts(room.opening),
            reference_price=rows.eight(listing.decimal(self._floor.quote(listing.code).last)),
        )
