"""Scenes of crashes around an order abroad, of contracts and on credit: at each boundary that an order passes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.journeys import invariants
from tests.journeys.invariants import Cells
from tests.journeys.markets import (
    EVENING,
    OPENING,
    TRIPS,
    Trip,
    day_of_trading,
    number_of,
    offered,
    ordered,
    wait_until,
)
from tests.journeys.test_crashes import card_says, crash, pushes, until
from tests.journeys.world import Json, World

Scene = Callable[[World], Awaitable[None]]


class Place(NamedTuple):
    """Where an order of a trip can be struck."""

    trip: Trip
    market: str
    """The price there, which the order does not reach."""
    order: str
    look: str
    """Paths of the order, and of the look at the market before it."""

    async def posted(self, made: World) -> int:
        """How many orders of it were posted, taken or not."""
        rows = await made.broker.see("journal")
        posts = (row for row in rows if row.get("path", "").endswith(f"/{self.order}"))
        return sum(self.trip.symbol in str(row["sent"]) for row in posts)


_BY_SYMBOL = {trip.symbol: trip for trip in TRIPS}
CREDIT = Place(_BY_SYMBOL["000270"], "101000", "order-credit", "inquire-price")
OPTION = Place(_BY_SYMBOL["B01612440"], "8.4", "domestic-futureoption/v1/trading/order", "quotations/inquire-price")
ABROAD = Place(_BY_SYMBOL["AAPL"], "265", "overseas-stock/v1/trading/order", "price-detail")


async def claimed(made: World, place: Place) -> None:
    """The market is looked at once more: nothing has left, nothing leaves later, and the card says so."""
    before = await place.posted(made)
    card = await offered(made, place.trip, place.trip.far)
    await made.broker.do("fault", do="delay", seconds=3, path=place.look)
    await made.chat.press("확정", card["message_id"])
    await made.chat.wait_toast("보내고 있어요", after=card["seq"])
    await crash(made)
    await made.start_bot()
    await card_says(made, card, "보내기 전에 봇이 다시 시작됐어요")

    assert await place.posted(made) == before


async def sent(made: World, place: Place) -> None:
    """Posted, and carried out by the broker only after the bot has died and come back."""
    before, known = await place.posted(made), len(await made.broker.orders(place.trip.symbol))
    card = await offered(made, place.trip, place.trip.far)
    await made.broker.do("fault", do="delay", seconds=1.5, path=place.order)
    await made.chat.press("확정", card["message_id"])
    await until(lambda: more_posted(made, place, before))
    await crash(made)
    assert len(await made.broker.orders(place.trip.symbol)) == known
    await made.start_bot()
    await card_says(made, card, "결과 불명")
    await card_says(made, card, f"{place.trip.word} · 접수")

    assert await place.posted(made) == before + 1


async def answered(made: World, place: Place) -> None:
    """Carried out, and the answer did not come before the bot died: found in that market's list, and filled once."""
    before, known = await place.posted(made), len(await made.broker.orders(place.trip.symbol))
    card = await offered(made, place.trip, place.trip.price)
    await made.broker.do("fault", do="late", seconds=5, path=place.order)
    await made.chat.press("확정", card["message_id"])
    await until(lambda: one_more(made, place, known))
    await crash(made)
    await made.start_bot()
    await card_says(made, card, f"{place.trip.word} · 접수")
    await made.broker.price(place.trip.symbol, place.trip.price)
    await card_says(made, card, "전량 체결")

    assert await place.posted(made) == before + 1
    assert len(await fills_of(made, card)) == 1


async def told(made: World, place: Place) -> None:
    """A part is told, the rest is filled while the bot is dead: told once, at the start."""
    card = await ordered(made, place.trip, place.trip.price)
    await made.broker.price(place.trip.symbol, place.trip.price, volume=1)
    await card_says(made, card, "부분 1/")
    await crash(made)
    await made.broker.price(place.trip.symbol, place.trip.price)
    await made.start_bot()
    await card_says(made, card, "전량 체결")

    assert len(await fills_of(made, card)) == 2


async def more_posted(made: World, place: Place, before: int) -> bool:
    return await place.posted(made) > before


async def one_more(made: World, place: Place, known: int) -> bool:
    """Whether the broker has the order that is being posted."""
    return len(await made.broker.orders(place.trip.symbol)) > known


async def fills_of(made: World, card: Json) -> list[str]:
    """The pushes of an order's fills."""
    return await pushes(made, f"#체결 #{number_of(card)} ")


def scenes(*places: Place) -> dict[str, Scene]:
    """Every boundary at every place."""
    names = {CREDIT: "credit", OPTION: "option", ABROAD: "abroad"}
    return {
        f"{names[place]}_{boundary.__name__}": partial(boundary, place=place)
        for place in places
        for boundary in (claimed, sent, answered, told)
    }


async def played(folder: Path, wanted: Callable[[str], bool] = lambda name: True) -> dict[str, Cells]:
    """One world goes through the scenes that are wanted, by day and then by night; returns what held after each."""
    found: dict[str, Cells] = {}
    async with day_of_trading(folder, pin=False) as made:
        for moment, places in ((OPENING, (CREDIT, OPTION)), (EVENING, (ABROAD,))):
            await wait_until(made, moment)
            for name, scene in scenes(*places).items():
                if wanted(name):
                    for place in places:
                        await made.broker.price(place.trip.symbol, place.market)
                    await scene(made)
                    found[name] = await invariants.cells(made, folder / "bot.db")
    return found
