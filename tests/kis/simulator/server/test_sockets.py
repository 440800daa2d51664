"""The websocket: registrations, frames, notices, and its bad days."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from kis.realtime.books import OrderBook
from kis.realtime.channels import BOOK, TRADES
from kis.realtime.ticks import Tick

from .plain import SAMSUNG, Plain, Socket, socket


@pytest.fixture
async def ws(client: Plain) -> AsyncIterator[Socket]:
    async with socket(client) as ws:
        yield ws


async def test_register_and_unregister(ws: Socket) -> None:
    """Each with KIS's code; a second time is not an error of the program."""
    answers = [await ws.ask("H0STCNT0", SAMSUNG, tr_type) for tr_type in ("1", "1", "2", "2")]

    assert [(answer["msg_cd"], answer["rt_cd"]) for answer in answers] == [
        ("OPSP0000", "0"),
        ("OPSP0002", "1"),
        ("OPSP0001", "0"),
        ("OPSP0003", "1"),
    ]
    assert ["output" in answer for answer in answers] == [True, False, False, False]


async def test_forty_one_registrations(ws: Socket) -> None:
    """The 42nd is refused; after one is taken back there is room again."""
    codes = [(await ws.ask("H0STCNT0", f"{number:06d}"))["msg_cd"] for number in range(42)]
    await ws.ask("H0STCNT0", "000000", "2")

    assert codes == ["OPSP0000"] * 41 + ["OPSP0008"]
    assert (await ws.ask("H0STASP0", SAMSUNG))["msg_cd"] == "OPSP0000"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", "OPSP9990"),
        ("[]", "OPSP9990"),
        ("{}", "OPSP9991"),
        ('{"header": {}, "body": {}}', "OPSP9992"),
    ],
)
async def test_messages_that_cannot_be_read(ws: Socket, message: str, code: str) -> None:
    """rt_cd 9; the connection stays."""
    await ws.connection.send(message)
    answer = json.loads(await ws.next())

    assert (answer["body"]["rt_cd"], answer["body"]["msg_cd"]) == ("9", code)
    assert (await ws.ask("H0STCNT0", SAMSUNG))["msg_cd"] == "OPSP0000"


@pytest.mark.parametrize(
    ("place", "header", "code"),
    [
        (("H0XXXXX0", SAMSUNG), {}, "OPSP8991"),
        (("H0NXCNT0", SAMSUNG), {}, "OPSP8991"),
        (("H0STCNI0", "sim001"), {}, "OPSP8991"),
        (("H0STCNT0", ""), {}, "OPSP8992"),
        (("H0STCNT0", SAMSUNG), {"approval_key": ""}, "OPSP8994"),
        (("H0STCNT0", SAMSUNG), {"approval_key": "unknown"}, "OPSP0011"),
        (("H0STCNT0", SAMSUNG), {"tr_type": "0"}, "OPSP8997"),
        (("H0STCNT0", SAMSUNG), {"custtype": "X"}, "OPSP8998"),
    ],
)
async def test_registrations_that_are_refused(
    ws: Socket, place: tuple[str, str], header: dict[str, str], code: str
) -> None:
    """Each with its code; what paper does not have is unknown to it."""
    assert (await ws.ask(*place, **header))["msg_cd"] == code


async def test_half_a_character(ws: Socket) -> None:
    """A lone surrogate in a key is no end of the connection."""
    assert (await ws.ask("H0STCNT0", "\ud800"))["msg_cd"] == "OPSP0000"
    assert (await ws.ask("H0STCNT0", SAMSUNG))["msg_cd"] == "OPSP0000"


async def test_one_session_for_an_app_key(client: Plain, ws: Socket) -> None:
    """The second is told so and closed; the first goes on. After it has ended there is room."""
    await ws.ask("H0STCNT0", SAMSUNG)
    async with socket(client) as second:
        await second.send("H0STCNT0", SAMSUNG)
        answer = json.loads(await second.next())
        with pytest.raises(ConnectionClosed):
            await second.next()

    assert answer["header"]["tr_id"] == "(null)"
    assert (answer["body"]["msg_cd"], answer["body"]["rt_cd"]) == ("OPSP8996", "9")
    assert (await ws.ask("H0STASP0", SAMSUNG))["msg_cd"] == "OPSP0000"
    await ws.connection.close()
    async with socket(client) as third:
        assert (await third.ask("H0STCNT0", SAMSUNG))["msg_cd"] == "OPSP0000"


