"""From what the user asks to what stands at KIS."""
