"""How to choose: pure functions over loaded values; no session, clock or chance."""
