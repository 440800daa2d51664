"""Conversations from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import script
from bot.errors import SetupError
from bot.script import Line
from tests.bot.cli.running import start
from tests.bot.house import House

FIRST_TRADE = Path(__file__).parents[1] / "journeys" / "first-trade.txt"


async def play(home: House, text: str) -> tuple[bool, str]:
    """Play lines; returns whether all worked out, and the transcript."""
    printed: list[str] = []
    done = await script.play(list(script.parse(text)), home.chat, home.simulator, printed.append, patience=1.5)
    return done, "\n".join(printed)


def test_what_lines_mean() -> None:
    """Said, pressed, waited for, done to the market; blanks and comments are left out; `#체결` is no comment."""
    text = "# 설명\n\n삼성전자\n> 매수 확정\n? #체결\n! price 005930 70000\n>_<\n?\n#체결 뭐야"

    assert list(script.parse(text)) == [
        Line(3, "", "삼성전자"),
        Line(4, ">", "매수 확정"),
        Line(5, "?", "#체결"),
        Line(6, "!", "price 005930 70000"),
        Line(7, "", ">_<"),
        Line(8, "", "?"),
        Line(9, "", "#체결 뭐야"),
    ]


async def test_the_first_trade(home: House) -> None:
    """The committed conversation plays to its end, and its transcript tells the trade."""
    done, printed = await play(home, FIRST_TRADE.read_text(encoding="utf-8"))

    assert done, printed
    for words in ("나  매수 삼성전자 10 70000", "나  [🔴 매수 확정]", "전량 체결", "#체결", "#알림", "취소됨"):
        assert words in printed


BROKEN = {
    "something never said": ("삼성전자\n? 팔백만원", "? 팔백만원", 2),
    "a button that is not there": ("삼성전자\n> 없는 버튼", "> 없는 버튼", 2),
    "a price that cannot trade": ("! price 005930 1", "! price 005930 1", 1),
    "a control call nobody knows": ("! 폭락", "! 폭락", 1),
    "an order that was misspelt": ("매수 삼성전쟈 10 70000\n? 매수 확인", "? 매수 확인", 2),
    "an answer to an earlier line": ("삼성전자\n? 005930\n도움\n? 005930", "? 005930", 4),
}


@pytest.mark.parametrize(("text", "line", "number"), BROKEN.values(), ids=BROKEN)
async def test_the_first_line_that_fails_is_named(home: House, text: str, line: str, number: int) -> None:
    """Whatever breaks, the play stops there and says which line it was."""
    done, printed = await play(home, text + "\n도움")

    assert not done
    assert printed.splitlines()[-1].startswith(f"✗ {number}번째 줄 `{line}`")


async def test_an_answer_may_come_before_the_next_line(home: House) -> None:
    """What came while something else was said is still found; toasts and buttons count as said."""
    done, printed = await play(home, "삼성전자\n도움\n? 새로고침\n? 도움")

    assert done, printed


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    """One line for the operator."""
    with pytest.raises(SetupError, match=r"nothing\.txt"):
        script.read(tmp_path / "nothing.txt")


PLAYS = {"as written": ("! price 005930 70000", 0), "one step broken": ("! price 005930 7", 1)}


@pytest.mark.parametrize(("step", "code"), PLAYS.values(), ids=PLAYS)
async def test_the_demo_plays_a_script(tmp_path: Path, step: str, code: int) -> None:
    """From the shell: URL, transcript, exit code; nothing on standard error."""
    file = tmp_path / "talk.txt"
    file.write_text(f"삼성전자\n? 005930\n{step}\n", encoding="utf-8")
    process = await start("demo", "--headless", "--script", str(file))
    out, err = await process.communicate()
    lines = out.decode().splitlines()

    assert (process.returncode, err) == (code, b"")
    assert lines[0].startswith("http://127.0.0.1:")
    assert "나  삼성전자" in lines
