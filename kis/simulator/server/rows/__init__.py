"""What happens at the broker, as rows of the realtime channels."""

from kis.simulator.server.rows.notices import notices_of

__all__ = ["notices_of"]
