"""Formatted text: Telegram's HTML becomes plain text with entities.

Offsets and lengths count UTF-16 units, as the Bot API does. Broken markup is
refused with Telegram's wording, byte offset included.

Source: Bot API, Formatting options, HTML style.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from .errors import ApiError, bad_request

Entity = dict[str, Any]

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
_SUPPORTED = frozenset(_KINDS) | {"a", "span", "tg-emoji"}
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|(?:lt|gt|amp|quot)(?![A-Za-z]));?")
_NAME = re.compile(r"</?([^\s>]*)")
_ATTRIBUTES = re.compile(r"(?:\s+[^\s=>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*\s*>")
_ATTRIBUTE = re.compile(r"([^\s=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]])"
    r"|(?<![\w/<>@#])(?:(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?)(?![\w/])"
    r"|(?P<hashtag>\#\w*[^\W\d]\w*)|(?P<mention>@[A-Za-z]\w{3,31}))"
)
_OPAQUE = frozenset({"code", "pre", "text_link"})


def utf16(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the plain text of `source` and its entities; raises `ApiError` where Telegram would."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source).read()


def unescape(text: str) -> str:
    """Resolve the character references that Telegram knows; others stay as they are."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0].rstrip(";") + ";"), text)


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end; `entity` is None where the tag means nothing by itself."""

    tag: str
    start: int
    entity: Entity | None


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._plain()
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._out), self._entities

    def _plain(self) -> None:
        end = self._source.find("<", self._at)
        end = len(self._source) if end < 0 else end
        text = unescape(self._source[self._at : end])
        self._out.append(text)
        self._length += utf16(text)
        self._at = end

    def _start_tag(self) -> None:
        name = self._name()
        tag = name[1].lower()
        if name.end() == len(self._source):
            raise self._broken_here("Unclosed start tag")
        if tag not in _SUPPORTED:
            raise self._broken_here(f'Unsupported start tag "{tag}"')
        attributes = _ATTRIBUTES.match(self._source, name.end())
        if attributes is None:
            raise self._broken_here("Unclosed start tag")
        found = {
            key.lower(): html.unescape(double or single or bare)
            for key, double, single, bare in _ATTRIBUTE.findall(attributes[0][:-1])
        }
        self._open.append(_Open(tag, self._length, self._entity(tag, found)))
        self._at = attributes.end()

    def _entity(self, tag: str, attributes: dict[str, str]) -> Entity | None:
        match tag:
            case "a":
                return {"type": "text_link", "url": attributes["href"]} if attributes.get("href") else None
            case "span" if attributes.get("class") != "tg-spoiler":
                raise self._broken_here('Tag "span" must have class "tg-spoiler"')
            case "span":
                return {"type": "spoiler"}
            case "tg-emoji":
                return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
            case "blockquote" if "expandable" in attributes:
                return {"type": "expandable_blockquote"}
            case "code" if self._names_language(attributes):
                return None
        return {"type": _KINDS[tag]}

    def _names_language(self, attributes: dict[str, str]) -> bool:
        """`<pre><code class="language-x">` is one entity, a pre with a language."""
        language = attributes.get("class", "")
        outer = self._open[-1].entity if self._open else None
        if not language.startswith("language-") or outer is None or outer["type"] != "pre":
            return False
        outer["language"] = language.removeprefix("language-")
        return True

    def _end_tag(self) -> None:
        name = self._name()
        tag = name[1].lower()
        close = self._source.find(">", name.end())
        if not self._open:
            raise self._broken_here("Unexpected end tag")
        if close < 0 or self._source[name.end() : close].strip():
            raise self._broken_here("Unclosed end tag")
        expected = self._open[-1]
        if tag not in ("", expected.tag):
            raise self._broken_here("Unmatched end tag", f', expected "</{expected.tag}>", found "</{tag}>"')
        self._open.pop()
        length = self._length - expected.start
        if expected.entity is not None and length > 0:
            self._entities.append({**expected.entity, "offset": expected.start, "length": length})
        self._at = close + 1

    def _name(self) -> re.Match[str]:
        found = _NAME.match(self._source, self._at)
        assert found is not None  # noqa: S101  the caller stands on "<"
        return found

    def _broken_here(self, what: str, more: str = "") -> ApiError:
        offset = len(self._source[: self._at].encode("utf-8", "surrogatepass"))
        return _broken(f"{what} at byte offset {offset}{more}")


def _broken(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop white space around `text`, as Telegram does, and keep the entities on their words."""
    body = text.strip()
    if len(body) == len(text):
        return text, entities
    lead, end = utf16(text[: len(text) - len(text.lstrip())]), utf16(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        length = min(entity["offset"] - lead + entity["length"], end) - start
        if length > 0:
            kept.append({**entity, "offset": start, "length": length})
    return body, kept


def detect(text: str, entities: list[Entity]) -> list[Entity]:
    """Add what Telegram marks by itself: commands, links, hashtags and mentions outside code."""
    found = list(entities)
    opaque = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _OPAQUE]
    for match in _AUTOMATIC.finditer(text):
        offset, length = utf16(text[: match.start()]), utf16(match[0])
        if all(offset + length <= start or offset >= end for start, end in opaque):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return found
