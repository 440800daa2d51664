"""One user's directory: where words fit several names, what the user has chosen for them before is meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.names import Directory, by_key, key_of
from bot.storage import meanings
from bot.storage.database import Database
from kis.market.fees import Market
from kis.symbols import Ambiguous, Instrument
from kis.symbols.hangul import fold


class Found:
    """A `Directory` that remembers. Full names and codes mean what they say, whatever was chosen before."""

    def __init__(self, symbols: Directory, meant: Mapping[str, str]) -> None:
        self._symbols = symbols
        self._meant = meant

    def by_code(self, code: str, market: Market | None = None) -> Instrument | None:
        """See `Directory`."""
        return self._symbols.by_code(code, market)

    def search(self, text: str, limit: int = 10) -> list[Instrument]:
        """See `Directory`."""
        return self._symbols.search(text, limit)

    def resolve(self, text: str) -> Instrument | Ambiguous | None:
        """See `Directory`."""
        return self.remembered(text) or self._symbols.resolve(text)

    def remembered(self, text: str) -> Instrument | None:
        """What the user chose when these words fitted several, if it is still listed."""
        key = self._meant.get(fold(text))
        if key is None or not isinstance(self._symbols.resolve(text), Ambiguous):
            return None
        return by_key(self._symbols, key)


class Finding:
    """The directory of each user, and how it learns."""

    def __init__(self, database: Database, symbols: Directory) -> None:
        self._database = database
        self._symbols = symbols

    async def of(self, user_id: int) -> Found:
        """The directory as this user means it."""
        async with self._database.read() as session:
            return Found(self._symbols, await meanings.of_user(session, user_id))

    async def remember(self, user_id: int, words: str, instrument: Instrument) -> None:
        """The user has chosen this one for the words; only where they fit it and others."""
        found = self._symbols.resolve(words)
        if not isinstance(found, Ambiguous) or instrument not in found.candidates:
            return
        async with self._database.begin() as session:
            await meanings.remember(session, user_id, words, key_of(instrument), datetime.now(UTC))
