"""Check cards: each race has one winner."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage import credentials, intents, messages, users
from bot.storage.database import Database
from bot.storage.states import IntentKind, IntentState, UserState
from bot.storage.tables import Intent
from tests.bot.storage import rows
from tests.bot.storage.rows import ALICE, BOB, LATE, NOW

CARD = 77
"""Telegram's id of the message that carries the card."""


async def offered(database: Database, kind: IntentKind = IntentKind.NEW) -> Intent:
    """A check card, delivered."""
    async with database.begin() as session:
        intent = await intents.add(session, rows.intent(await rows.account(session), kind=kind))
        ref = await messages.add(session, rows.message())
        await messages.sent(session, ref, CARD, NOW)
        await intents.attach_card(session, intent.id, ref)
    return intent


async def press(database: Database, intent: Intent, **changed: object) -> Intent | None:
    """확정, pressed in time by Alice on her card unless `changed`."""
    async with database.begin() as session:
        return await intents.claim(session, intent.id, **{"user_id": ALICE, "message_id": CARD, "now": NOW} | changed)


async def test_only_one_press_wins(database: Database) -> None:
    """However many presses arrive at once, one of them may send."""
    intent = await offered(database)

    presses = await asyncio.gather(*(press(database, intent) for _ in range(8)))

    winners = [claimed for claimed in presses if claimed is not None]
    assert [claimed.state for claimed in winners] == [IntentState.CLAIMED]
    assert winners[0].claimed_at == NOW


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"now": LATE}, id="late"),
        pytest.param({"user_id": BOB}, id="somebody else"),
        pytest.param({"message_id": CARD + 1}, id="another message"),
    ],
)
async def test_press_that_does_not_count(database: Database, changed: dict[str, object]) -> None:
    """A late press, somebody else's, or one on another message takes nothing; the right one still may."""
    intent = await offered(database)

    assert await press(database, intent, **changed) is None
    assert await press(database, intent) is not None


async def test_press_on_another_card_takes_nothing(database: Database) -> None:
    """Callback data that travels to another card of the same user, or to one of another user, does not count there."""
    first = await offered(database)
    async with database.begin() as session:
        second = await intents.add(session, rows.intent((await credentials.of_user(session, ALICE))[0]))
        for chat_id, message_id in ((ALICE, CARD + 1), (BOB, CARD + 2)):
            ref = await messages.add(session, rows.message(chat_id))
            await messages.sent(session, ref, message_id, NOW)
            if chat_id == ALICE:
                await intents.attach_card(session, second.id, ref)

    assert await press(database, first, message_id=CARD + 1) is None
    assert await press(database, first, message_id=CARD + 2) is None
    assert await press(database, second) is None
    assert await press(database, first) is not None


async def test_press_under_halt_takes_nothing(database: Database) -> None:
    """정지 takes the power of the cards that are out, and of a claim that has not left yet."""
    intent = await offered(database)
    async with database.begin() as session:
        assert await users.halt(session, ALICE, NOW) == 1
        later = await intents.add(session, rows.intent((await credentials.of_user(session, ALICE))[0]))
        await intents.attach_card(session, later.id, intent.message_ref or 1)

    assert await press(database, intent) is None
    assert await press(database, later) is None
    async with database.begin() as session:
        assert await users.resume(session, ALICE)
        assert not await users.resume(session, ALICE)
    assert await press(database, later) is not None
    assert await press(database, intent) is None


async def test_halt_between_claim_and_sending_stops_it(database: Database) -> None:
    """A press that won a moment before 정지 does not leave."""
    intent = await offered(database)
    await press(database, intent)
    async with database.begin() as session:
        await users.halt(session, ALICE, NOW)

    async with database.begin() as session:
        assert await intents.begin_sending(session, intent.id, NOW) is None


async def test_cancellation_passes_a_halt(database: Database) -> None:
    """정지 holds back what takes a risk; a cancellation takes one away."""
    intent = await offered(database, IntentKind.CANCEL)
    async with database.begin() as session:
        assert await users.halt(session, ALICE, NOW) == 0

    assert await press(database, intent) is not None
    async with database.begin() as session:
        assert await intents.begin_sending(session, intent.id, NOW) is not None


async def test_user_who_was_shut_out_takes_nothing(database: Database) -> None:
    """Cards of somebody who is no longer let in are dead."""
    intent = await offered(database)
    async with database.begin() as session:
        assert await users.expel(session, ALICE)
        assert [user.id for user in await users.all_of(session, UserState.REFUSED)] == [ALICE]

    assert await press(database, intent) is None


async def test_expiry_and_press_do_not_both_win(database: Database) -> None:
    """An offer that has expired is not taken, and one that was taken does not expire."""
    taken, late = await offered(database), None
    await press(database, taken)
    async with database.begin() as session:
        late = await intents.add(session, rows.intent((await credentials.of_user(session, ALICE))[0]))
    async with database.begin() as session:
        expired = await intents.expire(session, LATE)

    assert [intent.id for intent in expired] == [late.id]
    assert await press(database, late) is None


async def test_answer_is_taken_once(database: Database) -> None:
    """An unknown outcome becomes known once; what is settled stays."""
    intent = await offered(database)
    await press(database, intent)
    async with database.begin() as session:
        await intents.begin_sending(session, intent.id, NOW)
        await intents.answer(session, intent.id, IntentState.UNKNOWN, now=NOW)
        waiting = await intents.unanswered(session)
        settled = await intents.answer(
            session, intent.id, IntentState.REFUSED, now=NOW, error_code="APBK0919", error_text="장운영시간이 아닙니다"
        )
        again = await intents.answer(session, intent.id, IntentState.ACCEPTED, now=NOW)

    assert [row.id for row in waiting] == [intent.id]
    assert settled is not None
    assert settled.error_code == "APBK0919"
    assert again is None


async def test_restart_drops_what_never_left(database: Database) -> None:
    """A claim found at start was not sent: it is dropped. What was being sent is looked for."""
    claimed, sent = await offered(database), await offered(database)
    for intent in (claimed, sent):
        await press(database, intent)
    async with database.begin() as session:
        await intents.begin_sending(session, sent.id, NOW)

    async with database.begin() as session:
        dropped = await intents.drop_unsent(session, NOW)
        unanswered = await intents.unanswered(session)
    assert [intent.id for intent in dropped] == [claimed.id]
    assert [intent.id for intent in unanswered] == [sent.id]
