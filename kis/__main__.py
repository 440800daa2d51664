"""`python -m kis`: list the calls, or make one.

python -m kis                                  모든 호출
python -m kis price 005930                     표로
python -m kis price --help                     그 호출의 쓰는 법
python -m kis balance --paper --json           모의 계좌를 JSON으로
python -m kis reference                        모든 호출의 표, Markdown으로
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from kis.capability import lacking
from kis.catalogue import catalogue
from kis.credentials import Environment
from kis.endpoint import Endpoint, Kind
from kis.errors import KisError, Unanswered
from kis.opening import Where, opened
from kis.shell.asking import Known, explained, request_of
from kis.shell.errors import Unclear
from kis.shell.finding import find
from kis.shell.reference import reference
from kis.shell.showing import as_json, as_text, listing
from kis.wire import write

_LOOK_FIRST = "들어갔을 수도 있으니 다시 보내지 말고 주문 내역부터 확인해 주세요."


class _Parser(argparse.ArgumentParser):
    """Raises `Unclear` in Korean where argparse would leave in English."""

    def error(self, message: str) -> NoReturn:
        typed = message.rpartition(": ")[2] if "unrecognized" in message else ""
        clash = _CLASH.fullmatch(message)
        said = f"모르는 옵션이나 값이에요: {typed}" if typed else "명령을 읽을 수 없어요."
        if clash:
            said = f"{clash[1]}와(과) {clash[2]}은(는) 함께 쓸 수 없어요."
        raise Unclear(f"{said}\n쓰는 법은 `python -m kis --help`로 볼 수 있어요.")


_CLASH = re.compile(r"argument (\S+): not allowed with argument (\S+)")


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = _Parser(
        prog="python -m kis",
        add_help=False,
        description="KIS Open API의 모든 호출. 따로 고르지 않으면 이 컴퓨터의 시뮬레이터에 물어봐요.",
        epilog="키는 환경 변수 KIS_APP_KEY, KIS_APP_SECRET, KIS_ACCOUNT, KIS_HTS_ID에서 읽어요.",
    )
    parser.add_argument("call", nargs="?", help="호출의 이름, 한글 제목 또는 TR ID")
    parser.add_argument("words", nargs="*", help="항목의 값을 차례로, 또는 이름=값")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--paper", dest="where", action="store_const", const=Where.PAPER, help="모의투자")
    where.add_argument("--real", dest="where", action="store_const", const=Where.REAL, help="실전투자")
    parser.add_argument("--json", action="store_true", help="표 대신 JSON")
    parser.add_argument("--all", action="store_true", help="목록의 모든 항목")
    parser.add_argument("--send", action="store_true", help="실전과 모의에서 주문을 정말로 보냄")
    parser.add_argument("-h", "--help", action="store_true", help="쓰는 법; 호출의 이름과 함께면 그 호출의 쓰는 법")
    parser.set_defaults(where=Where.SIMULATOR)
    given = parser.parse_intermixed_args(argv)
    if given.call == "help":
        given.help, given.call = True, next(iter(given.words), None)
    given.usage = parser.format_help()
    return given


def main(argv: Sequence[str] | None = None) -> int:
    """Run, and return the exit code."""
    try:
        print(_answer(arguments(argv)))
    except Unclear as unclear:
        print(unclear, file=sys.stderr)
        return 2
    except KisError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("그만뒀어요. 주문을 보내던 중이었다면 주문 내역을 확인해 주세요.", file=sys.stderr)
        return 130
    return 0


def _answer(given: argparse.Namespace) -> str:
    known = catalogue()
    if given.call is None:
        return given.usage if given.help else listing(known)
    if given.call == "reference":
        return reference(known)
    if given.call == "lacking":
        return "\n".join(f"{path}  {lack.words}" for path, lack in lacking(Environment.PAPER).items())
    _, endpoint = find(given.call, known)
    if given.help:
        return explained(endpoint)
    request = request_of(endpoint, given.words, _known, {"hts_id": os.environ.get("KIS_HTS_ID", "")})
    if endpoint.kind is Kind.ORDER and given.where is not Where.SIMULATOR and not given.send:
        return _held_back(endpoint, request, Environment(given.where.value))
    reply = asyncio.run(_call(given.where, endpoint, request))
    return as_json(reply) if given.json else as_text(reply, every=given.all)


def _held_back(endpoint: Endpoint[..., Any], request: Any, environment: Environment) -> str:
    """What would be sent, if it would be sent at all."""
    if endpoint.check is not None:
        endpoint.check(request, environment)
    tr_id = endpoint.tr_id(environment, request)
    sent = write(request, missing=None)
    return f"보내지 않았어요. 보내려면 --send를 붙여 주세요.\n{endpoint.title} ({tr_id})\n{sent}"


async def _call(where: Where, endpoint: Endpoint[..., Any], request: Any) -> Any:
    async with opened(where) as kis:
        try:
            return await kis.rest.call(endpoint, request)
        except Unanswered as error:
            if endpoint.kind is Kind.ORDER:
                raise Unanswered(f"{error.message} {_LOOK_FIRST}", code=error.code) from error
            raise


def _known(name: str) -> Known | None:
    """A name that means exactly one instrument is as good as its code. Raises `Unclear` for a name of several."""
    from kis.symbols import Ambiguous, well_known

    found = well_known().resolve(name)
    if isinstance(found, Ambiguous):
        meant = ", ".join(f"{each.name} {each.code}" for each in found.candidates)
        raise Unclear(f"'{name}'에 맞는 종목이 여럿이에요. 코드를 넣어 주세요: {meant}")
    return Known(found.code, found.exchange or "") if found else None


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # Windows has none
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
