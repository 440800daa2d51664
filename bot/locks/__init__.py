"""The two locks between a press and an order: the PIN, and a second approver.

`Unlock.require` is what others call before they do what needs the PIN; what it raises opens the key pad.
"""

from bot.locks.unlock import Locked as Locked
from bot.locks.unlock import NoPin as NoPin
from bot.locks.unlock import Unlock as Unlock
