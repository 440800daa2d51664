"""Questions about equity linked warrants (ELW). Portal: [국내주식] ELW 시세."""

from __future__ import annotations

from kis.domestic.elw_price import ElwPrice
from kis.domestic.quotes import QUOTATIONS
from kis.endpoint import Group, quote
from kis.shapes import output
from kis.wire import field, message


@message
class ElwQuery:
    """ELW 현재가 시세 요청."""

    symbol: str = field("FID_INPUT_ISCD", "입력 종목코드")
    """Six characters, such as 57JBHH."""
    market: str = field("FID_COND_MRKT_DIV_CODE", "조건 시장 분류 코드", default="W")


class Elw(Group):
    """ELW."""

    price = quote(
        "ELW 현재가 시세",
        f"{QUOTATIONS}/inquire-elw-price",
        "FHKEW15010000",
        ElwQuery,
        output(ElwPrice, "output", "output1"),
    )
    """ELW 현재가 시세 (FHKEW15010000)."""
