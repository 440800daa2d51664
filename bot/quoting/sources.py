"""Which of a user's accounts the market is asked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kis import Environment

if TYPE_CHECKING:
    from bot.connection import Connection
    from bot.connections import Connections
    from bot.storage.tables import User


def source(connections: Connections, user: User) -> Connection:
    """The user's own real account where there is one, also while paper is chosen: paper lacks half of the market.

    Raises `NotConnected`.
    """
    chosen = connections.of(user)
    mine = (one for one in connections.all() if one.user_id == user.id and one.environment is Environment.REAL)
    return next(mine, chosen)
