"""The explorer: its pages by themselves, and in a real browser."""
