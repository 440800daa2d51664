"""내보내기: one's own records as files, and nobody else's."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from bot.storage import audit, fills, orders, users
from bot.storage.database import Database
from bot.storage.states import Role
from bot.views.export import table
from tests.bot.house import ALICE, BOB, House
from tests.bot.outbox.phone import Phone
from tests.bot.outbox.speaking import outbox_of, running, settled
from tests.bot.storage import rows
from tests.journeys.trading import buy


def files(home: House, user: int) -> dict[str, bytes]:
    """The documents in a chat, by the first word of their names."""
    found = [message.file for message in home.chat.transcript(user) if message.file is not None]
    return {file.name.partition("-")[0]: file.data for file in found}


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def wait(home: House, user: int) -> dict[str, bytes]:
    await home.ask("내보내기", "파일로 보내요", user)
    await home.ask("도움", "도움", user)
    return files(home, user)


async def test_orders_fills_and_trail_come_as_files(home: House) -> None:
    """Three tables that Excel reads: the order, its fill with an estimated fee, every step of the trail."""
    await buy(home)
    async with home.database.begin() as session:
        order = await orders.by_short_no(session, ALICE, 1)
        assert order is not None
        amount, now = 70_000 * order.quantity, datetime.now(UTC)
        await fills.listed(session, order.id, filled_quantity=order.quantity, filled_amount=amount, now=now)
    got = await wait(home, ALICE)

    assert sum(int(row["금액"]) for row in read(got["체결"])) == order.filled_amount
    assert int(read(got["체결"])[0]["수수료(추정)"]) > 0
    assert set(got) == {"기록", "주문", "체결"}
    assert all(content.startswith(b"\xef\xbb\xbf") for content in got.values())
    (row,) = read(got["주문"])
    assert (row["주문"], row["계좌"], row["종목코드"], row["구분"]) == ("A1", "모의", "005930", "매수")
    assert {"new.asked", "new.confirmed", "new.sent", "new.accepted"} <= {row["코드"] for row in read(got["기록"])}


async def test_nobody_elses_rows_are_in_a_file(home: House) -> None:
    """Bob's files hold his own event and nothing of Alice's; an admin's hold nothing of Bob's."""
    await buy(home)
    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.TRADER, now=datetime.now(UTC))
        await audit.note(session, "halted", user_id=BOB, now=datetime.now(UTC))
    his, hers = await wait(home, BOB), await wait(home, ALICE)

    assert [row["코드"] for row in read(his["기록"])] == ["halted"]
    assert (read(his["주문"]), read(his["체결"])) == ([], [])
    assert "halted" not in {row["코드"] for row in read(hers["기록"])}


async def test_a_year_leaves_the_others_out(home: House) -> None:
    """Before the first order there is nothing; what is no year is not guessed at."""
    await buy(home)
    await home.ask("내보내기 2001", "파일로 보내요")
    await home.ask("도움", "도움")

    assert read(files(home, ALICE)["주문"]) == []
    await home.ask("내보내기 ２０２６", "이렇게 보내 주세요")


def test_cells_are_no_formulas() -> None:
    """What a spreadsheet would carry out is text; numbers, negative ones too, stay numbers."""
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "<b>", "삼성", ""]
    shown = read(table([str(place) for place in range(len(evil) + 1)], [[*evil, -5]]).encode())[0]

    assert list(shown.values()) == [*("'" + cell for cell in evil[:7]), "<b>", "삼성", "", "-5"]


async def test_files_keep_their_place_and_survive(database: Database) -> None:
    """A file queued between two words comes between them, also after a restart, and is not kept after that."""
    phone = Phone()
    outbox = outbox_of(database, phone)
    async with database.begin() as session:
        await rows.user(session)
        await outbox.send(session, ALICE, "first")
        ref = await outbox.send_document(session, ALICE, "a.csv", "1,2")
        await outbox.send(session, ALICE, "last")
    async with running(outbox_of(database, phone)):
        await settled(database)

    assert [text for _, text in phone.said] == ["first", "[a.csv] 1,2", "last"]
    async with database.read() as session:
        kept = await session.get(rows.Message, ref)
    assert kept is not None
    assert kept.text == ""
