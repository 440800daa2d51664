"""The examples run as a reader would run them: alone, on a simulator of their own, to their end."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys

import pytest

import kis.examples
from kis import Kis
from kis.domestic import Side
from kis.examples import running
from kis.examples.moving_average import Crossing

SHARED = {"running"}
NAMES = sorted(module.name for module in pkgutil.iter_modules(kis.examples.__path__) if module.name not in SHARED)
SAID = {
    "all_together": ["매수 접수", "통보 체결", "잔고 삼성전자 1주", "끝났어요"],
    "derivatives": ["미니F", "매수 접수", "1계약", "매도 접수", "매매손익"],
    "fill_notices": ["주문 접수 1주", "체결 1주", "사고 판 것이 모두 체결됐어요"],
    "moving_average": ["원", "끝났어요"],
    "overseas": ["애플 (AAPL, 나스닥)", "USD", "매수 접수", "잔고 애플 1주", "미체결", "취소 접수"],
    "rest_tour": ["현재가", "매도 1호가", "예수금", "매수 접수", "정정 접수", "취소 접수"],
    "symbols": ["삼선전자", "삼성전자(005930 KOSPI)", "애플(AAPL NASDAQ)", "downloaded"],
    "websocket_book": ["│", "호가창을 3번"],
    "websocket_trades": ["체결 8건"],
}
ORDERING = ["rest_tour", "fill_notices", "all_together", "moving_average", "overseas", "derivatives"]


def run(name: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run an example in a process of its own, without keys unless given."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("KIS_")}
    command = [sys.executable, "-m", f"kis.examples.{name}", *arguments]
    return subprocess.run(  # noqa: S603 - our own module
        command, capture_output=True, text=True, timeout=180, env=clean | environment, check=False
    )


def test_every_example_is_tried() -> None:
    """An example that is added is added here too, and to the list in the package's docstring."""
    assert sorted(SAID) == NAMES
    assert all(f"kis.examples.{name} " in (kis.examples.__doc__ or "") for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_example_runs_to_its_end(name: str) -> None:
    """Without an account, within seconds, saying what it did and nothing secret."""
    result = run(name)

    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    for words in SAID[name]:
        assert words in result.stdout
    assert not any(word in result.stdout.lower() for word in ("bearer", "appsecret", "approval", "token"))


@pytest.mark.parametrize("name", ORDERING)
def test_no_order_on_a_real_account_by_oversight(name: str) -> None:
    """An example that orders asks for another word before it goes to a real account."""
    result = run(name, "--real")

    assert result.returncode != 0
    assert "--orders" in result.stderr


def test_keys_are_asked_for_by_name() -> None:
    """Paper without keys says which variables are missing, and prints no traceback."""
    result = run("websocket_trades", "--paper")

    assert result.returncode != 0
    assert "KIS_APP_KEY" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("prices", "signal"),
    [
        pytest.param([10, 10, 10, 10], None, id="flat"),
        pytest.param([10, 9, 8, 7, 12], Side.BUY, id="crossing upwards"),
        pytest.param([7, 8, 9, 10, 5, 4], Side.SELL, id="crossing downwards"),
        pytest.param([7, 8, 9, 10, 11], None, id="staying above"),
        pytest.param([10, 20, 5], None, id="too few prices"),
    ],
)
def test_crossing_of_averages(prices: list[int], signal: Side | None) -> None:
    """The strategy is a function of prices: it acts where the averages cross and nowhere else."""
    crossing = Crossing()
    said = [crossing.take(price) for price in prices]

    assert [side for side in said if side] == ([signal] if signal else [])


@pytest.mark.parametrize("trouble", [TimeoutError, KeyboardInterrupt])
def test_an_end_before_the_end_is_a_sentence(monkeypatch: pytest.MonkeyPatch, trouble: type[BaseException]) -> None:
    """A closed market or Ctrl-C is no traceback, and what was ordered meanwhile is to be looked for."""

    async def example(_kis: Kis) -> None:
        raise trouble

    monkeypatch.setattr(sys, "argv", ["example"])
    with pytest.raises(SystemExit, match="주문 내역"):
        running.run(example)
