"""Statements: what an account's own calls tell beyond its balance, each a value asked for by one command.

A statement asks KIS and says its lines; `bot.views.statement` makes the card of them. One more is one more row of
`STATEMENTS`, and a word of a command in `bot.commands.statements`.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.statements import abroad, contracts, home
from bot.statements.sheet import Statement

STATEMENTS: Mapping[str, Statement] = {one.key: one for one in (*home.ALL, *abroad.ALL, *contracts.ALL)}
"""By the key that their buttons carry."""
