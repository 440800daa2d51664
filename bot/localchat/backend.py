"""What the Bot API methods work on."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .chat import Messenger
from .files import Files
from .params import Params
from .updates import Updates
from .webhook import Webhook

if TYPE_CHECKING:
    from .inline import Inline

Json = dict[str, Any]


@dataclass(slots=True)
class Settings:
    """What the bot has set about itself: commands by (scope, language) and menu buttons by chat (0: every chat)."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu: dict[int, Json] = field(default_factory=dict)

    def commands_for(self, chat_id: int, language: str) -> list[Json]:
        """Return the menu a person sees: the narrowest scope wins, then the language."""
        everywhere = ("all_private_chats",) if chat_id > 0 else ("all_group_chats",)
        for scope in (f"chat:{chat_id}", *everywhere, "default"):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


@dataclass(frozen=True, slots=True)
class Backend:
    """One bot's server."""

    messenger: Messenger
    files: Files
    updates: Updates
    webhook: Webhook
    inline: "Inline"
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a method."""

    backend: Backend
    params: Params

    @property
    def messenger(self) -> Messenger:
        return self.backend.messenger
