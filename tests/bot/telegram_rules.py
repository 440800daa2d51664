"""What every scene holds the bot to, whatever it is about: Telegram is asked for nothing that it would never take.

The bot passes over a refusal, as it must; so a text over 4,096 characters or a button over 64 bytes would be seen by
nobody but here. Where the Bot API's contract lies beside the project each call is held against that too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bot import messenger
from tests.bot.localchat import contract

MEANWHILE = (
    "not found",
    "is not modified",
    "can't be edited",
    "can't be deleted",
    "there is no text in the message to edit",
    "query is too old",
    "can't be changed in private chats",
)
"""Refusals (400) of what was all right when it was written: the user, or Telegram, was faster, or an update was made up
that put somebody else's chat before the bot.
"""


class Cuts(logging.Handler):
    """Hears of texts that the bot had to cut, which Telegram then takes."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def cuts() -> Iterator[list[str]]:
    """Every text that is cut in this process while the block runs."""
    heard, log = Cuts(), logging.getLogger(messenger.__name__)
    log.addHandler(heard)
    yield heard.said
    log.removeHandler(heard)


def breaches(requests: Iterable[dict[str, Any]]) -> list[str]:
    """The calls that broke a rule, with Telegram's words, oldest first."""
    return [f"{call['method']}: {problem}" for call in requests for problem in _problems(call)]


def _problems(call: dict[str, Any]) -> list[str]:
    refused = call["status"] in (400, 413) and not any(word in call["description"] for word in MEANWHILE)
    found = [call["description"]] if refused else []
    if contract.CONTRACT.exists():
        found += contract.request_problems(call["method"], call["params"], tuple(call["files"]))
    return found
