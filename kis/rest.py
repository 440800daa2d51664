"""The engine: carries out an endpoint's call, the same way for all of them.

Reads are asked again a few times. An order is sent once: it is repeated only after KIS refused its token, which
happens before the order is looked at.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from kis.credentials import Credentials, Environment
from kis.endpoint import Endpoint, Kind
from kis.errors import MalformedMessage, NotOffered, TokenRefused, TooFast, Unanswered, Unreachable
from kis.paging import Bookmark
from kis.throttle import Pace
from kis.tokens import Tokens
from kis.tokenstore import Token
from kis.transport import Transport
from kis.verdicts import Envelope, open_envelope, verdict
from kis.wire import write

R = TypeVar("R")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a read is asked, and how long (seconds) between: up to `base`, then twice that, by chance."""

    tries: int = 3
    base: float = 0.4
    deadline: float = 30.0

    def pause(self, attempt: int) -> float:
        """Full jitter, so that many clients do not come back together."""
        return random.uniform(0, self.base * 2**attempt)  # noqa: S311 - not for secrets


@dataclass(frozen=True, slots=True)
class Question:
    """One call as it goes onto the wire."""

    endpoint: Endpoint[..., Any]
    tr_id: str
    values: Mapping[str, Any] = field(repr=False)
    """The account number among them."""
    tr_cont: str = ""

    @property
    def changes(self) -> bool:
        return self.endpoint.kind is Kind.ORDER


@dataclass(frozen=True, slots=True)
class Page:
    """One successful answer."""

    tr_cont: str
    body: Mapping[str, Any] = field(repr=False)


Guard = Callable[[Endpoint[..., Any]], None]
"""Looks at an order in the moment it leaves, after every wait; what it raises keeps the order from leaving."""

Around = Callable[[Endpoint[..., Any]], AbstractContextManager[None]]
"""Stands around a whole call, retries and pages included: may refuse it before it begins, and sees how it ends."""


