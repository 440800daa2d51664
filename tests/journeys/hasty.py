"""The bot as it is, but for what a journey would only wait for: `python -m tests.journeys.hasty run`.

A chat hears a message a second after a short burst, and the schedule looks at the market's clock every half minute.
"""

from __future__ import annotations

import sys
from functools import partial
from unittest.mock import patch

from bot.cli import main
from bot.pace import Pace

if __name__ == "__main__":
    with patch("bot.outbox.Pace", partial(Pace, burst=1_000)), patch("bot.schedule.EVERY", 1):
        sys.exit(main())
