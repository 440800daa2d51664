"""Frames and control messages: text to values and back."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kis.credentials import Environment
from kis.errors import MalformedMessage
from kis.market.clock import KST
from kis.realtime import BOOK, CHANNELS, NOTICES, TRADES, Channel, control
from kis.realtime.cipher import Secret
from kis.realtime.control import Ack, Action, Code, Ping, Request
from kis.realtime.frames import DataFrame, parse, split
from tests.kis.realtime import portal
from tests.kis.realtime.rows import SECRET, book, notice, tick


def _data(text: str) -> DataFrame:
    frame = parse(text)
    assert isinstance(frame, DataFrame)
    return frame


@portal.needs_portal
@pytest.mark.parametrize("sample", portal.frames(), ids=lambda sample: f"{sample['tr_id']}: {sample['name']}")
def test_recorded_frames_split_by_their_count(sample: dict[str, str]) -> None:
    """Every recorded frame, of whatever channel, splits into its rows."""
    frame = _data(sample["frame"])
    payload = Secret(sample["key"], sample["iv"]).decrypt(frame.payload) if frame.encrypted else frame.payload
    rows = split(payload, frame.count, 1)

    assert frame.tr_id == sample["tr_id"]
    assert [len(row.split("^")) for row in rows] == [sample["fields_per_record"]] * int(sample["records"])
    assert "^".join(rows) == payload


@portal.needs_portal
def test_all_trades_of_a_frame_are_read() -> None:
    """A frame of three trades of one symbol is three ticks, oldest first."""
    sample = next(frame for frame in portal.frames("H0STCNT0") if frame["records"] == 3)
    frame = _data(sample["frame"])

    assert [(tick.price, tick.volume) for tick in TRADES.read(frame.payload, frame.count)] == [
        (71_950, 1),
        (71_900, 2),
        (72_000, 75),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "0|H0STCNT0|001",
        "2|H0STCNT0|001|005930",
        "0|H0STCNT0|one|005930",
        "{",
        "{}",
        '{"header":{}}',
        '{"header":{"tr_id":"H0STCNT0"}}',
        '{"header":[]}',
        '{"header":{"tr_id":"H0STCNT0"},"body":{"rt_cd":0,"msg_cd":"OPSP0000"}}',
        '{"a":' * 100_000,
        '{"a":' + "[" * 100_000,
    ],
    ids=lambda text: text[:40],
)
def test_anything_else_is_malformed(text: str) -> None:
    """What is neither a data frame nor a control message is reported as such."""
    with pytest.raises(MalformedMessage):
        parse(text)


@pytest.mark.parametrize(
    ("columns", "count"),
    [(46, 0), (46, -1), (46, 2), (45, 1), (93, 2), (1, 1), (46, 10**9)],
)
def test_rows_that_do_not_divide_are_malformed(columns: int, count: int) -> None:
    """A width that is no whole number, or below the smallest documented, discards the frame."""
    with pytest.raises(MalformedMessage):
        TRADES.read("^".join(["1"] * columns), count)


def test_left_over_columns_are_malformed() -> None:
    """Three columns are not two rows, however narrow."""
    with pytest.raises(MalformedMessage):
        split("1^2^3", 2, 1)


@given(some.text())
def test_parse_raises_nothing_but_malformed(text: str) -> None:
    """Whatever arrives, parsing ends in a value or in MalformedMessage."""
    for candidate in (text, f"{{{text}", f"0|H0STCNT0|001|{text}"):
        try:
            parse(candidate)
        except MalformedMessage:
            continue


@given(
    some.sampled_from(CHANNELS),
    some.lists(some.text(alphabet="0123456789.-+eE(nul)a ^|"), min_size=7, max_size=90),
    some.integers(-1, 3),
)
def test_reading_raises_nothing_but_malformed(channel: Channel, values: list[str], count: int) -> None:
    """Whatever a frame holds, its rows and all their columns read or are malformed."""
    try:
        rows = channel.read("^".join(values), count)
    except MalformedMessage:
        return
    for row in rows:
        for name in type(row)._spec.__dataclass_fields__:
            try:
                getattr(row, name)
            except MalformedMessage:
                continue


@given(some.text(), some.booleans())
def test_decrypting_raises_nothing_but_malformed(sealed: str, wrong_key: bool) -> None:
    """Text that was not sealed with this key is malformed, not an error of the cipher."""
    secret = Secret("fake", "fake") if wrong_key else SECRET
    with pytest.raises(MalformedMessage):
        secret.decrypt(sealed)


def test_sealed_text_with_foreign_letters_is_malformed() -> None:
    """Letters outside base64 are not skipped over."""
    with pytest.raises(MalformedMessage):
        SECRET.decrypt(SECRET.encrypt("plain") + "!!!!")


@given(some.text(alphabet=some.characters(exclude_categories=["Cs"])))
def test_sealed_text_opens(plain: str) -> None:
    """decrypt(encrypt(text)) is the text."""
    assert SECRET.decrypt(SECRET.encrypt(plain)) == plain


@pytest.mark.parametrize("width", [46, 47, 49])
def test_ticks_are_written_at_the_width_of_a_year(width: int) -> None:
    """Several ticks in one frame come back as they went, short of the columns that year did not have."""
    written = [tick(price=70_000), tick(price=70_100), tick("000660", 150_000)]
    frame = _data(TRADES.write(written, width=width))

    read = TRADES.read(frame.payload, frame.count)
    assert frame.count == 3
    assert [(row.symbol, row.price) for row in read] == [("005930", 70_000), ("005930", 70_100), ("000660", 150_000)]
    assert {len(row.values) for row in read} == {width}
    assert {row.market_code for row in read} == {None if width == 46 else "2"}


@pytest.mark.parametrize(("width", "mid_price"), [(59, None), (62, 70_050), (63, 70_050), (None, 70_050)])
def test_books_are_written_at_the_width_of_a_year(width: int | None, mid_price: int | None) -> None:
    """The mid price came to the order book in 2025, the market code in 2026."""
    frame = _data(BOOK.write([book()], width=width))
    (read,) = BOOK.read(frame.payload, frame.count)

    assert (read.asks, read.mid_price) == (book().asks, mid_price)


def test_notices_are_written_sealed() -> None:
    """A notice travels encrypted and opens with the secret of the registration."""
    text = NOTICES.write([notice()], environment=Environment.PAPER, secret=SECRET)
    frame = _data(text)

    assert text.startswith("1|H0STCNI9|001|")
    assert "fakeid" not in text
    assert NOTICES.read(SECRET.decrypt(frame.payload), frame.count) == [notice()]


def test_old_notices_have_their_own_order_of_columns() -> None:
    """Until March 2025 a notice had 23 columns; the name and price stood elsewhere, so it is not read by today's."""
    frame = _data(NOTICES.write([notice()], width=23))
    values = frame.payload.split("^")

    assert (len(values), values[17], values[21]) == (23, "홍길동", "삼성전자")
    with pytest.raises(MalformedMessage):
        NOTICES.read(frame.payload, frame.count)


