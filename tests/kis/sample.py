"""A few endpoints of their own for tests of the engine."""

from __future__ import annotations

from kis.credentials import Account, Credentials, Environment
from kis.endpoint import Group, account, order, quote
from kis.errors import MalformedMessage
from kis.shapes import body, output, outputs
from kis.units import Shares, Won
from kis.wire import block, field, message

PRICE, HOLDINGS, BALANCE, BUY = "/uapi/price", "/uapi/holdings", "/uapi/balance", "/uapi/buy"
KEY, SECRET = "fake-app-key-000", "fake-app-secret-000"
CREDENTIALS = Credentials(Environment.PAPER, KEY, SECRET, Account.parse("12345678-01"), "fake-hts-id")
REAL = Credentials(Environment.REAL, KEY, SECRET, Account.parse("12345678-01"), "fake-hts-id")


@message
class Symbol:
    symbol: str = field("FID_INPUT_ISCD", "종목코드")


@message
class Quote:
    price: Won = field("stck_prpr", "현재가")


@message
class Nothing:
    pass


@message
class Holding:
    symbol: str = field("pdno", "상품번호")


@message
class Total:
    cash: Won = field("dnca_tot_amt", "예수금")


@message
class Balance:
    holdings: tuple[Holding, ...] = block("output1", "보유종목")
    total: Total = block("output2", "합계", as_array=True)


@message
class Buy:
    symbol: str = field("PDNO", "종목")
    quantity: Shares = field("ORD_QTY", "수량")
    price: Won = field("ORD_UNPR", "단가")
    stop: Won | None = field("CNDT_PRIC", "조건가격", default=None)


@message
class Receipt:
    number: str = field("ODNO", "주문번호")

    def __post_init__(self) -> None:
        if not self.number:
            raise MalformedMessage("주문번호가 없습니다.")


@message
class MarketQuery:
    market: str = field("MARKET", "시장")


class Sample(Group):
    """One endpoint of each kind."""

    price = quote("현재가", PRICE, "FHKST01", Symbol, output(Quote))
    real_only = quote("실전 전용", PRICE, "FHKST02", Symbol, output(Quote), paper=False, instead="현재가를 써 주세요.")
    holdings = account("보유종목", HOLDINGS, "TTTC01R", "VTTC01R", Nothing, outputs(Holding), pages="100")
    balance = account("잔고", BALANCE, "TTTC02R", "VTTC02R", Nothing, body(Balance), pages="200")
    buy = order("매수", BUY, "TTTC03U", "VTTC03U", Buy, output(Receipt))
    by_market = account(
        "시장별",
        BALANCE,
        {"US": "TTTT1", "HK": "TTTS2"},
        {"US": "VTTT1"},
        MarketQuery,
        output(Total, "output2"),
        by="market",
        instead="모의는 미국만 돼요.",
    )
    margin = account("증거금", BALANCE, "TTTO01R", "VTTO01R", Nothing, output(Total, "output2"), product="03")
    disputed = quote("시비", PRICE, "FHKST03", Symbol, output(Quote), disputed=True, instead="현재가를 써 주세요.")
