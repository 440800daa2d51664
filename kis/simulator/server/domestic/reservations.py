"""주식 예약주문: taken in the evening, told in the morning."""

from __future__ import annotations

from collections.abc import Iterator

from kis.domestic.codes import OrderType, SideFilter
from kis.domestic.loans import ReservationFunding
from kis.domestic.reservations import (
    AmendReservation,
    CancelReservation,
    Processed,
    Reservation,
    ReservationChanged,
    ReservationsQuery,
    ReserveBuy,
    Reserved,
    ReserveSell,
)
from kis.simulator.broker import Broker
from kis.simulator.domestic import reservations
from kis.simulator.domestic.credit import BUYS, SELLS
from kis.simulator.orders import Credit, PlaceOrder, Side
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.domestic.account import SIDE_CODES, funded_side
from kis.simulator.server.domestic.zeros import with_zeros
from kis.simulator.server.refusing import invalid_field
from kis.simulator.server.routes import Call, Said
from kis.units import Shares, Won

_MADE = ("APBK2938", "예약주문이 접수되었습니다.")
_CANCELLED = ("APBK1711", "예약주문이 취소되었습니다.")
_AMENDED = ("KIOK0430", "정상적으로 처리되었습니다")
MADE, AMENDED, CANCELLED = (Said(words, words) for words in (_MADE, _AMENDED, _CANCELLED))

_SIDES = {code.value: side for side, code in SIDE_CODES.items()}
_OPEN_API = "31"


class ReservationDesk:
    """Passes reservations on, and tells what became of them. All of it raises `Refusal`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def place(self, call: Call, request: ReserveBuy | ReserveSell) -> Reserved:
        """예약주문."""
        made = self._broker.domestic.reserve(call.info, _wish(call, request), request.end_date)
        return Reserved(reservation_number=str(made.sequence))

    def amend(self, call: Call, request: AmendReservation) -> ReservationChanged:
        """예약주문 정정, under the same number."""
        number, wish = _number(call, request), _wish(call, request)
        self._broker.domestic.amend_reservation(call.info, number, wish, request.end_date)
        return ReservationChanged(done=True)

    def cancel(self, call: Call, request: CancelReservation) -> ReservationChanged:
        """예약주문 취소; of the order only the number counts."""
        self._broker.domestic.cancel_reservation(call.info, _number(call, request))
        return ReservationChanged(done=True)

    def list(self, call: Call, request: ReservationsQuery) -> tuple[Reservation, ...]:
        """예약주문 조회, oldest first."""
        return tuple(self._rows(call, request))

    def _rows(self, call: Call, request: ReservationsQuery) -> Iterator[Reservation]:
        for kept in self._broker.domestic.reservations(call.info, request.start, request.end):
            if _is_asked(kept, request):
                yield _row(kept)


def _wish(call: Call, request: ReserveBuy | ReserveSell | AmendReservation) -> PlaceOrder:
    side = _SIDES.get(request.side.value)
    if side is None:
        raise invalid_field("SLL_BUY_DVSN_CD")
    return PlaceOrder(
        side=side,
        symbol=request.symbol,
        quantity=request.quantity,
        price=request.price,
        kind=request.order_type.value,
        credit=_credit(call, request, side),
    )


def _credit(call: Call, request: ReserveBuy | ReserveSell | AmendReservation, side: Side) -> Credit | None:
    """A new loan is one of the day on which the order is sent, whatever day is named."""
    funding = request.funding.value
    if request.funding is ReservationFunding.CASH:
        return None
    if funding not in (BUYS if side is Side.BUY else SELLS):
        raise refusal(Reason.CREDIT_TYPE, call.info.env)
    return Credit(funding, None if side is Side.BUY else request.loan_date)


def _number(call: Call, request: AmendReservation | CancelReservation) -> int:
    number = request.reservation_number.strip()
    if not number.isdecimal():
        raise refusal(Reason.UNKNOWN_RESERVATION, call.info.env)
    return int(number)


def _is_asked(kept: reservations.Reservation, request: ReservationsQuery) -> bool:
    processed = {Processed.DONE: kept.tried is not None, Processed.WAITING: kept.tried is None}
    return (
        processed.get(request.processed, True)
        and not (request.valid_only and kept.cancelled)
        and request.reservation_number.strip().lstrip("0") in ("", str(kept.sequence))
        and request.symbol.strip() in ("", kept.wish.symbol)
        and request.side in (SideFilter.ALL, SIDE_CODES[kept.wish.side].value)
    )


def _row(kept: reservations.Reservation) -> Reservation:
    wish = kept.wish
    return with_zeros(
        Reservation,
        reservation_number=str(kept.sequence),
        order_date=kept.tried or kept.first,
        received_on=kept.taken.date(),
        symbol=wish.symbol,
        order_type=OrderType(wish.kind),
        quantity=Shares(wish.quantity),
        filled=Shares(kept.filled),
        cancelled_on=kept.cancelled.date() if kept.cancelled else None,
        time=kept.sent_at.time() if kept.sent_at else None,
        telephone="*",
        rejection=kept.refused or None,
        number=kept.sent[-1].number if kept.sent else None,
        received_at=kept.taken.time(),
        name=kept.name,
        side=SIDE_CODES[wish.side],
        price=Won(wish.price),
        filled_value=Won(kept.amount),
        loan_date=wish.credit.loan_day if wish.credit else None,
        cancelled_at=kept.cancelled.time() if kept.cancelled else None,
        result=_result(kept),
        order_type_name=funded_side(wish.side, wish.credit),
        media=_OPEN_API,
        end_date=kept.last,
    )


def _result(kept: reservations.Reservation) -> str:
    """처리결과; of its words KIS's examples show 미처리 alone."""
    if kept.tried is None:
        return "취소" if kept.cancelled else "미처리"
    return "거부" if kept.refused else "처리"
