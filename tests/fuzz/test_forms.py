"""Whatever is posted to the bot's pages: a page back."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.states import LinkPurpose
from bot.web.links import SPAN
from tests.bot.house import ALICE
from tests.fuzz.counts import tries
from tests.fuzz.living import Living

FIELDS = ("environment", "app_key", "app_secret", "account", "hts_id")
WORD = st.one_of(
    st.sampled_from(
        [
            "paper",
            "real",
            "",
            "12345678-01",
            "1234567801",
            "PS" + "a" * 34,
            "a" * 180,
            "myhts",
            "\u0000",
            "１２３４５６７８-01",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200),
)
BODY = st.one_of(
    st.binary(max_size=300),
    st.dictionaries(st.sampled_from(FIELDS), WORD).map(lambda filled: urlencode(filled).encode()),
    st.lists(st.tuples(st.sampled_from(FIELDS), WORD), max_size=20).map(lambda pairs: urlencode(pairs).encode()),
    st.integers(0, 20_000).map(lambda size: b"a" * size),
)
TYPES = st.sampled_from(
    ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "", "text/html; charset=x"]
)
ANSWERS = {409, 410, 413, 422, 429, 503}
"""What a page may answer to what cannot be right."""


async def post(bot: Living, purpose: LinkPurpose, body: bytes, kind: str) -> int:
    """To a fresh link of Alice's, so long after the last one that nobody is asked to wait."""
    links = bot.home.bot.services.links
    later = links.now() + 2 * SPAN
    links.now = lambda: later
    path = urlsplit(await links.create(ALICE, purpose)).path
    answer = await bot.home.web.post(path, content=body, headers={"content-type": kind} if kind else {})
    assert "Traceback" not in answer.text
    return answer.status_code


@tries(12)
@given(st.sampled_from(LinkPurpose), BODY, TYPES)
def test_every_post_gets_a_page(bot: Living, purpose: LinkPurpose, body: bytes, kind: str) -> None:
    """Nothing that is not right keys passes, and nothing breaks."""
    code = bot.do(post(bot, purpose, body, kind))

    bot.check([], body)
    assert code in ANSWERS, (code, body)
