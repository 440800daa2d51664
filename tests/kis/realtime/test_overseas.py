"""Overseas rows: signs, levels, keys, and prices whose decimals are implied."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kis.domestic.codes import Sign
from kis.errors import MalformedMessage
from kis.overseas.codes import DaytimeMarket, Exchange, QuotedAt
from kis.realtime import NoticeKind
from kis.realtime.implied import implied, imply
from kis.realtime.overseas import OverseasBook, OverseasMarket, OverseasNotice, OverseasTick, overseas_key


def _notice(price: str | None, market: OverseasMarket | None, *, step: str = "2") -> OverseasNotice:
    return OverseasNotice(
        number="0030089601",
        symbol="AAPL",
        stated_quantity=10,
        stated_price=price,
        refusal="0",
        step=step,
        revision="0",
        acceptance="2" if step == "2" else "1",
        market=market,
    )


@pytest.mark.parametrize(
    ("sent", "market", "price"),
    [
        ("001480100", OverseasMarket.NASDAQ, "148.0100"),
        ("001480100", OverseasMarket.NYSE, "148.0100"),
        ("001480100", OverseasMarket.AMEX, "148.0100"),
        ("000032200", OverseasMarket.TOKYO, "3220.0"),
        ("000012345", OverseasMarket.SHANGHAI_A, "12.345"),
        ("000012345", OverseasMarket.SHENZHEN_B, "12.345"),
        ("000325200", OverseasMarket.HONG_KONG, "325.200"),
        ("000027500", OverseasMarket.HO_CHI_MINH, "27500"),
        ("148.0100", OverseasMarket.NASDAQ, "148.0100"),
    ],
)
def test_decimals_of_a_price_follow_the_market(sent: str, market: OverseasMarket, price: str) -> None:
    """US prices imply four decimals, Japanese one, Chinese and Hong Kong three, Vietnamese none; the text stays."""
    seen = _notice(sent, market)

    assert seen.price == seen.fill_price == Decimal(price)
    assert seen.stated_price == sent


@pytest.mark.parametrize(("sent", "market"), [("001480100", OverseasMarket("Z")), ("001480100", None), (None, "6")])
def test_price_of_an_unknown_market_is_not_guessed(sent: str | None, market: OverseasMarket | None) -> None:
    """A market KIS does not document could be off by a factor of ten thousand: there is no price then."""
    assert _notice(sent, market and OverseasMarket(market)).price is None


def test_price_that_is_no_number_is_malformed() -> None:
    """Letters where a price belongs are reported, not skipped."""
    with pytest.raises(MalformedMessage):
        _ = _notice("12E99999", OverseasMarket.NASDAQ).price


@pytest.mark.parametrize("market", [market for market in OverseasMarket if market.price_decimals is not None])
@given(digits=some.integers(0, 10**9 - 1))
def test_implied_price_is_written_as_it_is_read(market: OverseasMarket, digits: int) -> None:
    """implied(imply(price)) is the price, for the decimals of every market."""
    decimals = market.price_decimals
    assert decimals is not None
    price = Decimal(digits).scaleb(-decimals)

    assert implied(imply(price, decimals), decimals) == price


def test_price_with_more_decimals_than_the_wire_holds_is_refused() -> None:
    """A tenth of a yen is the smallest that a notice can say."""
    with pytest.raises(ValueError, match="more than 1"):
        imply(Decimal("3220.05"), 1)


def test_only_a_fill_fills() -> None:
    """The quantity of an acceptance is the order's and must never be added to a position."""
    accepted, filled = _notice("001480100", OverseasMarket.NASDAQ, step="1"), _notice("1480100", OverseasMarket.NASDAQ)

    assert (accepted.kind, accepted.filled, accepted.fill_price, accepted.ordered) == (NoticeKind.ACCEPTED, 0, None, 10)
    assert (filled.kind, filled.filled, filled.fill_price) == (NoticeKind.FILLED, 10, Decimal("148.01"))
    assert filled.concerns("30089601")


@pytest.mark.parametrize(
    ("sign", "change"),
    [(Sign.UP, "0.195"), (Sign.UPPER_LIMIT, "0.195"), (Sign.DOWN, "-0.195"), (Sign.LOWER_LIMIT, "-0.195")],
)
def test_change_takes_its_sign_from_the_code(sign: Sign, change: str) -> None:
    """DIFF comes without a sign."""
    values = _tick("0.1950", sign)

    assert values.change == Decimal(change)


def _tick(change: str, sign: Sign) -> OverseasTick:
    named = dict.fromkeys(OverseasTick.keys, "")
    named |= {"RSYM": "DNASAAPL", "SYMB": "AAPL", "KHMS": "221912", "LAST": "169.7900", "DIFF": change, "SIGN": sign}
    return OverseasTick.read("^".join(named.values()))


def test_levels_interleave_on_the_wire() -> None:
    """A level is six columns side by side; read, each side is a tuple, best first."""
    numbers = [str(1000 * level + place) for level in range(1, 11) for place in range(6)]
    seen = OverseasBook.read("^".join(["RBAQAAPL", "AAPL", "4", "", "", "", "092223", "", "", "", "", *numbers]))

    assert seen.bids == tuple(Decimal(1000 * level) for level in range(1, 11))
    assert seen.asks == tuple(Decimal(1000 * level + 1) for level in range(1, 11))
    assert seen.ask_sizes[9] == 10_003
    assert (seen.best_bid, seen.best_ask) == (1000, 1001)


@pytest.mark.parametrize(
    ("market", "realtime", "key"),
    [
        (Exchange.NASDAQ, False, "DNASAAPL"),
        (Exchange.NASDAQ, True, "RNASAAPL"),
        (DaytimeMarket.NASDAQ, False, "RBAQAAPL"),
        (DaytimeMarket.NYSE, True, "RBAYAAPL"),
        (DaytimeMarket.AMEX, False, "RBAAAAPL"),
        (Exchange.HONG_KONG, False, "DHKSAAPL"),
    ],
)
def test_key_names_feed_exchange_and_symbol(market: QuotedAt, realtime: bool, key: str) -> None:
    """D is the free feed, R the one to be ordered; the US by Korean day has R alone."""
    assert overseas_key(" aapl", market, realtime=realtime) == key


@pytest.mark.parametrize(
    ("market", "exchange"),
    [
        (OverseasMarket.NASDAQ, Exchange.NASDAQ),
        (OverseasMarket.SHANGHAI_B, Exchange.SHANGHAI),
        (OverseasMarket.HONG_KONG_CNY, Exchange.HONG_KONG),
        (OverseasMarket.HO_CHI_MINH, Exchange.HO_CHI_MINH),
        (OverseasMarket.OTCB, None),
    ],
)
def test_market_of_a_notice_is_an_exchange(market: OverseasMarket, exchange: Exchange | None) -> None:
    """What a notice calls 해외종목구분 is the exchange an order named, where KIS trades there at all."""
    assert market.exchange is exchange


def test_key_without_a_symbol_is_refused() -> None:
    """It would register nothing, and KIS would not say so."""
    with pytest.raises(ValueError, match="symbol"):
        overseas_key("  ", Exchange.NASDAQ)
