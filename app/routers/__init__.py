"""How to ask: one file a noun; a route is a docstring and a return."""
