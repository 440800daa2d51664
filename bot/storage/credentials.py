"""Accounts at KIS. Secrets go in and out through the vault and stay sealed in the rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import KeyRingError
from bot.storage.states import CredentialState, UserState
from bot.storage.tables import Credential, User
from bot.storage.vault import Sealed, Vault
from kis.credentials import Account, Credentials, Environment


async def add(session: AsyncSession, vault: Vault, user_id: int, secrets: Credentials, now: datetime) -> Credential:
    """Keep an account in place of the user's earlier one in the same environment, and make it the one in use.

    New keys of the same account keep its row, and with it its orders.
    """
    row = await _same_account(session, vault, user_id, secrets)
    if row is None:
        await remove(session, user_id, secrets.environment)
        row = _blank(user_id, secrets, now)
        session.add(row)
        await session.flush()
    row.key_id = secrets.key_id
    _keep(row, vault.seal(owner(row), {
        "app_key": secrets.app_key,
        "app_secret": secrets.app_secret,
        "account": str(secrets.account),
        "hts_id": secrets.hts_id,
    }))  # fmt: skip
    await session.execute(update(User).where(User.id == user_id).values(active_credential_id=row.id))
    await session.flush()
    return row


def _blank(user_id: int, secrets: Credentials, now: datetime) -> Credential:
    return Credential(
        user_id=user_id,
        environment=secrets.environment,
        key_id=secrets.key_id,
        account_hint=secrets.account.masked,
        sealed=b"",
        wrapped_key=b"",
        kid="",
        state=CredentialState.ACTIVE,
        created_at=now,
    )


async def _same_account(session: AsyncSession, vault: Vault, user_id: int, secrets: Credentials) -> Credential | None:
    row = await _connected(session, user_id, secrets.environment)
    if row is None:
        return None
    try:
        return row if reveal(vault, row).account == secrets.account else None
    except KeyRingError:
        return None


async def _connected(session: AsyncSession, user_id: int, environment: Environment) -> Credential | None:
    found = await session.scalars(
        select(Credential)
        .where(Credential.user_id == user_id, Credential.environment == environment)
        .where(Credential.state == CredentialState.ACTIVE)
        .with_for_update()
    )
    return found.one_or_none()


async def get(session: AsyncSession, credential_id: int) -> Credential | None:
    """The row, removed or not."""
    return await session.get(Credential, credential_id)


async def of_user(session: AsyncSession, user_id: int) -> Sequence[Credential]:
    """A user's connected accounts: at most one real and one paper."""
    found = await session.scalars(
        select(Credential)
        .where(Credential.user_id == user_id, Credential.state == CredentialState.ACTIVE)
        .order_by(Credential.environment)
    )
    return found.all()


async def active(session: AsyncSession) -> Sequence[Credential]:
    """Every account that is to be listened to: connected, and of a user who is let in."""
    found = await session.scalars(
        select(Credential)
        .join(User, User.id == Credential.user_id)
        .where(Credential.state == CredentialState.ACTIVE, User.state == UserState.ADMITTED)
        .order_by(Credential.id)
    )
    return found.all()


def reveal(vault: Vault, row: Credential) -> Credentials:
    """The secrets of a row. Raises `KeyRingError` if they do not open."""
    secrets = vault.open(owner(row), Sealed(row.sealed, row.wrapped_key, row.kid))
    return Credentials(
        environment=row.environment,
        app_key=secrets["app_key"],
        app_secret=secrets["app_secret"],
        account=Account.parse(secrets["account"]),
        hts_id=secrets["hts_id"],
    )


async def remove(session: AsyncSession, user_id: int, environment: Environment) -> Credential | None:
    """Disconnect and shred: the row stays for its orders, its secrets are gone. None if nothing was connected."""
    if (row := await _connected(session, user_id, environment)) is None:
        return None
    row.state = CredentialState.REMOVED
    _keep(row, Sealed(b"", b"", ""))
    await session.execute(
        update(User).where(User.id == user_id, User.active_credential_id == row.id).values(active_credential_id=None)
    )
    await session.flush()
    return row


async def set_baseline(session: AsyncSession, credential_id: int, at: datetime) -> None:
    """What was there before is taken in without announcing it."""
    await session.execute(update(Credential).where(Credential.id == credential_id).values(baseline_at=at))


async def set_caught_up(session: AsyncSession, credential_id: int, day: date) -> None:
    """Everything up to now of this day, and all of the days before, is known."""
    await session.execute(
        update(Credential)
        .where(Credential.id == credential_id)
        .where(or_(Credential.caught_up_on.is_(None), Credential.caught_up_on < day))
        .values(caught_up_on=day)
    )


def owner(row: Credential) -> str:
    """Whose a row's secrets are, as the vault binds them."""
    return f"{row.user_id}:{row.id}"


def _keep(row: Credential, sealed: Sealed) -> None:
    row.sealed, row.wrapped_key, row.kid = sealed.parts, sealed.wrapped_key, sealed.kid
