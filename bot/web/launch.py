"""Telegram's launch data (initData): what a Mini App was opened with, signed under the bot's token.

Source: Telegram, Mini Apps, "Validating data received via the Mini App". All fields but `hash` are signed, the newer
`signature` (Ed25519, for those who do not have the token) among them.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

import msgspec

LIMIT = 4 * 1024
"""Characters; Telegram's are well below a thousand."""
FIELDS = 32
AGE = timedelta(minutes=5)
SKEW = timedelta(seconds=30)
"""How far Telegram's clock may be ahead of ours."""
_NAME = re.compile(r"[a-z_]{1,32}")
_TIME = re.compile(r"[0-9]{1,10}")
MOST = 2**52
"""Telegram's bound on user ids."""


class Untrusted(Exception):
    """Not what Telegram signed for this bot, or too old."""


@dataclass(frozen=True, slots=True)
class Launch:
    """Who opened a page, and until when that counts."""

    user_id: int
    digest: str = field(repr=False)
    """Tells one launch from another, and is worth nothing to who reads it."""
    expires_at: datetime


class _User(msgspec.Struct):
    id: int


def read(text: str, token: str, now: datetime) -> Launch:
    """Read launch data. Raises `Untrusted`; nothing but the signature is looked at before it has proved right."""
    fields = _fields(text)
    shown = fields.pop("hash", "")
    if not hmac.compare_digest(_signature(fields, token).encode(), shown.encode()):
        raise Untrusted("the hash")
    at = _time(fields.get("auth_date", ""))
    if not -SKEW <= now - at < AGE:
        raise Untrusted("the time")
    return Launch(_user(fields.get("user", "")), sha256(shown.encode()).hexdigest(), at + AGE)


def _fields(text: str) -> dict[str, str]:
    """Each field once. A line break in a value would let it pass for two fields."""
    if len(text) > LIMIT:
        raise Untrusted("the length")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        raise Untrusted("the encoding") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Untrusted("a field twice")
    if not all(_NAME.fullmatch(name) and "\n" not in value for name, value in pairs):
        raise Untrusted("a field")
    return fields


def _signature(fields: dict[str, str], token: str) -> str:
    secret = hmac.digest(b"WebAppData", token.encode(), "sha256")
    signed = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return hmac.new(secret, signed.encode(), "sha256").hexdigest()


def _time(text: str) -> datetime:
    if not _TIME.fullmatch(text):
        raise Untrusted("the time")
    return datetime.fromtimestamp(int(text), UTC)


def _user(text: str) -> int:
    try:
        user = msgspec.json.decode(text, type=_User)
    except (msgspec.MsgspecError, RecursionError):
        raise Untrusted("the user") from None
    if not 0 < user.id < MOST:
        raise Untrusted("the user")
    return user.id
