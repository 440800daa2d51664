from __future__ import annotations

import ast
import inspect
import pydoc
from functools import cache
from importlib import import_module
from itertools import pairwise

import pytest

from kis.credentials import Environment
from kis.endpoint import Endpoint, Kind, endpoints
from kis.errors import MalformedMessage, NotOffered
from kis.shapes import body, output, outputs
from kis.units import Won
from tests.kis.sample import Balance, Holding, Quote, Sample, Total
from tests.kis.walk import ENDPOINTS


class Recorder:
    """A caller that keeps what it is asked."""

    environment = Environment.PAPER

    def __init__(self) -> None:
        self.asked: list[tuple[object, object]] = []

    async def call(self, endpoint: Endpoint[..., object], request: object) -> object:
        self.asked.append((endpoint, request))
        return "answer"


async def test_attribute_of_a_group_is_the_call() -> None:
    """On an instance the line is the call, built from the request's fields; on the class it is the value."""
    recorder = Recorder()

    assert await Sample(recorder).price(symbol="005930") == "answer"  # type: ignore[arg-type,comparison-overlap]
    ((endpoint, request),) = recorder.asked
    assert endpoint is Sample.price
    assert request == Sample.price.request(symbol="005930")


def test_help_names_the_fields() -> None:
    """A notebook shows what a call takes, before anything was asked: names, defaults, Korean titles."""
    shown = pydoc.plain(pydoc.render_doc(Sample(Recorder()).buy))  # type: ignore[arg-type]

    assert "buy(*, symbol: 'str', quantity: 'Shares', price: 'Won'" in shown
    assert Sample.buy.summary in shown
    assert "quantity: 수량" in shown


def test_line_knows_itself() -> None:
    """Name, method and TR ids follow from the declaration."""
    assert Sample.buy.name.endswith("sample.buy")
    assert [(each.kind, each.method) for each in (Sample.price, Sample.balance, Sample.buy)] == [
        (Kind.QUOTE, "GET"),
        (Kind.ACCOUNT, "GET"),
        (Kind.ORDER, "POST"),
    ]
    assert (Sample.buy.tr_id(Environment.REAL), Sample.buy.tr_id(Environment.PAPER)) == ("TTTC03U", "VTTC03U")
    assert Sample.price.tr_id(Environment.REAL) == Sample.price.tr_id(Environment.PAPER) == "FHKST01"


def test_environment_without_the_call() -> None:
    """What paper lacks is said with what works instead."""
    with pytest.raises(NotOffered, match=r"모의투자.*현재가를 써 주세요"):
        Sample.real_only.tr_id(Environment.PAPER)


def test_tr_id_by_a_value_of_the_request() -> None:
    """Where a table chooses, each row goes out under its own TR id, and a row that paper lacks is refused."""
    us, hong_kong = Sample.by_market.request(market="US"), Sample.by_market.request(market="HK")
    tr_id = Sample.by_market.tr_id

    assert tr_id(Environment.PAPER, us) == "VTTT1"
    assert [tr_id(Environment.REAL, each) for each in (us, hong_kong)] == ["TTTT1", "TTTS2"]
    assert Sample.by_market.tr_ids(Environment.REAL) == ("TTTT1", "TTTS2")
    with pytest.raises(NotOffered, match="미국만"):
        tr_id(Environment.PAPER, hong_kong)


def test_walk_over_a_group() -> None:
    """Everything declared is found, in order."""
    names = [each.name.rpartition(".")[2] for each in endpoints(Sample)]

    assert names == ["price", "real_only", "holdings", "balance", "buy", "by_market", "margin", "disputed"]


@pytest.mark.parametrize(
    ("shape", "reply"),
    [
        (output(Quote), Quote(price=Won(1))),
        (outputs(Holding), (Holding(symbol="1"), Holding(symbol="2"))),
        (outputs(Holding), ()),
        (body(Balance), Balance(holdings=(Holding(symbol="1"),), total=Total(cash=Won(2)))),
    ],
    ids=["output", "outputs", "no outputs", "body"],
)
def test_shape_reads_what_it_writes(shape: output[Quote], reply: Quote) -> None:
    """The simulator writes by the same shape as the client reads, with the envelope around."""
    assert shape.read({"rt_cd": "0", "msg_cd": "", "msg1": "", **shape.write(reply)}) == reply


def test_missing_output_is_no_answer() -> None:
    """Success without the promised block is an error, not an empty quote."""
    with pytest.raises(MalformedMessage, match="output"):
        output(Quote).read({"rt_cd": "0"})


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_editor_shows_title_and_tr_ids(endpoint: Endpoint[..., object]) -> None:
    """The text below each endpoint's line begins with its Korean title and TR ids; `help` shows the same."""
    module, _, name = endpoint.name.rpartition(".")

    assert _texts_below(f"kis.{module}")[name].startswith(endpoint.summary)


@cache
def _texts_below(module: str) -> dict[str, str]:
    """What is written below each assignment in the classes of a module."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    found: dict[str, str] = {}
    for block in (node.body for node in tree.body if isinstance(node, ast.ClassDef)):
        for line, below in pairwise(block):
            if isinstance(line, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                found[ast.unparse(line.targets[0])] = str(below.value.value)
    return found
