"""Errors raised with a secret in play: the whole chain, as Python writes it and before redaction, has none in it."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from telegram import Bot

from bot.delivery import DeliveryError
from bot.errors import BotError
from bot.messenger import TelegramMessenger
from bot.storage import audit
from bot.storage.states import MessageKind
from bot.storage.tables import AuditEvent, Message
from bot.storage.vault import KeyRing, Vault, new_key
from kis import Account, Credentials, Kis, Origins
from kis.errors import KisError
from tests.bot.house import ALICE, House
from tests.bot.planting import WRONG_SECRET, found_in, secrets_of

NOWHERE = "http://127.0.0.1:1"
WRONG_TOKEN = "7123456789:PlantedTokenThatNobodyHasGivenOut0"
STRAY = "planted-word-of-no-shape"


async def chain_of(act: Callable[[], Awaitable[object]], kind: type[Exception] = Exception) -> str:
    """The error with all that led to it."""
    with pytest.raises(kind) as raised:
        await act()
    return "".join(traceback.format_exception(raised.value)) + repr(raised.value)


async def test_what_kis_refuses_is_in_no_error(home: House) -> None:
    """Wrong keys, no KIS, an answer cut off or no JSON, at the token, at an inquiry and at an order."""
    right, origins = home.simulator.credentials(), home.simulator.origins
    secrets = secrets_of(right)
    wrong = replace(right, app_secret=WRONG_SECRET)
    away = Origins(NOWHERE, NOWHERE.replace("http", "ws"))
    chains = []
    for keys, there in ((wrong, origins), (replace(right, app_key="PS" + WRONG_SECRET[:34]), origins), (right, away)):
        async with Kis(keys, origins=there) as kis:
            chains += [await chain_of(act, KisError) for act in (kis.domestic.account.balance, kis._oauth.approval)]
    for do in ("cut_before", "garbage"):
        async with Kis(right, origins=origins) as kis:
            await home.simulator_fault(do=do, times=20)
            chains.append(await chain_of(kis.domestic.account.balance, KisError))

    assert [found_in(chain, secrets) for chain in chains] == [[]] * len(chains)


async def test_the_token_is_in_no_error_of_telegram(home: House) -> None:
    """Telegram away, and one that does not know the token: it stands in every address that is called."""
    chains = []
    for origin in (NOWHERE, home.chat.origin):
        messenger = TelegramMessenger(Bot(WRONG_TOKEN, base_url=f"{origin}/bot"))
        sending = partial(messenger.send, ALICE, "안녕", (), silent=False, plain=False, protected=False)
        chains.append(await chain_of(sending, DeliveryError))

    assert not any(WRONG_TOKEN.partition(":")[2] in chain for chain in chains)


async def test_what_is_written_is_in_no_error_of_the_database(home: House) -> None:
    """A statement that fails says which it was, and not what it was given."""
    now = datetime.now(UTC)

    async def event() -> None:
        async with home.database.begin() as session:
            await audit.note(session, "connected", user_id=-1, now=now, word=STRAY)
            session.add(AuditEvent(at=now, user_id=ALICE, event=None, detail={"word": STRAY}))  # type: ignore[arg-type]

    async def readonly() -> None:
        async with home.database.read() as session:
            session.add(Message(chat_id=ALICE, kind=MessageKind.SEND, text=STRAY, buttons=[], created_at=now))
            await session.flush()

    for act in (event, readonly):
        chain = await chain_of(act)
        assert "INSERT" in chain
        assert STRAY not in chain


async def test_what_does_not_open_is_in_no_error(home: House) -> None:
    """Another ring, a broken one, and keys that cannot be right: each says so without the value."""
    keys = home.simulator.credentials()
    ring, secrets = new_key("planted"), secrets_of(keys)
    sealed = Vault(KeyRing.parse(ring)).seal("1:1", {"app_secret": keys.app_secret})

    async def other_ring() -> None:
        Vault(KeyRing.parse(new_key("planted"))).open("1:1", sealed)

    async def broken_ring() -> None:
        KeyRing.parse(f"{ring},{ring}x")

    async def no_account() -> None:
        Account.parse(f"{keys.account.number}{keys.app_key}")

    async def no_key() -> None:
        Credentials(keys.environment, keys.app_key + " x", keys.app_secret, keys.account, keys.hts_id)

    chains = [await chain_of(act, (BotError, KisError)) for act in (other_ring, broken_ring, no_account, no_key)]  # type: ignore[arg-type]
    secrets["ring"] = ring.partition(":")[2]
    assert [found_in(chain, secrets) for chain in chains] == [[]] * len(chains)
