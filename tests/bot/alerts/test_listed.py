"""An alert finds its instrument again, also when no list knows it any more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.alerts.listed import instrument_of, segment_of, venue_of
from bot.names import key_of
from bot.quoting.assets import Asset, unit_of
from bot.storage.states import AlertRule
from bot.storage.tables import Alert
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols import Instrument, well_known
from kis.symbols.index import SymbolIndex

KNOWN = [
    Instrument("005930", "삼성전자", Market.KOSPI),
    Instrument("0001", "코스피", Market.INDEX),
    Instrument("SPX", "S&P 500", Market.INDEX, currency="USD"),
    Instrument("AAPL", "애플", Market.NASDAQ, Board.US, currency="USD"),
    Instrument("00700", "텐센트", Market.HKEX, Board.HONG_KONG, currency="HKD"),
    Instrument("A01612", "F 202612", Market.FUTURE, Board.INDEX_FUTURE),
    Instrument("B01612400", "C 202612 400.0", Market.OPTION, Board.INDEX_OPTION),
    Instrument("A11612", "삼성전자 F 202612", Market.FUTURE, Board.STOCK_FUTURE),
    Instrument("57KA01", "한국KA01", Market.ELW, Board.FUND),
]


def row(instrument: Instrument) -> Alert:
    now = datetime.now(UTC)
    return Alert(
        user_id=1, credential_id=1, symbol=key_of(instrument), name=instrument.name, rule=AlertRule.ABOVE, target=1,
        segment=segment_of(instrument), venue=venue_of(instrument), currency=unit_of(instrument),
        created_at=now, expires_at=now,
    )  # fmt: skip


@pytest.mark.parametrize("instrument", KNOWN, ids=lambda one: one.code)
def test_what_no_list_knows(instrument: Instrument) -> None:
    """It is asked for, followed and shown as before: same kind, unit, key and name."""
    for symbols in (SymbolIndex([]), well_known()):
        found = instrument_of(symbols, row(instrument))

        assert (Asset.of(found), unit_of(found), key_of(found)) == (
            Asset.of(instrument), unit_of(instrument), key_of(instrument),
        )  # fmt: skip
        assert found.exchange == instrument.exchange
    assert instrument_of(SymbolIndex([]), row(instrument)).name == instrument.name


def test_a_row_of_before_there_were_other_markets() -> None:
    """Those were all of domestic stocks."""
    now = datetime.now(UTC)
    old = Alert(
        user_id=1, credential_id=1, symbol="005930", name="삼성전자", rule=AlertRule.ABOVE, target=1,
        created_at=now, expires_at=now,
    )  # fmt: skip
    old.venue, old.currency = "KRX", "KRW"

    assert instrument_of(well_known(), old).market is Market.KOSPI
