"""해외주식 주문과 예약주문: what is sent, and the broker's receipt."""

from __future__ import annotations

from decimal import Decimal

from kis.domestic.orders import OrderAccepted
from kis.overseas.codes import Exchange
from kis.overseas.daytime import DaytimeAmend, DaytimeBuy, DaytimeCancel, DaytimeSell
from kis.overseas.orders import Amend, Buy, Cancel, Sell
from kis.overseas.reservations import (
    CancelInAsia,
    CancelInUS,
    ReservationCancelled,
    ReservationsQuery,
    ReserveBuy,
    Reserved,
    ReserveSell,
)
from kis.overseas.reserved import Reservation
from kis.simulator.accounts import AccountInfo
from kis.simulator.broker import Broker
from kis.simulator.orders import AmendOrder, CancelOrder, PlaceOrder, Receipt, Side
from kis.simulator.overseas import reservations
from kis.simulator.overseas.kinds import DAYTIME, KINDS, SPLIT
from kis.simulator.refusals import Reason, refusal
from kis.simulator.server.overseas.shown import SIDE_CODES, SIDE_NAMES, meant, meant_by, price
from kis.simulator.server.routes import Call, Said
from kis.units import Amount, Units

_RESERVED = ("APBK0013", "주문 전송 완료 되었습니다.")
_UNRESERVED = ("APBK1711", "예약주문이 취소되었습니다.")
RESERVED, UNRESERVED = (Said(words, words) for words in (_RESERVED, _UNRESERVED))


