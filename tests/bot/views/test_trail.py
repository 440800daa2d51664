"""The trail in words: whatever the code can write down, a person can read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import bot
from bot.storage.states import ApprovalState, IntentKind
from bot.storage.tables import AuditEvent
from bot.views import trail

ROOT = Path(bot.__file__).parent
ENUMS = {"kind": tuple(IntentKind), "state": (ApprovalState.APPROVED, ApprovalState.DENIED)}
"""What may stand in braces in the name of an event: `f"{intent.kind}.asked"`."""
Function = ast.FunctionDef | ast.AsyncFunctionDef
AT = datetime(2026, 11, 23, 1, 0, 5, tzinfo=UTC)


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(file.read_text()) for file in sorted(ROOT.rglob("*.py")))


@cache
def functions() -> tuple[Function, ...]:
    return tuple(node for tree in trees() for node in ast.walk(tree) if isinstance(node, Function))


def calls(name: str) -> Iterator[tuple[ast.Call, Function]]:
    """Every call of a function of this name, with the function that it stands in."""
    for inside in functions():
        for node in ast.walk(inside):
            if isinstance(node, ast.Call):
                called = node.func
                last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                if last == name:
                    yield node, inside


def values(node: ast.expr, inside: Function) -> set[str]:
    """What an expression that names an event may be; fails where that cannot be seen."""
    match node:
        case ast.Constant(value=str(event)):
            return {event}
        case ast.IfExp():
            return values(node.body, inside) | values(node.orelse, inside)
        case ast.JoinedStr():
            return {"".join(parts) for parts in product(*(values(part, inside) for part in node.values))}
        case ast.FormattedValue(value=ast.Attribute(attr=name)) if name in ENUMS:
            return {str(word) for word in ENUMS[name]}
        case ast.FormattedValue(value=ast.Name(id=name)) if name in ENUMS:
            return {str(word) for word in ENUMS[name]}
        case ast.FormattedValue():
            return values(node.value, inside)
        case ast.Name():
            return of_name(node.id, inside)
        case ast.Subscript(value=ast.Name(id=name)):
            return of_table(name, inside)
    raise AssertionError(f"write the event's name so that it can be found: {ast.unparse(node)} in {inside.name}")


def of_name(name: str, inside: Function) -> set[str]:
    """The values of a variable, or of a parameter: what the function's callers give."""
    assigned = [
        node.value
        for node in ast.walk(inside)
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
    ]
    if assigned:
        return set().union(*(values(one, inside) for one in assigned))
    names = [one.arg for one in inside.args.args if one.arg != "self"]
    place = names.index(name)
    given = [
        (call.args[place], outer)
        for call, outer in calls(inside.name)
        if len(call.args) > place and getattr(call.args[0], "id", "") == names[0] == "session"
    ]
    assert given, f"nobody calls {inside.name}"
    return set().union(*(values(one, outer) for one, outer in given))


def of_table(name: str, inside: Function) -> set[str]:
    """The values of a constant that is a dict."""
    tables = [
        node.value
        for tree in trees()
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name
    ]
    found = {
        text
        for table in tables
        if isinstance(table, ast.Dict)
        for one in table.values
        for text in ({one.value} if isinstance(one, ast.Constant) and isinstance(one.value, str) else set())
    }
    assert found, f"{name} in {inside.name} is no table of names"
    return found


def written() -> set[str]:
    """Every event that the code can write down."""
    found = [values(call.args[1], inside) for call, inside in calls("note") if named(call, "audit")]
    assert len(found) > 20
    return set().union(*found)


def named(call: ast.Call, module: str) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == module


def test_every_event_has_its_words() -> None:
    """What the code can write is what the table has words for: none is missing, none is left over."""
    assert written() == set(trail.WORDS)


@pytest.mark.parametrize("event", sorted(trail.WORDS))
def test_words_are_korean(event: str) -> None:
    """No English name of an event reaches the chat."""
    shown = trail.line(AuditEvent(at=AT, user_id=1, event=event, detail={}))

    assert event not in shown
    assert shown.startswith("11.23 10:00:05 ")


def test_a_line_tells_what_was_ordered() -> None:
    """Number, name, side, quantity and price, escaped, times in KST."""
    detail = {"short_no": 17, "symbol": "005930", "side": "BUY", "quantity": 10, "price": 70_000, "name": "<b>"}
    shown = trail.line(AuditEvent(at=AT, user_id=1, event="new.asked", detail=detail))

    assert shown == "11.23 10:00:05 주문 확인 카드를 받음 · #A17 · &lt;b&gt; · 005930 · 매수 · 10주 · 70,000원"
