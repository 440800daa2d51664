"""A PIN: kept as a hash, tried five times, locked for longer and longer. On both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.locks import tries
from bot.locks.hashing import Hasher
from bot.locks.pins import Outdated, Pins
from bot.locks.tries import LockedOut, WrongPin
from bot.storage import audit, locks, rotation, users
from bot.storage.database import Database
from bot.storage.states import Role
from bot.storage.tables import Lock
from bot.storage.vault import KeyRing, Vault, new_key
from tests.bot.storage import rows

from .people import ALICE, BOB, PIN, RING, WRONG, Clock, lock_of, move_in, restarted, under


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def pins(database: Database, clock: Clock) -> Pins:
    return await move_in(database, clock)


async def wrong(pins: Pins, times: int) -> list[UserError]:
    """Enter something else so many times; returns what was answered."""
    answers: list[UserError] = []
    for _ in range(times):
        with pytest.raises(UserError) as caught:
            await pins.unlock(ALICE, WRONG)
        answers.append(caught.value)
    return answers


async def test_right_pin_opens_for_the_minutes_set(pins: Pins, clock: Clock) -> None:
    """Fifteen minutes unless the user says otherwise; then locked again, by itself."""
    lock = await pins.unlock(ALICE, PIN)
    assert lock.unlocked_until == clock.now() + timedelta(minutes=15)
    assert locks.is_open(lock, clock.now() + timedelta(minutes=15) - timedelta(seconds=1))
    assert not locks.is_open(lock, clock.now() + timedelta(minutes=15))

    lock = await pins.unlock(ALICE, PIN, 30)
    assert lock.unlocked_until == clock.now() + timedelta(minutes=30)
    assert (await pins.unlock(ALICE, PIN)).minutes == 30


async def test_clock_turned_back_locks(pins: Pins, clock: Clock) -> None:
    """An unlock does not hold before it was given: a clock that jumps back does not stretch it."""
    lock = await pins.unlock(ALICE, PIN)

    assert not locks.is_open(lock, clock.now() - timedelta(seconds=1))


async def test_five_wrong_tries_lock_and_the_wait_doubles(pins: Pins, clock: Clock) -> None:
    """Four are told how many are left; the fifth locks for 15 minutes, the next five for 30, then for 60."""
    answers = await wrong(pins, 5)
    assert [one.left for one in answers if isinstance(one, WrongPin)] == [4, 3, 2, 1]
    assert isinstance(answers[4], LockedOut)

    waits = []
    for _ in range(3):
        until = (await lock_of(pins)).locked_until
        assert until is not None
        waits.append(until - clock.now())
        with pytest.raises(LockedOut):
            await pins.unlock(ALICE, PIN)
        clock.at = until
        await wrong(pins, 5)
    assert waits == [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60)]


async def test_right_pin_after_the_wait_forgives(pins: Pins, clock: Clock) -> None:
    """Once the wait is over the right PIN opens, and five tries of 15 minutes are there again."""
    await wrong(pins, 5)
    clock.later(minutes=15)
    await pins.unlock(ALICE, PIN)

    lock = await lock_of(pins)
    assert (lock.tries, lock.lockouts, lock.locked_until) == (0, 0, None)


async def test_fifth_try_may_be_right(pins: Pins) -> None:
    """The fifth locks in advance; proved right it opens all the same."""
    await wrong(pins, 4)
    await pins.unlock(ALICE, PIN)

    assert (await lock_of(pins)).locked_until is None


@given(lockouts=st.integers(0, 10**6))
def test_wait_never_overflows(lockouts: int) -> None:
    """However often it locked, the wait is between 15 minutes and eight days."""
    clock = Clock()
    lock = Lock(user_id=ALICE, tries=4, lockouts=lockouts)
    tries.begin(lock, clock.now())

    assert lock.locked_until is not None
    assert tries.FIRST <= lock.locked_until - clock.now() <= tries.LONGEST


async def test_many_devices_at_once_have_five_tries_together(pins: Pins, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve entries at one moment: five are compared with the PIN, the rest are not looked at."""
    compared = 0
    matches = Hasher.matches

    async def counting(self: Hasher, lock: Lock, pepper: bytes, pin: str) -> bool:
        nonlocal compared
        compared += 1
        return await matches(self, lock, pepper, pin)

    monkeypatch.setattr(Hasher, "matches", counting)
    answers = await asyncio.gather(*(pins.unlock(ALICE, WRONG) for _ in range(12)), return_exceptions=True)

    assert compared == 5
    assert all(isinstance(one, WrongPin | LockedOut) for one in answers)
    assert (await lock_of(pins)).tries == 5


