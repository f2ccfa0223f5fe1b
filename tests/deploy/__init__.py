"""How it grows: replicas, a pooler and a caching proxy, each with real processes."""
