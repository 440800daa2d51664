"""도움: made from the command table, so that it never tells of what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.buttons import Button, Press
from bot.commands.command import Command
from bot.i18n import later, say, spoken
from bot.storage.states import Language
from bot.typed import typed_line
from bot.views.text import Card, bold, safe

WORDLESS = later("글자로 적어 보내 주세요. 사진이나 스티커는 읽지 못해요. 예: <code>삼성전자</code>")
HINT = later(
    "종목 이름이나 코드만 보내면 현재가를 보여 드려요. 주문은 확인 카드에서 <b>확정</b>을 눌러야 나가요.\n"
    "말하듯 적어도 돼요: <code>삼성전자 절반만 팔아줘</code>, <code>엔비디아 200달러 넘으면 알려줘</code>"
)
EXAMPLE = "매수 삼성전자 10 70000"
LASTING = later("설정")
"""What commands are grouped under."""
TOPICS = (
    later("시세"),
    later("주문"),
    later("예약"),
    later("계좌"),
    later("알림"),
    LASTING,
    later("관리"),
)
"""What commands are grouped under."""


@dataclass(frozen=True, slots=True)
class HelpTopic(Press):
    """Turn to a page of the help; a blank topic is the first one."""

    prefix: ClassVar[str] = "help"
    topic: str


@dataclass(frozen=True, slots=True)
class HelpExample(Press):
    """Do what an example of a command says, as if it had been typed."""

    prefix: ClassVar[str] = "example"
    slash: str
    number: int


def contents(commands: Sequence[Command]) -> Card:
    """The first page: every command in one line, topics as buttons."""
    under = {topic: [one for one in commands if one.topic == topic] for topic in topics(commands)}
    lines = [bold(say("도움")), say(HINT), *(f"{bold(say(topic))}  {_words(of_it)}" for topic, of_it in under.items())]
    buttons = [HelpTopic(topic).button(say(topic)) for topic in topics(commands)]
    return "\n".join(lines), tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))


def _words(commands: Sequence[Command]) -> str:
    """What is typed; with one alone, which bears the topic's name, what it does."""
    words = [safe(typed_line(command.names[0])) for command in commands]
    return " · ".join(words) if len(words) > 1 else f"{words[0]} — {safe(say(commands[0].help))}"


def page(topic: str, commands: Sequence[Command]) -> Card:
    """One topic with examples: a tap on the text copies, a press on the button does it."""
    lines = [bold(say("도움 · {topic}", topic=say(topic)))]
    buttons: list[Button] = []
    for command in commands:
        if command.topic == topic:
            lines += ["", f"{_names(command)} — {safe(say(command.help))}"]
            lines += [f"  <code>{safe(line)}</code>" for line in dict.fromkeys(map(typed_line, command.examples))]
            buttons += _pressed(command)
    pairs = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    return "\n".join(lines), (*pairs, (HelpTopic("").button(say("← 처음으로")),))


def pressable(command: Command) -> bool:
    """Whether its examples may be pressed: they end at a card or change nothing for good."""
    return command.topic not in ("", LASTING)


def _pressed(command: Command) -> list[Button]:
    if not pressable(command):
        return []
    numbers = {typed_line(example): number for number, example in reversed([*enumerate(command.examples)])}
    return [HelpExample(command.slash, number).button(line) for line, number in sorted(numbers.items(), key=_second)]


def topics(commands: Iterable[Command]) -> list[str]:
    """Topics in the order of the table."""
    return list(dict.fromkeys(command.topic for command in commands if command.topic))


def unknown(text: str, near: Sequence[Command]) -> Card:
    """What was said is neither a command nor a stock; the nearest command's example can be pressed."""
    shown = safe(text[:40]) + ("…" if len(text) > 40 else "")
    lines = [say("「{shown}」: 모르는 말이에요.", shown=shown)]
    if near:
        names = ", ".join(f"「{safe(typed_line(command.names[0]))}」" for command in near)
        lines.append(say("혹시 이것인가요? {names}", names=names))
    example = next((command.examples[0] for command in near if command.examples), EXAMPLE)
    lines.append(say("이렇게 보내 보세요: <code>{example}</code>", example=safe(typed_line(example))))
    lines.append(say("모두 보려면 「도움」이라고 보내 주세요."))
    offered = tuple((button,) for command in near for button in _pressed(command)[:1])
    return "\n".join(lines), (*offered, (HelpTopic("").button(say("도움")),))


def welcome(name: str, *, connected: bool) -> Card:
    """The first message to somebody who is let in, with what to begin with as buttons."""
    hello = say("{name}님, 안녕하세요. 한국투자증권 매매 비서예요.", name=bold(name))
    then = (
        say(
            "종목 이름을 보내 보세요. 예: 삼성전자\n"
            "「삼성전자 10주 사줘」처럼 말하듯 적어도 돼요. 확인 카드부터 보여 드려요."
        )
        if connected
        else say("먼저 「연결」이라고 보내 증권사 계좌를 연결해 주세요.")
    )
    text = "\n".join((hello, then, say("「도움」에서 모든 명령을 볼 수 있어요.")))
    return text, ((HelpTopic("").button(say("도움")),),)


def _names(command: Command) -> str:
    if spoken() is not Language.KOREAN:
        return bold(f"/{command.slash}")
    others = [*command.names[1:], f"/{command.slash}"]
    return f"{bold(command.names[0])} <i>({safe(', '.join(others))})</i>"


def _second(pair: tuple[str, int]) -> int:
    return pair[1]
