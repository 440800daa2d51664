"""`python -m tests.soak`: run, judge, print the figures; exit code 1 if anything was doubled, lost or missed."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kis.simulator.chance import chance
from tests.soak import orders, told
from tests.soak.evidence import Evidence, gathered
from tests.soak.figures import Figures, table
from tests.soak.market import Market
from tests.soak.person import Person
from tests.soak.place import Place, opened
from tests.soak.plan import Plan
from tests.soak.trouble import Trouble

AGAIN = 5.0
"""Seconds between two looks whether all is at rest."""
BROKEN = re.compile(r"^\S+ \S+ (?:ERROR|CRITICAL|WARNING) (?:bot|kis|asyncio)\b.*\nTraceback", re.MULTILINE)
"""What the log says of a mistake of ours."""
SHOWN = 40
"""Problems that are printed."""


async def run(plan: Plan, folder: Path, *, postgres: bool = False) -> Figures:
    """The whole run in a folder, which keeps journal, log and database."""
    async with opened(plan, folder, postgres=postgres) as place:
        market = Market(place.broker, chance(plan.seed, "market"))
        people = [Person(user, place.chat, market, chance(plan.seed, "user", user), plan.rhythm) for user in plan.ids]
        trouble = Trouble(place.broker, place.chat, place.hts_ids, chance(plan.seed, "trouble"), plan.load)
        await _lived(plan, place, market, people, trouble)
        await trouble.end()
        await place.lives.start()
        began = time.monotonic()
        while not (found := await _judged(place, market, people, trouble, began)).at_rest:
            if time.monotonic() - began > plan.rest:
                break
            await asyncio.sleep(AGAIN)
        return found


async def _lived(plan: Plan, place: Place, market: Market, people: Sequence[Person], trouble: Trouble) -> None:
    """Everything at once, for so many minutes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(plan.minutes * 60), asyncio.TaskGroup() as tasks:
            for work in (market.run(), trouble.run(), place.lives.run(plan.kill_every)):
                tasks.create_task(work)
            for person in people:
                tasks.create_task(person.live())


async def _judged(place: Place, market: Market, people: Sequence[Person], trouble: Trouble, began: float) -> Figures:
    pressed = {intent for person in people for intent in person.pressed}
    seen: Evidence = await gathered(place, pressed, market.prints)
    return Figures(
        orders=orders.judged(seen),
        fills=told.fills(seen),
        alerts=told.alerts(seen),
        stuck=seen.stuck,
        lives=place.lives.lives,
        trouble=trouble.made,
        broken=len(BROKEN.findall(place.log.read_text(encoding="utf-8"))),
        rested=time.monotonic() - began,
    )


def main() -> int:
    """Run, and return the exit code."""
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=usual.minutes)
    parser.add_argument("--users", type=int, default=usual.users)
    parser.add_argument(
        "--kill-every", type=float, default=usual.kill_every, help="seconds a process lives, once it hears"
    )
    parser.add_argument("--rhythm", type=float, default=usual.rhythm, help="seconds between two things a user does")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--postgres", action="store_true", help="at TEST_POSTGRES_URL instead of SQLite")
    parser.add_argument("--keep", type=Path, help="folder in which journal, log and database stay")
    given = parser.parse_args()
    plan = Plan(given.minutes, given.users, given.kill_every, given.rhythm, given.seed)
    with TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = asyncio.run(run(plan, folder, postgres=given.postgres))
    print(table(found))
    for problem in found.problems[:SHOWN]:
        print(problem, file=sys.stderr)
    return 0 if found.well else 1


if __name__ == "__main__":
    sys.exit(main())
