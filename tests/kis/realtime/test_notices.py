"""What an order notice says."""

from __future__ import annotations

import pytest

from kis.domestic.codes import Side
from kis.market.sessions import Venue
from kis.realtime.channels import NOTICES
from kis.realtime.cipher import Secret
from kis.realtime.frames import DataFrame, parse
from kis.realtime.notices import NoticeKind
from tests.kis.realtime import portal
from tests.kis.realtime.rows import notice


@pytest.mark.parametrize(
    ("flags", "kind"),
    [
        ({"step": "1"}, NoticeKind.ACCEPTED),
        ({"step": "1", "acceptance": "2"}, NoticeKind.ACCEPTED),
        ({"step": "1", "revision": "1"}, NoticeKind.AMENDING),
        ({"step": "1", "revision": "1", "acceptance": "2"}, NoticeKind.AMENDED),
        ({"step": "1", "revision": "2"}, NoticeKind.CANCELLING),
        ({"step": "1", "revision": "2", "acceptance": "2"}, NoticeKind.CANCELLED),
        ({"step": "1", "acceptance": "3"}, NoticeKind.CANCELLED),
        ({"step": "1", "refusal": "1", "acceptance": "2"}, NoticeKind.REJECTED),
        ({"step": "2"}, NoticeKind.FILLED),
        ({"step": "2", "refusal": "1"}, NoticeKind.REJECTED),
        ({"step": "2", "revision": "1"}, NoticeKind.FILLED),
        ({"step": "7"}, NoticeKind.UNKNOWN),
    ],
    ids=[
        "accepted",
        "confirmed",
        "amendment received",
        "amended",
        "cancellation received",
        "cancelled",
        "rest of an IOC order",
        "rejected",
        "filled",
        "refused although marked a fill",
        "fill of an amended order",
        "unknown",
    ],
)
def test_kind_follows_the_four_flags(flags: dict[str, str], kind: NoticeKind) -> None:
    """Acceptance, amendment, cancellation, refusal and fill are told apart."""
    assert notice(**flags).kind is kind  # type: ignore[arg-type]


def test_only_a_fill_fills() -> None:
    """The quantity of an acceptance is the order's and must never be added to a position."""
    accepted, filled = notice(step="1", quantity=10), notice(step="2", quantity=3)

    assert (accepted.filled, accepted.fill_price, accepted.ordered) == (0, None, 10)
    assert (filled.filled, filled.fill_price, filled.ordered) == (3, 70_000, 10)


def test_order_numbers_compare_without_leading_zeros() -> None:
    """A notice concerns its own order and the one it amends or cancels, however the number is padded."""
    cancelled = notice("0018424260", step="1", revision="2", acceptance="2", original="0018424200")

    assert cancelled.concerns("18424260")
    assert cancelled.concerns("0000018424200")
    assert not cancelled.concerns("1842426")
    assert not notice("0000000000", original="").concerns("0")


@pytest.mark.parametrize(
    ("code", "venue", "routed"),
    [("1", Venue.KRX, False), ("2", Venue.NXT, False), ("3", Venue.KRX, True), ("4", Venue.NXT, True)],
)
def test_venue_is_where_the_order_is(code: str, venue: Venue, routed: bool) -> None:
    """Smart routing tells which exchange it chose."""
    seen = notice(venue_code=code)

    assert (seen.venue, seen.routed) == (venue, routed)


@portal.needs_portal
@pytest.mark.parametrize("sample", portal.frames("H0STCNI0", "H0STCNI9"), ids=lambda sample: sample["name"])
def test_recorded_notices_are_understood(sample: dict[str, str]) -> None:
    """Recorded and documented notices decrypt and tell what their names say."""
    frame = parse(sample["frame"])
    assert isinstance(frame, DataFrame)
    assert frame.encrypted
    plain = Secret(sample["key"], sample["iv"]).decrypt(frame.payload)
    (seen,) = NOTICES.read(plain, frame.count)

    kinds = {"acceptance": "ACCEPTED", "fill": "FILLED", "cancel": "CANCELLED", "rejected": "REJECTED"}
    expected = next(kind for word, kind in kinds.items() if word in sample["name"])
    assert plain == sample["plain"]
    assert seen.kind is NoticeKind[expected]
    assert (seen.symbol, seen.side, seen.venue, seen.name) == ("004090", Side.BUY, Venue.KRX, "한국석유")
    assert seen.filled == (1 if seen.kind is NoticeKind.FILLED else 0)
    assert seen.fill_price == (25_300 if seen.kind is NoticeKind.FILLED else None)
