"""Every market the bot trades in, behind one seam.

The core of trading (claim, send once, lost answers, fills, KIS's list, cards) is one path for all of them; a market
only translates (`market.Market`). To add one:

1. give it a `Segment` in `bot.storage.terms`: account, order numbers and lists of its own;
2. write its module here: what can be ordered and when (`terms`, with a sentence for what cannot), what the account
   allows (`look`, `limits`), the calls (`send`), the day's list as `Row`s (`listed`) and its notices (`heard`);
3. put it into `MARKETS` and its listed markets into `of_instrument`.

Prices are `Figure`s in the currency of the row; `rate` turns them into won, which personal limits are in. `venue` says
where an order goes within its segment (KRX, NXT; NASD, BAQ; DAY, NIGHT), `order_type` how it is priced, `funding`
with what it is paid: a new kind of order is a value of one of these, which `terms` chooses and `send` reads.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.markets.domestic import Domestic
from bot.markets.market import Heard, Market
from bot.storage.terms import Segment
from kis.realtime.notices import Notice
from kis.symbols import Instrument

if TYPE_CHECKING:
    from bot.connection import Connection

MARKETS: dict[Segment, Market] = {Segment.DOMESTIC: Domestic()}


def of(segment: Segment) -> Market:
    """Return the market of a segment."""
    return MARKETS[segment]


def of_instrument(instrument: Instrument) -> Market:
    """Return the market that an instrument trades in."""
    return MARKETS[Segment.DOMESTIC]


def heard(connection: Connection, notice: Notice, now: datetime) -> Heard | None:
    """Read a notice by whichever market it is of; None if it is about another account: an HTS id hears them all."""
    for market in MARKETS.values():
        if (found := market.heard(notice, now)) is not None:
            own = found.account is None or found.account.strip() == market.account(connection)
            return found if own else None
    return None
