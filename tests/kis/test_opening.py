from __future__ import annotations

from pathlib import Path

import pytest

from kis.credentials import Account, Environment
from kis.errors import Unauthorized
from kis.opening import credentials_from, opened, tokens_folder

KEYS = {"KIS_APP_KEY": "fake-key", "KIS_APP_SECRET": "fake-secret", "KIS_ACCOUNT": "12345678-01"}


async def test_nothing_chosen_stays_on_this_machine() -> None:
    """Without a choice the client talks to a simulator on loopback, whatever the environment holds."""
    async with opened() as kis:
        assert kis.origins.rest.startswith("http://127.0.0.1:")
        assert (await kis.domestic.quotes.price(symbol="005930")).price > 0


def test_keys_of_the_environment() -> None:
    """All of a customer's keys are read, the derivatives account too."""
    made = credentials_from({**KEYS, "KIS_DERIVATIVES_ACCOUNT": "87654321-03"}, Environment.PAPER)

    assert (made.environment, made.account) == (Environment.PAPER, Account("12345678", "01"))
    assert made.account_for("03") == Account("87654321", "03")


def test_missing_key_is_named_and_no_key_shown() -> None:
    """What is missing is said by the variable's name; what is there stays secret."""
    with pytest.raises(Unauthorized, match="KIS_APP_SECRET") as caught:
        credentials_from({**KEYS, "KIS_APP_SECRET": ""}, Environment.REAL)

    assert "fake-key" not in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        pytest.param({"XDG_CACHE_HOME": "/somewhere"}, Path("/somewhere/kis/tokens"), id="named"),
        pytest.param({}, Path.home() / ".cache" / "kis" / "tokens", id="usual"),
    ],
)
def test_place_of_tokens(environ: dict[str, str], folder: Path) -> None:
    """Tokens outlive the process in the user's cache."""
    assert tokens_folder(environ) == folder