class OrderDesk:
    """Passes orders on. All of it raises `Refusal`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def buy(self, call: Call, request: Buy) -> OrderAccepted:
        """매수."""
        return self._placed(call, request, Side.BUY)

    def sell(self, call: Call, request: Sell) -> OrderAccepted:
        """매도."""
        return self._placed(call, request, Side.SELL)

    def _placed(self, call: Call, request: Buy | Sell, side: Side) -> OrderAccepted:
        floor, kind = self._broker.overseas, request.order_type.value
        wish = self._wish(call.info, request, side, kind, request.exchange.value)
        if kind not in SPLIT:
            return _accepted(floor.place(call.info, wish))
        until_close = request.span == "02" or request.start is None or request.end is None
        span = "정규장종료까지" if until_close else f"{request.start:%H:%M}~{request.end:%H:%M}"
        return _accepted(floor.place_split(call.info, wish, span))

    def daytime_buy(self, call: Call, request: DaytimeBuy) -> OrderAccepted:
        """미국 주간 매수."""
        return self._daytime(call, request, Side.BUY)

    def daytime_sell(self, call: Call, request: DaytimeSell) -> OrderAccepted:
        """미국 주간 매도."""
        return self._daytime(call, request, Side.SELL)

    def _daytime(self, call: Call, request: DaytimeBuy, side: Side) -> OrderAccepted:
        listing = self._broker.overseas.listing(request.symbol)
        if listing is None or listing.exchange is not request.exchange:
            raise refusal(Reason.UNKNOWN_SYMBOL, call.info.env)
        wish = self._wish(call.info, request, side, "00", DAYTIME)
        return _accepted(self._broker.overseas.place(call.info, wish))

    def _wish(
        self, info: AccountInfo, request: Buy | Sell | DaytimeBuy, side: Side, kind: str, venue: str
    ) -> PlaceOrder:
        units = units_of(self._broker, info, request.symbol, request.price)
        return PlaceOrder(side, request.symbol, request.quantity, units, kind, venue)

    def amend(self, call: Call, request: Amend | DaytimeAmend) -> OrderAccepted:
        """정정: the rest gets another price; the amendment has a number of its own and the type of the order."""
        floor, number = self._broker.overseas, request.number.strip().lstrip("0")
        found = [order for order in floor.amendable(call.info) if order.number.lstrip("0") == number]
        change = AmendOrder(
            number=request.number,
            price=units_of(self._broker, call.info, request.symbol, request.price),
            kind=found[0].kind.code if found else "00",
            quantity=request.quantity,
            all_remaining=request.quantity == 0,
        )
        return _accepted(floor.amend(call.info, change))

    def cancel(self, call: Call, request: Cancel | DaytimeCancel) -> OrderAccepted:
        """취소; quantity 0 means all, and the price means nothing."""
        wish = CancelOrder(request.number, request.quantity, all_remaining=False)
        return _accepted(self._broker.overseas.cancel(call.info, wish))


class ReservationDesk:
    """Passes reservations on, and tells what became of them. All of it raises `Refusal`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def buy(self, call: Call, request: ReserveBuy) -> Reserved:
        """예약 매수."""
        return self._reserved(call, request, Side.BUY)

    def sell(self, call: Call, request: ReserveSell) -> Reserved:
        """예약 매도."""
        return self._reserved(call, request, Side.SELL)

    def _reserved(self, call: Call, request: ReserveBuy | ReserveSell, side: Side) -> Reserved:
        kind, exchange = request.order_type.value, request.exchange
        units = units_of(self._broker, call.info, request.symbol, request.price)
        wish = PlaceOrder(side, request.symbol, request.quantity, units, kind, exchange.value)
        return _receipt(self._broker.overseas.reserve(call.info, wish))

    def cancel(self, call: Call, request: CancelInUS) -> ReservationCancelled:
        """미국 예약주문 취소, by number and day."""
        made = self._broker.overseas.cancel_reservation(call.info, request.number, request.date)
        return ReservationCancelled(number=made.number)

    def cancel_in_asia(self, call: Call, request: CancelInAsia) -> Reserved:
        """아시아 예약주문 취소."""
        return _receipt(self._broker.overseas.cancel_reservation(call.info, request.number or "", request.date))

    def list(self, call: Call, request: ReservationsQuery) -> tuple[Reservation, ...]:
        """예약주문 목록, oldest first; of all exchanges if none is named."""
        named = call.params["ovrs_excg_cd"].strip()
        wanted = meant_by(call, request.exchange) if named else tuple(Exchange)
        rows = self._broker.overseas.reservations(call.info, request.start, request.end)
        return tuple(self._row(kept) for kept in rows if kept.listing.exchange in wanted)

    def _row(self, kept: reservations.Reservation) -> Reservation:
        order, listing, wish = self._broker.overseas.reserved_order(kept), kept.listing, kept.wish
        state = "취소" if kept.cancelled else "거부" if kept.refused else "처리" if order else "접수"
        return Reservation(
            cancelled=kept.cancelled,
            date=kept.taken.date(),
            number=kept.number,
            order_date=order.id.day if order else None,
            branch=order.branch if order else None,
            order_number=order.number if order else None,
            side=SIDE_CODES[wish.side],
            side_name=f"{KINDS[wish.kind].name}{SIDE_NAMES[wish.side]}",
            state={"접수": "01", "처리": "02", "취소": "03", "거부": "04"}[state],
            state_name=state,
            symbol=listing.code,
            product_type=listing.exchange.product_type,
            name=listing.name,
            time=kept.taken.time().replace(microsecond=0),
            sent_at=kept.sent_at.time().replace(microsecond=0) if kept.sent_at else None,
            kind_name=state,
            exchange_code=listing.exchange.value,
            market_name=listing.exchange.korean_name,
            clerk="999999",
            quantity=Units(Decimal(wish.quantity)),
            price=price(listing, wish.price),
            filled=Units(Decimal(order.filled if order else 0)),
            average_price=Amount(listing.board.decimal(round(order.average)) if order else Decimal(0)),
            unprocessed_reason=kept.refused,
        )


def units_of(broker: Broker, info: AccountInfo, symbol: str, written: Decimal) -> int:
    """Return a price in units; raises `Refusal` if it is finer than the market writes prices."""
    listing = broker.overseas.listing(symbol)
    if listing is None:
        raise refusal(Reason.UNKNOWN_SYMBOL, info.env)
    try:
        return listing.board.units(written)
    except ValueError:
        raise refusal(Reason.DECIMALS, info.env) from None


def _receipt(kept: reservations.Reservation) -> Reserved:
    """The US answers with ODNO, Asia with the day and OVRS_RSVN_ODNO."""
    if kept.listing.exchange in meant(Exchange.NASDAQ):
        return Reserved(us_number=kept.number)
    return Reserved(date=kept.taken.date(), asian_number=kept.number)


def _accepted(receipt: Receipt) -> OrderAccepted:
    return OrderAccepted(branch=receipt.branch, number=receipt.number, time=receipt.time.time().replace(microsecond=0))
