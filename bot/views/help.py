"""도움: made from the command table, so that it never tells of what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Press
from bot.commands.command import Command
from bot.korean import particle
from bot.views.text import Card, bold, safe

WORDLESS = "글자로 적어 보내 주세요. 사진이나 스티커는 읽지 못해요. 예: <code>삼성전자</code>"
HINT = "종목 이름이나 코드만 보내면 현재가를 보여 드려요. 주문은 확인 카드에서 <b>확정</b>을 눌러야 나가요."


@dataclass(frozen=True, slots=True)
class HelpTopic(Press):
    """Turn to a page of the help; a blank topic is the first one."""

    prefix: ClassVar[str] = "help"
    topic: str


def contents(commands: Sequence[Command]) -> Card:
    """The first page: every command in one line, topics as buttons."""
    lines = ["<b>도움</b>", HINT]
    for topic in topics(commands):
        words = " · ".join(safe(command.names[0]) for command in commands if command.topic == topic)
        lines.append(f"{bold(topic)}  {words}")
    buttons = [HelpTopic(topic).button(topic) for topic in topics(commands)]
    return "\n".join(lines), tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def page(topic: str, commands: Sequence[Command]) -> Card:
    """One topic with examples, which a tap copies."""
    lines = [f"<b>도움 · {safe(topic)}</b>"]
    for command in commands:
        if command.topic == topic:
            lines += ["", f"{_names(command)} — {safe(command.help)}"]
            lines += [f"  <code>{safe(example)}</code>" for example in command.examples]
    return "\n".join(lines), ((HelpTopic("").button("← 처음으로"),),)


def topics(commands: Iterable[Command]) -> list[str]:
    """Topics in the order of the table."""
    return list(dict.fromkeys(command.topic for command in commands if command.topic))


def unknown(text: str, near: Sequence[Command]) -> str:
    """What was said is neither a command nor a stock."""
    shown = safe(text[:40]) + ("…" if len(text) > 40 else "")
    lines = [f"「{shown}」{particle(text[:40], '은', '는')} 모르는 말이에요."]
    if near:
        names = ", ".join(f"「{safe(command.names[0])}」" for command in near)
        lines.append(f"혹시 {names}{particle(names, '을', '를')} 찾으셨나요?")
    example = next((command.examples[0] for command in near if command.examples), "매수 삼성전자 10 70000")
    lines.append(f"이렇게 보내 보세요: <code>{safe(example)}</code>")
    lines.append("모두 보려면 「도움」이라고 보내 주세요.")
    return "\n".join(lines)


def welcome(name: str, *, connected: bool) -> str:
    """The first message to somebody who is let in."""
    then = (
        "종목 이름을 보내 보세요. 예: 삼성전자"
        if connected
        else "먼저 「연결」이라고 보내 증권사 계좌를 연결해 주세요."
    )
    return f"{bold(name)}님, 안녕하세요. 한국투자증권 매매 비서예요.\n{then}\n「도움」에서 모든 명령을 볼 수 있어요."


def _names(command: Command) -> str:
    others = [*command.names[1:], f"/{command.slash}"]
    return f"{bold(command.names[0])} <i>({safe(', '.join(others))})</i>"
