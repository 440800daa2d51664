from __future__ import annotations

import pytest

from kis.domestic.codes import Side
from kis.errors import MalformedMessage
from kis.overseas.codes import US, Country, Currency, DaytimeMarket, Exchange, OrderType, QuotedAt, order_types
from kis.wire import field, message, read, write
from tests.kis.portal import code_table, documented, needs_portal


@message
class Asked:
    """One exchange under each of the codes in which requests name it."""

    traded: Exchange = field("OVRS_EXCG_CD", "해외거래소코드")
    quoted: QuotedAt = field("EXCD", "거래소코드", code="quote_code")
    product: Exchange = field("PRDT_TYPE_CD", "상품유형코드", code="product_type")


def test_one_exchange_travels_under_three_codes() -> None:
    """Whoever asks names the exchange; the field knows the code."""
    asked = Asked(traded=Exchange.NASDAQ, quoted=Exchange.NASDAQ, product=Exchange.NASDAQ)
    wire = {"OVRS_EXCG_CD": "NASD", "EXCD": "NAS", "PRDT_TYPE_CD": "512"}

    assert write(asked) == wire
    assert read(Asked, wire) == asked


def test_daytime_market_is_quoted_too() -> None:
    """BAQ is where Nasdaq stocks trade by day in Korea."""
    asked = Asked(traded=Exchange.NYSE, quoted=DaytimeMarket.NYSE, product=Exchange.NYSE)

    assert write(asked)["EXCD"] == "BAY"
    assert read(Asked, write(asked)).quoted is Exchange.NYSE.daytime


def test_code_of_another_kind_is_refused() -> None:
    """NASD is no quote code."""
    with pytest.raises(MalformedMessage):
        read(Asked, {"OVRS_EXCG_CD": "NASD", "EXCD": "NASD", "PRDT_TYPE_CD": "512"})


@pytest.mark.parametrize("code", ["NASD", "nas", "BAQ", " 512 "])
def test_exchange_is_found_by_any_code(code: str) -> None:
    """Rows of different answers name one exchange differently."""
    assert Exchange.of(code) is Exchange.NASDAQ


def test_unknown_exchange_is_none() -> None:
    """A code KIS adds is no error."""
    assert Exchange.of("XXXX") is None


def test_nasdaq_alone_is_nasdaq() -> None:
    """The balance inquiry knows NAS for Nasdaq without the rest of the US; other codes stay errors."""
    assert Exchange("NAS") is Exchange.NASDAQ
    with pytest.raises(ValueError, match="NYS"):
        Exchange("NYS")


def test_facts_of_exchanges() -> None:
    """Country, currency and daytime market of both ends of the table."""
    assert {exchange.country for exchange in US} == {Country.US}
    assert (Exchange.TOKYO.currency, Exchange.TOKYO.country.abbreviation) == (Currency.JPY, "JP")
    assert Exchange.HO_CHI_MINH.daytime is None
    assert Currency.VND.decimals == 0


@pytest.mark.parametrize(
    ("exchange", "side", "settings", "only_there"),
    [
        pytest.param(Exchange.NASDAQ, Side.SELL, {}, OrderType.MARKET_ON_CLOSE, id="US sells at the close"),
        pytest.param(Exchange.NYSE, Side.BUY, {}, OrderType.TWAP, id="US buys over time"),
        pytest.param(Exchange.AMEX, Side.SELL, {"reserved": True}, OrderType.MARKET_ON_OPEN, id="US reserves MOO"),
        pytest.param(Exchange.HONG_KONG, Side.SELL, {}, OrderType.ODD_LOT, id="Hong Kong sells odd lots"),
    ],
)
def test_order_types_of_an_exchange(
    exchange: Exchange, side: Side, settings: dict[str, bool], only_there: OrderType
) -> None:
    """Each exchange takes what KIS lists; paper takes limit orders alone, Tokyo too."""
    assert only_there in order_types(exchange, side, **settings)
    assert order_types(exchange, side, paper=True) == order_types(Exchange.TOKYO, side) == {OrderType.LIMIT}


def test_buyers_have_no_market_orders() -> None:
    """MOO and MOC sell; and reservations know no order for the close."""
    assert OrderType.MARKET_ON_OPEN not in order_types(Exchange.NASDAQ, Side.BUY)
    assert OrderType.LIMIT_ON_CLOSE not in order_types(Exchange.NASDAQ, Side.SELL, reserved=True)


@needs_portal
def test_codes_are_those_of_the_portal() -> None:
    """Every code of an exchange and of an order type stands in KIS's tables."""
    quote_codes = code_table("order_to_quote_exchange")
    order_rows = {row["name"]: row for row in documented("overseas_order", "US sell").api["request"]}

    assert {exchange.value: exchange.quote_code for exchange in Exchange} == dict(quote_codes)
    assert {exchange.product_type for exchange in Exchange} <= set(code_table("PRDT_TYPE_CD"))
    assert {country.value for country in Country} == set(code_table("country_code"))
    assert {kind.value for kind in OrderType} == set(order_rows["ORD_DVSN"]["values"])
