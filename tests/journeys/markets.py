"""What a person trades in every market, and how: the table that journeys and crashes go through."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.storage import limits
from bot.storage.database import Database
from bot.storage.states import Cap
from kis.credentials import Environment
from tests.journeys.world import USER, Json, World, world

PIN = "7391"
DAY, NIGHT = "2026-11-23", "2026-11-24"
OPENING, AFTER, EVENING = f"{DAY}T10:45", f"{DAY}T16:00", f"{DAY}T23:45"
"""Korean time: Seoul, Hong Kong and Tokyo trade; NXT alone; New York."""
LISTS = ("inquire-daily-ccld", "inquire-ccnl", "inquire-ngt-ccnl")
"""Where KIS lists orders, in every market."""


class Trip(NamedTuple):
    """An instrument as it is looked for, an order of it, and where all of that is read afterwards."""

    search: str
    """What is typed to find it."""
    choice: str
    """The button that says which of several is meant; blank where only one fits."""
    card: str
    """Words of its quote card."""
    name: str
    symbol: str
    line: str
    """An order but for its price."""
    price: str
    """Where it waits in the book."""
    better: str
    """The price it is amended to, at which it trades."""
    far: str
    """One that is not reached."""
    told: str
    """The push of its fill."""
    channel: str
    """The websocket notice by which the fill is heard."""
    account: str
    held: str
    """What is typed for the balance, and what stands there."""
    at: str = OPENING
    """When it trades, as the broker's clock is set to it."""

    @property
    def word(self) -> str:
        """매수, 신용매수."""
        return next(word for word in self.line.split() if word.endswith("매수"))


TRIPS = (
    Trip("한국KA01", "", "기초자산", "한국KA01삼성전자콜", "57KA01", "매수 57KA01 10", "58", "57", "55",
         "10주 @57 (10/10)", "H0STCNI0", "잔고", "한국KA01삼성전자콜 10주"),
    Trip("ㄱㅇ", "기아", "상한 131,600", "기아", "000270", "신용매수 기아 3", "100000", "99900", "98000",
         "3주 @99,900 (3/3)", "H0STCNI0", "잔고", "자기융자"),
    Trip("미니F", "미니F 202612", "만기", "미니F 202612", "A05612", "선물 매수 미니F 202612 1", "440", "439.5", "435",
         "1계약 @439.50 (1/1)", "H0IFCNI0", "잔고 선물", "미니F 202612 매수 1계약"),
    Trip("B01612440", "", "행사가 440", "C 202612 440.0", "B01612440", "옵션 매수 B01612440 2", "8.1", "8.2", "8",
         "2계약 @8.20 (2/2)", "H0IFCNI0", "잔고 선물", "C 202612 440.0 매수 2계약"),
    Trip("샤오미", "", "홍콩", "샤오미", "01810", "매수 샤오미 200", "38", "37.9", "37",
         "200주 @HK$37.90 (200/200)", "H0GSCNI0", "잔고 해외", "샤오미 200주"),
    Trip("ㅅㅅㅈㅈ", "삼성전자 ·", "상한 91,600", "삼성전자", "005930", "매수 삼성전자 5",
         "70000 NXT", "69900", "69000 NXT",
         "5주 @69,900 (5/5)", "H0STCNI0", "잔고", "삼성전자 5주", AFTER),
    Trip("ㅇㅍ", "애플", "나스닥", "애플", "AAPL", "매수 애플 2", "260", "259.5", "255",
         "2주 @$259.50 (2/2)", "H0GSCNI0", "잔고 해외", "애플 2주", EVENING),
    Trip("A05612", "", "만기", "미니F 202612", "A05612", "선물 매수 A05612 1", "438", "437", "430",
         "1계약 @437.00 (1/1)", "H0MFCNI0", "잔고 선물", "미니F 202612 매수 2계약", EVENING),
)  # fmt: skip
"""ELW, a loan, a future, an option, Hong Kong, NXT when the KRX has closed, New York, the future by night."""


async def wait_until(made: World, moment: str) -> None:
    """Let the broker's clock come to a moment of Korean time."""
    await made.broker.do("clock", now=f"{moment}:00+09:00")


@asynccontextmanager
async def day_of_trading(folder: Path, *, pin: bool = True) -> AsyncIterator[World]:
    """A real account on the morning of a Monday, and the bot up: all names, no limit on money, the lock open.

    Without a PIN the lock does not close when the bot starts again.
    """
    async with world(folder, "--now", f"{OPENING}:00+09:00", "--no-limits", account="real") as made:
        made.program = "tests.journeys.hasty"
        made.env |= {"KIS_MASTER_ORIGIN": made.simulator["rest"], "MASTER_FOLDER": f"{folder}/master"}
        await lift_limits(made)
        await made.start_bot()
        await (open_lock(made) if pin else made.chat.ask("핀 없이", "PIN 없이 쓰기로"))
        yield made


async def lift_limits(made: World) -> None:
    """What a day in the chat would take."""
    async with Database(made.env["DATABASE_URL"]) as database, database.begin() as session:
        for cap in (Cap.ORDER, Cap.DAY):
            await limits.put(session, USER, Environment.REAL, cap, None, datetime.now(UTC))


async def open_lock(made: World) -> None:
    """Choose a PIN, and open the lock with it."""
    after = (await made.chat.ask("핀", "새 PIN을 눌러"))["seq"]
    after = await entered(made, after, "한 번 더")
    await entered(made, after, "PIN을 정했어요")
    await entered(made, (await made.chat.ask("풀기 4시간", "PIN을 눌러"))["seq"], "4시간 동안 풀었어요")


async def entered(made: World, after: int, expected: str) -> int:
    """Press the PIN on the pad, each digit after the one before was shown; returns the number of what follows."""
    for count, digit in enumerate(PIN, start=1):
        await made.chat.press(digit)
        after = await made.chat.wait_toast("●" * count, after=after)
    await made.chat.press("확인")
    return int((await made.chat.wait(expected, after))["seq"])


async def looked_up(made: World, trip: Trip) -> None:
    """Type what one remembers of it, choose where several fit, read the quote card."""
    asked = await made.chat.say(trip.search)
    if trip.choice:
        await made.chat.wait("골라 주세요", asked)
        await made.chat.press(trip.choice)
    await made.chat.wait(trip.card, asked)


async def offered(made: World, trip: Trip, price: str) -> Json:
    """Type the order; returns its check card."""
    return await made.chat.ask(f"{trip.line} {price}", f"{trip.word} 확인 · {trip.name}")


async def ordered(made: World, trip: Trip, price: str) -> Json:
    """Type the order, read the check card, press 확정; returns the order's card."""
    sure = await offered(made, trip, price)
    await made.chat.press("확정", sure["message_id"])
    return await made.chat.wait(f"{trip.name} {trip.word} · 접수", sure["seq"])


def number_of(card: Json) -> str:
    """`A17`."""
    found = re.search(r"#(A\d+)", card["text"])
    assert found is not None
    return found[1]


async def lists_away(made: World) -> None:
    """KIS does not show its lists of orders: whoever tells of a fill has heard its notice."""
    for path in LISTS:
        away = {"do": "message", "msg_cd": "EGW00003", "msg1": "접근이 거부되었습니다."}
        await made.broker.do("fault", path=path, times=1_000, **away)


async def registered(made: World) -> set[str]:
    """The notices that the bot has asked for on its websocket."""
    rows = await made.broker.see("journal")
    said = [row["sent"] for row in rows if row["kind"] == "ws" and "body" in (row["sent"] or ())]
    return {row["body"]["input"]["tr_id"] for row in said}
