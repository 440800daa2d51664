"""Key pads: what is pressed tells nothing, what was entered is gone within a minute."""

from __future__ import annotations

import pytest

from bot.errors import StaleButton, UserError
from bot.locks.pads import DIGITS, ENTER, MOST, Pad, PadPress, Pads
from bot.views import locks as views

from .people import ALICE, BOB, Clock


async def nothing(*_: object) -> None:
    """What is done with what was entered, here."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pads(clock: Clock) -> Pads:
    return Pads(now=clock.now)


def opened(pads: Pads, user_id: int = ALICE, ref: int = 7) -> Pad:
    """A pad on the message of row 7."""
    pad = pads.open(user_id, "PIN?", nothing)
    pad.ref = ref
    return pad


def key(pad: Pad, meaning: str) -> str:
    """The id of a key."""
    return next(one for one, found in pad.keys.items() if found == meaning)


def test_what_telegram_sends_back_says_nothing() -> None:
    """The ids of two pads share nothing, and the same digit stands elsewhere: no press can be read without its pad."""
    pads = [Pad(ALICE, "", "", Clock().now(), nothing) for _ in range(40)]

    assert len({one for pad in pads for one in pad.keys}) == 40 * 13
    assert len({tuple(pad.keys.values()) for pad in pads}) > 35
    for pad in pads:
        assert {found for found in pad.keys.values() if found in DIGITS} == set(DIGITS)
    for row in views.pad(pads[0])[1]:
        for button in row:
            assert button.data is not None
            assert set(button.data.split(":")) <= {"pad", pads[0].id, *pads[0].keys}


def test_three_columns_of_digits(pads: Pads) -> None:
    """Three rows of digits, the last one between ⌫ and 확인, and a way out."""
    rows = [[button.text for button in row] for row in views.pad(opened(pads))[1]]

    assert [len(row) for row in rows] == [3, 3, 3, 3, 1]
    assert sorted([*rows[0], *rows[1], *rows[2], rows[3][1]]) == list(DIGITS)
    assert (rows[3][0], rows[3][2], rows[4]) == ("⌫", "확인", ["그만두기"])


def test_digits_are_shown_as_dots(pads: Pads) -> None:
    """The message counts what was entered and shows none of it; nor does the repr."""
    pad = opened(pads)
    for digit in "7391":
        pad.press(key(pad, digit))

    assert "●●●●" in views.pad(pad)[0]
    assert not set("7391") & set(views.pad(pad)[0])
    assert all(word not in repr(pad) for word in ("7391", "'7'", *pad.keys))
    pad.press(key(pad, "back"))
    assert pad.entered == ["7", "3", "9"]


def test_no_more_than_eight_digits_are_kept(pads: Pads) -> None:
    """A finger that does not stop fills no memory."""
    pad = opened(pads)
    for _ in range(50):
        pad.press(key(pad, "7"))

    assert len(pad.entered) == 8


def test_after_a_minute_nothing_is_left(pads: Pads, clock: Clock) -> None:
    """The pad does not count, and what was entered is gone from memory."""
    pad = opened(pads)
    pad.press(key(pad, "7"))
    clock.later(seconds=59)
    assert pads.of(ALICE) is pad
    clock.later(seconds=1)

    assert pads.of(ALICE) is None
    with pytest.raises(UserError, match="시간이 지난"):
        pads.find(ALICE, pad.id, 7)
    assert pads.expired() == [pad]
    assert pad.entered == []
    assert not pads._open


def test_press_counts_for_its_user_on_its_message(pads: Pads) -> None:
    """Another user's pad, another message, another pad's id, an unknown key: none of them counts."""
    pad = opened(pads)
    other = opened(pads, BOB, ref=8)

    for user_id, pad_id, ref in ((BOB, pad.id, 7), (BOB, pad.id, 8), (ALICE, other.id, 7), (ALICE, "", 7)):
        with pytest.raises(UserError):
            pads.find(user_id, pad_id, ref)
    for ref_of_press in (8, None):
        with pytest.raises(StaleButton):
            pads.find(ALICE, pad.id, ref_of_press)
    with pytest.raises(StaleButton):
        pad.press(key(other, ENTER))
    assert pads.find(ALICE, pad.id, 7) is pad


def test_pad_without_a_message_does_not_count(pads: Pads) -> None:
    """Before it is known which message carries it, nothing may be pressed on it."""
    pad = pads.open(ALICE, "PIN?", nothing)

    with pytest.raises(StaleButton):
        pads.find(ALICE, pad.id, None)


def test_new_pad_voids_the_one_before(pads: Pads) -> None:
    """One for each user: what was entered on the older one is forgotten."""
    old = opened(pads)
    old.press(key(old, "7"))
    new = opened(pads)

    assert old.entered == []
    assert not pads.is_open(old)
    assert pads.is_open(new)


def test_pads_are_bounded(pads: Pads) -> None:
    """However many open one, a fixed number is kept; the oldest goes first."""
    for user_id in range(MOST + 10):
        opened(pads, user_id)

    assert len(pads._open) == MOST
    assert pads.of(9) is None
    assert pads.of(10) is not None


def test_press_travels_within_telegrams_bounds(pads: Pads) -> None:
    """The data of every key is what comes back as that key."""
    pad = opened(pads)
    for one in pad.keys:
        press = PadPress(pad.id, one)
        assert PadPress.parse(press.data) == press