class Rest:
    """Carries out calls for one set of credentials. `hasher` makes hashkeys where they are wanted.

    `disputed` says what to do in paper with calls of which one document of KIS says that paper has them and another
    that it has not: send them and see (the default), or refuse them as `NotOffered` before anything leaves.
    """

    def __init__(
        self,
        credentials: Credentials,
        transport: Transport,
        tokens: Tokens,
        pace: Pace,
        *,
        retry: Retry = Retry(),
        hasher: Callable[[bytes], Awaitable[str]] | None = None,
        guard: Guard | None = None,
        around: Around | None = None,
        disputed: bool = True,
    ) -> None:
        self._credentials = credentials
        self._disputed = disputed
        self._transport = transport
        self._tokens = tokens
        self._pace = pace
        self._retry = retry
        self._hasher = hasher
        self._guard = guard
        self._around: Around = around or _nothing_around

    @property
    def environment(self) -> Environment:
        """Where the calls go: 실전 or 모의."""
        return self._credentials.environment

    async def call(self, endpoint: Endpoint[..., R], request: object) -> R:
        """Ask KIS and return the answer, all its pages joined.

        Raises what `kis.errors` names; for an order `Unanswered` means that it may have been placed.
        """
        question = self._question(endpoint, request)
        with self._around(endpoint):
            if question.changes:
                return self._read_receipt(endpoint, await self._ask(question))
            if endpoint.pages is None:
                return endpoint.reply.read((await self._ask_patiently(question)).body)
            return await self._all_pages(endpoint, question, Bookmark(endpoint.pages))

    def _question(self, endpoint: Endpoint[..., Any], request: object) -> Question:
        if endpoint.disputed and not self._disputed and self.environment is Environment.PAPER:
            raise NotOffered(endpoint.refusal(self.environment), call=endpoint.title)
        if endpoint.check is not None:
            endpoint.check(request, self.environment)
        values = write(request, missing=None)
        if endpoint.kind is not Kind.QUOTE:
            account = self._credentials.account_for(endpoint.product)
            values = {"CANO": account.number, "ACNT_PRDT_CD": account.product, **values}
        return Question(endpoint, endpoint.tr_id(self.environment, request), values)

    @staticmethod
    def _read_receipt(endpoint: Endpoint[..., R], page: Page) -> R:
        """KIS took the order; if its number cannot be read the order must be looked for."""
        try:
            return endpoint.reply.read(page.body)
        except MalformedMessage as error:
            raise Unanswered(f"{endpoint.title}: KIS가 받았지만 접수 내용을 읽을 수 없어요.") from error

    async def _all_pages(self, endpoint: Endpoint[..., R], question: Question, bookmark: Bookmark) -> R:
        answers: list[Mapping[str, Any]] = []
        more = True
        while more:
            asked = replace(
                question, values={**question.values, **bookmark.params}, tr_cont="N" if answers else question.tr_cont
            )
            page = await self._ask_patiently(asked)
            answers.append(page.body)
            more = bookmark.turn(page.tr_cont, page.body)
        return endpoint.reply.read(answers[0]) if len(answers) == 1 else endpoint.reply.join(answers)

    async def _ask_patiently(self, question: Question) -> Page:
        """Ask a read again after what may pass: no answer, too fast, a temporary failure."""
        give_up = time.monotonic() + self._retry.deadline
        attempt = 0
        while True:
            try:
                return await self._ask(question)
            except (Unreachable, TooFast) as error:
                pause = self._retry.pause(attempt)
                attempt += 1
                if attempt >= self._retry.tries or time.monotonic() + pause > give_up:
                    raise
                _log.info("%s is asked again: %s", question.endpoint.name, error)
                await asyncio.sleep(pause)

    async def _ask(self, question: Question) -> Page:
        """Ask once; once more if the token was refused, which KIS does before anything else."""
        with _nothing_left_yet():
            token = await self._tokens.get()
        try:
            return await self._exchange(question, token)
        except TokenRefused:
            with _nothing_left_yet():
                token = await self._tokens.replace(token)
        return await self._exchange(question, token)

    async def _exchange(self, question: Question, token: Token) -> Page:
        endpoint, headers = question.endpoint, self._headers(question, token)
        params, content = None, b""
        if endpoint.method == "POST":
            content = json.dumps(question.values).encode()
            if self._hasher is not None:
                with _nothing_left_yet():
                    headers["hashkey"] = await self._hasher(content)
        else:
            params = question.values
        await self._pace.take(urgent=question.changes)
        if question.changes and self._guard is not None:
            self._guard(endpoint)
        answer = await self._transport.send(endpoint.method, endpoint.path, headers, params=params, content=content)
        envelope = open_envelope(answer.status, answer.content)
        _log.debug("%s %s: HTTP %d %s", endpoint.name, question.tr_id, answer.status, envelope.code)
        self._judge(envelope, question)
        return Page(answer.headers.get("tr_cont", ""), envelope.body)

    def _judge(self, envelope: Envelope, question: Question) -> None:
        error = verdict(envelope, changes=question.changes)
        if isinstance(error, TooFast):
            self._pace.slow_down()
        if error is not None:
            raise error

    def _headers(self, question: Question, token: Token) -> dict[str, str]:
        return {
            "content-type": "application/json; charset=utf-8",
            "authorization": f"Bearer {token.value}",
            "appkey": self._credentials.app_key,
            "appsecret": self._credentials.app_secret,
            "tr_id": question.tr_id,
            "tr_cont": question.tr_cont,
            "custtype": "P",
        }


def _nothing_around(_: Endpoint[..., Any]) -> AbstractContextManager[None]:
    return nullcontext()


@contextmanager
def _nothing_left_yet() -> Iterator[None]:
    """What is lost while an order is being prepared leaves no doubt about the order."""
    try:
        yield
    except Unanswered as error:
        raise Unreachable(error.message, code=error.code) from error
