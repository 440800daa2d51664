"""Every channel KIS documents."""

from __future__ import annotations

from typing import Any

from kis.realtime import derivatives, domestic, overseas
from kis.realtime.channel import Channel

CHANNELS: tuple[Channel[Any], ...] = (*domestic.CHANNELS, *derivatives.CHANNELS, *overseas.CHANNELS)
