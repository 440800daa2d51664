"""`python -m bot`."""

from __future__ import annotations

import gc
import sys

from bot.cli import main

if __name__ == "__main__":
    gc.disable()  # until the command is loaded: what loads stays, and looking through it takes a tenth of the start
    sys.exit(main())
