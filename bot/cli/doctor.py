"""`doctor`: everything the bot needs, line by line, and what to mend."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from bot.cli.arguments import Arguments
from bot.errors import BotError
from bot.settings import Settings
from bot.storage import credentials, migrations
from bot.storage.database import Database, parse_url
from bot.storage.vault import KeyRing, Vault
from kis.credentials import Environment

TIMEOUT = 5.0
SKEW = 5.0
"""Seconds that the host's clock may be off."""
NAMES = {Environment.REAL: "실전", Environment.PAPER: "모의"}

Finding = tuple[bool, str]


async def run(given: Arguments) -> int:
    """Print the findings; 1 if there is something to mend."""
    healthy = True
    async for good, line in examine():
        print("✅" if good else "❌", line)
        healthy &= good
    return 0 if healthy else 1


async def examine() -> AsyncIterator[Finding]:
    """Look at one thing after the other; what cannot be looked at for want of settings is left out."""
    try:
        settings = Settings.read(os.environ)
    except BotError as error:
        yield False, f"설정: {error}"
        return
    yield True, "설정을 읽었어요."
    if settings.admin_ids:
        yield True, f"관리자 {len(settings.admin_ids)}명"
    else:
        yield False, "ADMIN_IDS가 비어 있어요. 내 텔레그램 사용자 번호를 넣어야 봇을 쓸 수 있어요."
    ring, finding = _key_ring(settings)
    yield finding
    for name, file in _private_files(settings):
        if _is_open(file):
            yield False, f"{name}: {file} 파일을 이 컴퓨터의 누구나 볼 수 있어요. `chmod 600 {file}`을 해 주세요."
    async for found in _database(settings, ring):
        yield found
    async with httpx.AsyncClient(timeout=TIMEOUT) as http:
        yield await _telegram(settings, http)
        for environment in Environment:
            yield await _kis(settings, environment, http)


def _key_ring(settings: Settings) -> tuple[KeyRing | None, Finding]:
    try:
        ring = KeyRing.parse(settings.key_ring)
    except BotError as error:
        return None, (False, f"암호화 키: {error}")
    return ring, (True, f"암호화 키: 이름이 '{ring.active}'인 것으로 잠가요.")


def _private_files(settings: Settings) -> list[tuple[str, Path]]:
    """What nobody else on the machine should read."""
    try:
        url = parse_url(settings.database_url)
    except BotError:
        return []
    files = [("데이터베이스", Path(url.database or ""))] if url.get_backend_name() == "sqlite" else []
    ring = os.environ.get("KEY_RING_FILE")
    return files if not ring else [*files, ("암호화 키", Path(ring))]


def _is_open(file: Path) -> bool:
    """Whether everybody may read a file of ours; a mounted secret is not ours to mend."""
    try:
        about = file.stat()
    except OSError:
        return False
    return about.st_uid == os.getuid() and bool(about.st_mode & stat.S_IROTH)


async def _database(settings: Settings, ring: KeyRing | None) -> AsyncIterator[Finding]:
    try:
        async with Database(settings.database_url) as database:
            now, newest = await migrations.current(database), migrations.revisions()[-1]
            yield (
                now == newest,
                (
                    f"데이터베이스: 최신 구조({newest})예요."
                    if now == newest
                    else f"데이터베이스: 구조가 {now or '비어 있음'}이에요. `python -m bot migrate`를 해 주세요."
                ),
            )
            if now == newest and ring is not None:
                yield await _secrets(database, ring)
    except BotError as error:
        yield False, f"데이터베이스: {error} DATABASE_URL을 확인해 주세요."


async def _secrets(database: Database, ring: KeyRing) -> Finding:
    async with database.read() as session:
        rows = await credentials.active(session)
    try:
        for row in rows:
            credentials.reveal(Vault(ring), row)
    except BotError as error:
        return False, f"저장된 계좌: {error}"
    return True, f"저장된 계좌 {len(rows)}개가 열려요."


async def _telegram(settings: Settings, http: httpx.AsyncClient) -> Finding:
    try:
        answer = await http.get(f"{settings.telegram_origin.rstrip('/')}/bot{settings.telegram_token}/getMe")
        told = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return False, "텔레그램: 닿지 않아요. 인터넷과 TELEGRAM_ORIGIN을 확인해 주세요."
    if answer.status_code in (401, 404):
        return False, "텔레그램: 봇 토큰이 맞지 않아요. BotFather의 토큰을 TELEGRAM_TOKEN에 다시 넣어 주세요."
    if answer.status_code != httpx.codes.OK or not isinstance(told, dict) or "result" not in told:
        return False, f"텔레그램: HTTP {answer.status_code}로 답했어요. 잠시 뒤에 다시 해 주세요."
    return True, f"텔레그램: @{told['result'].get('username', '이름 없음')} 봇이에요."


async def _kis(settings: Settings, environment: Environment, http: httpx.AsyncClient) -> Finding:
    """Any answer at all means that the host is there."""
    name, origin = NAMES[environment], settings.origins[environment].rest
    try:
        answer = await http.get(origin)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False, f"한국투자증권 {name}: {origin}에 닿지 않아요. 방화벽에서 이 포트를 열어 주세요."
    skew = _skew(answer)
    if skew is not None and abs(skew) > SKEW:
        return False, f"한국투자증권 {name}: 닿지만 이 컴퓨터의 시계가 {skew:+.0f}초 어긋나요. 시각을 맞춰 주세요."
    return True, f"한국투자증권 {name}: 닿아요."


def _skew(answer: httpx.Response) -> float | None:
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return None
    return (datetime.now(UTC) - theirs.astimezone(UTC)).total_seconds()
