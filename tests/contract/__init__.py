"""The contract that every path keeps, whatever it answers."""
