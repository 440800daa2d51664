"""Price alerts: 이상 and 이하."""
