"""Inline queries on the local server: asked, answered, chosen, refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.localchat import DEMO, Group, Impossible, LocalChat

from . import contract
from .conftest import Client, keyboard

USER = DEMO.id


def article(result_id: str = "1", text: str = "<b>삼성전자</b>", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "삼성전자", "input_message_content": content, **more}


async def test_a_query_is_answered_and_a_result_sent(chat: LocalChat, call: Client) -> None:
    """The bot gets the words, the person the results, the chat the text, and the bot hears what was chosen."""
    await call("getUpdates", allowed_updates=["message", "inline_query", "chosen_inline_result"])
    query_id = chat.inline.ask(USER, "ㅅㅅㅈㅈ")
    [asked] = await call("getUpdates", timeout=2)
    assert asked["inline_query"]["query"] == "ㅅㅅㅈㅈ"
    assert asked["inline_query"]["chat_type"] == "sender"

    results = [article(description="70,900원"), article("2")]
    await call("answerInlineQuery", inline_query_id=query_id, results=results, is_personal=True)
    assert (chat.inline.query(query_id).shown or [])[0]["description"] == "70,900원"
    sent = chat.choose(USER, query_id, "1")

    assert (sent.text, sent.from_bot, sent.view["via"]) == ("삼성전자", False, "local_chat_bot")
    updates = await call("getUpdates", offset=asked["update_id"] + 1)
    assert [update.get("message", {}).get("via_bot", {}).get("id") for update in updates] == [1000, None]
    assert updates[1]["chosen_inline_result"]["result_id"] == "1"


@contract.needs_contract
async def test_updates_keep_the_contract(chat: LocalChat, call: Client) -> None:
    """What the server sends of inline mode is what Telegram would send."""
    await call("getUpdates", allowed_updates=["message", "inline_query", "chosen_inline_result"])
    query_id = chat.inline.ask(USER, "삼성")
    await call("answerInlineQuery", inline_query_id=query_id, results=[article()])
    chat.choose(USER, query_id, "1")
    updates = await call("getUpdates", timeout=2)

    assert contract.request_problems("answerInlineQuery", {"inline_query_id": query_id, "results": [article()]}) == []
    assert [contract.object_problems("Update", update) for update in updates] == [[]] * 3


REFUSALS = {
    "twice the same id": ([article(), article()], "RESULT_ID_DUPLICATE"),
    "too long an id": ([article("가" * 22)], "RESULT_ID_INVALID"),
    "too many": ([article(str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
    "no title": ([article() | {"title": " "}], "title"),
    "no text": ([article(text="")], "MESSAGE_EMPTY"),
    "too long a text": ([article(text="가" * 4097)], "MESSAGE_TOO_LONG"),
    "no content": ([{"type": "article", "id": "1", "title": "x"}], "input_message_content"),
    "another type": ([article() | {"type": "photo"}], "unsupported"),
    "broken markup": ([article(text="<b>")], "parse"),
    "a button without an end": ([article(reply_markup={"inline_keyboard": [[{"text": "x"}]]})], "Text buttons"),
    "no list": ({}, "Array"),
}


@pytest.mark.parametrize(("results", "words"), REFUSALS.values(), ids=REFUSALS)
async def test_what_telegram_refuses(chat: LocalChat, call: Client, results: Any, words: str) -> None:
    """A result that Telegram would not take is refused, and nothing is shown."""
    query_id = chat.inline.ask(USER, "삼성")
    refusal = await call.refusal("answerInlineQuery", inline_query_id=query_id, results=results)

    assert words in refusal
    assert chat.inline.query(query_id).results is None


async def test_a_query_is_answered_once(chat: LocalChat, call: Client) -> None:
    """A second answer and one to an unknown query come too late."""
    query_id = chat.inline.ask(USER, "삼성")
    await call("answerInlineQuery", inline_query_id=query_id, results=[article(reply_markup=keyboard([("x", "y")]))])

    for late in (query_id, "77"):
        assert "too old" in await call.refusal("answerInlineQuery", inline_query_id=late, results=[])


async def test_results_are_their_askers_own(chat: LocalChat, call: Client) -> None:
    """Nobody sends what another has asked for, and nothing that was not offered."""
    chat.add_group(Group(-5, "가족"))
    query_id = chat.inline.ask(USER, "삼성", chat_id=-5)
    await call("answerInlineQuery", inline_query_id=query_id, results=[article()])
    with pytest.raises(Impossible):
        chat.choose(USER, query_id, "2")
    with pytest.raises(Impossible):
        chat.choose(99, query_id, "1")
    with pytest.raises(Impossible):
        chat.choose(USER, "77", "1")

    assert chat.choose(USER, query_id, "1", chat_id=-5).chat_id == -5


async def test_the_page_asks_and_chooses(chat: LocalChat, call: Client) -> None:
    """The same over HTTP: asked, listed, chosen."""
    asked = (await call.http.post("/_chat/inline", json={"user": USER, "text": "삼성"})).json()
    before = (await call.http.get("/_chat/inline", params=asked)).json()
    await call("answerInlineQuery", inline_query_id=asked["query_id"], results=[article()])
    after = (await call.http.get("/_chat/inline", params=asked)).json()
    sent = await call.http.post("/_chat/choose", json={"user": USER, "result_id": "1", **asked})

    assert (before["results"], [each["title"] for each in after["results"]]) == (None, ["삼성전자"])
    assert sent.json()["message"]["via"] == "local_chat_bot"
    assert (await call.http.get("/_chat/inline", params={"query_id": "7"})).status_code == 404
