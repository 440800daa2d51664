"""The list that comes with the package."""

import re
import subprocess
import sys

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols import Instrument, well_known
from kis.symbols.hangul import fold


def test_list_is_large_enough_and_each_row_is_whole() -> None:
    """Several hundred instruments with six-character codes, ETNs with their Q."""
    assert len(well_known()) > 350
    for instrument in well_known():
        assert re.fullmatch(r"[0-9A-Z]{6}|Q[0-9]{6}", instrument.code), instrument
        assert instrument.name == instrument.name.strip() != ""
        assert "" not in instrument.aliases


def test_words_lead_to_one_instrument() -> None:
    """No code, name or alias is given to two instruments, so each resolves to its own."""
    for instrument in well_known():
        for word in (instrument.code, instrument.name, *instrument.aliases):
            assert well_known().resolve(word) == instrument, word


def test_kinds_of_instruments() -> None:
    """Market and tick table come with the row."""
    samsung = well_known().by_code("005930")
    alteogen = well_known().by_code("196170")
    kodex = well_known().by_code("069500")

    assert samsung == Instrument("005930", "삼성전자", Market.KOSPI, nxt=True, aliases=("삼전",))
    assert alteogen is not None
    assert alteogen.market is Market.KOSDAQ
    assert kodex is not None
    assert (kodex.board, kodex.nxt) == (Board.FUND, False)


def test_funds_are_known_by_their_brand() -> None:
    """A stock filed as a fund would be offered with the wrong tick and without tax, and the other way round."""
    brands = ("KODEX ", "TIGER ", "ACE ", "RISE ", "PLUS ", "SOL ", "TIME ", "KIWOOM ")
    for instrument in well_known():
        is_fund = instrument.name.startswith(brands) or " ETN" in instrument.name
        assert is_fund == (instrument.board is Board.FUND), instrument


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """Importing the package builds no index."""
    script = "import kis.symbols as s; print(s.well_known.cache_info().currsize)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)  # noqa: S603

    assert result.stdout.strip() == "0"


def test_keys_are_folded_once_and_for_all() -> None:
    """Folding a folded key changes nothing, so names and queries meet."""
    for instrument in well_known():
        assert fold(fold(instrument.name)) == fold(instrument.name)
