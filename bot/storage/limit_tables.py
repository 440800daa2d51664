"""The tables of personal limits: what holds, what was asked for, and today's loss."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base
from bot.storage.states import Cap
from kis.credentials import Environment


class Limit(Base, kw_only=True):
    """A cap that its user has changed; those without a row are as the environment has them.

    They belong to the user and not to a credential, so that connecting anew does not lift them.
    """

    __tablename__ = "limits"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    environment: Mapped[Environment] = mapped_column(primary_key=True)
    cap: Mapped[Cap] = mapped_column(primary_key=True)
    value: Mapped[int | None]
    """What holds; None is no cap. Nothing but this is asked when an order is judged."""
    changed_at: Mapped[datetime]
    raise_to: Mapped[int | None] = mapped_column(default=None)
    """What a raise under way will make of it; None is no cap."""
    raise_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the raise takes effect by the host's clock; None if none is under way."""
    raise_at_market: Mapped[datetime | None] = mapped_column(default=None)
    """The same by the broker's clock: both have to agree, as the host's can be wrong."""


class Brake(Base, kw_only=True):
    """What the account had lost when it was last looked at, and whether that was too much for the day."""

    __tablename__ = "brakes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    environment: Mapped[Environment] = mapped_column(primary_key=True)
    day: Mapped[date]
    """The day in KST."""
    loss: Mapped[int]
    """Won; 0 if nothing was lost."""
    reached_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the brake holds, which it does until the day is over."""
