"""Master files (종목마스터) of what is traded here, under the path that KIS's download host has: no login, no key."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date

from kis.derivatives.contracts import Kind, near_future
from kis.market.fees import Market
from kis.market.ticks import Board
from kis.simulator.broker import Broker
from kis.simulator.derivatives.listings import ContractListing
from kis.simulator.domestic.indices import INDICES
from kis.simulator.domestic.listings import DomesticListing, ElwListing
from kis.simulator.listing import Listing
from kis.simulator.overseas.listings import OverseasListing
from kis.simulator.server.http import Request, Response
from kis.symbols.master.files import FILES, MasterFile

PREFIX = "/common/master/"

_HUNDRED_MILLION = 100_000_000
_INDEX_FILES = frozenset({"shimst.cod.zip", "szimst.cod.zip"})
"""Indices of Shanghai and Shenzhen, of which the simulator has none: clients fetch the files with the others."""
_MINI = "05"
_KINDS = {Kind.FUTURE: "1", Kind.SPREAD: "2", Kind.CALL: "5", Kind.PUT: "6"}
_MINI_KINDS = {Kind.FUTURE: "B", Kind.SPREAD: "C", Kind.CALL: "D", Kind.PUT: "E"}
_STOCK_FILES = {Market.KOSPI: "kospi_code.mst", Market.KOSDAQ: "kosdaq_code.mst"}

Row = Mapping[str, str]


class Masters:
    """Answers `GET /common/master/kospi_code.mst.zip` and the like; 404 for a file of what is not traded here."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def answer(self, request: Request) -> Response:
        """Answer one call."""
        wanted = request.path.removeprefix(PREFIX)
        if wanted in _INDEX_FILES:
            return _zipped(wanted.removesuffix(".zip"), b"")
        file = next((file for file in FILES if f"{file.name}.zip" == wanted), None)
        rows = list(self._rows(file)) if file and request.method in {"GET", "HEAD"} else []
        if file is None or not rows:
            return Response(404, b"Not Found", content_type="text/plain")
        lines = b"".join(file.layout.write(row) + b"\n" for row in rows)
        return _zipped(file.name, lines)

    def _rows(self, file: MasterFile) -> Iterator[Row]:
        if file.name == "idxcode.mst":
            yield from ({"division": code[0], "code": code, "name": index.name} for code, index in INDICES.items())
        today = self._broker.now().date()
        for floor in self._broker.floors:
            for market in floor.markets.values():
                name, row = _told(market.listing, market.quote.reference, today)
                if name == file.name:
                    yield row


def _zipped(name: str, lines: bytes) -> Response:
    return Response(200, packed(name, lines), content_type="application/zip")


def _told(listing: Listing, reference: int, today: date) -> tuple[str, Row]:
    """Return the file that lists an instrument, and its row there; a blank name for what no file lists."""
    match listing:
        case ElwListing():
            return "elw_code.mst", _warrant(listing)
        case DomesticListing():
            return _STOCK_FILES[listing.market], _stock(listing, reference)
        case OverseasListing():
            return f"{listing.exchange.quote_code.lower()}mst.cod", _abroad(listing, reference)
        case ContractListing() if listing.last_day >= today:
            on_index = listing.underlying in INDICES
            return f"fo_{'idx' if on_index else 'stk'}_code_mts.mst", _contract(listing, today)
    return "", {}


def _stock(listing: DomesticListing, reference: int) -> Row:
    fund = listing.board is Board.FUND
    return {
        "code": listing.code,
        "standard_code": f"KR7{listing.code}00",
        "name": listing.name,
        "group": "EF" if fund else "ST",
        "fund_kind": "2" if fund else "0",
        "reference": f"{reference:09}",
        "lot": f"{listing.lot:05}",
        "halted": "N",
        "liquidating": "N",
        "administrative": "N",
        "warning": "00",
        "market_cap": f"{reference * listing.shares // _HUNDRED_MILLION:09}",
    }


def _warrant(listing: ElwListing) -> Row:
    return {
        "code": listing.code,
        "standard_code": f"KRA{listing.code}000",
        "name": listing.name,
        "underlying": listing.underlying,
        "strike": f"{listing.strike:09}",
        "expires": f"{listing.expires:%Y%m%d}",
        "right": "C" if listing.call else "P",
    }


def _abroad(listing: OverseasListing, reference: int) -> Row:
    return {
        "exchange": listing.exchange.quote_code,
        "code": listing.code,
        "name": listing.name,
        "english": listing.english,
        "kind": "3" if listing.kind == "03" else "2",
        "currency": listing.currency,
        "decimals": str(listing.exchange.price_decimals),
        "reference": f"{listing.board.decimal(reference):f}",
        "lot": str(listing.lot),
    }


def _contract(listing: ContractListing, today: date) -> Row:
    code = listing.contract
    mini = listing.underlying in INDICES and code.product == _MINI
    return {
        "kind": (_MINI_KINDS if mini else _KINDS)[code.kind],
        "code": listing.code,
        "standard_code": listing.standard_code,
        "name": listing.name,
        "strike": f"{code.strike or 0:08.2f}",
        "nearness": "1" if listing.code == near_future(today, code.product) else "",
        "underlying": listing.underlying,
        "underlying_name": listing.underlying_name,
    }


def packed(name: str, data: bytes) -> bytes:
    """Return a zip archive with one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()
