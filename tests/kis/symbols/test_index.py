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


def test_code_means_the_more_important_market() -> None:
    """Korea and Shenzhen share codes: the code alone is unclear, with its market it is not."""
    korean = Instrument("000660", "SK하이닉스", Market.KOSPI)
    chinese = Instrument("000660", "난화", Market.SZSE)
    index = SymbolIndex([korean, chinese])

    assert index.by_code("000660") == korean
    assert index.by_code("000660", Market.SZSE) == chinese
    assert index.by_code("000660", Market.SSE) is None
    assert index.search("000660") == [korean, chinese]
    assert index.resolve("000660") == Ambiguous((korean, chinese))


def test_search_within_markets() -> None:
    """A search may be kept to some markets, and an index narrowed to them."""
    apple = Instrument("AAPL", "애플", Market.NASDAQ, english="APPLE INC")
    fund = Instrument("000001", "애플 ETF", Market.KOSPI)
    index = SymbolIndex([fund, apple])

    assert index.search("애플") == [apple, fund]
    assert index.search("애플", markets={Market.KOSPI}) == [fund]
    assert list(index.only({Market.NASDAQ})) == [apple]
    assert index.only({Market.NASDAQ}) is index.only([Market.NASDAQ])
    assert isinstance(index.only({Market.KOSPI}).resolve("애플 ETF"), Instrument)


@pytest.mark.parametrize("text", ["AAPL", "aapl", "apple", "Apple Inc.", "애플", "ㅇㅍ", "aap"])
def test_overseas_by_ticker_and_either_name(text: str) -> None:
    """Ticker, English name and Korean name lead to the same stock."""
    apple = Instrument("AAPL", "애플", Market.NASDAQ, english="APPLE INC")

    assert SymbolIndex([apple]).search(text) == [apple]


def test_ticker_with_a_class() -> None:
    """However the class letter is set off, the stock is found, and its ticker is the world's."""
    berkshire = Instrument("BRK/B", "버크셔 해서웨이 B", Market.NYSE)
    index = SymbolIndex([berkshire])

    assert berkshire.ticker == "BRK.B"
    assert all(index.resolve(text) == berkshire for text in ("BRK/B", "brk.b", "BRK-B", "brkb"))


def test_exact_words_in_their_order() -> None:
    """A ticker comes before a name and a name before an alias, whatever is more important."""
    alias = Instrument("000001", "케이티앤지", Market.KOSPI, aliases=("KT",))
    name = Instrument("000002", "KT", Market.KOSPI)
    ticker = Instrument("KT", "케이티 ADR", Market.NYSE)

    assert SymbolIndex([alias, name, ticker]).search("kt") == [ticker, name, alias]


KEYS = st.text(alphabet="가각나낙삼성전자ab1 ㄱ", min_size=1, max_size=6)


@given(st.lists(KEYS, max_size=12), KEYS)
def test_search_finds_what_a_plain_scan_finds(listed: list[str], text: str) -> None:
    """Where names contain the query, letter by letter or by initials, the index returns exactly those."""
    index = SymbolIndex(Instrument(f"X{n:05}", name, Market.KOSPI) for n, name in enumerate(listed))
    query = fold(text)

    def fits(name: str) -> bool:
        key = fold(name)
        spans = (key[at : at + len(query)] for at in range(len(key) - len(query) + 1))
        pairs = (zip(query, span, strict=True) for span in spans)
        return any(all(asked == given or asked == initials(given) for asked, given in pair) for pair in pairs)

    expected = {f"X{n:05}" for n, name in enumerate(listed) if query and fits(name)}
    found = {instrument.code for instrument in index.search(text, limit=100)}
    assert found == expected or not expected


@given(st.text(max_size=30), st.integers(1, 5))
def test_any_text_is_bearable(text: str, limit: int) -> None:
    """No text raises, and no answer is longer than asked for or says a thing twice."""
    found = INDEX.search(text, limit)

    assert len(found) == len(set(found)) <= limit
    INDEX.resolve(text)
