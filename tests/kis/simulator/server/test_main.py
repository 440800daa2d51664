"""`python -m kis.simulator` as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kis.simulator.__main__ import arguments


@contextmanager
def process(*args: str) -> Iterator[subprocess.Popen[str]]:
    """A simulator of its own, killed if it does not end by itself."""
    command = [sys.executable, "-m", "kis.simulator", *args]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_ready_line_and_a_clean_end(ending: signal.Signals, tmp_path: Path) -> None:
    """One JSON line when ready; a signal ends it with exit code 0 although a client is connected."""
    journal = tmp_path / "journal.jsonl"
    with process("--now", "2026-11-23T09:30:00", "--speed", "2", "--journal", str(journal)) as running:
        assert running.stdout is not None
        ready = json.loads(running.stdout.readline())
        with httpx.Client(base_url=ready["rest"]) as http:
            assert len(http.get("/_sim/accounts").json()) == 4
            http.post("/oauth2/tokenP", json={})
            running.send_signal(ending)
            out, err = running.communicate(timeout=10)

    assert set(ready) == {"rest", "ws", "now"}
    assert ready["now"].startswith("2026-11-23T09:30:0")
    assert ready["ws"].startswith("ws://127.0.0.1:")
    assert (running.returncode, out, err) == (0, "", "")
    assert len(journal.read_text().splitlines()) == 2


def test_a_port_in_use() -> None:
    """One sentence and exit code 1."""
    with process() as first:
        assert first.stdout is not None
        port = httpx.URL(json.loads(first.stdout.readline())["rest"]).port
        with process("--port", str(port)) as second:
            _, err = second.communicate(timeout=10)

    assert second.returncode == 1
    assert len(err.splitlines()) == 1
    assert "시뮬레이터를 열 수 없어요" in err


@pytest.mark.parametrize(
    "argv",
    [
        ["--port", "70000"],
        ["--port", "팔천"],
        ["--owners", "0"],
        ["--owners", "1001"],
        ["--seed", "x"],
        ["--era", "1999"],
        ["--speed", "-1"],
        ["--speed", "fast"],
        ["--now", "tomorrow"],
        ["--now", "9999-12-31T23:59"],
    ],
)
def test_arguments_that_are_refused(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, the argument's name, and no name of ours in the sentence."""
    with pytest.raises(SystemExit) as left:
        arguments(argv)

    assert left.value.code == 2
    said = capsys.readouterr().err
    assert argv[0] in said
    assert "invalid _" not in said
