"""Every refusal of KIS comes with what to do about it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kis
from bot.i18n import speaking
from bot.storage.states import Language
from bot.views import failures
from kis.credentials import Environment
from kis.domestic.quotes import Quotes
from kis.errors import BadRequest, KisError, NotOffered, Rejected
from kis.overseas.orders import Orders
from kis.realtime.control import Code
from kis.simulator.refusals import Reason, refusal
from kis.verdicts import Envelope, verdict

PACKAGE = Path(kis.__file__).parent
CODE = re.compile(r"(?:EGW|OPS[PQ]|APB[A-Z]|APTR|IGW|KIOK|MCA)[0-9]{4,5}|[2479]0[0-9]{2}0000")
YES = {
    "APBK0013", "APBK0029", "APBK1711", "APBK2938", "KIOK0430", "KIOK0500", "KIOK0510", "MCA00000", "OPSP0000",
    "OPSP0001", "20310000", "40590000", "40600000", "40610000", "40620000",
}  # fmt: skip
"""With these KIS says yes."""
GENERIC = {failures.plain(kind("")) for kind in (Rejected, BadRequest)}


def codes_in(path: Path) -> set[str]:
    """Every msg_cd that stands in a module as a string, alone or in a list of them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    literals = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    words = (literal.split() for literal in literals if isinstance(literal, str))
    return {word for each in words for word in each if CODE.fullmatch(word)}


MODULES = [*PACKAGE.glob("simulator/**/*.py"), PACKAGE / "verdicts.py"]
CODES = sorted(set(Code).union(*map(codes_in, MODULES)) - YES)


def error_of(code: str, words: str = "", rt_cd: str = "1") -> KisError:
    """What the library makes of a refusal."""
    error = verdict(Envelope(500 if code.startswith("EGW") else 200, rt_cd, code, words, {}), changes=False)
    assert error is not None
    return error


# Two codes serve so many reasons that only their words tell; all that are known are tested below.
@pytest.mark.parametrize("code", [code for code in CODES if code not in ("APBK0918", "APBK0919")])
def test_every_code_says_what_to_do(code: str) -> None:
    """Each code that the client knows or the simulator sends has more to say than that KIS refused, in a toast too."""
    assert failures.plain(error_of(code)) not in {None, *GENERIC}
    assert len(failures.toast(error_of(code))) <= 200


@pytest.mark.parametrize("environment", Environment)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_to_do(reason: Reason, environment: Environment) -> None:
    """Each reason for which the simulator refuses an order is told with KIS's own words below."""
    refused = refusal(reason, environment)
    hint, own = failures.sentence(error_of(refused.code, refused.message, refused.rt_cd)).split("\n")

    assert hint not in GENERIC
    assert own == f"<i>[{refused.code}] {refused.message}</i>"


def test_one_code_with_several_reasons_is_told_by_its_words() -> None:
    """APBK0919 about a price speaks of the price, about the hour of the hour."""
    price = error_of("APBK0919", "호가단위를 확인하시기 바랍니다.")
    hour = error_of("APBK0919", "장운영일자가 주문일과 상이합니다.")

    assert "가격" in str(failures.plain(price))
    assert "시간" in str(failures.plain(hour))


def test_unknown_code_falls_back_to_the_words_of_kis() -> None:
    """What nobody has seen yet is shown as KIS says it, with what to try; in English too."""
    unknown = error_of("APBK7777", "<알 수 없는> 사유입니다.")

    assert failures.expected(unknown)
    assert "고쳐서 다시 보내고" in failures.sentence(unknown)
    assert failures.sentence(unknown).endswith("<i>[APBK7777] &lt;알 수 없는&gt; 사유입니다.</i>")
    with speaking(Language.ENGLISH):
        assert failures.sentence(unknown).startswith("KIS refused.")


def test_a_call_that_paper_lacks_is_named_without_what_a_program_would_call() -> None:
    """A program is told which of its calls to make instead; a person reads what is lacking."""
    with pytest.raises(NotOffered, match=r"quotes\.") as caught:
        Quotes.flows.tr_id(Environment.PAPER)

    told = failures.sentence(caught.value)
    assert Quotes.flows.title in told
    assert "quotes." not in told
    assert "quotes." not in failures.reason(caught.value)


def test_what_a_call_lacks_in_part_is_said_in_its_own_words() -> None:
    """모의 has the call; that it lacks a kind of it is no reason to say that it has none."""
    with pytest.raises(NotOffered) as caught:
        Orders.buy.tr_id(Environment.PAPER)

    assert caught.value.call == ""
    assert str(caught.value) in failures.sentence(caught.value)


def test_what_the_bot_sent_wrongly_is_told_and_logged() -> None:
    """A request KIS cannot read is a mistake of the bot: the user hears what to do, the operator gets the log."""
    unread = error_of("OPSQ2001", "ERROR INPUT FIELD NOT FOUND [PDNO]", "2")

    assert not failures.expected(unread)
    assert failures.toast(unread).startswith("비서가 보낸 요청을")
