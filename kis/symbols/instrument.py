"""What is known of an instrument without asking the broker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from kis.market.fees import Market
from kis.market.ticks import Board
from kis.symbols.abroad import ABROAD

if TYPE_CHECKING:
    from kis.derivatives.contracts import Kind
    from kis.overseas.codes import Exchange


class MarketWarning(StrEnum):
    """How strongly the exchange warns of a stock (시장경고)."""

    NONE = "00"
    CAUTION = "01"
    """투자주의."""
    WARNED = "02"
    """투자경고."""
    RISK = "03"
    """투자위험."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The terms of a future, an option or an ELW.

    `underlying` is a code or its name where no code is known. `month` is the contract month (`202612`), `expires` the
    last trading day where the master file names it or the rule of the month tells. `multiplier` is in won a point, in
    shares for a contract on a stock; None where it is not known here.
    """

    kind: Kind
    underlying: str
    underlying_name: str = ""
    month: str = ""
    expires: date | None = None
    strike: Decimal | None = None
    multiplier: int | None = None
    nearest: bool = False
    """최근월물."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A listed instrument: short code (단축코드, may contain letters), Korean name, where it is listed.

    `nxt` tells whether NXT lists it as far as known here; `cptt_trad_tr_psbl_yn` of search-stock-info is the truth.
    `aliases` are other words people use for it, former names included. Overseas the code is the ticker.
    """

    code: str
    name: str
    market: Market
    board: Board = Board.STOCK
    nxt: bool = False
    aliases: tuple[str, ...] = ()
    english: str = ""
    """영문명; blank where the master file has none."""
    standard_code: str = ""
    """표준코드 (ISIN)."""
    currency: str = "KRW"
    lot: int | None = 1
    """매매수량단위: a quantity is a multiple of it; None where only the master file knows (Hong Kong)."""
    decimals: int = 0
    """소수점 자리 of its prices."""
    reference: Decimal | None = None
    """기준가 in its currency, of the day the master file was made."""
    market_cap: int | None = None
    """시가총액 in 100 million won (억원), domestic stocks only."""
    halted: bool = False
    """거래정지."""
    administrative: bool = False
    """관리종목."""
    liquidating: bool = False
    """정리매매: to be delisted."""
    warning: MarketWarning = MarketWarning.NONE
    contract: Contract | None = None

    @property
    def exchange(self) -> Exchange | None:
        """The exchange that overseas orders and quotes name; None for what is not overseas."""
        from kis.overseas.codes import Exchange

        return Exchange.of(ABROAD[self.market].quote_code) if self.market in ABROAD else None

    @property
    def ticker(self) -> str:
        """The code as the rest of the world writes it: `BRK.B` for KIS's `BRK/B`."""
        return self.code.replace("/", ".")
