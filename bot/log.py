"""The log: one line an event, to standard error, and no secret in it.

Redaction works on the finished line, exception and stack included, so no caller has to think of it.
"""

from __future__ import annotations

import logging
import re

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "aiosqlite", "websockets", "uvicorn.access")
"""They tell of every call at INFO, some with the bot token in the address."""
HIDDEN = "[비밀]"

_NAMES = (
    "app_?key|app_?secret|secret_?key|access_?token|approval_?key|authorization|hts_?id|cano|acnt_no|iv"
    "|password|secret_token|key_ring"
)
_APP_KEY = re.compile(r"\bPS[A-Za-z0-9]{34}\b", re.ASCII)
"""By ASCII: a Korean particle may stand right behind it, as in `PS…를`."""
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}"), HIDDEN),  # bot token, also behind /bot
    (re.compile(r"(?i)\bbearer\s+[^\s\"',}]+", re.ASCII), f"Bearer {HIDDEN}"),
    (re.compile(rf"(?i)(\b(?:{_NAMES})[\"']?\s*[:=]\s*[\"']?)(?!Bearer)[^\s\"',;&}})\]]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(://[^\s:/@]+:)[^\s/@]+@"), rf"\1{HIDDEN}@"),  # password in a URL
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*", re.ASCII), HIDDEN),  # JSON web token
    (_APP_KEY, HIDDEN),
    (re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}="), HIDDEN),  # key of the ring
    (re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{80,}={0,2}"), HIDDEN),  # KIS app secret
    (re.compile(r"(?<![\w-])(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{40,}", re.ASCII), HIDDEN),  # links, keys
    (re.compile(r"(?<![\w.-])\d{6}(\d\d)-(\d\d)(?![\w-])", re.ASCII), r"******\1-\2"),
    # account number; an order number is padded with zeros and may be read
    (re.compile(r"(?<![\w.-])(?!000)\d{6}(\d\d)-?(\d\d)(?![\w-]|\.\d)"), r"******\1-\2"),
)


_LONG = r"[A-Za-z0-9+/]"
_APP_SECRET = re.compile(rf"(?<!{_LONG})(?={_LONG}*[a-z])(?={_LONG}*[A-Z])(?={_LONG}*\d){_LONG}{{80,}}")


def holds_key(text: str) -> bool:
    """Whether somebody has typed an app key or an app secret where it does not belong."""
    return bool(_APP_KEY.search(text) or _APP_SECRET.search(text))


def redact(text: str) -> str:
    """Hide bot tokens, app keys and secrets, bearer tokens, ring keys, passwords and account numbers."""
    for pattern, shown in _RULES:
        text = pattern.sub(shown, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as usual, then redacts. A line break in a message cannot pass for a line of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        return super().formatMessage(record).replace("\n", "\\n").replace("\r", "\\r")

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def setup(level: int = logging.INFO) -> None:
    """Send the log to standard error. Call it once, before anything else."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
