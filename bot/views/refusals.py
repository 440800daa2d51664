"""What to do about each refusal of KIS, by its code (msg_cd) and, where one code serves several reasons, its words.

Codes whose kind of error says enough (a full second, a lost answer) have no line here; `failures` speaks for them.
"""

from __future__ import annotations

from bot.i18n import later
from kis.errors import KisError

_CLOSED = later("지금은 주문을 받지 않는 시간이에요. 장이 열린 뒤에 다시 보내 주세요.")
_CASH = later("주문할 수 있는 금액을 넘었어요. 「가능」으로 살 수 있는 수량을 보고 줄여 주세요.")
_SHARES = later("팔 수 있는 수량을 넘었어요. 「잔고」와 「미체결」을 보고 수량을 줄여 주세요.")
_PRICE = later("가격이 호가단위나 상·하한가에 맞지 않아요. 「호가」에서 가격을 골라 주세요.")
_KIND = later("여기서는 받지 않는 주문 종류예요. 가격을 적어 지정가로 보내 주세요.")
_QUANTITY = later("주문 수량이 맞지 않아요. 거래 단위에 맞는 수량으로 고쳐 주세요.")
_SYMBOL = later("거래할 수 없는 종목이에요. 종목 이름만 보내 어떤 종목인지 확인해 주세요.")
_ORDER = later("정정하거나 취소할 주문이 남아 있지 않아요. 「미체결」에서 남은 수량을 확인해 주세요.")
_RESERVED = later("그 예약주문이 없어요. 한국투자 앱에서 남은 예약을 확인해 주세요.")
_KEYS = later("앱 키나 앱 시크릿이 맞지 않아요. 「연결」로 키를 다시 등록해 주세요.")
_TOKEN = later("접속 토큰이 더는 통하지 않아요. 1분 뒤에 다시 보내고, 계속되면 「연결」로 키를 다시 등록해 주세요.")
_DENIED = later(
    "이 키로는 쓸 수 없는 기능이거나 막힌 곳에서 접속했어요. KIS Developers에서 API 신청과 IP를 확인해 주세요."
)
_MIXED = later("실전과 모의가 섞였어요. 「계좌」를 확인하고, 그 계좌의 키를 「연결」로 다시 등록해 주세요.")
_ACCOUNT = later("이 키의 계좌번호가 아니에요. 「연결」에서 계좌번호를 확인해 주세요.")
_OURS = later("비서가 보낸 요청을 한국투자증권이 읽지 못했어요. 적은 값을 확인하고, 계속되면 관리자에게 알려 주세요.")
_NOT_PAPER = later("모의투자에는 없는 기능이라 실전 계좌에서만 돼요. 「도움」에서 모의로도 되는 것을 골라 주세요.")
_EMPTY = later("보여 드릴 내용이 없어요. 날짜나 종목을 바꿔 다시 보내 주세요.")
_STREAM = later("실시간 시세를 등록하지 못했어요. 1분 뒤에 다시 보내고, 계속되면 「진단」을 보내 주세요.")
_STREAM_TAKEN = later("같은 키로 다른 곳에서 실시간에 접속해 있어요. 그쪽을 끄고 1분 뒤에 다시 보내 주세요.")
_STREAM_FULL = later("실시간으로 볼 수 있는 종목이 가득 찼어요. 알림을 하나 지우고 다시 해 주세요.")

_CODES: dict[str, str] = {
    _CLOSED: "40100000 40570000 40580000 APBK1664",
    _CASH: "40310000 APBK0952",
    _SHARES: "40240000 APBK0400 APBK1234 APBK1680",
    _PRICE: "40030000 40040000 APBK0506 APTR0057",
    _KIND: "40090000 APBK1943 APBK3013",
    _QUANTITY: "40020000",
    _SYMBOL: "40070000 APBK0656",
    _ORDER: "40330000 APBK0344 APBK0345 APBK0346",
    _KEYS: "EGW00102 EGW00103 EGW00104 EGW00105 EGW00304",
    _TOKEN: "EGW00121 EGW00122 EGW00123",
    _DENIED: "EGW00003 EGW00206 EGW00207 EGW00210",
    _MIXED: "EGW00213 EGW02004",
    _ACCOUNT: "OPSQ2000",
    _OURS: "EGW00101 EGW00115 EGW00116 EGW00131 EGW00132 EGW00205 EGW00208 OPSQ2001 OPSQ2002 OPSQ9995 OPSQ9996 "
    "OPSQ9997 OPSQ9998 OPSQ9999",
    _NOT_PAPER: "90000000",
    _EMPTY: "KIOK0560 70070000",
    _STREAM: "OPSP0002 OPSP0003 OPSP0007 OPSP0009 OPSP0010 OPSP0011 OPSP8991 OPSP8992 OPSP8994 OPSP8997 OPSP8998 "
    "OPSP9990 OPSP9991 OPSP9992",
    _STREAM_TAKEN: "OPSP8996",
    _STREAM_FULL: "OPSP0008",
}
_BY_CODE = {code: text for text, codes in _CODES.items() for code in codes.split()}

# Looked for in this order. They go before the code: APBK0918, APBK0919 and APBK0344 serve several reasons each.
_WORDS: tuple[tuple[str, str], ...] = (
    ("예약주문내역", _RESERVED),
    (
        "예약주문 가능시간",
        later("지금은 예약을 받지 않는 시간이에요. 15:40부터 다음 날 07:30 사이(23:40~00:10 제외)에 보내 주세요."),
    ),
    ("예약주문 종료일자", later("예약 기간이 맞지 않아요. 30일 안의 영업일로 다시 적어 주세요.")),
    ("신용상환", later("갚을 신용 잔고가 없거나 수량을 넘었어요. 「잔고」에서 신용 잔고를 확인해 주세요.")),
    ("신용거래가 불가", later("신용으로 거래할 수 없는 종목이에요. 현금으로 주문해 주세요.")),
    ("신용유형", later("이 종목에는 맞지 않는 신용 종류예요. 「신용매수」나 「신용매도」로 다시 적어 주세요.")),
    ("거래소 구분", later("이 주문을 받지 않는 거래소예요. 「KRX」를 붙여 다시 보내 주세요.")),
    ("해당 거래소에서 거래할 수 없는", later("이 거래소에는 없는 종목이에요. 「KRX」를 붙여 다시 보내 주세요.")),
    ("정정주문이 불가", later("정정할 수 없는 주문이에요. 「취소」하고 새로 주문해 주세요.")),
    ("정정할 수 없는", later("정정할 수 없는 주문이에요. 「취소」하고 새로 주문해 주세요.")),
    ("주문구분", _KIND),
    ("수량단위", _QUANTITY),
    ("주문수량", _QUANTITY),
    ("호가단위", _PRICE),
    ("상/하한가", _PRICE),
    ("장운영", _CLOSED),
)


def advice(error: KisError) -> str | None:
    """The text (not yet said) for this refusal, None where its kind must speak for it."""
    by_words = next((text for words, text in _WORDS if words in error.message), None)
    return by_words if by_words and error.code else _BY_CODE.get(error.code)
