"""What is known of an instrument without asking the broker."""

from dataclasses import dataclass

from kis.market.fees import Market
from kis.market.ticks import Board


@dataclass(frozen=True, slots=True)
class Instrument:
    """A listed instrument: short code (단축코드, may contain letters), Korean name, where it is listed.

    `nxt` tells whether NXT lists it as far as known here; `cptt_trad_tr_psbl_yn` of search-stock-info is the truth.
    `aliases` are other words people use for it, former names included.
    """

    code: str
    name: str
    market: Market
    board: Board = Board.STOCK
    nxt: bool = False
    aliases: tuple[str, ...] = ()
