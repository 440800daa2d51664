"""Korean is the source, English is complete, and what is said follows the reader."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import polib
import pytest

from bot.commands.table import COMMANDS
from bot.i18n import LOCALE, say, speaking
from bot.storage.states import Language
from tests.bot.house import House

BOT = Path(__file__).parents[2] / "bot"
MARKS = {"say", "later"}
HANGUL = re.compile("[ㄱ-ㆎ가-힣]")


def texts_of(path: Path) -> Iterator[str]:
    """The texts a module marks. What is not a plain literal there is a constant that was marked elsewhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            if isinstance(node.args[0], ast.JoinedStr):
                raise AssertionError(f"{path.name}:{node.lineno}: a text with values in it has no translation")
            if isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


OPERATORS = (
    "cli",
    "localchat",
    "demo.py",
    "script.py",
    "settings.py",
    "telegram.py",
    "schedule.py",
    "vault.py",
    "log.py",
)
"""Modules whose words only who runs the bot reads."""
READ = ("sentences",)
"""Modules whose words are read, and never said."""
SETUP = {"SetupError", "KeyRingError"}
READING = {"removesuffix", "removeprefix", "startswith", "endswith", "replace", "compile"}
TELLING = {"Command", "typed", "typed_line", "retold"}
"""What turns Korean words into the reader's own; a command's help is looked at apart."""
SENTENCE = re.compile(r"요[.!?]?($|\s)|다[.!?]")


def unmarked(node: ast.AST, *, table: bool = False) -> Iterator[str]:
    """Korean that a module would say to an English reader.

    Not what is compared with what people type or KIS says, and not the tables of such words (at the top of a module,
    no sentences). What is written to the log is for the operator.
    """
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Compare | ast.MatchValue) or (isinstance(node, ast.Call) and is_told(node)):
        return
    if isinstance(node, ast.Constant):
        if (
            isinstance(node.value, str)
            and HANGUL.search(node.value)
            and not (table and not SENTENCE.search(node.value))
        ):
            yield f"{node.lineno}: {node.value}"
        return
    inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for child in ast.iter_child_nodes(node):
        yield from unmarked(child, table=not inside and (table or isinstance(node, ast.Module)))


def is_told(call: ast.Call) -> bool:
    """Whether a call marks its text, reads words, or speaks to the operator."""
    if isinstance(call.func, ast.Name):
        return call.func.id in MARKS | TELLING | SETUP
    asked = call.func
    return isinstance(asked, ast.Attribute) and (
        asked.attr in READING or (isinstance(asked.value, ast.Name) and asked.value.id == "log")
    )


SOURCE = {text for path in BOT.rglob("*.py") for text in texts_of(path)}
ENGLISH = [entry for path in sorted((LOCALE / "en").glob("*.po")) for entry in polib.pofile(str(path))]


def fields(text: str) -> set[str]:
    """The names of the values a text takes."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_has_its_english() -> None:
    """Each text stands in the English catalogues, in one wording, and nothing stands there that nobody says."""
    known = [entry.msgid for entry in ENGLISH]

    assert sorted(SOURCE - set(known)) == []
    assert sorted(set(known) - SOURCE) == []
    assert sorted(text for text in set(known) if len({one.msgstr for one in ENGLISH if one.msgid == text}) > 1) == []
    assert [entry.msgid for entry in ENGLISH if not entry.msgstr or "fuzzy" in entry.flags] == []


def test_nothing_is_said_in_korean_alone() -> None:
    """Every Korean text of the bot goes through `say` or `later`; so does each command's line of help."""
    paths = [path for path in BOT.rglob("*.py") if not {*path.parts, path.name} & {*OPERATORS, *READ}]
    found = [f"{path.name}:{text}" for path in paths for text in unmarked(ast.parse(path.read_text(encoding="utf-8")))]

    assert len(paths) > 200
    assert found == []
    assert [command.slash for command in COMMANDS if command.help not in SOURCE] == []


@pytest.mark.parametrize("entry", ENGLISH, ids=lambda entry: entry.msgid[:30])
def test_english_takes_the_same_values(entry: polib.POEntry) -> None:
    """A translation names the values of its source (a count may go without its unit), and holds no Korean."""
    assert not HANGUL.search(entry.msgstr)
    assert fields(entry.msgid) - {"unit"} <= fields(entry.msgstr) <= fields(entry.msgid)


async def test_each_task_speaks_its_readers_language() -> None:
    """Two readers at once each hear their own language, and a task goes on in the one it was begun in."""

    async def word() -> str:
        await asyncio.sleep(0)
        return say("이제 한국어로 말할게요.")

    with speaking(Language.ENGLISH):
        english = asyncio.create_task(word())
    korean = asyncio.create_task(word())

    assert await english == "I will speak English from now on."
    assert await korean == "이제 한국어로 말할게요."


async def test_a_person_changes_the_language(empty: House) -> None:
    """「언어 English」 answers in English, and so does what follows; the button leads back."""
    await empty.ask("언어 English", "I will speak English from now on.")
    await empty.ask("/language", "Speaking English now")
    await empty.press("한국어", "이제 한국어로 말할게요.")
