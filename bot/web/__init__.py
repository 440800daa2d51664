"""The bot's own web pages: the connect form, Telegram's webhook, a health check."""
