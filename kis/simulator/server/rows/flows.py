"""Who trades, and what a fund is worth: program trading, members (거래원) and NAV."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from kis.realtime.record import Record
from kis.simulator.domestic.participants import Member, leading, net_asset_value, program, share_of
from kis.simulator.events import TradePrinted
from kis.simulator.orders import Side
from kis.simulator.server.domestic.quotes import percent
from kis.simulator.server.rows.line import line

R = TypeVar("R", bound=Record)


def program_of(row: type[R], event: TradePrinted) -> R:
    """Return the program trading of the day as a row of H0STPGM0, H0NXPGM0 or H0UNPGM0."""
    quote, book = event.quote, event.book
    sold, bought = program(quote.sell_volume), program(quote.buy_volume)
    asks, bids = program(book.total_asks), program(book.total_bids)
    sold_for, bought_for = int(sold * quote.average), int(bought * quote.average)
    wire = {
        "MKSC_SHRN_ISCD": event.symbol,
        "STCK_CNTG_HOUR": f"{event.time:%H%M%S}",
        "SELN_CNQN": sold,
        "SELN_TR_PBMN": sold_for,
        "SHNU_CNQN": bought,
        "SHNU_TR_PBMN": bought_for,
        "NTBY_CNQN": bought - sold,
        "NTBY_TR_PBMN": bought_for - sold_for,
        "SELN_RSQN": asks,
        "SHNU_RSQN": bids,
        "WHOL_NTBY_QTY": bids - asks,
    }
    return line(row, wire)


def members_of(row: type[R], event: TradePrinted) -> R:
    """Return the leading members as a row of H0STMBC0, H0NXMBC0 or H0UNMBC0."""
    sellers, buyers = leading(event.quote, Side.SELL), leading(event.quote, Side.BUY)
    sold, bought = _foreign(sellers), _foreign(buyers)
    wire: dict[str, object] = {
        "MKSC_SHRN_ISCD": event.symbol,
        "GLOB_TOTAL_SELN_QTY": sum(member.quantity for member in sold),
        "GLOB_TOTAL_SHNU_QTY": sum(member.quantity for member in bought),
        "GLOB_TOTAL_SELN_QTY_ICDC": sum(share_of(event.volume, member.share) for member in sold),
        "GLOB_TOTAL_SHNU_QTY_ICDC": sum(share_of(event.volume, member.share) for member in bought),
        "GLOB_NTBY_QTY": sum(member.quantity for member in bought) - sum(member.quantity for member in sold),
        "GLOB_SELN_RLIM": percent(sum(member.quantity for member in sold), event.quote.volume),
        "GLOB_SHNU_RLIM": percent(sum(member.quantity for member in bought), event.quote.volume),
    }
    for place, member in enumerate(sellers, start=1):
        wire |= _place(event, member, place, name="SELN2_MBCR_NAME", quantity="TOTAL_SELN_QTY", side="SELN")
    for place, member in enumerate(buyers, start=1):
        wire |= _place(event, member, place, name="BYOV_MBCR_NAME", quantity="TOTAL_SHNU_QTY", side="SHNU")
    return line(row, wire)


def nav_of(row: type[R], event: TradePrinted) -> R:
    """Return the value of a fund as the row of H0STNAV0."""
    quote = event.quote
    nav, before = net_asset_value(quote, event.price), net_asset_value(quote, quote.reference)
    wire = {
        "MKSC_SHRN_ISCD": event.symbol,
        "NAV": nav,
        "NAV_PRDY_VRSS_SIGN": quote.sign_of(event.price),
        "NAV_PRDY_VRSS": nav - before,
        "NAV_PRDY_CTRT": ((nav - before) * 100 / before).quantize(Decimal("0.01")),
        "OPRC_NAV": net_asset_value(quote, quote.open),
        "HPRC_NAV": net_asset_value(quote, quote.high),
        "LPRC_NAV": net_asset_value(quote, quote.low),
    }
    return line(row, wire)


def _foreign(members: tuple[Member, ...]) -> list[Member]:
    return [member for member in members if member.foreign]


def _place(
    event: TradePrinted, member: Member, place: int, *, name: str, quantity: str, side: str
) -> dict[str, object]:
    return {
        f"{name}{place}": member.name,
        f"{quantity}{place}": member.quantity,
        f"{side}_MBCR_GLOB_YN_{place}": "Y" if member.foreign else "N",
        f"{side}_MBCR_NO{place}": member.code,
        f"{side}_MBCR_RLIM{place}": member.share,
        f"{side}_QTY_ICDC{place}": share_of(event.volume, member.share),
    }
