"""Inline mode: what a person types behind the bot's name goes to the bot, whose results can be chosen and sent.

Source: Bot API, Inline mode. Results of the type article with a text are spoken here.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from .chat import Messenger
from .entities import Entity
from .errors import bad_request
from .markup import check_inline
from .messages import Json, Message
from .phones import Impossible, Phones
from .sending import TEXT_MAX, formatted
from .updates import Updates

RESULTS_MAX = 50
ID_BYTES_MAX = 64
QUERY_MAX = 256
QUERIES_KEPT = 200


@dataclass(slots=True)
class Query:
    """What somebody typed; `results` is None until the bot has answered."""

    query_id: str
    user_id: int
    text: str
    results: list[Json] | None = None
    settings: Json = field(default_factory=dict)

    @property
    def shown(self) -> list[Json] | None:
        """What the page lists."""
        if self.results is None:
            return None
        return [{name: str(each.get(name, "")) for name in ("id", "title", "description")} for each in self.results]


class Inline:
    """The inline queries of everyone in the chats."""

    def __init__(self, messenger: Messenger, updates: Updates, phones: Phones) -> None:
        self._messenger = messenger
        self._updates = updates
        self._phones = phones
        self._queries: dict[str, Query] = {}
        self._ids = count(8_000_000_000_000_001)

    def ask(self, user_id: int, text: str, *, chat_id: int | None = None) -> str:
        """Type behind the bot's name; return the query id."""
        person, room = self._phones.place(user_id, chat_id)
        query = Query(str(next(self._ids)), person.id, text[:QUERY_MAX])
        self._queries[query.query_id] = query
        if len(self._queries) > QUERIES_KEPT:
            del self._queries[next(iter(self._queries))]
        kind = "sender" if room.chat["id"] == person.id else str(room.chat["type"])
        asked = {"id": query.query_id, "from": person.wire, "query": query.text, "offset": "", "chat_type": kind}
        self._updates.push("inline_query", asked)
        return query.query_id

    def query(self, query_id: str) -> Query:
        """A query that was asked; raises `Impossible`."""
        if query_id not in self._queries:
            raise Impossible(f"no inline query {query_id}")
        return self._queries[query_id]

    def answer(self, query_id: str, results: Any, settings: Json) -> None:
        """The bot's answer; raises `ApiError` where Telegram would refuse it."""
        query = self._queries.get(query_id)
        if query is None or query.results is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not isinstance(results, list) or len(results) > RESULTS_MAX:
            raise bad_request("RESULTS_TOO_MUCH" if isinstance(results, list) else "results must be an Array")
        for result in results:
            _check(result)
        if len({result["id"] for result in results}) != len(results):
            raise bad_request("RESULT_ID_DUPLICATE")
        query.results, query.settings = results, settings
        self._messenger.feed.tell("inline", {"query_id": query_id, "user_id": query.user_id, "results": query.shown})

    def choose(self, user_id: int, query_id: str, result_id: str, *, chat_id: int | None = None) -> Message:
        """Send one of the results into a chat, in the person's name and via the bot."""
        person, room = self._phones.place(user_id, chat_id)
        query = self.query(query_id)
        result = next((each for each in query.results or [] if each["id"] == result_id), None)
        if result is None or query.user_id != person.id:
            raise Impossible(f"no result {result_id!r} of {person.first_name}")
        text, entities = _content(result)
        sent = self._phones.send(person, room, text, entities, via=self._messenger.bot)
        chosen = {"result_id": result_id, "from": person.wire, "query": query.text}
        self._updates.push("chosen_inline_result", chosen)
        return sent


def _check(result: Any) -> None:
    if not isinstance(result, dict) or result.get("type") != "article":
        raise bad_request("can't parse inline query result: unsupported inline query result type")
    if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= ID_BYTES_MAX:
        raise bad_request("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    if "reply_markup" in result:
        check_inline(result["reply_markup"])
    text, _ = _content(result)
    if not 1 <= len(text) <= TEXT_MAX:
        raise bad_request("MESSAGE_EMPTY" if not text else "MESSAGE_TOO_LONG")


def _content(result: Json) -> tuple[str, list[Entity]]:
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request('can\'t parse inline query result: Field "input_message_content" must be an Object')
    return formatted(str(content["message_text"]), content.get("parse_mode"), content.get("entities"))
