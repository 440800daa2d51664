"""Rows that tests start from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import credentials, users
from bot.storage.states import AlertRule, CredentialState, IntentKind, MessageKind, OrderSource, OrderState, Role
from bot.storage.tables import Alert, Credential, Intent, Message, Order, User
from bot.storage.terms import OrderType
from bot.storage.vault import KeyRing, Vault, new_key
from kis.credentials import Account, Credentials, Environment
from kis.domestic.codes import Side
from kis.market.sessions import Venue

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SOON, LATE = NOW + timedelta(seconds=60), NOW + timedelta(seconds=61)
ALICE, BOB = 5_000_000_001, 5_000_000_002
VAULT = Vault(KeyRing.parse(new_key("test")))
SECRETS = Credentials(Environment.PAPER, "FAKE-app-key", "FAKE-app-secret", Account("12345678"), hts_id="fakeid")


async def user(session: AsyncSession, user_id: int = ALICE) -> User:
    """Somebody who is let in."""
    return await users.admit(session, user_id, Role.TRADER, now=NOW, name="Alice")


async def account(session: AsyncSession, user_id: int = ALICE) -> Credential:
    """A user with a connected paper account."""
    await user(session, user_id)
    return await credentials.add(session, VAULT, user_id, SECRETS, NOW)


def credential(user_id: int = ALICE, environment: Environment = Environment.PAPER, **columns: Any) -> Credential:
    """An account whose keys nobody opens."""
    return Credential(**{
        "user_id": user_id, "environment": environment, "key_id": "fake", "account_hint": "●●●●1111-01", "sealed": b"",
        "wrapped_key": b"", "kid": "", "state": CredentialState.ACTIVE, "created_at": NOW,
    } | columns)  # fmt: skip


def message(chat_id: int = ALICE, **columns: Any) -> Message:
    """A message to send."""
    return Message(**{"chat_id": chat_id, "kind": MessageKind.SEND, "text": "hello", "created_at": NOW} | columns)


def intent(credential: Credential, **columns: Any) -> Intent:
    """An offer to buy ten shares for a minute."""
    return Intent(**{
        "user_id": credential.user_id, "credential_id": credential.id, "kind": IntentKind.NEW, "short_no": 1,
        "symbol": "005930", "name": "삼성전자", "side": Side.BUY, "quantity": 10, "price": 70_000,
        "order_type": OrderType.LIMIT, "venue": Venue.KRX, "offered_price": 70_100, "offered_at": NOW,
        "expires_at": SOON,
    } | columns)  # fmt: skip


def order(credential: Credential, **columns: Any) -> Order:
    """An order for ten shares which KIS has taken."""
    return Order(**{
        "user_id": credential.user_id, "credential_id": credential.id, "short_no": 1, "source": OrderSource.BOT,
        "symbol": "005930", "name": "삼성전자", "side": Side.BUY, "quantity": 10, "price": 70_000,
        "order_type": OrderType.LIMIT, "venue": Venue.KRX, "order_date": TODAY, "state": OrderState.ACCEPTED,
        "created_at": NOW, "updated_at": NOW,
    } | columns)  # fmt: skip


def alert(credential: Credential, **columns: Any) -> Alert:
    """삼성전자 71,000 이상."""
    return Alert(**{
        "user_id": credential.user_id, "credential_id": credential.id, "symbol": "005930", "name": "삼성전자",
        "rule": AlertRule.ABOVE, "target": 71_000, "created_at": NOW, "expires_at": NOW + timedelta(days=30),
    } | columns)  # fmt: skip
