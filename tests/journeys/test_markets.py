"""Every market from the first look to the balance: three processes, real sockets, a real account with a PIN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.journeys.markets import (
    NIGHT,
    OPENING,
    TRIPS,
    Trip,
    day_of_trading,
    lists_away,
    looked_up,
    number_of,
    ordered,
    registered,
    wait_until,
)
from tests.journeys.world import World


async def traded(made: World, trip: Trip) -> None:
    """Found, ordered, amended, filled by its own notice, and read in every list."""
    chat = made.chat
    await looked_up(made, trip)
    number = number_of(await ordered(made, trip, trip.price))
    asked = await chat.say(f"정정 {number} {trip.better}")
    sure = await chat.wait("정정 확인", asked)
    await chat.press("정정 확정", sure["message_id"])
    await chat.wait(f"#{number} {trip.name} {trip.word} · 정정", asked)
    assert f"#{number} {trip.name}" in (await chat.ask("미체결", "미체결 1건"))["text"]

    await lists_away(made)
    await made.broker.price(trip.symbol, trip.better)
    push = await chat.wait(f"#체결 #{number} ", asked)
    assert trip.told in push["text"]
    await made.broker.do("fault", clear=True)
    await chat.wait(f"#{number} {trip.name} {trip.word} · 전량 체결", asked)
    assert f"#{number} {trip.name}" in (await chat.ask("체결", "오늘 체결"))["text"]
    await chat.ask(trip.account, trip.held)


async def cancelled(made: World, trips: Sequence[Trip]) -> None:
    """Each by the button under its card; those that there are by their numbers; once more all together."""
    chat = made.chat
    if len(trips) > 2:
        for trip in trips:
            card = await ordered(made, trip, trip.far)
            await chat.press("취소", card["message_id"])
            sure = await chat.wait("취소 확인", card["seq"])
            await chat.press("취소 확정", sure["message_id"])
            await chat.wait(f"#{number_of(card)} {trip.name} {trip.word} · 취소됨", sure["seq"])
    else:
        await cancelled_together(made, trips, by_number=True)
    await cancelled_together(made, trips)
    await chat.ask("미체결", "미체결 주문이 없어요")


async def cancelled_together(made: World, trips: Sequence[Trip], *, by_number: bool = False) -> None:
    """One line and one second screen for several orders."""
    cards = [await ordered(made, trip, trip.far) for trip in trips]
    numbers = [number_of(card) for card in cards]
    line = f"취소 {' '.join(numbers)}" if by_number else "취소 전부"
    sure = await made.chat.ask(line, "모두 취소 확인" if len(trips) > 1 or not by_number else "취소 확인")
    await made.chat.press("취소 확정", sure["message_id"])
    for trip, number in zip(trips, numbers, strict=True):
        assert f"#{number}" in sure["text"]
        await made.chat.wait(f"#{number} {trip.name} {trip.word} · 취소됨", sure["seq"])


async def repaid(made: World) -> None:
    """신용매도 pays the loan back, and the balance has no loan any more."""
    asked = await made.chat.say("신용매도 기아 전량 시장가")
    sure = await made.chat.wait("신용매도 확인 · 기아", asked)
    assert "3주" in sure["text"]
    await made.chat.press("매도 확정", sure["message_id"])
    await made.chat.wait("기아 신용매도 3주 @", asked)
    await made.chat.wait("기아 신용매도 · 전량 체결", asked)

    assert "자기융자" not in (await made.chat.ask("잔고", "예수금"))["text"]


async def at_the_close(made: World) -> None:
    """A LOC order trades when New York closes, at the closing price, and is told then."""
    asked = await made.chat.say("매수 NVDA 1 190 LOC")
    sure = await made.chat.wait("매수 확인 · 엔비디아", asked)
    assert "장마감 지정가(LOC)" in sure["text"]
    await made.chat.press("매수 확정", sure["message_id"])
    await made.chat.wait("엔비디아 매수 · 접수", asked)
    await made.broker.price("NVDA", "188.5")
    await made.chat.ask("미체결", "엔비디아 매수 1/1주")
    await wait_until(made, f"{NIGHT}T06:01")
    await made.chat.wait("엔비디아 매수 1주 @$188.50 (1/1)", asked)
    await made.chat.ask("잔고 해외", "엔비디아 1주")


async def test_from_search_to_balance(tmp_path: Path) -> None:
    """One person, one day: ELW, a loan, futures, options and Hong Kong by day, NXT after it, New York by night."""
    async with day_of_trading(tmp_path) as made:
        for moment in dict.fromkeys(trip.at for trip in TRIPS):
            await wait_until(made, moment)
            now = [trip for trip in TRIPS if trip.at == moment]
            for trip in now:
                await traded(made, trip)
            await cancelled(made, now)
            if moment == OPENING:
                await repaid(made)
        await at_the_close(made)

        assert {trip.channel for trip in TRIPS} <= await registered(made)
        placed = [row for row in await made.broker.see("orders") if row["action"] == "new"]
        assert len(placed) == 3 * len(TRIPS) + 2
        venues = {(row["symbol"], row["venue"]) for row in placed}
        assert {
            ("005930", "NXT"),
            ("01810", "SEHK"),
            ("AAPL", "NASD"),
            ("A05612", "주간"),
            ("A05612", "야간"),
        } <= venues
        assert {row["credit"] != "" for row in placed if row["symbol"] == "000270"} == {True}
