"""Pictures of what is looked at: candles and holdings in, PNG out. Pure; nothing here asks anybody.

`values` says what can be drawn and costs nothing to import. `candles` and `portfolio` draw and load Pillow, so they
are imported where they are used, in the thread that draws.
"""
