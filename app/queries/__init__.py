"""How to read: one function a question, the session first."""
