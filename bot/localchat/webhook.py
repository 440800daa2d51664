"""Updates by webhook: each is posted in order until the bot answers 2xx.

Source: Bot API, setWebhook. Telegram wants HTTPS; here plain HTTP will do, as with
a Bot API server of one's own.
"""

import asyncio
import time
from contextlib import suppress
from typing import Any

import httpx

from .updates import Updates

Json = dict[str, Any]

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 5.0
ANSWER_SECONDS = 30.0


class Webhook:
    """The address updates are posted to, and how that has gone."""

    def __init__(self, updates: Updates) -> None:
        self.max_connections = 40
        self._secret = ""
        self._updates = updates
        self._task: asyncio.Task[None] | None = None
        self._error: Json = {}

    async def point(self, url: str, *, secret: str = "", max_connections: int = 40) -> None:
        """Post updates to `url` from now on; an empty one ends it."""
        await self.close()
        self._updates.webhook_url, self._secret, self._error = url, secret, {}
        self.max_connections = max_connections
        self._updates.bell.ring()
        if url:
            self._task = asyncio.create_task(self._deliver(url), name="local chat webhook")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    @property
    def info(self) -> Json:
        """The Bot API's WebhookInfo."""
        info: Json = {
            "url": self._updates.webhook_url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self._updates.webhook_url:
            info |= {"max_connections": self.max_connections, **self._error}
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    async def _deliver(self, url: str) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        pause = FIRST_PAUSE
        async with httpx.AsyncClient(timeout=ANSWER_SECONDS, headers=headers, trust_env=False) as client:
            while True:
                update = self._updates.first()
                if update is None:
                    await self._updates.bell.heard(ANSWER_SECONDS)
                elif await self._posted(client, url, update):
                    self._updates.confirm(update["update_id"] + 1)
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    async def _posted(self, client: httpx.AsyncClient, url: str, update: Json) -> bool:
        try:
            answer = await client.post(url, json=update)
        except httpx.HTTPError as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return False
        if not answer.is_success:
            self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
        return answer.is_success

    def _failed(self, message: str) -> None:
        self._error = {"last_error_date": int(time.time()), "last_error_message": message}
