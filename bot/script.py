"""A conversation from a file, played against the demo.

    삼성전자              said to the bot
    > 매수 확정           the button that bears this text is pressed, as soon as it is there
    ? 전량 체결           waited for: in a message, an earlier text of it, a button or a toast
    ! price 005930 70000  a trade at the simulator at this price
    # …                   a comment

Waiting looks at what came since the last thing that was waited for, so an answer may come before the next line.
Prices stand still but for `!`, so that every play is the same play.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.errors import SetupError
from bot.korean import particle
from bot.localchat import DEMO, Button, Impossible, LocalChat, Message
from kis.simulator import Simulator

PATIENCE = 10.0
"""Seconds an answer may take."""
SETTLE = 1.0
"""Seconds in which a button of a newer message is preferred to the same one of an older message."""
LOOK = 0.02

Found = TypeVar("Found")


class Failed(Exception):
    """A line did not work out; the text says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script: what kind (`>`, `?`, `!` or blank for something said) and the rest."""

    number: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind} {self.text}".strip()


def read(file: Path) -> list[Line]:
    """Read a script. Raises `SetupError` if there is none."""
    try:
        return list(parse(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"대본 {file} 파일을 읽을 수 없어요. 경로를 확인해 주세요.") from error


def parse(text: str) -> Iterator[Line]:
    """Lines without blanks and comments."""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line == "#" or line.startswith("# "):
            continue
        kind = line[0] if line[0] in ">?!" and line[1:2] == " " else ""
        yield Line(number, kind, line[len(kind) :].strip())


class Player:
    """Plays lines as the demo's person, and prints what is said on both sides through `out`."""

    def __init__(self, chat: LocalChat, simulator: Simulator, out: Callable[[str], None], *, patience: float) -> None:
        self._chat = chat
        self._simulator = simulator
        self._out = out
        self._patience = patience
        self._floor = 0
        """What is waited for has at least this number: nothing is found twice with something done in between."""
        self._found = 0
        self._acted = 0
        """Number of the last thing on screen when a line was said or a button pressed."""
        self._printed = 0

    async def play(self, line: Line) -> None:
        """Play one line. Raises `Failed`."""
        match line.kind:
            case ">":
                await self._press(line.text)
            case "?":
                await self._wait(line.text)
            case "!":
                self._control(line.text)
            case _:
                self._say(line.text)

    def tell_news(self) -> None:
        """Print what the bot has said or changed since the last time."""
        for message in sorted(self._messages(), key=lambda message: message.seq):
            if message.seq > self._printed:
                self._out(_shown(message))
        self._printed = max(self._printed, self._now())

    def _say(self, text: str) -> None:
        self.tell_news()
        self._act()
        self._chat.say(DEMO.id, text)
        self._out(f"나  {text}")

    async def _press(self, text: str) -> None:
        found = await self._until(lambda waited: self._button(text, fresh=waited < SETTLE))
        if found is None:
            raise Failed(f"「{text}」 버튼이 없어요")
        message, button = found
        self.tell_news()
        self._act()
        try:
            self._chat.press(DEMO.id, data=button.data, message_id=message.message_id)
        except Impossible as error:
            raise Failed(f"「{button.text}」 버튼을 누를 수 없어요") from error
        self._out(f"나  [{button.text}]")

    async def _wait(self, text: str) -> None:
        seq = await self._until(lambda _: self._told(text))
        if seq is None:
            raise Failed(f"{self._patience:g}초 안에 「{text}」{particle(text, '을', '를')} 말하지 않았어요")
        self._floor = self._found = seq
        self.tell_news()

    def _control(self, text: str) -> None:
        match text.split():
            case ["price", symbol, price] if price.isdecimal():
                self._act()
                try:
                    self._simulator.broker.set_price(symbol, int(price))
                except (KeyError, ValueError) as error:
                    raise Failed(f"{symbol}{particle(symbol, '은', '는')} {price}원에 체결될 수 없어요") from error
            case _:
                raise Failed("`! price 종목코드 가격`으로 적어 주세요")

    def _act(self) -> None:
        self._acted = self._now()
        self._floor = self._found + 1

    def _told(self, text: str) -> int | None:
        """The number of the newest thing that says it."""
        said = [m.seq for m in self._messages() if m.seq >= self._floor and _says(m, text)]
        toasts = [t.seq for t in self._chat.toasts(DEMO.id) if t.seq >= self._floor and text in t.text]
        return max([*said, *toasts], default=None)

    def _button(self, text: str, *, fresh: bool) -> tuple[Message, Button] | None:
        for message in reversed(self._messages()):
            for button in message.buttons:
                if text in button.text and button.data is not None and (message.seq > self._acted or not fresh):
                    return message, button
        return None

    async def _until(self, look: Callable[[float], Found | None]) -> Found | None:
        started = time.monotonic()
        while (waited := time.monotonic() - started) < self._patience:
            if (found := look(waited)) is not None:
                return found
            await asyncio.sleep(LOOK)
        return None

    def _messages(self) -> list[Message]:
        return [m for m in self._chat.transcript(DEMO.id) if m.from_bot and not m.deleted]

    def _now(self) -> int:
        seqs = [m.seq for m in self._chat.transcript(DEMO.id)] + [t.seq for t in self._chat.toasts(DEMO.id)]
        return max(seqs, default=0)


async def play(
    lines: list[Line], chat: LocalChat, simulator: Simulator, out: Callable[[str], None], *, patience: float = PATIENCE
) -> bool:
    """Play a script and print its transcript; False at the first line that fails, which is named."""
    player = Player(chat, simulator, out, patience=patience)
    for line in lines:
        try:
            await player.play(line)
        except Failed as error:
            player.tell_news()
            out(f"✗ {line.number}번째 줄 `{line}`: {error}")
            return False
    player.tell_news()
    return True


def _says(message: Message, text: str) -> bool:
    words = (message.text, *message.versions, *(button.text for button in message.buttons))
    return any(text in word for word in words)


def _shown(message: Message) -> str:
    mark = "✎" if message.edit_date is not None else " "
    body = message.text.replace("\n", "\n    ")
    rows = "".join("\n    " + " ".join(f"[{button.text}]" for button in row) for row in message.rows)
    return f"봇{mark} {body}{rows}"
