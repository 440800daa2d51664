"""What people, keyboards and enemies send: the strategies that the tests here share."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.commands.table import COMMANDS

FINAL = {"leave"}
"""Said twice it ends the house; `test_membership` has it."""
OPEN = [one for one in COMMANDS if one.slash not in FINAL]
WORDS = [word for one in OPEN for word in (*one.names, f"/{one.slash}", f"/{one.slash}@demo_bot")]
FIGURES = [
    "0", "-1", "10", "70000", "70,000", "1.5", "-0", "1e9", "1e400", "NaN", "inf", "∞", "½", "²", "一", "١٢٣",
    "0x10", "1_000", "만", "1만", "1억", "50만원", "9999999999억", "$500", "%", "50%", "1..2", ",,,", "00", "+3",
    "0.0000001", "１２３", "０",
]  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from(FIGURES),
    st.integers(-(10**40), 10**40).map(str),
    st.integers(1, 10**6).map(lambda n: f"{n:,}"),
    st.integers(1, 300).map(lambda n: "9" * n),
)
KNOWN = st.sampled_from([
    "삼성전자", "005930", "ㅅㅅㅈㅈ", "삼성", "카카오", "000660", "NVDA", "없는종목", "시장가", "전량", "절반",
    "전부", "이상", "이하", "A1", "A0", "a1", "A99999999999999999999", "#A1", "취소", "해제", "없음", "1회",
    "하루", "종목", "이탈", "손실", "모의", "실전", "오늘", "어제", "2026-11-27", "2026-02-30", "2026", "주문",
    "초기화", "공지", "1001", "1002", "@1002", "분", "15분", "전체",
])  # fmt: skip
STRANGE = st.sampled_from([
    "\u202e거꾸로", "가\u200b나", "\u2066\u2069", "\ufeff", "\u0000", "\ud7a3\u0301" * 20, "\U0001f468\u200d\U0001f469",
    "🇰🇷", "ﷺ", "<b>", "</b>&amp;", "<a href='x'>", "&#0;", "%s%n{0}", "'; DROP TABLE users;--", "\\", "\t\t", "\n\n",
    "ㄱ" * 50, "힣" * 5000, "a" * 5000, "1 " * 2000, "\uff2d\uff21\uff32", "ᄀ", "ㅋㅋㅋ", "\x1b[31m",
    "../../etc/passwd", "ſ", "ß", "İ",
])  # fmt: skip
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
ARGUMENT = st.one_of(KNOWN, KNOWN, NUMBERS, STRANGE, ANY)
LINE = st.builds(
    lambda word, rest, gap: gap.join([word, *rest]),
    st.one_of(st.sampled_from(WORDS), ARGUMENT),
    st.lists(ARGUMENT, max_size=6),
    st.sampled_from([" ", " ", " ", "  ", "\n", "\u3000", "\u00a0", ""]),
)
"""A command and what may follow it, or only that."""
