"""Finding instruments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kis.market.fees import Market
from kis.symbols import Ambiguous, Instrument, SymbolIndex, well_known
from kis.symbols.hangul import fold, initials

INDEX = well_known()


def names(text: str, limit: int = 10) -> list[str]:
    return [instrument.name for instrument in INDEX.search(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("005930", "삼성전자", id="code"),
        pytest.param("A005930", "삼성전자", id="code with an A"),
        pytest.param("q530036", "삼성 인버스 2X WTI원유 선물 ETN", id="ETN code in small letters"),
        pytest.param("0126z0", "삼성에피스홀딩스", id="code with a letter"),
        pytest.param("삼성전자", "삼성전자", id="name"),
        pytest.param(" 삼성 전자 ", "삼성전자", id="blanks"),
        pytest.param("삼성전자우", "삼성전자우", id="preferred share"),
        pytest.param("삼전", "삼성전자", id="alias"),
        pytest.param("네이버", "NAVER", id="Korean for an English name"),
        pytest.param("naver", "NAVER", id="small letters"),
        pytest.param("ＮＡＶＥＲ", "NAVER", id="full-width letters"),
        pytest.param("kt&g", "KT&G", id="punctuation"),
        pytest.param("KTG", "KT&G", id="punctuation left out"),
        pytest.param("엘지에너지솔루션", "LG에너지솔루션", id="letters spelt in Korean"),
        pytest.param("LG엔솔", "LG에너지솔루션", id="short form"),
        pytest.param("현대자동차", "현대차", id="full company name"),
        pytest.param("엔씨소프트", "NC", id="former name"),
        pytest.param("ㅅㅅㅈㅈ", "삼성전자", id="initials"),
        pytest.param("ㅅㅅㅈㅈㅇ", "삼성전자우", id="longer initials"),
        pytest.param("SKㅎㅇㄴㅅ", "SK하이닉스", id="letters and initials"),
        pytest.param("삼ㅅ전ㅈ", "삼성전자", id="syllables and initials"),
        pytest.param("에너빌", "두산에너빌리티", id="part"),
        pytest.param("kodex200", "KODEX 200", id="ETF without its blank"),
    ],
)
def test_best_answer(text: str, first: str) -> None:
    """What people type leads to what they mean."""
    assert names(text)[0] == first


def test_preferred_is_exact_then_beginning_then_part() -> None:
    """A full name comes first, then names that begin so, then names that contain it, important ones first."""
    assert names("SK", 4) == ["SK", "SK하이닉스", "SK스퀘어", "SK텔레콤"]
    assert names("전자우") == ["삼성전자우", "LG전자우"]
    assert names("카카오", 4) == ["카카오", "카카오뱅크", "카카오페이", "카카오게임즈"]


def test_rank_comes_before_importance() -> None:
    """A less important instrument whose name fits better is offered first."""
    index = SymbolIndex(
        Instrument(f"X{n:05}", name, Market.KOSPI) for n, name in enumerate(["비가나", "가나다", "가나"])
    )

    assert [instrument.name for instrument in index.search("가나")] == ["가나", "가나다", "비가나"]
    assert [instrument.name for instrument in index.search("ㄱㄴ")] == ["가나", "가나다", "비가나"]


def test_beginning_of_a_code() -> None:
    """Three characters of a code are enough to look it up."""
    assert "삼성전자" in names("0059")
    assert "삼성전자" in names("005")


def test_consonants_joined_by_the_keyboard() -> None:
    """Typing ㄱ and ㅅ in a row gives ㄳ, which still means ㄱㅅ."""
    assert names("ㅎㄱㄳㄱㅅ") == names("ㅎㄱㄱㅅㄱㅅ") == ["한국가스공사"]


def test_decomposed_text_is_the_same_text() -> None:
    """A Mac may send syllables taken apart."""
    assert names("\u1109\u1161\u11b7\u1109\u1165\u11bc\u110c\u1165\u11ab\u110c\u1161")[0] == "삼성전자"


@pytest.mark.parametrize("text", ["", "   ", "!!!", "없는이름", "뷁", "가" * 40_000, "ㅅ" * 40_000, "\n", "\x00"])
def test_nothing_is_found(text: str) -> None:
    """Nonsense, silence and floods find nothing and raise nothing."""
    assert INDEX.search(text) == []
    assert INDEX.resolve(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("005930", "005930"),
        ("삼성전자", "005930"),
        ("삼성전자우", "005935"),
        ("하이닉스", "000660"),
        ("sk", "034730"),
        ("HL만", "204320"),
        ("skㅎㅇㄴㅅ", "000660"),
        ("KODEX 200", "069500"),
    ],
)
def test_clear_words_resolve(text: str, code: str) -> None:
    """A full code, name or alias is clear even if longer names begin with it; so is a single match."""
    instrument = INDEX.resolve(text)

    assert isinstance(instrument, Instrument)
    assert instrument.code == code


@pytest.mark.parametrize("text", ["삼성", "kodex", "ㅅㅅㅈㅈ", "0059"])
def test_unclear_words_offer_candidates(text: str) -> None:
    """Where several fit nothing is chosen, least of all by initials."""
    answer = INDEX.resolve(text)

    assert isinstance(answer, Ambiguous)
    assert list(answer.candidates) == INDEX.search(text)


def test_same_name_twice_is_unclear() -> None:
    """Two instruments of one name are for the user to choose between."""
    twins = SymbolIndex([Instrument("000001", "쌍둥이", Market.KOSPI), Instrument("000002", "쌍둥이", Market.KOSDAQ)])

    assert isinstance(twins.resolve("쌍둥이"), Ambiguous)


def test_empty_index_answers() -> None:
    """Before a list is loaded every question has the answer nothing."""
    assert SymbolIndex([]).search("삼성") == []
    assert SymbolIndex([]).resolve("005930") is None


KEYS = st.text(alphabet="가각나낙삼성전자ab1 ㄱ", min_size=1, max_size=6)


@given(st.lists(KEYS, max_size=12), KEYS)
def test_search_finds_what_a_plain_scan_finds(listed: list[str], text: str) -> None:
    """The index returns exactly the names that contain the query, letter by letter or by initials."""
    index = SymbolIndex(Instrument(f"X{n:05}", name, Market.KOSPI) for n, name in enumerate(listed))
    query = fold(text)

    def fits(name: str) -> bool:
        key = fold(name)
        spans = (key[at : at + len(query)] for at in range(len(key) - len(query) + 1))
        pairs = (zip(query, span, strict=True) for span in spans)
        return any(all(asked == given or asked == initials(given) for asked, given in pair) for pair in pairs)

    expected = {f"X{n:05}" for n, name in enumerate(listed) if query and fits(name)}
    assert {instrument.code for instrument in index.search(text, limit=100)} == expected


@given(st.text(max_size=30), st.integers(1, 5))
def test_any_text_is_bearable(text: str, limit: int) -> None:
    """No text raises, and no answer is longer than asked for or says a thing twice."""
    found = INDEX.search(text, limit)

    assert len(found) == len(set(found)) <= limit
    INDEX.resolve(text)
