"""One living bot for the tests of a module: what one example leaves behind, the next one meets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.bot.house import stamp
from tests.bot.web.test_webhook import free_port, webhook
from tests.fuzz.living import Living, living


@pytest.fixture(scope="module")
def bot(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Living]:
    folder = tmp_path_factory.mktemp("living")
    url = databases.sqlite_copy(sqlite_template, folder)
    stamp(folder / "bot.db")
    with living(folder, **webhook(free_port(), url)) as found:
        yield found
