"""One person with a phone: orders, amends, cancels, presses twice or late, sets alerts, looks. Never waits for the bot
longer than patience lasts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from random import Random

from bot.localchat import Button, Impossible, LocalChat, Message
from tests.soak.market import Market
from tests.soak.plan import STOCKS

PATIENCE = 12.0
"""Seconds in which a check card is waited for."""
LOOK = 0.25
TOO_LATE = 62.0
"""Seconds after which a card's button is void."""
LOOKS = ("잔고", "미체결", "체결", "알림", "호가 삼성전자", "삼성전자", "가능 삼성전자 70000")


class Person:
    """`pressed` are the intents whose 확정 this person has pressed, at least once."""

    def __init__(self, user: int, chat: LocalChat, market: Market, random: Random, rhythm: float) -> None:
        self.user = user
        self.pressed: set[int] = set()
        self._chat = chat
        self._market = market
        self._random = random
        self._rhythm = rhythm
        self._alerts: set[str] = set()
        self._later: set[asyncio.Task[None]] = set()
        self._acts: dict[Callable[[], Awaitable[None]], int] = {
            self._order: 45,
            self._amend: 13,
            self._cancel: 12,
            self._alert: 14,
            self._look: 16,
        }

    async def live(self) -> None:
        """Do one thing after the other until cancelled."""
        try:
            while True:
                await asyncio.sleep(self._random.expovariate(1 / self._rhythm))
                (act,) = self._random.choices(list(self._acts), list(self._acts.values()))
                with suppress(Impossible):
                    await act()
        finally:
            for task in self._later:
                task.cancel()

    async def _order(self) -> None:
        stock = self._random.choice(STOCKS)
        side = "매수" if self._random.random() < 0.7 else "매도"
        at_market = self._random.random() < 0.15
        price = "시장가" if at_market else str(self._market.near(stock.symbol, 3))
        await self._confirm_after(f"{side} {stock.name} {self._random.randint(1, 12)} {price}")

    async def _amend(self) -> None:
        if (found := self._open_order()) is not None:
            message, button = found
            number = (button.data or "").partition(":")[2]
            stock = next((one for one in STOCKS if one.name in message.text), STOCKS[0])
            await self._confirm_after(f"정정 A{number} {self._market.near(stock.symbol, 4)}")

    async def _cancel(self) -> None:
        if (found := self._open_order()) is not None:
            message, button = found
            after = self._chat.messenger.feed.next_seq()
            self._chat.press(self.user, data=button.data, message_id=message.message_id)
            await self._confirm_card(after)

    async def _alert(self) -> None:
        stock, rule = self._random.choice(STOCKS), self._random.choice(("이상", "이하"))
        line = f"알림 {stock.name} {self._market.near(stock.symbol, 8)} {rule}"
        if line not in self._alerts:  # so that what is told of it can be told from what is told of another
            self._alerts.add(line)
            self._chat.say(self.user, line)

    async def _look(self) -> None:
        self._chat.say(self.user, self._random.choice(LOOKS))

    async def _confirm_after(self, line: str) -> None:
        await self._confirm_card(self._chat.say(self.user, line).seq)

    async def _confirm_card(self, after: int) -> None:
        """Press the card that comes: once, twice, again after a while, too late; or let it go."""
        card = await self._card(after)
        if card is None:
            return
        await asyncio.sleep(self._random.uniform(0.3, 2.5))
        way = self._random.choices(("once", "twice", "again", "late", "drop"), (60, 15, 12, 5, 8))[0]
        if way == "drop":
            self._press(card, "drop")
        elif way == "late":
            self._soon(self._pressed_later(card, TOO_LATE))
        else:
            query = self._press(card, "confirm")
            if way == "twice":
                self._press(card, "confirm")
            elif way == "again":
                self._chat.again(query)
                self._soon(self._pressed_later(card, self._random.uniform(3, 30)))

    def _press(self, card: Message, what: str) -> str:
        """Press on the card as the person has seen it, even if it looks otherwise by now."""
        button = next(one for one in card.buttons if (one.data or "").startswith(f"{what}:"))
        query = self._chat.press(self.user, data=button.data, message_id=card.message_id)
        if what == "confirm":
            self.pressed.add(int((button.data or "").partition(":")[2]))
        return query

    async def _pressed_later(self, card: Message, seconds: float) -> None:
        await asyncio.sleep(seconds)
        with suppress(Impossible):
            self._press(card, "confirm")

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _card(self, after: int) -> Message | None:
        """The first check card after a moment; None if patience ends."""
        for _ in range(int(PATIENCE / LOOK)):
            await asyncio.sleep(LOOK)
            for message in self._newest():
                if message.seq <= after:
                    break
                if any((one.data or "").startswith("confirm:") for one in message.buttons):
                    return message
        return None

    def _open_order(self) -> tuple[Message, Button] | None:
        """Any of the cards that offer a cancellation."""
        found = [
            (message, button)
            for message in self._newest()
            for button in message.buttons
            if (button.data or "").startswith("cancel:") and not button.text.startswith("#")
        ]
        return self._random.choice(found[:20]) if found else None

    def _newest(self) -> Iterator[Message]:
        return (one for one in reversed(self._chat.transcript(self.user)) if one.from_bot and not one.deleted)
