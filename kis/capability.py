"""What an environment (실전, 모의) lacks, known before any call, with what works instead: calls and channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kis.catalogue import catalogue
from kis.credentials import Environment
from kis.realtime.catalogue import CHANNELS


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing an environment does not offer; `words` tell a user so in Korean, with the nearest thing that works.

    `disputed` if KIS's own documents disagree: then the call is sent unless the client is told not to.
    """

    title: str
    words: str
    disputed: bool = False


def lacking(environment: Environment) -> Mapping[str, Lack]:
    """What is not offered, by the call's path from a client (`domestic.account.amendable`) or the channel's TR id.

    Source: the TR tables of KIS's portal; there is no guessing from the form of a TR id.
    """
    calls = {
        path: Lack(endpoint.title, endpoint.refusal(environment), endpoint.disputed)
        for path, endpoint in catalogue().items()
        if not endpoint.tr_ids(environment) or (endpoint.disputed and environment is Environment.PAPER)
    }
    channels = {
        channel.real: Lack(channel.title, channel.refusal)
        for channel in CHANNELS
        if environment is Environment.PAPER and channel.paper is None
    }
    return {**calls, **channels}
