"""`keys new` and `keys rotate`: the key ring."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime

from bot.cli.arguments import Arguments
from bot.errors import KeyRingError
from bot.settings import read_database_url, read_key_ring

BY_FILE = "켜 둔 봇은 KEY_RING_FILE을 스스로 다시 읽어요. 다시 켜지 않아도 돼요."
BY_VALUE = (
    "KEY_RING은 봇을 켤 때만 읽어요. 켜 둔 봇이 있으면 새 키와 옛 키를 모두 넣어 다시 켜야 저장된 것을 열 수 있어요. "
    "다시 켜지 않고 바꾸려면 KEY_RING_FILE을 쓰세요."
)


async def run(given: Arguments) -> int:
    """Print a new key, or put every secret under the first key of the ring."""
    return _new() if given.action == "new" else await _rotate()


def _new() -> int:
    """The name carries the day, so that the operator sees which key is the older one."""
    from bot.storage.vault import new_key

    print(new_key(f"k{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(2)}"))
    return 0


async def _rotate() -> int:
    from bot.app import ready_database
    from bot.storage import rotation
    from bot.storage.vault import KeyRing, Vault

    ring = KeyRing.parse(read_key_ring(os.environ))
    async with ready_database(read_database_url(os.environ)) as database:
        try:
            count = await rotation.rotate(database, Vault(ring), ring.active)
        except KeyRingError as error:
            raise KeyRingError(f"{error} 새 키를 앞에 더하고 옛 키는 뒤에 남겨 둔 채로 다시 해 주세요.") from error
    print(f"{count}개를 '{ring.active}' 키로 다시 잠갔어요. 옛 키는 이제 빼도 돼요.")
    print(BY_FILE if os.environ.get("KEY_RING_FILE") else BY_VALUE)
    return 0
