"""HTML becomes text and entities."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.localchat.entities import detect, parse_html, trim, unescape, utf16
from bot.localchat.errors import ApiError

from . import contract

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"])
NESTED = st.recursive(
    WORDS.map(lambda word: html.escape(word, quote=False)),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        pytest.param("평문", "평문", [], id="plain"),
        pytest.param("<b>굵게</b> 끝", "굵게 끝", [("bold", 0, 2)], id="bold"),
        pytest.param("<b>가<i>나</i></b>", "가나", [("bold", 0, 2), ("italic", 1, 1)], id="nested"),
        pytest.param("🟢<b>모의</b>", "🟢모의", [("bold", 2, 2)], id="emoji counts two"),
        pytest.param("a &lt; b &amp;&#33;", "a < b &!", [], id="references"),
        pytest.param("&nbsp;&copy;", "&nbsp;&copy;", [], id="other references stay"),
        pytest.param("<b></b>x", "x", [], id="empty entities vanish"),
        pytest.param("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)], id="expandable"),
        pytest.param("<STRONG>x</Strong>", "x", [("bold", 0, 1)], id="case does not matter"),
        pytest.param('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)], id="spoiler"),
    ],
)
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Tags become entities whose offsets count UTF-16 units."""
    plain, found = parse_html(source)

    assert plain == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_link_and_language() -> None:
    """A link keeps its address; a code block inside pre names its language."""
    _, links = parse_html('<a href="https://k.example/?a=1&amp;b=2">여기</a>')
    _, code = parse_html('<pre><code class="language-python">x</code></pre>')

    assert links == [{"type": "text_link", "url": "https://k.example/?a=1&b=2", "offset": 0, "length": 2}]
    assert code == [{"type": "pre", "language": "python", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("가<b>x", 'Can\'t find end tag corresponding to start tag "b"', id="no end"),
        pytest.param("가 < 나 > 다", 'Unsupported start tag "" at byte offset 4', id="bare less-than"),
        pytest.param("<div>x</div>", 'Unsupported start tag "div" at byte offset 0', id="unknown tag"),
        pytest.param("1<2", "Unclosed start tag at byte offset 1", id="tag runs out"),
        pytest.param("x</b>", "Unexpected end tag at byte offset 1", id="end alone"),
        pytest.param("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"', id="crossed"),
        pytest.param("<b>x</b", "Unclosed end tag at byte offset 4", id="end runs out"),
        pytest.param("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0', id="bare span"),
    ],
)
def test_broken_html_is_refused(source: str, reason: str) -> None:
    """Broken markup is refused in Telegram's words."""
    with pytest.raises(ApiError) as refused:
        parse_html(source)

    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(WORDS)
def test_escaped_text_comes_back(text: str) -> None:
    """Whatever is escaped reads as itself, without entities."""
    assert parse_html(html.escape(text, quote=False)) == (text, [])
    assert unescape(html.escape(text)) == text or "'" in text


@given(NESTED)
def test_entities_stay_inside_the_text(source: str) -> None:
    """Every entity covers some of the text and ends within it, also after trimming."""
    text, entities = trim(*parse_html(source))

    assert text == text.strip()
    for entity in entities:
        assert entity["length"] > 0
        assert entity["offset"] >= 0
        assert entity["offset"] + entity["length"] <= utf16(text)


@contract.needs_contract
@given(NESTED)
def test_html_reads_as_the_contract_reads_it(source: str) -> None:
    """Two readers of the same documents agree."""
    contract.load()
    import botapi_contract

    assert parse_html(source)[0] == botapi_contract.parse_html(source)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("/buy 005930 10", [("bot_command", 0, 4)], id="command"),
        pytest.param("/buy@my_bot x", [("bot_command", 0, 11)], id="command of a bot"),
        pytest.param("a/b 1/2", [], id="a slash is no command"),
        pytest.param("#체결 #A17 #17", [("hashtag", 0, 3), ("hashtag", 4, 4)], id="hashtags"),
        pytest.param("🔔 #알림", [("hashtag", 3, 3)], id="after an emoji"),
        pytest.param("보기 https://k.example/a?b=1.", [("url", 3, 23)], id="link without the full stop"),
    ],
)
def test_marks_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    """Commands, hashtags and links are marked as Telegram marks them."""
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in detect(text, [])] == found


def test_code_is_left_alone() -> None:
    """Nothing is marked inside code."""
    text, entities = parse_html("<code>/buy #x</code> /sell")

    assert [entity["type"] for entity in detect(text, entities)] == ["code", "bot_command"]
