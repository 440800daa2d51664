"""Launch data: what Telegram signed for this bot a moment ago is believed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.web.launch import AGE, FIELDS, LIMIT, SKEW, Untrusted, read
from tests.bot.web.launching import fields, hashed, query, signed

TOKEN = "110201543:local-and-made-up"
NOW = datetime(2026, 11, 27, 1, tzinfo=UTC)
AT = int(NOW.timestamp())
ID = 279058397
GOOD = fields(ID, AT)


def test_right_data_is_believed() -> None:
    """Whoever Telegram names, until five minutes after; the newer signature is one of the signed fields, or absent."""
    old = {name: value for name, value in GOOD.items() if name != "signature"}
    launches = [read(signed(said, TOKEN), TOKEN, NOW) for said in (GOOD, old, {**GOOD, "start_param": "a+b c=d&e"})]

    assert {launch.user_id for launch in launches} == {ID}
    assert {launch.expires_at for launch in launches} == {NOW + AGE}
    assert len({launch.digest for launch in launches}) == 3
    assert signed(GOOD, TOKEN)[-64:] not in repr(launches[0])


@pytest.mark.parametrize(
    ("seconds", "good"),
    [
        pytest.param(AGE.total_seconds() - 1, True, id="just in time"),
        pytest.param(AGE.total_seconds(), False, id="five minutes"),
        pytest.param(86_400, False, id="yesterday"),
        pytest.param(-SKEW.total_seconds(), True, id="clocks differ a little"),
        pytest.param(-SKEW.total_seconds() - 1, False, id="from the future"),
    ],
)
def test_time_bounds(seconds: float, good: bool) -> None:
    """Five minutes, and not from the future beyond what clocks differ."""
    text, now = signed(GOOD, TOKEN), NOW + timedelta(seconds=seconds)
    if good:
        assert read(text, TOKEN, now).user_id == ID
    else:
        with pytest.raises(Untrusted):
            read(text, TOKEN, now)


def swap(name: str, value: str) -> str:
    """Right data with one field changed after it was signed."""
    return query({**GOOD, "hash": hashed(GOOD, TOKEN), name: value})


RIGHT = signed(GOOD, TOKEN)
FORGED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "no hash": lambda: query(GOOD),
    "empty hash": lambda: query({**GOOD, "hash": ""}),
    "another hash": lambda: query({**GOOD, "hash": "0" * 64}),
    "hash of nothing ASCII": lambda: query({**GOOD, "hash": "가" * 64}),
    "half a hash": lambda: RIGHT[:-32],
    "hash under another bot's token": lambda: signed(GOOD, "110201543:another"),
    "hash without the signature in it": lambda: query(
        {**GOOD, "hash": hashed({name: value for name, value in GOOD.items() if name != "signature"}, TOKEN)}
    ),
    "another user": lambda: swap("user", GOOD["user"].replace(str(ID), str(ID + 1))),
    "another time": lambda: swap("auth_date", str(AT + 60)),
    "one field more": lambda: swap("can_send_after", "1"),
    "one field less": lambda: query({**fields(ID, AT), "hash": hashed(GOOD, TOKEN)}).replace("query_id=AAHdF6IQ&", ""),
    "user twice": lambda: f"user=%7B%22id%22%3A1%7D&{RIGHT}",
    "hash twice": lambda: f"{RIGHT}&hash={hashed(GOOD, TOKEN)}",
    "no user": lambda: signed({name: value for name, value in GOOD.items() if name != "user"}, TOKEN),
    "no time": lambda: signed({name: value for name, value in GOOD.items() if name != "auth_date"}, TOKEN),
    "user is no object": lambda: signed({**GOOD, "user": "[1]"}, TOKEN),
    "user id is a text": lambda: signed({**GOOD, "user": '{"id":"1001"}'}, TOKEN),
    "user id is true": lambda: signed({**GOOD, "user": '{"id":true}'}, TOKEN),
    "user id is negative": lambda: signed({**GOOD, "user": '{"id":-1001}'}, TOKEN),
    "user id is huge": lambda: signed({**GOOD, "user": '{"id":99999999999999999999999}'}, TOKEN),
    "user without end": lambda: signed({**GOOD, "user": "[" * 1_000}, TOKEN),
    "time is no number": lambda: signed({**GOOD, "auth_date": "soon"}, TOKEN),
    "time in other digits": lambda: signed({**GOOD, "auth_date": "١٧٩٥"}, TOKEN),
    "time without end": lambda: signed({**GOOD, "auth_date": "9" * 400}, TOKEN),
    "fields joined by a line break": lambda: query(
        {
            "auth_date": GOOD["auth_date"],
            "query_id": f"{GOOD['query_id']}\nsignature={GOOD['signature']}",
            "user": GOOD["user"],
            "hash": hashed(GOOD, TOKEN),
        }
    ),
    "name with an equals sign": lambda: signed({**GOOD, "a=b": "c"}, TOKEN),
    "not UTF-8": lambda: signed({**GOOD, "query_id": "\ufffd"}, TOKEN).replace("%EF%BF%BD", "%ff"),
    "half a surrogate": lambda: RIGHT.replace("AAHdF6IQ", "%ed%a0%80"),
    "an empty pair": lambda: f"{RIGHT}&",
    "no pairs": lambda: "hash;user",
    "too long": lambda: signed({**GOOD, "start_param": "a" * LIMIT}, TOKEN),
    "too many fields": lambda: signed({**GOOD, **{"a" + "_" * number: "" for number in range(FIELDS)}}, TOKEN),
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_anything_else_is_refused(forged: Callable[[], str]) -> None:
    """Unsigned, signed by others, changed, doubled, malformed: one error, which repeats nothing of it."""
    with pytest.raises(Untrusted) as refused:
        read(forged(), TOKEN, NOW)

    assert len(str(refused.value)) < 20


@settings(max_examples=60)
@given(
    st.one_of(st.text(max_size=200), st.integers(0, len(RIGHT) - 1).map(lambda at: RIGHT[:at] + "~" + RIGHT[at + 1 :]))
)
def test_junk_raises_nothing_else(text: str) -> None:
    """Whatever comes, and right data with any one character changed: `Untrusted`."""
    with pytest.raises(Untrusted):
        read(text, TOKEN, NOW)
