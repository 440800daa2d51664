"""The README of the library does what it says: its code is run, in order, against the simulator."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import kis
from kis.opening import opened

README = Path(kis.__file__).with_name("README.md")
_BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMISE = re.compile(r"# → (.*)$")
_EXAMPLE_KEYS = {"app_key": "P" * 36, "app_secret": "S" * 180, "hts_id": "example"}


@dataclass(frozen=True)
class Block:
    """Code of the README, and the line it begins at."""

    kind: str
    code: str
    line: int


def blocks(kind: str) -> list[Block]:
    text = README.read_text("utf-8")
    found = [Block(match[1], match[2], text.count("\n", 0, match.start(2)) + 1) for match in _BLOCK.finditer(text)]
    return [block for block in found if block.kind == kind]


COMMANDS = [line for block in blocks("console") for line in block.code.splitlines()]


async def run(block: Block, names: dict[str, Any]) -> None:
    """Run a block statement by statement; a value or a printed value followed by `# → text` must read so."""
    lines = block.code.splitlines()
    for statement in ast.parse(block.code).body:
        promised = _PROMISE.search(lines[(statement.end_lineno or 1) - 1])
        if promised and isinstance(statement, ast.Expr):
            value = await evaluated(ast.Expression(statement.value), "eval", block, names)
            assert str(value) == promised[1], f"line {block.line + statement.lineno - 1}"
        else:
            await evaluated(ast.Module([statement], []), "exec", block, names)


async def evaluated(tree: ast.Expression | ast.Module, mode: str, block: Block, names: dict[str, Any]) -> object:
    """Run code that may await at its top level; what starts a loop of its own gets a thread of its own."""
    ast.increment_lineno(tree, block.line - 1)
    code = compile(tree, str(README), mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if "asyncio.run(" in ast.unparse(tree):
        return await asyncio.to_thread(eval, code, names)
    value = eval(code, names)  # noqa: S307 - our own README
    return await value if inspect.isawaitable(value) else value


async def test_python_of_the_readme_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every block runs after those before it, as a reader would type it, and says what the README promises."""
    async with opened() as client:
        names: dict[str, Any] = {"folder": tmp_path, **_EXAMPLE_KEYS}
        for block in blocks("python"):
            names |= {"kis": client, "print": _Printer(block)}
            await run(block, names)
    assert "PPPP" not in capsys.readouterr().out


class _Printer:
    """`print`, which holds its line to what the README promises behind it."""

    def __init__(self, block: Block) -> None:
        self._lines = block.code.splitlines()
        self._first = block.line

    def __call__(self, *values: object) -> None:
        frame = inspect.currentframe()
        assert frame is not None
        assert frame.f_back is not None
        line = frame.f_back.f_lineno
        promised = _PROMISE.search(self._lines[line - self._first])
        if promised:
            assert " ".join(map(str, values)) == promised[1], f"line {line}"
        sys.stdout.write(" ".join(map(str, values)) + "\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_readme_run(command: str) -> None:
    """Each command line ends well without an account."""
    python, *arguments = shlex.split(command)
    assert python == "python"
    result = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, *arguments], capture_output=True, text=True, timeout=180, check=False
    )

    assert result.returncode == 0, result.stderr


def test_every_error_is_in_the_table() -> None:
    """The table of what to do next leaves no error of the library out."""
    text = README.read_text("utf-8")
    errors = [name for name in kis.__all__ if isinstance(getattr(kis, name), type)]
    errors = [name for name in errors if issubclass(getattr(kis, name), kis.KisError)]

    assert [name for name in errors if f"`{name}`" not in text and name != "RealtimeError"] == []
