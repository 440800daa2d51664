"""What the bot remembers: one database, and questions with names (one module for each subject)."""
