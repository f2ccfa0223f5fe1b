"""How it looks: pure functions from what the API says to pictures."""
