"""A KIS broker on this machine: the same answers, refusals and notices, without an account.

The engine (`broker` and what it stands on) is pure: no sockets, no wire names, a clock from outside, and
the same seed with the same calls gives the same day. `server` puts it behind REST and a websocket.
"""
