"""Opening a Mini App as Telegram's apps do: launch data behind the `#` of its address.

Source: Telegram, Mini Apps, "Initializing Mini Apps" and "Validating data received via the Mini App".
"""

import hashlib
import hmac
import json
import secrets
from urllib.parse import quote, urlencode

from .messages import Person

VERSION = "9.1"
THEMES = {
    "light": {"bg_color": "#ffffff", "text_color": "#10151c", "secondary_bg_color": "#f1f4f8",
              "button_color": "#2b7de0", "button_text_color": "#ffffff"},
    "dark": {"bg_color": "#17202b", "text_color": "#f2f5f9", "secondary_bg_color": "#0f1620",
             "button_color": "#3f8ef0", "button_text_color": "#ffffff"},
}  # fmt: skip


def sign(person: Person, token: str, now: int) -> str:
    """Launch data of somebody who opens a Mini App of the bot whose token this is.

    `signature` is Telegram's own, for others than the bot; here it is made up, and covered by the hash like the rest.
    """
    user = {**person.wire, "last_name": "", "allows_write_to_pm": True}
    del user["is_bot"]
    fields = {
        "query_id": "AAH" + secrets.token_urlsafe(15),
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(now),
        "signature": secrets.token_urlsafe(64),
    }
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    signed = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    return urlencode({**fields, "hash": hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()}, quote_via=quote)


def address(url: str, data: str, theme: str = "light") -> str:
    """The address that the app opens."""
    launch = {
        "tgWebAppData": data,
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": "web",
        "tgWebAppThemeParams": json.dumps(THEMES.get(theme, THEMES["light"])),
    }
    return f"{url}#{urlencode(launch, quote_via=quote)}"
