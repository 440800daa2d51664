"""종목 찾기: 코드, 이름, 초성, 오타, 영문 자판으로 찾고, 종목 파일을 받아 더 많이 찾아요."""

from __future__ import annotations

import tempfile

from kis import OFFICIAL, Kis
from kis.examples.running import run
from kis.symbols import Instrument, well_known
from kis.symbols.live import Symbols
from kis.symbols.master.checks import Demands
from kis.symbols.master.files import ORIGIN

WORDS = ("005930", "삼성", "ㅅㅅㅈㅈ", "삼선전자", "tkatjdwjswk", "애플", "BRK.B", "코스피200")


async def main(kis: Kis) -> None:
    """종목 찾기: 패키지에 든 목록으로, 그다음 종목 파일을 받아서 찾아요."""
    for word in WORDS:
        print(f"{word:<12} → {', '.join(map(describe, well_known().search(word, 3)))}")
    with tempfile.TemporaryDirectory() as folder:
        symbols = await downloaded(kis, folder)
    print(f"종목 {len(symbols.index):,}개 ({symbols.source.value}, {symbols.as_of:%Y-%m-%d %H:%M})")
    for name, error in symbols.refusals.items():
        print(f"  {name}: {error}")


async def downloaded(kis: Kis, folder: str) -> Symbols:
    """Load the master files: KIS's own, or the few names that the simulator lists."""
    if kis.origins in OFFICIAL.values():
        symbols = Symbols(folder, origin=ORIGIN)
    else:
        symbols = Symbols(folder, origin=kis.origins.rest, demands=Demands(least=0))
    await symbols.refresh()
    return symbols


def describe(instrument: Instrument) -> str:
    """Name, code and market."""
    return f"{instrument.name}({instrument.code} {instrument.market})"


if __name__ == "__main__":
    run(main)
