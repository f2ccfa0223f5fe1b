"""How to bring in: catalogues of others, each in a namespace of its own; ours stay as they are."""
