"""Settings from the environment (the names are those of the README)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from bot.errors import SetupError
from kis.credentials import MASTER_FILES, OFFICIAL, Environment, Origins

TELEGRAM = "https://api.telegram.org"
SQLITE = "sqlite+aiosqlite:///data/bot.db"
PREFIXES = {Environment.REAL: "KIS_REAL", Environment.PAPER: "KIS_PAPER"}
RATES = {Environment.REAL: 10.0, Environment.PAPER: 0.95}
"""REST calls a second for one app key; KIS allows 18 and 1 (notice of 2026-04-20), a later notice is unknown."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything `python -m bot run` is told from outside. Secrets stay out of its repr."""

    telegram_token: str = field(repr=False)
    telegram_origin: str = TELEGRAM
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    database_url: str = field(default=SQLITE, repr=False)
    key_ring: str = field(default="", repr=False)
    key_ring_file: str = ""
    """Where the ring was read from, and is read again when the file changes; blank for KEY_RING."""
    admin_ids: frozenset[int] = frozenset()
    origins: Mapping[Environment, Origins] = field(default_factory=lambda: dict(OFFICIAL))
    rates: Mapping[Environment, float] = field(default_factory=lambda: dict(RATES))
    master_origin: str = ""
    """Where KIS's master files are; blank for the shipped list alone."""
    master_folder: Path = Path("data/master")
    connect_in_chat: bool = False
    public_url: str = ""
    web_host: str = "127.0.0.1"
    web_port: int = 8787

    @property
    def telegram_is_here(self) -> bool:
        """Whether the Bot API server is on this machine, as the local chat is."""
        return _is_here(self.telegram_origin)

    @property
    def has_apps(self) -> bool:
        """Whether Telegram opens the bot's pages as Mini Apps: at an https address only.

        A server on this machine opens them here too, if PUBLIC_URL says so.
        """
        return self.public_url.startswith("https://") or (_is_here(self.public_url) and self.telegram_is_here)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings.

        Raises `SetupError`, a sentence that says what to set, where one is missing or cannot be read.
        """
        webhook_url, secret = environ.get("TELEGRAM_WEBHOOK_URL", ""), environ.get("TELEGRAM_WEBHOOK_SECRET", "")
        if webhook_url and not secret:
            raise SetupError("TELEGRAM_WEBHOOK_URL을 쓰려면 TELEGRAM_WEBHOOK_SECRET도 정해 주세요.")
        return cls(
            telegram_token=_required(environ, "TELEGRAM_TOKEN", "BotFather에게서 받은 봇 토큰을 넣어 주세요."),
            telegram_origin=environ.get("TELEGRAM_ORIGIN", TELEGRAM),
            webhook_url=webhook_url,
            webhook_secret=secret,
            database_url=read_database_url(environ),
            key_ring=read_key_ring(environ),
            key_ring_file=environ.get("KEY_RING_FILE", ""),
            admin_ids=_ids(environ.get("ADMIN_IDS", "")),
            origins={env: _origins(environ, env) for env in Environment},
            rates={env: _rate(environ, env) for env in Environment},
            master_origin=_master_origin(environ),
            master_folder=Path(environ.get("MASTER_FOLDER", "data/master")),
            connect_in_chat=environ.get("CONNECT_IN_CHAT", "0") == "1",
            public_url=environ.get("PUBLIC_URL", "").rstrip("/"),
            web_host=environ.get("WEB_HOST", "127.0.0.1"),
            web_port=_number(environ, "WEB_PORT", 8787),
        )


def read_database_url(environ: Mapping[str, str]) -> str:
    """DATABASE_URL, or a file in `data/`."""
    return environ.get("DATABASE_URL") or SQLITE


def read_key_ring(environ: Mapping[str, str]) -> str:
    """The key ring's text from KEY_RING or the file KEY_RING_FILE names; blank if neither is set."""
    if path := environ.get("KEY_RING_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SetupError(f"KEY_RING_FILE을 읽을 수 없어요: {path}. 경로와 권한을 확인해 주세요.") from error
    return environ.get("KEY_RING", "")


def _required(environ: Mapping[str, str], name: str, hint: str) -> str:
    if not (value := environ.get(name, "").strip()):
        raise SetupError(f"{name} 설정이 없어요. {hint}")
    return value


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ids(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise SetupError("ADMIN_IDS는 텔레그램 사용자 번호를 쉼표로 이어 적어 주세요. 예: 12345,67890") from None


def _origins(environ: Mapping[str, str], environment: Environment) -> Origins:
    prefix, official = PREFIXES[environment], OFFICIAL[environment]
    return Origins(
        environ.get(f"{prefix}_ORIGIN", official.rest).rstrip("/"),
        environ.get(f"{prefix}_WS_ORIGIN", official.websocket).rstrip("/"),
    )


def _master_origin(environ: Mapping[str, str]) -> str:
    """KIS's own, unless KIS is somewhere else: who points the bot to a simulator says where its names are."""
    elsewhere = environ.get("KIS_REAL_ORIGIN", OFFICIAL[Environment.REAL].rest) != OFFICIAL[Environment.REAL].rest
    return environ.get("KIS_MASTER_ORIGIN", "" if elsewhere else MASTER_FILES).rstrip("/")


def _rate(environ: Mapping[str, str], environment: Environment) -> float:
    name = f"{PREFIXES[environment]}_RATE"
    try:
        rate = float(environ.get(name, RATES[environment]))
    except ValueError:
        rate = 0.0
    if not 0 < rate <= 1000:
        raise SetupError(f"{name} 값은 1초에 부를 횟수예요. 0보다 큰 숫자로 적어 주세요. 예: 10")
    return rate


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdecimal() or int(text) > 65_535:
        raise SetupError(f"{name} 값은 0에서 65535 사이의 포트 번호로 적어 주세요.")
    return int(text)
