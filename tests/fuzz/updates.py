"""Updates as Telegram writes them, and as nobody should: of every kind, whole or broken in up to three places."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.bot.house import ALICE, BOB
from tests.fuzz.texts import LINE

Json = Any
WHEN = 1_790_000_000
PEOPLE = [
    {"id": ALICE, "is_bot": False, "first_name": "데모", "language_code": "ko"},
    {"id": BOB, "is_bot": False, "first_name": "밥", "last_name": "b", "username": "bob"},
    {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
    {"id": 777_000, "is_bot": False, "first_name": "Telegram"},
]
CHATS = [
    {"id": ALICE, "type": "private", "first_name": "데모"},
    {"id": BOB, "type": "private", "first_name": "밥"},
    {"id": -500, "type": "group", "title": "모임"},
    {"id": -1_001, "type": "supergroup", "title": "모임", "is_forum": True},
    {"id": -1_002, "type": "channel", "title": "방송"},
    {"id": 5, "type": "sender"},
]
person, chat = st.sampled_from(PEOPLE), st.sampled_from(CHATS)
EXTRAS: list[dict[str, Json]] = [
    {},
    {"entities": [{"type": "bot_command", "offset": 0, "length": 3}]},
    {"sender_chat": CHATS[3]},
    {"via_bot": PEOPLE[2]},
    {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": WHEN}},
    {"migrate_to_chat_id": -1_001},
    {"new_chat_members": [PEOPLE[1]]},
    {"left_chat_member": PEOPLE[0]},
    {"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
                 "is_animated": False, "is_video": False}},
    {"contact": {"phone_number": "+82", "first_name": "x"}},
    {"location": {"latitude": 0.0, "longitude": 0.0}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"business_connection_id": "b"},
    {"message_thread_id": 3, "is_topic_message": True},
]  # fmt: skip
MESSAGE = st.builds(
    lambda sender, where, text, extra, number: {
        "message_id": number, "date": WHEN, "chat": where, "from": sender, "text": text, **extra,
    },
    person, chat, st.one_of(LINE, st.text(st.characters(), max_size=20)), st.sampled_from(EXTRAS),
    st.sampled_from([1, 999, 0, 2**31]),
)  # fmt: skip
CALLBACK = st.builds(
    lambda sender, message, data: {"id": "7", "from": sender, "chat_instance": "c", "message": message, "data": data},
    person, MESSAGE, st.text(st.characters(), max_size=64),
)  # fmt: skip
MEMBER = {"user": PEOPLE[0], "status": "member"}
OTHERS: dict[str, Json] = {
    "inline_query": {"id": "1", "from": PEOPLE[1], "query": "ㅅㅅㅈㅈ", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": PEOPLE[1], "query": "x"},
    "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
             "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
             "members_only": False},
    "poll_answer": {"poll_id": "1", "user": PEOPLE[0], "option_ids": [0], "option_persistent_ids": ["0"]},
    "my_chat_member": {"chat": CHATS[2], "from": PEOPLE[0], "date": WHEN, "old_chat_member": MEMBER,
                       "new_chat_member": MEMBER},
    "chat_member": {"chat": CHATS[2], "from": PEOPLE[1], "date": WHEN, "old_chat_member": MEMBER,
                    "new_chat_member": MEMBER},
    "chat_join_request": {"chat": CHATS[3], "from": PEOPLE[1], "user_chat_id": BOB, "date": WHEN},
    "message_reaction": {"chat": CHATS[0], "message_id": 1, "user": PEOPLE[0], "date": WHEN, "old_reaction": [],
                         "new_reaction": [{"type": "emoji", "emoji": "👍"}]},
    "business_connection": {"id": "b", "user": PEOPLE[1], "user_chat_id": BOB, "date": WHEN, "is_enabled": True},
    "deleted_business_messages": {"business_connection_id": "b", "chat": CHATS[0], "message_ids": [1]},
    "shipping_query": {"id": "1", "from": PEOPLE[1], "invoice_payload": "x", "shipping_address": {
        "country_code": "KR", "state": "", "city": "", "street_line1": "", "street_line2": "", "post_code": ""}},
    "pre_checkout_query": {"id": "1", "from": PEOPLE[1], "currency": "KRW", "total_amount": 1, "invoice_payload": "x"},
    "an_update_of_next_year": {"from": PEOPLE[1]},
}  # fmt: skip
"""Kinds that the bot does not ask for, and does not answer."""
KINDS = st.one_of(
    MESSAGE.map(lambda one: {"message": one}),
    CALLBACK.map(lambda one: {"callback_query": one}),
    st.tuples(st.sampled_from(["edited_message", "channel_post", "edited_channel_post", "business_message",
                               "edited_business_message", "guest_message"]), MESSAGE).map(lambda two: {two[0]: two[1]}),
    st.sampled_from(list(OTHERS)).map(lambda name: {name: OTHERS[name]}),
)  # fmt: skip
JUNK: st.SearchStrategy[Json] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=5,
)


@st.composite
def updates(draw: st.DrawFn) -> Json:
    """An update of some kind, whole or broken."""
    made = copy.deepcopy({"update_id": draw(st.integers(1, 2**31)), **draw(KINDS)})
    for _ in range(draw(st.integers(0, 3))):
        _break(draw, made)
    return made


def _break(draw: st.DrawFn, made: Json) -> None:
    """Replace or take away something, somewhere below."""
    holder, key = made, draw(st.sampled_from(sorted(made)))
    while isinstance(holder[key], dict) and holder[key] and draw(st.booleans()):
        holder = holder[key]
        key = draw(st.sampled_from(sorted(holder)))
    if draw(st.booleans()):
        holder[key] = draw(JUNK)
    else:
        holder.pop(key)
        holder.setdefault("update_id", 1)
