"""관심: lists by name, quoted together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LIMIT
from bot.money import Figure
from bot.names import key_of
from bot.quoting.many import AT_ONCE, Line
from bot.storage import users
from bot.storage.states import Role
from bot.views import watchlist as views
from bot.watchlists import MOST, MOST_LISTS, Watchlist
from kis import Environment
from kis.market.fees import Market
from kis.symbols import Instrument
from tests.bot.house import ALICE, BOB, House
from tests.bot.views.test_cards import NOW


async def test_a_list_is_kept_and_shown_together(home: House) -> None:
    """Added by name, shown in one message with its age, brought up to date in place, thinned by button.

    A second list is begun by its name, opened by word and by button, and goes with its last entry.
    """
    home.simulator.broker.set_price("005930", 70_900)
    empty = await home.ask("관심", "아직 비어 있어요")
    assert "🟢모의" in empty.text
    card = await home.ask("관심 추가 삼성전자, 애플, 코스피200", "관심")
    assert [line.split("  ")[0] for line in card.text.splitlines()[1:4]] == ["삼성전자", "애플", "코스피200"]
    assert "70,900원" in card.text
    assert "○ 방금" in card.text

    home.simulator.broker.set_price("005930", 71_500)
    fresh = await home.press("새로고침", "71,500원")
    assert fresh.message_id == card.message_id
    await home.press("빼기", "뺄 종목을 누르세요")
    thinner = await home.press("➖ 애플", "뺄 종목을 누르세요")
    assert "애플" not in thinner.text
    await home.press("돌아가기", "코스피200")
    await home.press("삼성전자", "시 ")

    await lists_have_names(home)


async def lists_have_names(home: House) -> None:
    await home.ask("관심 삭제 전부", "아직 비어 있어요")
    await home.ask("관심 추가 네이버", "NAVER")
    await home.ask("관심 반도체 추가 하이닉스, ㅅㅅㅈㅈ", "여럿이에요")
    await home.press("삼성전자 · 코스피", "관심 · 반도체")
    card = await home.ask("관심 반도체", "SK하이닉스")
    assert "삼성전자" in card.text
    back = await home.press("⭐ 기본", "NAVER")
    assert back.message_id == card.message_id

    await home.ask("관심 반도체 삭제 하이닉스", "삼성전자")
    last = await home.ask("관심 반도체 삭제 전부", "NAVER")
    assert "반도체" not in [button.text for button in last.buttons]
    offered = await home.ask("관심 카카오", "관심에 넣을까요")
    await home.press("관심에 추가", "카카오")
    assert offered.buttons[-1].text == "현재가"


async def test_what_does_not_fit_says_what_to_type(home: House) -> None:
    """Full lists, too many lists, bad names and unknown instruments are answered in words; nothing is kept of them.

    Nor is anything of somebody who goes.
    """
    index = home.bot.services.symbols
    many = [index.by_code(each.code) or each for each in index.search("삼", limit=MOST + 1)]
    many += [Instrument(f"{number:06}", "가", Market.KOSPI) for number in range(MOST - len(many))]
    await home.bot.services.watchlists.add(ALICE, "기본", many[:MOST])
    for number in range(MOST_LISTS - 1):
        await home.bot.services.watchlists.add(ALICE, f"목록{number}", many[:1])

    await home.ask("관심 추가 애플", f"{MOST}종목까지")
    await home.ask("관심 또 추가 애플", f"{MOST_LISTS}개까지")
    await home.ask("관심 a:b 추가 애플", "10자까지")
    await home.ask("관심 추가 없는종목이름", "찾지 못했어요")
    await home.ask("관심 추가", "예: 관심 추가 네이버")
    await home.ask("관심 없음 삭제 전부", "목록이 없어요")
    await home.simulator_fault(2, do="message", path="inquire-price", msg_cd="X", msg1="점검")
    await home.ask("관심 목 록 8 추가 네이버", "목록을 바꿨어요")
    assert "NAVER" in (await home.press("관심", "관심 · 목록8")).text
    assert len(await home.bot.services.watchlists.names(ALICE)) == MOST_LISTS

    async with home.database.begin() as session:
        await users.admit(session, BOB, Role.VIEWER, now=datetime.now(UTC))
    await home.bot.services.watchlists.add(BOB, "기본", many[:1])
    await home.bot.services.membership.expel(BOB, by=ALICE)
    assert await home.bot.services.watchlists.names(BOB) == []
    assert len(await home.bot.services.watchlists.names(ALICE)) == MOST_LISTS


async def test_many_prices_take_few_calls(home: House) -> None:
    """In paper a few are asked at a time, and the rest is shown with its own age and is next.

    A real account quotes a list by one call at home and one abroad, also while paper is chosen.
    """
    few = ["삼성전자", "하이닉스", "네이버", "카카오", "현대차", "기아", "셀트리온", "한국전력"]
    first = await home.ask(f"관심 추가 {', '.join(few)}", "관심")
    assert first.text.count("시세 없음") == len(few) - AT_ONCE[Environment.PAPER]
    assert "시세 없음" not in (await home.press("새로고침", "관심")).text

    await home.add_real()
    names = "삼성전자, 하이닉스, 네이버, 카카오, 코스피, 애플, 엔비디아"
    before = len(home.simulator.journal.entries())
    card = await home.ask(f"관심 둘째 추가 {names}", "관심")
    asked = [tr for entry in home.simulator.journal.entries()[before:] if (tr := quoted(entry))]

    assert sorted(asked) == ["FHKST11300006", "HHDFS76220000"]
    assert "🟢모의" in card.text
    assert "시세 없음" not in card.text
    assert card.text.count("(") == len(names.split(","))


def quoted(entry: dict[str, str]) -> str:
    """The TR of a question about prices."""
    return entry.get("tr_id", "") if "quotations" in entry.get("path", "") else ""


def test_an_old_line_says_so() -> None:
    """What was asked for earlier than the rest is shown with its own age, and what follows the market as such."""
    names = [Instrument(f"{place:06}", name, Market.KOSPI) for place, name in enumerate(("새", "옛", "산"))]
    one = Line(70_000, 100, Decimal("0.14"), NOW - timedelta(seconds=3))
    old, live = replace(one, at=NOW - timedelta(minutes=2)), replace(one, at=NOW - timedelta(seconds=3), live=True)
    lines = dict(zip(map(key_of, names), (one, old, live), strict=True))
    text, _ = views.card(Watchlist("기본", names, [], lines, NOW), "🟢모의")

    assert [line.partition("%)")[2] for line in text.splitlines()[1:4]] == ["", " · ○ 2분 전", " · ● 실시간"]
    assert text.splitlines()[-1].startswith("○ 3초 전 · ")


LONG = "가<&>" * 20
FIGURES: st.SearchStrategy[Figure] = st.one_of(
    st.integers(-(10**15), 10**15), st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
)
LINES = st.builds(
    Line,
    price=FIGURES,
    change=FIGURES,
    rate=st.decimals(-1000, 1000, places=2, allow_nan=False).map(Decimal),
    at=st.timedeltas(timedelta(0), timedelta(days=3)).map(lambda age: NOW - age),
    live=st.booleans(),
)


@settings(max_examples=20)
@given(st.lists(LINES, min_size=1, max_size=MOST), st.booleans())
def test_no_list_breaks_a_message(lines: list[Line], thinning: bool) -> None:
    """The longest names and figures of a full list, with every other list: under 4,096 characters and 100 buttons."""
    instruments = [Instrument(f"{place:06}", LONG, Market.NASDAQ, currency="USD") for place in range(MOST)]
    known = {key_of(one): line for one, line in zip(instruments, lines, strict=False)}
    found = Watchlist("가" * 10, instruments, ["나" * 10] * (MOST_LISTS - 1), known, NOW)
    text, rows = views.card(found, "🔴실전", thinning=thinning)

    assert len(text) <= 4_096
    assert sum(map(len, rows)) <= 100
    assert all(len((button.data or "").encode()) <= LIMIT for row in rows for button in row)