async def test_a_trade_goes_out(client: Plain, ws: Socket) -> None:
    """To those who registered the symbol, with the book after it."""
    await ws.ask("H0STCNT0", SAMSUNG)
    await ws.ask("H0STASP0", SAMSUNG)

    await client.sim("price", symbol="000660", price=214_500)
    await client.sim("price", symbol=SAMSUNG, price=70_900)

    frames = [await ws.next() for _ in range(2)]
    (tick,) = TRADES.read(frames[0].split("|", 3)[3], 1)
    (book,) = BOOK.read(frames[1].split("|", 3)[3], 1)
    assert isinstance(tick, Tick)
    assert isinstance(book, OrderBook)
    assert (tick.symbol, tick.price, tick.change, tick.market_code) == (SAMSUNG, 70_900, 400, "2")
    assert tick.open is not None
    assert (tick.change_from_open, tick.high, tick.high_sign) == (70_900 - tick.open, 70_900, "3")
    assert book.bids[0] < book.asks[0]
    assert (tick.ask, tick.bid) == (book.asks[0], book.bids[0])
    assert await ws.silent()


async def test_trades_at_once_share_a_frame(client: Plain, ws: Socket) -> None:
    """An order that walks through the book makes several records, oldest first."""
    await ws.ask("H0STCNT0", SAMSUNG)
    book = client.simulator.broker.book(SAMSUNG).book
    through = sum(level.size for level in book.asks[:2])

    await client.buy(through, book.asks[1].price)

    _, _, count, payload = (await ws.next()).split("|", 3)
    prices = [tick.price for tick in TRADES.read(payload, int(count))]
    assert count == "002"
    assert prices == [level.price for level in book.asks[:2]]


async def test_drop(client: Plain, ws: Socket) -> None:
    """The connection ends without a close frame."""
    await ws.ask("H0STCNT0", SAMSUNG)
    await client.sim("ws", do="drop", hts_id="sim001")

    with pytest.raises(ConnectionClosed) as closed:
        await ws.next()
    assert closed.value.rcvd is None


async def test_drop_of_another(client: Plain, ws: Socket) -> None:
    """Leaves this one alone."""
    await ws.ask("H0STCNT0", SAMSUNG)
    await client.sim("ws", do="drop", hts_id="sim002")

    assert (await ws.ask("H0STASP0", SAMSUNG))["msg_cd"] == "OPSP0000"


async def test_silence(client: Plain, ws: Socket) -> None:
    """Connected but mute, and what would have been said is lost."""
    await ws.ask("H0STCNT0", SAMSUNG)
    await client.sim("ws", do="silence", seconds=0.1)
    await client.sim("price", symbol=SAMSUNG, price=70_900)
    assert await ws.silent(0.11)

    await client.sim("price", symbol=SAMSUNG, price=71_000)

    assert "^71000^" in await ws.next()


async def test_refuse(client: Plain) -> None:
    """No new connections for a while."""
    await client.sim("ws", do="refuse", seconds=30)
    with pytest.raises(InvalidStatus):
        await connect(client.simulator.ws)

    await client.sim("ws", do="refuse", seconds=0)

    async with connect(client.simulator.ws):
        pass


async def test_garbage(client: Plain, ws: Socket) -> None:
    """A frame that is none."""
    await ws.ask("H0STCNT0", SAMSUNG)
    await client.sim("ws", do="garbage")

    _, tr_id, count, payload = (await ws.next()).split("|", 3)

    assert tr_id == "H0STCNT0"
    assert len(payload.split("^")) % int(count) or len(payload.split("^")) < 46


async def test_repeat(client: Plain, ws: Socket) -> None:
    """The last notice, once more."""
    await ws.ask("H0STCNI9", "sim001")
    await client.buy()
    first = await ws.next()

    await client.sim("ws", do="repeat")

    assert await ws.next() == first


async def test_journal_has_websocket_messages(client: Plain, ws: Socket) -> None:
    """Without their approval key."""
    await ws.ask("H0STCNT0", SAMSUNG)

    row = client.simulator.journal.entries()[-1]

    assert (row["kind"], row["msg_cd"], row["sent"]["body"]["input"]["tr_id"]) == ("ws", "OPSP0000", "H0STCNT0")
    assert row["sent"]["header"]["approval_key"] == "***"