@portal.needs_portal
@pytest.mark.parametrize(
    ("name", "ok", "code"),
    [
        ("subscribe ok", True, Code.REGISTERED),
        ("unsubscribe ok", True, Code.UNREGISTERED),
        ("already subscribed", False, Code.ALREADY_REGISTERED),
        ("too many registrations", False, Code.SLOTS_FULL),
        ("app key in use", False, Code.APP_KEY_IN_USE),
        ("bad approval key", False, Code.BAD_APPROVAL),
    ],
)
def test_recorded_answers_are_read_and_written_alike(name: str, ok: bool, code: Code) -> None:
    """Answers of the gateway are understood, and the simulator writes the very same text."""
    text = portal.control(name)
    ack = parse(text)

    assert isinstance(ack, Ack)
    assert (ack.ok, ack.code, ack.secret is not None) == (ok, code, name == "subscribe ok")
    assert control.write_ack(ack) == text


@portal.needs_portal
@pytest.mark.parametrize("name", ["subscribe request", "unsubscribe request"])
def test_recorded_requests_are_read_and_written_alike(name: str) -> None:
    """A request is written as the official samples write it."""
    text = portal.control(name)

    assert control.write_request(control.read_request(text)) == text


def test_request_hides_the_approval_key() -> None:
    """The approval key goes to the gateway and nowhere else."""
    request = Request(Action.UNREGISTER, "H0STCNT0", "005930", "fake-approval-key")

    assert "fake-approval-key" not in repr(request)
    assert control.read_request(control.write_request(request)) == request


@pytest.mark.parametrize("tr_type", ["0", "3", ""])
def test_request_with_another_tr_type_is_malformed(tr_type: str) -> None:
    """tr_type is 1 or 2, whatever some docstrings say."""
    text = control.write_request(Request(Action.REGISTER, "H0STCNT0", "005930", "fake"))
    with pytest.raises(MalformedMessage):
        control.read_request(text.replace('"tr_type":"1"', f'"tr_type":"{tr_type}"'))


def test_ping_keeps_its_text() -> None:
    """A PINGPONG is answered with the identical text, so the text is kept."""
    text = control.write_ping(datetime(2024, 10, 11, 12, 18, 18, tzinfo=KST))

    assert text == '{"header":{"tr_id":"PINGPONG","datetime":"20241011121818"}}'
    assert parse(text) == Ping(text)


def test_secret_shows_nothing() -> None:
    """Key and IV stay out of logs."""
    ack = Ack("H0STCNI0", "fakeid", True, Code.REGISTERED, "SUBSCRIBE SUCCESS", SECRET)

    assert SECRET.key not in repr(ack)
    assert SECRET.iv not in repr(ack)
