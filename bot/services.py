"""What handlers may call: one object, opened by `app` and closed in reverse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.switching import Switching
from bot.twice import Drafts, Leaving

if TYPE_CHECKING:
    from bot.access import Access
    from bot.alerts.watch import Watch
    from bot.charting import Charts
    from bot.connections import Connections
    from bot.diagnosis import Diagnosis
    from bot.finding import Finding
    from bot.live.screens import Screens
    from bot.locks.approving import Approvals
    from bot.locks.pads import Pads
    from bot.locks.pins import Pins
    from bot.membership import Membership
    from bot.names import Directory
    from bot.outbox import Outbox
    from bot.quoting.many import Many
    from bot.settings import Settings
    from bot.storage.database import Database
    from bot.suggesting import Suggestions
    from bot.trading.desk import Desk
    from bot.trading.limit_changes import Limits
    from bot.watchlists import Watchlists
    from bot.web.links import Links


@dataclass(frozen=True, slots=True)
class Services:
    """The bot's services, each with one job."""

    settings: Settings
    database: Database
    outbox: Outbox
    symbols: Directory
    finding: Finding
    """The directory as each user means it."""
    suggestions: Suggestions
    """What inline mode offers."""
    access: Access
    """Who may do what; asking, admitting, refusing."""
    connections: Connections
    """KIS clients and streams of connected credentials; quotes."""
    desk: Desk
    """Offers, confirmations, amendments, cancellations, the halt."""
    limits: Limits
    """Personal limits: what holds, what is used, changes."""
    watch: Watch
    """Price alerts."""
    screens: Screens
    """실시간: what users look at live."""
    many: Many
    """Prices of many instruments at once."""
    watchlists: Watchlists
    """관심: lists of instruments and their prices."""
    links: Links
    """One-time links to the connect form."""
    diagnosis: Diagnosis
    """What 진단 tells."""
    pins: Pins
    """PINs: set, changed, unlocked with, locked."""
    pads: Pads
    """Key pads that are open."""
    approvals: Approvals
    """Second approvers, and what they are asked."""
    membership: Membership
    """Roles, expulsion, 탈퇴, 공지."""
    charts: Charts
    """Pictures of prices and of what is held."""
    leaving: Leaving = field(default_factory=Leaving)
    """Who has said 탈퇴 once."""
    drafts: Drafts = field(default_factory=Drafts)
    """Announcements that wait for their button."""
    switching: Switching = field(default_factory=Switching)
    """Who has asked for another account once."""
