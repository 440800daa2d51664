"""Indices and the program trading in them, as rows of H0UPCNT0, H0UPANC0 and H0UPPGM0."""

from __future__ import annotations

from kis.realtime.domestic import ExpectedIndexTick, IndexProgram, IndexTick
from kis.simulator.broker import Broker
from kis.simulator.domestic.indices import INDICES, in_points
from kis.simulator.events import BookChanged, TradePrinted
from kis.simulator.server.rows.index_program import Traded, index_program_of
from kis.simulator.server.rows.line import line

_THOUSAND, _MILLION = 1_000, 1_000_000


class IndexRows:
    """Reads an index where it stands after what happened; a row is about the index, not about the one trade."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def tick(self, event: TradePrinted, code: str) -> IndexTick:
        """Return the index after a trade in one of its members."""
        wire = self._standing(code) | {
            "BSOP_HOUR": f"{event.time:%H%M%S}",
            "PCAS_VOL": event.volume // _THOUSAND,
            "PCAS_TR_PBMN": event.volume * event.price // _MILLION,
        }
        return line(IndexTick, wire, missing="0")

    def expected(self, event: BookChanged, code: str) -> ExpectedIndexTick:
        """Return where the index would open or close if the auctions of its members matched now."""
        wire = self._standing(code) | {"BSOP_HOUR": f"{event.time:%H%M%S}"}
        return line(ExpectedIndexTick, wire, missing="0")

    def _standing(self, code: str) -> dict[str, object]:
        quote, breadth = self._broker.indices.quote(code), self._broker.indices.breadth(code)
        wire: dict[str, object] = {
            "BSTP_CLS_CODE": code,
            "PRPR_NMIX": quote.points,
            "PRDY_VRSS_SIGN": quote.sign_of(quote.last),
            "BSTP_NMIX_PRDY_VRSS": in_points(quote.change),
            "ACML_VOL": breadth.volume // _THOUSAND,
            "ACML_TR_PBMN": breadth.value // _MILLION,
            "PRDY_CTRT": quote.rate_of(quote.last),
            "OPRC_NMIX": in_points(quote.open),
            "NMIX_HGPR": in_points(quote.high),
            "NMIX_LWPR": in_points(quote.low),
            "UPLM_ISSU_CNT": breadth.at_upper_limit,
            "ASCN_ISSU_CNT": breadth.rising,
            "STNR_ISSU_CNT": breadth.unchanged,
            "DOWN_ISSU_CNT": breadth.falling,
            "LSLM_ISSU_CNT": breadth.at_lower_limit,
        }
        for name, level in (("OPRC", quote.open), ("HGPR", quote.high), ("LWPR", quote.low)):
            wire |= {
                f"{name}_VRSS_NMIX_PRPR": in_points(quote.last - level),
                f"{name}_VRSS_NMIX_SIGN": "3" if quote.last == level else "2" if quote.last > level else "5",
                f"PRDY_CLPR_VRSS_{name}_RATE": quote.rate_of(level),
            }
        return wire

    def program(self, event: TradePrinted, code: str) -> IndexProgram:
        """Return the program trading of the day in all members of the index."""
        quotes = [self._broker.domestic.markets[listing.code].quote for listing in INDICES[code].members]
        breadth = self._broker.indices.breadth(code)
        sold, bought = (sum(quote.sell_volume for quote in quotes), sum(quote.buy_volume for quote in quotes))
        return index_program_of(code, event.time.time(), Traded(breadth.volume, breadth.value, sold, bought))
