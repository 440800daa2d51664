"""`python -m kis.simulator`: serve until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kis.simulator import NO_LIMITS, OFFICIAL, Era, Simulator
from kis.simulator.clock import FIRST_YEAR, LAST_YEAR
from kis.simulator.halts import HaltRules

_MAX_PORT = 65_535
_MAX_OWNERS = 1_000


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m kis.simulator", description="한국투자증권 Open API 시뮬레이터 (REST와 웹소켓)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="열 주소 (기본 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=0, help="REST 포트; 0이면 빈 포트 (기본 0)")
    parser.add_argument("--ws-port", type=_port, default=0, help="웹소켓 포트; 0이면 빈 포트 (기본 0)")
    parser.add_argument("--seed", type=_whole, default=1, help="같은 값이면 같은 하루 (기본 1)")
    parser.add_argument("--now", type=_moment, help="시작 시각, ISO 8601 KST (기본: 마지막 거래일 10:00)")
    parser.add_argument("--speed", type=_speed, help="시간이 흐르는 배속; 주면 가격도 스스로 움직임")
    parser.add_argument("--era", default=Era.CURRENT, choices=[era.value for era in Era], help="게이트웨이의 시기")
    parser.add_argument("--owners", type=_owners, default=2, help="고객 수; 저마다 실전과 모의 계좌 (기본 2)")
    parser.add_argument("--always-open", action="store_true", help="언제나 장중")
    parser.add_argument("--vi", action="store_true", help="기준가에서 10%% 움직이면 2분 동안 단일가 (변동성완화장치)")
    parser.add_argument("--no-limits", action="store_true", help="호출 유량 제한 없음")
    parser.add_argument("--strict-paper", action="store_true", help="문서마다 다른 모의투자 호출은 거절")
    parser.add_argument("--journal", type=Path, metavar="FILE", help="받은 것을 JSON 줄로 적을 파일")
    return parser.parse_args(argv)


def _port(text: str) -> int:
    return _within(text, 0, _MAX_PORT)


def _owners(text: str) -> int:
    return _within(text, 1, _MAX_OWNERS)


def _within(text: str, low: int, high: int) -> int:
    number = _whole(text)
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{low}부터 {high}까지의 수를 넣어 주세요.")
    return number


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError("정수를 넣어 주세요.") from None


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = -1
    if not 0 <= speed <= 86_400:
        raise argparse.ArgumentTypeError("0부터 86400까지의 수를 넣어 주세요.")
    return speed


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("2026-11-23T10:00:00 같은 시각을 넣어 주세요.") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{FIRST_YEAR}년부터 {LAST_YEAR}년까지의 시각을 넣어 주세요.")
    return moment


async def run(given: argparse.Namespace) -> None:
    """Serve, say where, and wait for a signal."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    async with Simulator.serve(
        host=given.host,
        port=given.port,
        ws_port=given.ws_port,
        seed=given.seed,
        now=given.now,
        speed=1.0 if given.speed is None else given.speed,
        autoplay=given.speed is not None,
        era=Era(given.era),
        owners=given.owners,
        always_open=given.always_open,
        vi=HaltRules() if given.vi else None,
        limits=NO_LIMITS if given.no_limits else OFFICIAL,
        journal=given.journal,
        disputed=not given.strict_paper,
    ) as simulator:
        now = simulator.broker.clock.now().isoformat()
        print(json.dumps({"rest": simulator.rest, "ws": simulator.ws, "now": now}), flush=True)
        await ended.wait()


def main() -> int:
    """Run, and return the exit code."""
    given = arguments()
    try:
        asyncio.run(run(given))
    except OSError as error:
        print(f"시뮬레이터를 열 수 없어요: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