async def test_kill_between_counting_and_comparing_gives_no_free_try(
    database: Database, pins: Pins, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five processes die right before they compare; the sixth finds the lock shut, for the right PIN too."""

    class Killed(BaseException):
        pass

    async def dies(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Hasher, "matches", dies)
        for _ in range(5):
            with pytest.raises(Killed):
                await restarted(database, clock).unlock(ALICE, PIN)

    with pytest.raises(LockedOut):
        await restarted(database, clock).unlock(ALICE, PIN)


async def test_restart_keeps_the_count_and_shuts_the_lock(database: Database, pins: Pins, clock: Clock) -> None:
    """Tries and lockouts outlive the process; an unlock does not."""
    await pins.unlock(ALICE, PIN)
    await wrong(pins, 3)
    again = restarted(database, clock)
    await again.shut_all()

    lock = await lock_of(again)
    assert not locks.is_open(lock, clock.now())
    assert lock.tries == 3
    assert isinstance((await wrong(again, 2))[1], LockedOut)


async def test_nobody_resets_a_lockout_in_passing(database: Database, pins: Pins) -> None:
    """Admitted anew, connected anew, PIN forgotten by a link: who was locked out still is."""
    await wrong(pins, 5)
    before = (await lock_of(pins)).locked_until
    async with database.begin() as session:
        await users.admit(session, ALICE, Role.ADMIN, now=rows.NOW)
        await rows.account(session)
    await pins.forget(ALICE)
    await pins.set(ALICE, "285093", None)

    assert (await lock_of(pins)).locked_until == before
    with pytest.raises(LockedOut):
        await pins.unlock(ALICE, "285093")


async def test_locked_out_answers_right_and_wrong_alike(pins: Pins) -> None:
    """While it is locked nothing tells whether the PIN would have been right."""
    await wrong(pins, 5)
    said = set()
    for pin in (PIN, WRONG):
        with pytest.raises(LockedOut) as caught:
            await pins.unlock(ALICE, pin)
        said.add(str(caught.value))

    assert len(said) == 1


async def test_pin_is_kept_as_argon2id_under_a_pepper(database: Database, pins: Pins, clock: Clock) -> None:
    """What a copy of the database holds: the agreed parameters, and a hash that does not open without the ring."""
    lock = await lock_of(pins)
    assert lock.digest is not None
    assert lock.digest.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    stranger = under(database, clock, new_key("old"))

    with pytest.raises(UserError, match="암호화 키"):
        await stranger.unlock(ALICE, PIN)
    assert (await lock_of(pins)).tries == 0


async def test_row_of_another_user_does_not_open(database: Database, pins: Pins) -> None:
    """Alice's hash and pepper copied into Bob's row are worth nothing there."""
    lock = await lock_of(pins)
    async with database.begin() as session:
        bob = await locks.hold(session, BOB)
        bob.digest, bob.sealed, bob.wrapped_key, bob.kid = lock.digest, lock.sealed, lock.wrapped_key, lock.kid

    with pytest.raises(UserError, match="암호화 키"):
        await pins.unlock(BOB, PIN)
    assert not locks.is_open(await lock_of(pins, BOB), pins.now())


async def test_hash_alone_is_bound_to_its_user() -> None:
    """The id is under the hash too: with the very same pepper another user's row does not match."""
    hasher = Hasher(rows.VAULT)
    hashed = await hasher.make(ALICE, PIN)
    mine = Lock(user_id=ALICE, digest=hashed.digest, sealed=hashed.pepper.parts,
                wrapped_key=hashed.pepper.wrapped_key, kid=hashed.pepper.kid)  # fmt: skip
    pepper = hasher.pepper(mine)

    assert await hasher.matches(mine, pepper, PIN)
    assert not await hasher.matches(Lock(user_id=BOB, digest=hashed.digest), pepper, PIN)


async def test_new_ring_key_keeps_pins(database: Database, pins: Pins, clock: Clock) -> None:
    """A new first key: the PIN opens, and is under the new key from then on; the old one may go."""
    new = new_key("new")
    await under(database, clock, f"{new},{RING}").unlock(ALICE, PIN)
    assert (await lock_of(pins)).kid == "new"

    await under(database, clock, new).unlock(ALICE, PIN)


async def test_rotation_takes_pins_along(database: Database, pins: Pins, clock: Clock) -> None:
    """`keys rotate` says that the old key may go; that holds for PINs nobody has entered meanwhile."""
    new = new_key("new")
    assert await rotation.rotate(database, Vault(KeyRing.parse(f"{new},{RING}")), "new") == 1

    await under(database, clock, new).unlock(ALICE, PIN)


async def test_lock_pressed_while_the_pin_is_compared_wins(
    pins: Pins, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """잠금 closes the pad first; the PIN on its way then opens nothing."""
    with pytest.raises(Outdated):
        await pins.unlock(ALICE, PIN, still=lambda: False)

    assert not locks.is_open(await lock_of(pins), clock.now())


async def test_of_two_devices_one_changes_the_pin(pins: Pins) -> None:
    """Both have entered the old PIN; who comes second is told to begin anew, and his PIN is not kept."""
    before = (await lock_of(pins)).digest
    await pins.set(ALICE, "285093", before)
    with pytest.raises(Outdated):
        await pins.set(ALICE, "640917", before)

    await pins.unlock(ALICE, "285093")


async def test_change_and_removal_lock(pins: Pins, clock: Clock) -> None:
    """A new PIN has to be entered; going without leaves no hash behind."""
    await pins.unlock(ALICE, PIN)
    await pins.set(ALICE, "285093", (await lock_of(pins)).digest)
    assert not locks.is_open(await lock_of(pins), clock.now())

    await pins.do_without(ALICE, (await lock_of(pins)).digest)
    lock = await lock_of(pins)
    assert (lock.digest, lock.sealed, lock.wrapped_key, lock.kid, lock.without_pin) == (None, None, None, None, True)


async def test_comparing_does_not_hold_up_the_loop(pins: Pins) -> None:
    """Others are served while a hash is worked out: it is done in a thread."""
    turns = 0
    trying = asyncio.create_task(pins.unlock(ALICE, PIN))
    while not trying.done():
        await asyncio.sleep(0.001)
        turns += 1
    await trying

    assert turns >= 5


async def test_nothing_written_bears_the_pin(database: Database, pins: Pins) -> None:
    """Audit, row and what is raised say what happened, and no digit of it."""
    answers = await wrong(pins, 2)
    await pins.unlock(ALICE, PIN)
    async with database.read() as session:
        events = await audit.of_user(session, ALICE)
    shown = repr((events, [(one.event, one.detail) for one in events], answers, await lock_of(pins)))

    assert [one.event for one in events][::-1] == ["pin.set", "pin.wrong", "pin.wrong", "pin.right", "unlocked"]
    assert PIN not in shown
    assert WRONG not in shown
    assert "argon2" not in shown
