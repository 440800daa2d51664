"""The bot as it is, but for how slowly Telegram wants to be spoken to: `python -m tests.journeys.hasty run`.

A chat hears a message a second after a short burst; a journey through every market would wait for that alone.
"""

from __future__ import annotations

import sys
from functools import partial
from unittest.mock import patch

from bot.cli import main
from bot.pace import Pace

if __name__ == "__main__":
    with patch("bot.outbox.Pace", partial(Pace, burst=1_000)):
        sys.exit(main())
