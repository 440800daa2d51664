"""What somebody looks at: of each thing only the newest row is kept, so that nothing piles up between two looks."""

from __future__ import annotations

from bot.channels import Wire
from kis.realtime import Record


class Newest:
    """Of one connection. Rows that nobody looks at are not kept."""

    def __init__(self) -> None:
        self._rows: dict[tuple[type, str], Record | None] = {}
        self._wires: dict[tuple[str, str], Wire] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, wire: Wire) -> bool:
        return wire.heard_as in self._rows

    def begin(self, wire: Wire) -> None:
        """Keep what comes of this from now on."""
        self._rows.setdefault(wire.heard_as, None)
        self._wires[wire.channel.real, wire.key] = wire

    def end(self, wire: Wire) -> None:
        """Nobody looks any more."""
        self._rows.pop(wire.heard_as, None)
        self._wires.pop((wire.channel.real, wire.key), None)

    def dropped(self, tr_id: str, key: str) -> None:
        """The gateway has given a registration up (by its real TR id)."""
        if wire := self._wires.get((tr_id, key)):
            self.end(wire)

    def take(self, row: Record) -> None:
        """A row has come."""
        name = type(row), row.subject
        if name in self._rows:
            self._rows[name] = row

    def of(self, wire: Wire) -> Record | None:
        """The newest row; None where none has come since the connection was made."""
        return self._rows.get(wire.heard_as)

    def lost(self) -> None:
        """The connection is gone: what was heard is no longer the newest."""
        self._rows = dict.fromkeys(self._rows)

    def clear(self) -> None:
        """Nothing is registered any more."""
        self._rows.clear()
        self._wires.clear()
