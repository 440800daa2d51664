"""What can be typed after `python -m bot`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kis.credentials import Environment

ROLES = ("all", "front", "listener", "notifier", "scheduler")

Arguments = argparse.Namespace


def parse(argv: Sequence[str] | None = None) -> Arguments:
    """Read the command line; a wrong one ends the process with code 2 and a usage line."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="한국투자증권 텔레그램 매매 비서")
    commands = parser.add_subparsers(dest="command", required=True, metavar="명령")
    _demo(commands.add_parser("demo", help="계좌 없이 이 컴퓨터에서 해 보기"))
    run = commands.add_parser("run", help="봇 켜기")
    run.add_argument("--role", choices=ROLES, default="all", help="맡을 일 (이 버전은 all만)")
    commands.add_parser("migrate", help="데이터베이스를 최신 구조로")
    _connect(commands.add_parser("connect", help="증권사 계좌를 터미널에서 연결"))
    commands.add_parser("doctor", help="설정과 연결을 점검하고 고칠 것을 알려 주기")
    keys = commands.add_parser("keys", help="암호화 키")
    keys.add_argument("action", choices=("new", "rotate"), help="new: 새 키 출력, rotate: 맨 앞 키로 다시 잠그기")
    for name, text in (("backup", "데이터베이스의 온전한 사본을 FILE로"), ("restore", "FILE의 사본으로 되돌리기")):
        commands.add_parser(name, help=text).add_argument("file", type=Path, metavar="FILE")
    return parser.parse_args(argv)


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=0, help="채팅 화면의 포트; 0이면 빈 포트 (기본 0)")
    parser.add_argument("--headless", action="store_true", help="브라우저를 열지 않고 주소만 알려 주기")
    parser.add_argument("--script", type=Path, metavar="FILE", help="적힌 대화를 재생하고 끝내기")


def _connect(parser: argparse.ArgumentParser) -> None:
    parser.description = "앱 키와 앱 시크릿은 표준 입력에 두 줄로 넣어 주세요 (화면에 보이지 않아요)."
    parser.add_argument("--user", type=int, required=True, help="텔레그램 사용자 번호")
    parser.add_argument("--env", type=Environment, choices=list(Environment), required=True, help="real 또는 paper")
    parser.add_argument("--account", required=True, help="계좌번호, 예: 12345678-01")
    parser.add_argument("--hts-id", required=True, help="HTS 아이디")


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError("0부터 65535까지의 수를 넣어 주세요.")
    return number
