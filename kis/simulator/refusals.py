"""What the broker says when it says no, in KIS's codes and words.

Real and paper trading answer with different codes (see `_ANSWERS`). Codes seen from outside are used where they
are known; the others (marked so) are of the same family, because their true number is not published.
"""

from __future__ import annotations

from enum import Enum, auto

from kis.credentials import Environment


class Reason(Enum):
    """Why an order is refused."""

    UNKNOWN_SYMBOL = auto()
    NOT_ON_VENUE = auto()
    VENUE_NOT_IN_PAPER = auto()
    ORDER_TYPE = auto()
    NO_MARKET_ORDER = auto()
    QUANTITY = auto()
    OFF_TICK = auto()
    PRICE_LIMIT = auto()
    CASH = auto()
    SELLABLE = auto()
    NOTHING_HELD = auto()
    HOLIDAY = auto()
    BEFORE_OPEN = auto()
    AFTER_CLOSE = auto()
    NOT_IN_PAPER = auto()
    CREDIT_TYPE = auto()
    NO_CREDIT = auto()
    LOAN = auto()
    RESERVATION_HOURS = auto()
    RESERVATION_END = auto()
    UNKNOWN_RESERVATION = auto()
    CLOSED_ABROAD = auto()
    DECIMALS = auto()
    LOT = auto()
    NO_AMENDMENT = auto()
    UNKNOWN_ORDER = auto()
    NOTHING_LEFT = auto()
    OVER_REMAINING = auto()


class Refusal(Exception):
    """The broker refuses: `code` (msg_cd), `message` (msg1, Korean) and `rt_cd`."""

    def __init__(self, reason: Reason, code: str, message: str, rt_cd: str = "1") -> None:
        super().__init__(f"{code} {message}")
        self.reason = reason
        self.code = code
        self.message = message
        self.rt_cd = rt_cd


_UNDONE = "모의투자 주문처리가 안되었습니다"
_CLOSED = ("APBK0918", "장운영시간이 아닙니다.(주문불가)")
_NOT_OFFERED = ("90000000", "모의투자에서는 해당업무가 제공되지 않습니다.")

