"""The base of all tables: naming, types, typed rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from bot.storage import states
from bot.storage.columns import BigId, UtcDateTime, Word
from bot.storage.terms import Funding, OrderType, Segment
from kis.credentials import Environment
from kis.domestic.codes import Side

WORDS = (
    states.AlertRepeat,
    states.AlertRule,
    states.AlertState,
    states.ApprovalState,
    states.Cap,
    states.CredentialState,
    states.FillSource,
    states.IntentKind,
    states.IntentState,
    states.Language,
    states.LinkPurpose,
    states.MessageKind,
    states.MessageState,
    states.OrderSource,
    states.OrderState,
    states.Role,
    states.UserState,
    states.Volume,
    Environment,
    Funding,
    OrderType,
    Segment,
    Side,
)

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Buttons carry row ids, so the id of a deleted row must not come back."""


class Base(MappedAsDataclass, DeclarativeBase):
    """Typed rows."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigId,
        str: Text(),
        datetime: UtcDateTime(),
        **{words: Word(words) for words in WORDS},
    }
