"""The table of APIs says no where no test has passed."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.apis import Api, every_api, line

PRICE = Api("/uapi/domestic-stock/v1/quotations/inquire-price", "주식현재가 시세", ("price",))
ORDER = Api("/uapi/x/order", "주문", ("buy", "sell"))


@pytest.mark.parametrize(
    ("api", "counts", "shown"),
    [
        pytest.param(PRICE, {("client", "price"): 2}, ("★", "yes (2)", "NO"), id="one side"),
        pytest.param(PRICE, {}, ("★", "NO", "NO"), id="no test at all"),
        pytest.param(
            ORDER,
            {("client", "buy"): 1, ("client", "sell"): 1, ("simulator", "buy"): 3},
            ("", "yes (2)", "NO"),
            id="one call of two",
        ),
    ],
)
def test_yes_needs_a_test_of_every_call(
    api: Api, counts: dict[tuple[str, str], int], shown: tuple[str, str, str]
) -> None:
    """A side has an API only when each of its calls has passed a test there."""
    star, _, _, _, client, simulator = line(api, Counter(counts))

    assert (star, client, simulator) == shown


def test_every_api_is_listed_once() -> None:
    """Calls of one path are one API."""
    addresses = [api.address for api in every_api()]

    assert sorted(set(addresses)) == sorted(addresses)