# reason: (real code and words), (paper code and words)
_ANSWERS: dict[Reason, tuple[tuple[str, str], tuple[str, str]]] = {
    Reason.UNKNOWN_SYMBOL: (("APBK0656", "해당종목정보가 없습니다."), ("40070000", f"{_UNDONE}(매매불가 종목)")),
    Reason.NOT_ON_VENUE: (("APBK0656", "해당 거래소에서 거래할 수 없는 종목입니다."), _NOT_OFFERED),
    Reason.VENUE_NOT_IN_PAPER: (("APBK0919", "거래소 구분을 확인하시기 바랍니다."), _NOT_OFFERED),
    Reason.ORDER_TYPE: (  # both codes unconfirmed
        ("APBK0919", "주문구분을 확인하시기 바랍니다."),
        ("40090000", f"{_UNDONE}(주문구분 오류)"),
    ),
    Reason.NO_MARKET_ORDER: (("APBK1943", "시장가 주문이 불가합니다."), ("40090000", f"{_UNDONE}(주문구분 오류)")),
    Reason.QUANTITY: (  # both codes unconfirmed
        ("APBK0919", "주문수량을 확인하시기 바랍니다."),
        ("40020000", f"{_UNDONE}(주문수량 오류)"),
    ),
    Reason.OFF_TICK: (("APBK0919", "호가단위를 확인하시기 바랍니다."), ("40030000", f"{_UNDONE}(호가단위 오류)")),
    Reason.PRICE_LIMIT: (  # paper code unconfirmed
        ("APBK0919", "주문단가가 상/하한가를 벗어났습니다."),
        ("40040000", f"{_UNDONE}(상/하한가 오류)"),
    ),
    Reason.CASH: (("APBK0952", "주문가능금액을 초과 했습니다"), ("40310000", "모의투자 주문가능금액이 부족합니다.")),
    Reason.SELLABLE: (
        ("APBK0400", "주문 가능한 수량을 초과했습니다."),
        ("40240000", "모의투자 매도가능수량이 부족합니다."),
    ),
    Reason.NOTHING_HELD: (
        ("APBK0400", "주문 가능한 수량을 초과했습니다."),
        ("40240000", "모의투자 잔고내역이 없습니다."),
    ),
    Reason.HOLIDAY: (("APBK0919", "장운영일자가 주문일과 상이합니다."), ("40100000", "모의투자 영업일이 아닙니다.")),
    Reason.BEFORE_OPEN: (_CLOSED, ("40570000", "모의투자 장시작전 입니다.")),
    Reason.AFTER_CLOSE: (_CLOSED, ("40580000", "모의투자 장종료 입니다.")),
    Reason.NOT_IN_PAPER: (_NOT_OFFERED, _NOT_OFFERED),
    Reason.CREDIT_TYPE: (("APBK0919", "신용유형을 확인하시기 바랍니다."), _NOT_OFFERED),  # real code unconfirmed
    Reason.NO_CREDIT: (("APBK0919", "신용거래가 불가한 종목입니다."), _NOT_OFFERED),  # real code unconfirmed
    Reason.LOAN: (  # real code unconfirmed
        ("APBK0400", "신용상환 가능한 대출내역이 없거나 수량을 초과했습니다."),
        _NOT_OFFERED,
    ),
    Reason.RESERVATION_HOURS: (("APBK0918", "예약주문 가능시간이 아닙니다."), _NOT_OFFERED),  # real code unconfirmed
    Reason.RESERVATION_END: (("APBK0919", "예약주문 종료일자를 확인하시기 바랍니다."), _NOT_OFFERED),  # unconfirmed
    Reason.UNKNOWN_RESERVATION: (("APBK0344", "예약주문내역이 존재하지 않습니다."), _NOT_OFFERED),  # unconfirmed
    Reason.CLOSED_ABROAD: (
        ("APBK1664", "해당 거래소의 주문가능시간이 아닙니다."),
        ("40580000", "모의투자 장종료 입니다."),
    ),
    Reason.DECIMALS: (
        ("APTR0057", "주문단가의 소수점 자리수가 초과되었습니다."),
        ("40030000", f"{_UNDONE}(호가단위 오류)"),
    ),
    Reason.LOT: (  # both codes unconfirmed
        ("APBK0919", "매매수량단위를 확인하시기 바랍니다."),
        ("40020000", f"{_UNDONE}(주문수량 오류)"),
    ),
    Reason.NO_AMENDMENT: (  # both codes unconfirmed
        ("APBK0919", "정정주문이 불가한 주문입니다."),
        ("40330000", "모의투자 정정할 수 없는 주문입니다."),
    ),
    Reason.UNKNOWN_ORDER: (  # real code unconfirmed
        ("APBK0344", "원주문정보가 존재하지 않습니다."),
        ("40330000", "모의투자 정정/취소할 주문이 없습니다."),
    ),
    Reason.NOTHING_LEFT: (  # real code unconfirmed
        ("APBK0345", "정정취소 가능수량이 없습니다."),
        ("40330000", "모의투자 정정/취소할 수량이 없습니다."),
    ),
    Reason.OVER_REMAINING: (  # real code unconfirmed
        ("APBK0346", "정정취소 가능수량을 초과했습니다."),
        ("40330000", "모의투자 정정/취소할 수량을 초과했습니다."),
    ),
}
_LEDGER = frozenset({Reason.CASH, Reason.SELLABLE, Reason.NOTHING_HELD, Reason.LOAN})


def refusal(reason: Reason, environment: Environment) -> Refusal:
    """Return the refusal of `environment` for `reason`, to be raised. The real ledger answers with rt_cd 7."""
    real, paper = _ANSWERS[reason]
    if environment is Environment.PAPER:
        return Refusal(reason, *paper)
    return Refusal(reason, *real, rt_cd="7" if reason in _LEDGER else "1")
