from __future__ import annotations

import pytest

from kis.capability import lacking
from kis.catalogue import catalogue
from kis.credentials import Environment
from kis.errors import NotOffered
from kis.realtime import CHANNELS, NOTICES, TRADES


def test_real_lacks_nothing() -> None:
    """Every call and channel is offered on a real account."""
    assert lacking(Environment.REAL) == {}


def test_paper_says_what_works_instead() -> None:
    """Each thing that paper lacks is told with the nearest thing that works."""
    known = catalogue()
    silent = [path for path in lacking(Environment.PAPER) if path in known and not known[path].instead]
    silent += [channel.real for channel in CHANNELS if channel.paper is None and not channel.instead]

    assert silent == []


def test_table_agrees_with_the_call() -> None:
    """What the table names is refused with the same words, and what it leaves out is not refused."""
    table = lacking(Environment.PAPER)
    for path, endpoint in catalogue().items():
        if path in table and not table[path].disputed:
            with pytest.raises(NotOffered) as caught:
                endpoint.tr_id(Environment.PAPER)
            assert str(caught.value) == table[path].words
        else:
            assert endpoint.tr_ids(Environment.PAPER) != ()


def test_channels_of_paper() -> None:
    """Paper has trades and notices of domestic stocks, and none of the others' books."""
    table = lacking(Environment.PAPER)

    assert TRADES.real not in table
    assert NOTICES.real not in table
    assert "H0UNCNT0" in table
