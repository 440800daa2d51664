"""KIS fills lists with blank rows: one of them must not hide the others."""

from __future__ import annotations

from typing import Any

import pytest

from kis.derivatives import Quotes as DerivativeQuotes
from kis.domestic import Quotes
from kis.domestic.market import Market
from kis.domestic.ranks import Ranks
from kis.endpoint import Endpoint
from kis.errors import MalformedMessage
from kis.shapes import outputs
from kis.wire import Block, Many, columns, rows
from tests.kis.domestic.recorder import sample
from tests.kis.walk import ENDPOINTS, messages

LISTS = [
    pytest.param(column.of, column.needs, id=f"{cls.__name__}.{column.name}")
    for cls in messages()
    for column in columns(cls)
    if isinstance(column, Block) and column.many is Many.LIST
] + [
    pytest.param(vars(endpoint.reply)["cls"], vars(endpoint.reply)["_needs"], id=endpoint.name)
    for endpoint in ENDPOINTS
    if isinstance(endpoint.reply, outputs)
]


@pytest.mark.parametrize(("cls", "needs"), LISTS)
def test_a_row_without_a_single_value_hides_no_list(cls: type, needs: str) -> None:
    """Either such a row is left out, or nothing in it was needed."""
    blank = {key: " " for column in columns(cls) for key in column.keys}

    assert len(rows(cls, [blank], needs)) == (0 if needs else 1)


@pytest.mark.parametrize(
    ("endpoint", "name", "block", "price"),
    [
        pytest.param(Ranks.volume, "volume_rank", "output", "stck_prpr", id="volume"),
        pytest.param(Market.interruptions, "interruptions", "output", "mksc_shrn_iscd", id="interruptions"),
        pytest.param(Quotes.chart, "chart", "output2", "stck_clpr", id="chart"),
        pytest.param(Quotes.days, "days", "output", "stck_clpr", id="days"),
        pytest.param(DerivativeQuotes.minute_chart, "minute_chart", "output2", "futs_prpr", id="minutes"),
    ],
)
def test_a_row_without_its_price_hides_no_other(
    endpoint: Endpoint[..., Any], name: str, block: str, price: str
) -> None:
    """A stock that KIS names without a price is left out; the others stay as they are."""
    answer = sample(name, "derivatives" if endpoint.name.startswith("derivatives") else "domestic")
    whole = endpoint.reply.read(answer)

    answer[block].insert(0, {**answer[block][0], price: ""})

    assert endpoint.reply.read(answer) == whole


def test_a_row_without_the_key_itself_is_not_blank() -> None:
    """What KIS renamed or forgot is an answer out of shape, never an empty list."""
    answer = sample("volume_rank")
    answer["output"] = [{key: value for key, value in row.items() if key != "stck_prpr"} for row in answer["output"]]

    with pytest.raises(MalformedMessage, match="비어"):
        Ranks.volume.reply.read(answer)
