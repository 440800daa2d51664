"""Market time, kept from the Date headers of the broker's answers.

A host whose clock is wrong must neither miss the open nor trade on the wrong day, and a simulator has a day of
its own. So the time of the market is what the broker's server says it is.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")
"""Korea Standard Time; without daylight saving since 1988, so a fixed offset is the whole truth."""

_HEADER_RESOLUTION = 1.0
_YEARS = range(2000, 2100)


def host_time() -> datetime:
    """The host's own idea of now, in KST."""
    return datetime.now(KST)


class MarketClock:
    """The broker's clock as far as its answers tell, run on by the host's monotonic clock.

    A Date header has a resolution of one second and was stamped somewhere between sending and receiving, so each
    answer bounds the distance between the two clocks. Bounds that agree are intersected, which brings the error
    well under a second after a few answers, the quickest ones counting most. Bounds that disagree mean that the
    server's clock was moved (or the host drifted), and the newest answer wins.

    Time may step back by a fraction of a second when the estimate improves, and by any amount when the server's
    clock was moved back.
    """

    def __init__(
        self, *, monotonic: Callable[[], float] = time.monotonic, host: Callable[[], datetime] = host_time
    ) -> None:
        self._monotonic = monotonic
        self._host = host
        self._bounds: tuple[float, float] | None = None

    def observe(self, server_date: datetime, *, sent: float, received: float) -> None:
        """Take the Date of an answer; `sent` and `received` are readings of the monotonic clock around the call.

        Raises ValueError for a date without a zone or of another century, and for an answer received before it was
        sent.
        """
        if server_date.tzinfo is None:
            raise ValueError("the server's date must carry a zone")
        if server_date.year not in _YEARS:
            raise ValueError("the server's date is beyond all sense")
        if received < sent:
            raise ValueError("an answer cannot be received before it was sent")
        stamped = server_date.timestamp()
        low, high = stamped - received, stamped + _HEADER_RESOLUTION - sent
        if self._bounds is not None:
            kept_low, kept_high = self._bounds
            if low <= kept_high and kept_low <= high:
                low, high = max(low, kept_low), min(high, kept_high)
        self._bounds = low, high

    def now(self) -> datetime:
        """The time of the market in KST; the host's until the first answer."""
        if self._bounds is None:
            return self._host().astimezone(KST)
        low, high = self._bounds
        return datetime.fromtimestamp(self._monotonic() + (low + high) / 2, UTC).astimezone(KST)

    @property
    def skew(self) -> timedelta | None:
        """The broker's clock minus the host's; None until the first answer."""
        return None if self._bounds is None else self.now() - self._host()

    @property
    def uncertainty(self) -> timedelta | None:
        """How far `now` can be off in either direction; None until the first answer."""
        return None if self._bounds is None else timedelta(seconds=(self._bounds[1] - self._bounds[0]) / 2)
