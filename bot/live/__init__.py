"""실시간: messages that follow the market for a minute."""
