"""What all examples share: where they run, and how they end."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from kis.client import Kis
from kis.errors import KisError
from kis.opening import Where, opened

Example = Callable[[Kis], Awaitable[None]]


def run(example: Example, *, orders: bool = False) -> None:
    """Run an example where the command line says, and exit; `orders` marks one that places orders."""
    asked = arguments(example.__doc__ or "")
    if orders and asked.where is Where.REAL and not asked.orders:
        sys.exit("이 예제는 주문을 내요. 실전 계좌에서 돌리려면 --orders도 적어 주세요.")
    try:
        with _quiet():
            asyncio.run(_run(example, asked.where))
    except KisError as error:
        sys.exit(f"끝내지 못했어요: {error}")
    except TimeoutError:
        sys.exit("시간 안에 끝나지 않았어요. 장이 열려 있는지 확인하고, 낸 주문이 남았는지 주문 내역을 봐 주세요.")
    except KeyboardInterrupt:
        sys.exit("그만뒀어요. 낸 주문이 있으면 주문 내역을 확인해 주세요.")


def arguments(description: str) -> argparse.Namespace:
    """Read the command line: the simulator unless paper or real is chosen."""
    parser = argparse.ArgumentParser(description=description)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--paper", dest="where", action="store_const", const=Where.PAPER, help="모의투자에서")
    choice.add_argument("--real", dest="where", action="store_const", const=Where.REAL, help="실전투자에서")
    parser.add_argument("--orders", action="store_true", help="실전 계좌에서 주문해도 좋아요")
    parser.set_defaults(where=Where.SIMULATOR)
    return parser.parse_args()


@contextmanager
def _quiet() -> Iterator[None]:
    """An example shows its own lines; warnings of the library would stand between them."""
    logger = logging.getLogger("kis")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


async def _run(example: Example, where: Where) -> None:
    async with opened(where) as kis:
        await example(kis)
